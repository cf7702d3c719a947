//! The words a meeting is likely to hold (từ ngữ chờ sẵn): who attends, the units and places they belong to, its agenda.
//! The recogniser listens for them.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use giaoban_models::gazetteer::{GROUP, Gazetteer};
use giaoban_models::id::MeetingId;
use giaoban_models::store::{Store, StoreError};
use giaoban_transcribe::engine::Hints;

/// Meetings whose words are held at most; the next one starts anew.
const HELD: usize = 16;
/// Syllables of a phrase worth listening for: one alone is many other words, more are not said twice alike.
const WORTHWHILE: std::ops::RangeInclusive<usize> = 2..=6;

/// Expected words by meeting.
#[derive(Default)]
pub struct Expected {
    open: Mutex<HashMap<MeetingId, Arc<Hints>>>,
}

impl Expected {
    /// The words of a meeting. Where they cannot be read nothing is listened for: speech does not wait for names.
    pub async fn of(&self, store: &Store, meeting: &MeetingId) -> Arc<Hints> {
        if let Some(known) = self.lock().get(meeting) {
            return known.clone();
        }
        match words_of(store, meeting).await {
            Ok(phrases) => {
                let hints = Arc::new(Hints::of(phrases));
                let mut open = self.lock();
                if open.len() >= HELD {
                    open.clear();
                }
                open.insert(meeting.clone(), hints.clone());
                hints
            }
            Err(error) => {
                tracing::warn!(%error, %meeting, "the words of a meeting could not be read");
                Arc::default()
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<MeetingId, Arc<Hints>>> {
        // Each change of the map is one call: a panic cannot leave it half changed.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The phrases of a meeting, those of its own people and sites first.
///
/// # Errors
/// When the store fails.
pub async fn words_of(store: &Store, meeting: &MeetingId) -> Result<Vec<String>, StoreError> {
    let Some(called) = store.meeting_for_room(meeting).await? else { return Ok(vec![]) };
    let gazetteer = store.gazetteer(&called.starts_at.day_in_vietnam()).await?;
    let agenda = store.agenda(meeting).await?;
    let invited: HashSet<_> = called.sites.iter().map(|site| site.unit.clone()).collect();
    let own = [called.chair_name, called.secretary_name].into_iter().chain(agenda);
    Ok(phrases(own, &gazetteer, |unit| invited.contains(unit)))
}

fn phrases(
    own: impl Iterator<Item = String>,
    gazetteer: &Gazetteer,
    invited: impl Fn(&giaoban_models::id::UnitId) -> bool,
) -> Vec<String> {
    let (mut first, mut rest): (Vec<String>, Vec<String>) = (own.collect(), vec![]);
    for person in &gazetteer.persons {
        let list = if invited(&person.unit_id) { &mut first } else { &mut rest };
        list.push(person.name.clone());
        list.extend(person.address_forms.iter().cloned());
    }
    for unit in gazetteer.units.iter().filter(|unit| unit.kind != GROUP) {
        let list = if invited(&unit.id) { &mut first } else { &mut rest };
        list.extend([unit.short_name.clone(), unit.full_name.clone()]);
        list.extend(unit.aliases.iter().cloned());
    }
    first.append(&mut rest);
    let mut known = HashSet::new();
    first.retain(|phrase| {
        WORTHWHILE.contains(&phrase.split_whitespace().count()) && known.insert(phrase.to_lowercase())
    });
    first
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn those_who_attend_come_first_and_each_phrase_once() {
        let gazetteer: Gazetteer = serde_json::from_str(
            r#"{"units": [
                {"id": "a", "full_name": "Ủy ban nhân dân xã Thạch Bằng", "short_name": "xã Thạch Bằng", "kind": "xã"},
                {"id": "b", "full_name": "Văn phòng", "short_name": "Văn phòng", "kind": "phòng"},
                {"id": "g", "full_name": "Các xã", "short_name": "các xã", "kind": "nhóm"}],
               "persons": [
                {"id": "p", "name": "Lê Thị Sen", "post": "Chủ tịch", "unit_id": "b", "address_forms": ["chị Sen"]},
                {"id": "q", "name": "Trần Đá", "post": "Chủ tịch", "unit_id": "a"}]}"#,
        )
        .unwrap();
        let own = ["Cao Văn Núi".to_owned(), "Đánh giá kết quả thu ngân sách mười tháng đầu năm".to_owned()];
        let found = phrases(own.into_iter(), &gazetteer, |unit| unit.as_str() == "a");
        assert_eq!(found, ["Cao Văn Núi", "Trần Đá", "xã Thạch Bằng", "Lê Thị Sen", "chị Sen", "Văn phòng"]);
    }
}
