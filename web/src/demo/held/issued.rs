//! The minutes of a held meeting: written, approved by the chair, numbered and issued, as people do it.

use giaoban_minutes::shared::SharedMinutes;
use giaoban_models::access::act;
use giaoban_models::clock::Moment;
use giaoban_models::directive::due;
use giaoban_models::minutes::{AssignedTask, MinutesDocument, MinutesHead, Passage, PassageKind, Run};
use giaoban_models::store::{DirectiveFilter, Store, StoreError};
use serde::Deserialize;

use super::super::{DemoError, People, grant};
use super::load::Said;
use super::{DAY, HOUR, Script};

/// Drafted, approved and issued this long after the day of the meeting began.
const DRAFTED: i64 = 10 * HOUR;
const APPROVED: i64 = DAY + 9 * HOUR;
const ISSUED: i64 = DAY + 14 * HOUR;

/// A passage of the text.
#[derive(Debug, Deserialize)]
pub(super) struct PlannedPassage {
    pub(super) kind: PassageKind,
    /// `{due}` is the due date of the order.
    text: String,
    /// Words of the sentences it rests on.
    #[serde(default)]
    pub(super) said: Vec<String>,
    /// The order it words, by its place.
    pub(super) order: Option<usize>,
}

impl Script {
    /// Writes, approves and issues the minutes, once, if the script has any and their time has come.
    pub(super) async fn issue(
        &self,
        store: &Store,
        people: &People,
        said: &Said,
        starts_at: Moment,
        now: Moment,
    ) -> Result<(), DemoError> {
        let (midnight, _) = starts_at.day_bounds_in_vietnam();
        if self.minutes.is_empty() || midnight.plus(ISSUED) > now {
            return Ok(());
        }
        let passages = self.passages(said, midnight);
        let update = SharedMinutes::new(writer()?).replace(&passages);
        if !store.begin_minutes(&self.id, &passages, &update, midnight.plus(DRAFTED)).await? {
            return Ok(());
        }
        let document = MinutesDocument {
            head: self.head(store).await?,
            passages,
            tasks: self.tasks(store, people).await?,
            issued: false,
        };
        let approve = grant::<act::ApproveMinutes>(&people.chair)?;
        store.approve_minutes(&approve, &self.id, &document, midnight.plus(APPROVED)).await?;
        let issue = grant::<act::IssueMinutes>(&people.clerk)?;
        store.issue_minutes(&issue, &self.id, &document, midnight.plus(ISSUED)).await?;
        Ok(())
    }

    fn passages(&self, said: &Said, midnight: Moment) -> Vec<Passage> {
        let passage = |planned: &PlannedPassage| {
            let order = planned.order.map(|place| (place, &self.orders[place]));
            let due = order.and_then(|(_, order)| order.due(midnight)).map(|due| on_paper(&due)).unwrap_or_default();
            Passage {
                kind: planned.kind,
                runs: vec![Run::plain(planned.text.replace("{due}", &due))],
                utterances: planned.said.iter().filter_map(|words| said.with(words).cloned()).collect(),
                proposal: order.map(|(place, _)| self.proposal(place)),
            }
        };
        self.minutes.iter().map(passage).collect()
    }

    async fn head(&self, store: &Store) -> Result<MinutesHead, StoreError> {
        let meeting = store.meeting_for_room(&self.id).await?;
        let (chair_name, secretary_name) =
            meeting.map(|meeting| (meeting.chair_name, meeting.secretary_name)).unwrap_or_default();
        Ok(MinutesHead {
            superior: None,
            agency: "UBND TỈNH QUẢNG TRỊ".to_owned(),
            sign: "BB-UBND".to_owned(),
            number: None,
            title: self.title.clone(),
            chair_name,
            secretary_name,
            recipients: vec!["Như thành phần dự họp".to_owned(), "Lưu: VT, Hồ sơ".to_owned()],
        })
    }

    async fn tasks(&self, store: &Store, people: &People) -> Result<Vec<AssignedTask>, DemoError> {
        let filter = DirectiveFilter { meeting: Some(self.id.clone()), ..DirectiveFilter::default() };
        let directives = store.directives(&grant::<act::SeeDirectives>(&people.secretary)?, &filter).await?;
        let co = |units: Vec<giaoban_models::directive::NamedUnit>| {
            units.into_iter().map(|unit| unit.name).collect::<Vec<_>>().join(", ")
        };
        Ok(directives
            .into_iter()
            .map(|directive| AssignedTask {
                task: directive.task,
                lead: directive.lead.name,
                co: co(directive.co_units),
                due: directive
                    .standing
                    .original_due
                    .as_deref()
                    .map(on_paper)
                    .or(directive.due_text)
                    .unwrap_or_default(),
            })
            .collect())
    }
}

/// A due date as minutes write its day: 15/11/2026.
fn on_paper(due: &str) -> String {
    let mut parts = due::day(due).splitn(3, '-');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(month), Some(day)) => format!("{day}/{month}/{year}"),
        _ => due.to_owned(),
    }
}

/// An identity nobody else writes under.
fn writer() -> Result<u64, StoreError> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
    Ok(u64::from_le_bytes(bytes))
}
