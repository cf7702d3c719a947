//! Minutes as a document: the text with what stands around it on paper, filled from the meeting.

use giaoban_models::id::MeetingId;
use giaoban_models::meeting::Meeting;
use giaoban_models::minutes::{MinutesDocument, MinutesHead, MinutesState, Passage};
use giaoban_models::refusal::Refusal;
use giaoban_models::store::{Store, StoreError};
use giaoban_models::unit::Unit;

/// Name of a people's committee in full, and as documents shorten it.
const COMMITTEE: (&str, &str) = ("Ủy ban nhân dân", "UBND");
/// Letters of a sign at most: longer ones are no sign any more.
const LONGEST_SIGN: usize = 8;

/// The document of a meeting with this text, not issued and without a number.
///
/// # Errors
/// [`Refusal::NotFound`] when there is no such meeting; when the store fails.
pub async fn document(store: &Store, id: &MeetingId, passages: Vec<Passage>) -> Result<MinutesDocument, StoreError> {
    let meeting = store.meeting_for_room(id).await?.ok_or(Refusal::NotFound)?;
    let head = head(store, &meeting).await?;
    let tasks = store.assigned_tasks(id).await?;
    let attendance = crate::papers::attendance_of(store, &meeting).await?;
    Ok(MinutesDocument { head, passages, tasks, attendance, issued: false })
}

/// The document of a draft: its table of tasks also lists the proposals nobody has decided on.
///
/// # Errors
/// As [`document`].
pub async fn with_proposals(
    store: &Store,
    id: &MeetingId,
    mut drafted: MinutesDocument,
) -> Result<MinutesDocument, StoreError> {
    let state = store.minutes_for_server(id).await?.map(|kept| kept.state);
    if state == Some(MinutesState::Draft) {
        drafted.tasks.extend(store.proposed_tasks(id).await?);
    }
    Ok(drafted)
}

/// What stands around the text: of the unit whose hall it is, by the names of the meeting's day.
///
/// # Errors
/// When the store fails.
pub async fn head(store: &Store, meeting: &Meeting) -> Result<MinutesHead, StoreError> {
    let units = store.units_on(&meeting.starts_at.day_in_vietnam()).await?;
    let hall = meeting.sites.iter().find(|site| site.hall);
    let own = hall.and_then(|hall| units.iter().find(|unit| unit.id == hall.unit));
    let above = own.and_then(|own| own.parent.as_ref()).and_then(|id| units.iter().find(|unit| unit.id == *id));
    let name = own.map(|unit| unit.full_name.as_str()).or(hall.map(|hall| hall.unit_name.as_str()));
    Ok(MinutesHead {
        superior: above.map(|unit: &Unit| in_capitals(&unit.full_name)),
        agency: in_capitals(name.unwrap_or_default()),
        sign: format!("BB-{}", letters(name.unwrap_or_default())),
        number: None,
        title: meeting.title.clone(),
        chair_name: meeting.chair_name.clone(),
        secretary_name: meeting.secretary_name.clone(),
        recipients: vec!["Như thành phần dự họp".to_owned(), "Lưu: VT, Hồ sơ".to_owned()],
    })
}

/// A name as the head of a document has it: "ỦY BAN NHÂN DÂN XÃ CAM LỘ" is "UBND XÃ CAM LỘ"; what a list adds in brackets
/// is no part of it.
pub(crate) fn in_capitals(name: &str) -> String {
    let name = name.split(" (").next().unwrap_or_default();
    name.replacen(COMMITTEE.0, COMMITTEE.1, 1).to_uppercase()
}

/// The letters of a body in the sign of its documents (Decree 30/2020, Annex I, part II, 3): UBND, VP, and the initials
/// of its name for others.
pub(crate) fn letters(name: &str) -> String {
    let name = name.split(" (").next().unwrap_or_default();
    if name.starts_with(COMMITTEE.0) || name.starts_with(COMMITTEE.1) {
        return COMMITTEE.1.to_owned();
    }
    if name.starts_with("Văn phòng") {
        return "VP".to_owned();
    }
    let initials = name.split([' ', '-']).filter(|word| !matches!(*word, "và" | "của" | "")).filter_map(|word| {
        let first = word.chars().next()?;
        first.is_alphabetic().then(|| first.to_uppercase().to_string())
    });
    initials.take(LONGEST_SIGN).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_has_the_names_of_bodies_as_documents_write_them() {
        assert_eq!(in_capitals("Ủy ban nhân dân huyện Cam Lộ"), "UBND HUYỆN CAM LỘ");
        assert_eq!(in_capitals("Ủy ban nhân dân tỉnh Quảng Trị (trước sắp xếp)"), "UBND TỈNH QUẢNG TRỊ");
        assert_eq!(in_capitals("Sở Nội vụ"), "SỞ NỘI VỤ");
    }

    #[test]
    fn the_sign_names_the_body_by_its_letters() {
        for (name, sign) in [
            ("Ủy ban nhân dân xã Cam Lộ", "UBND"),
            ("UBND tỉnh", "UBND"),
            ("Văn phòng UBND tỉnh", "VP"),
            ("Sở Nông nghiệp và Môi trường", "SNNMT"),
        ] {
            assert_eq!(letters(name), sign, "{name}");
        }
    }
}
