//! What was ordered in a held meeting, and the steps that were taken since: through the same doors people use.

use giaoban_models::access::act;
use giaoban_models::account::Account;
use giaoban_models::clock::Moment;
use giaoban_models::directive::order::{Directive, Order, Step};
use giaoban_models::directive::{DirectiveAction, DirectiveEventKind, Proposal};
use giaoban_models::id::{ProposalId, UnitId};
use giaoban_models::store::{DirectiveFilter, Store, StoreError};
use serde::Deserialize;

use super::super::{DemoError, People, grant};
use super::load::Said;
use super::{DAY, HOUR, Script};

/// The secretary decides on the proposals this long after the day of the meeting began.
const DECIDED: i64 = 11 * HOUR;

/// A directive.
#[derive(Debug, Deserialize)]
pub(super) struct PlannedOrder {
    /// Words of the chair, of one sentence.
    pub(super) quote: String,
    pub(super) leads: Vec<UnitId>,
    pub(super) co: Vec<UnitId>,
    pub(super) task: String,
    /// Days from the meeting to the due date.
    due_days: Option<i64>,
    /// `HH:MM` of that day.
    due_time: Option<String>,
    due_text: Option<String>,
    #[serde(default)]
    recurring: bool,
    #[serde(default)]
    conditional: bool,
    pub(super) history: Vec<PlannedStep>,
}

/// A step somebody took.
#[derive(Debug, Deserialize)]
pub(super) struct PlannedStep {
    /// Days after the meeting.
    day: i64,
    /// Hour of that day.
    hour: i64,
    /// Sign-in name.
    pub(super) by: String,
    pub(super) step: DirectiveEventKind,
    note: String,
    /// Days from the meeting to the new due date.
    due_days: Option<i64>,
    /// Whose directive, where the order went to several and a giver takes the step.
    lead: Option<UnitId>,
}

impl PlannedOrder {
    /// The due date of an order given on the day that begins at `midnight`.
    pub(super) fn due(&self, midnight: Moment) -> Option<String> {
        let day = midnight.plus(self.due_days? * DAY).day_in_vietnam();
        Some(self.due_time.as_ref().map_or_else(|| day.clone(), |time| format!("{day}T{time}")))
    }
}

impl Script {
    /// The identity of the `place`th proposal of the meeting, from 0.
    pub(super) fn proposal(&self, place: usize) -> ProposalId {
        ProposalId(format!("{}-P{:02}", self.id, place + 1))
    }

    /// Proposes and accepts what was ordered and takes the steps that were taken since. What was decided before is left
    /// as it is, with whatever people did to it.
    pub(super) async fn order(
        &self,
        store: &Store,
        people: &People,
        said: &Said,
        starts_at: Moment,
        now: Moment,
    ) -> Result<(), DemoError> {
        if self.orders.is_empty() {
            return Ok(());
        }
        let (midnight, _) = starts_at.day_bounds_in_vietnam();
        let see = grant::<act::SeeDirectives>(&people.secretary)?;
        if store.proposals(&see, &self.id).await?.is_empty() {
            let proposals: Vec<_> = (0..)
                .zip(&self.orders)
                .map(|(place, order)| (self.proposal(place), self.proposed(order, said, midnight)))
                .collect();
            store.keep_proposals(&self.id, &proposals).await?;
        }
        for kept in store.proposals(&see, &self.id).await?.into_iter().filter(|kept| kept.decision.is_none()) {
            let place = (0..self.orders.len()).find(|place| self.proposal(*place) == kept.id);
            let Some(planned) = place.map(|place| &self.orders[place]) else { continue };
            let order = Order {
                lead_units: planned.leads.clone(),
                co_units: planned.co.clone(),
                task: planned.task.clone(),
                due: planned.due(midnight),
                recurring: planned.recurring,
                conditional: planned.conditional,
            };
            let edit = grant::<act::EditMinutes>(&people.secretary)?;
            store.accept_proposal(&edit, &kept.id, order, midnight.plus(DECIDED)).await?;
            let filter = DirectiveFilter { meeting: Some(self.id.clone()), ..DirectiveFilter::default() };
            let mut made = store.directives(&see, &filter).await?;
            made.retain(|directive| directive.proposal.as_ref() == Some(&kept.id));
            for step in &planned.history {
                take(store, people, step, &made, midnight, now).await?;
            }
        }
        Ok(())
    }

    fn proposed(&self, order: &PlannedOrder, said: &Said, midnight: Moment) -> Proposal {
        Proposal {
            meeting_id: self.id.0.clone(),
            turns: said.with(&order.quote).map(|id| id.0.clone()).into_iter().collect(),
            quote: order.quote.clone(),
            lead_units: order.leads.clone(),
            co_units: order.co.clone(),
            task: order.task.clone(),
            deadline: order.due(midnight),
            deadline_text: order.due_text.clone(),
            deadline_warning: None,
            action: DirectiveAction::New,
            recurring: order.recurring,
            conditional: order.conditional,
            confidence: 0.9,
            reasons: vec!["Chủ trì giao việc trong phần kết luận.".to_owned()],
        }
    }
}

/// Takes a step, if its time has come.
async fn take(
    store: &Store,
    people: &People,
    planned: &PlannedStep,
    made: &[Directive],
    midnight: Moment,
    now: Moment,
) -> Result<(), DemoError> {
    let at = midnight.plus(planned.day * DAY + planned.hour * HOUR);
    let Some(account) = people.named(&planned.by) else { return Ok(()) };
    let Some(directive) = made.iter().find(|directive| is_for(planned, account, directive)) else { return Ok(()) };
    if at > now {
        return Ok(());
    }
    let step = Step {
        kind: planned.step,
        note: planned.note.clone(),
        due: planned.due_days.map(|days| midnight.plus(days * DAY).day_in_vietnam()),
        document: None,
        to: None,
    };
    let taken = if planned.step.is_answer() {
        store.answer_directive(&grant::<act::AnswerDirective>(account)?, &directive.id, step, at).await
    } else {
        store.decide_directive(&grant::<act::FollowDirectives>(account)?, &directive.id, step, at).await
    };
    match taken {
        // A step before it has not come yet on the day of loading.
        Err(StoreError::Refused(_)) => Ok(()),
        other => Ok(other?),
    }
}

/// Whether the step is of this directive: a unit answers for its own.
fn is_for(planned: &PlannedStep, account: &Account, directive: &Directive) -> bool {
    match &planned.lead {
        Some(lead) => directive.lead.id == *lead,
        None => !planned.step.is_answer() || directive.lead.id == account.unit,
    }
}
