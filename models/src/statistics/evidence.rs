//! What a rating rests on: per lead unit and month what was assigned, done, done in time, missed, moved and done again.
//!
//! Decree 335/2025/NĐ-CP rates the quantity, quality and timeliness of products by month and takes a quarter of the points
//! for timeliness off for each delay. This counts the delays; it gives no grade, which people decide. An approved extension
//! is no delay; each date that passed without a report is one, and it counts in the month it passed.

use std::collections::BTreeMap;

use time::Date;

use super::ledger::{Ledger, Tracked, take};
use super::period::{Grain, Stretch};
use super::report::{Asked, Scope};
use crate::clock::Moment;
use crate::directive::standing::Standing;
use crate::directive::{DirectiveEventKind as Kind, DirectiveState as State, Timeliness, due};
use crate::id::{DirectiveId, UnitId};

/// Counts of one unit in one month (số liệu phục vụ đánh giá).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Được giao: by the day it was ordered.
    pub assigned: u32,
    /// Hoàn thành: by the day of the accepted report.
    pub completed: u32,
    /// Of these, đúng hạn.
    pub on_time: u32,
    /// Lần trễ hạn: dates that passed without a report.
    pub delays: u32,
    /// Lần được gia hạn.
    pub extensions: u32,
    /// Lần phải làm lại.
    pub redos: u32,
}

/// A directive with what counts of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceItem {
    /// Which.
    pub id: DirectiveId,
    /// Mã nhiệm vụ.
    pub code: String,
    /// Nội dung nhiệm vụ.
    pub task: String,
    /// Đơn vị chủ trì.
    pub lead_name: String,
    /// Dates that passed without a report, `YYYY-MM-DD` or with a time of day.
    pub missed: Vec<String>,
    /// Approved extensions.
    pub extensions: u32,
    /// Times it was done again.
    pub redos: u32,
    /// How it stands.
    pub timeliness: Timeliness,
}

/// A month (`YYYY-MM`) of a unit: the unit, its name and what was counted.
pub type MonthOfUnit = (String, UnitId, String, Evidence);

/// Counts by unit and month (`YYYY-MM`).
type Months = BTreeMap<(String, UnitId), (String, Evidence)>;

impl Ledger {
    /// The evidence of the directives in scope and in the question: by month and unit with its name, and the directives
    /// that missed a date or were done again, one by one.
    #[must_use]
    pub fn evidence(&self, scope: &Scope, asked: &Asked) -> (Vec<MonthOfUnit>, Vec<EvidenceItem>) {
        let mut months = Months::new();
        let mut items = Vec::new();
        self.each(scope, asked, |tracked, standing| {
            let unit = &self.units.all[tracked.lead as usize];
            let mut count = |day: Option<Date>, add: fn(&mut Evidence)| {
                let Some(day) = day else { return };
                let month = Stretch::of(day, Grain::Month).key(Grain::Month);
                let entry = months.entry((month, unit.key.clone()));
                add(&mut entry.or_insert_with(|| (unit.name.clone(), Evidence::default())).1);
            };
            count(tracked.day, |evidence| evidence.assigned += 1);
            let timeliness = standing.timeliness(asked.as_of);
            if standing.state == State::Completed {
                let day = standing.reported_at.map(|at| at.in_vietnam().date());
                count(day, |evidence| evidence.completed += 1);
                if timeliness == Timeliness::DoneOnTime {
                    count(day, |evidence| evidence.on_time += 1);
                }
            }
            let known = || tracked.steps.iter().filter(|step| step.at <= asked.as_of);
            for step in known() {
                let day = Some(step.at.in_vietnam().date());
                match step.kind {
                    Kind::Extended => count(day, |evidence| evidence.extensions += 1),
                    Kind::SentBack => count(day, |evidence| evidence.redos += 1),
                    _ => {}
                }
            }
            let missed = missed(tracked, asked.as_of);
            for date in &missed {
                count(due::date(due::day(date)), |evidence| evidence.delays += 1);
            }
            if !missed.is_empty() || standing.redos > 0 {
                items.push(EvidenceItem {
                    id: tracked.id.clone(),
                    code: tracked.code.to_string(),
                    task: tracked.task.to_string(),
                    lead_name: unit.name.clone(),
                    missed,
                    extensions: standing.extensions,
                    redos: standing.redos,
                    timeliness,
                });
            }
        });
        let months = months.into_iter().map(|((month, unit), (name, evidence))| (month, unit, name, evidence));
        items.sort_by(|a, b| b.missed.len().cmp(&a.missed.len()).then_with(|| a.id.cmp(&b.id)));
        (months.collect(), items)
    }
}

/// Due dates that passed before a report was made or the date was moved; a date that passes while the directive is
/// suspended is none.
fn missed(tracked: &Tracked, as_of: Moment) -> Vec<String> {
    let mut missed = Vec::new();
    let mut standing = Standing::assigned(tracked.due.as_deref());
    let mut paused = None;
    for step in tracked.steps.iter().filter(|step| step.at <= as_of) {
        let (before, from) = (standing.due.clone(), standing.clone());
        if !take(&mut standing, step) {
            continue;
        }
        match step.kind {
            Kind::Suspended => paused = Some(step.at),
            Kind::Extended => {
                // While it stood still, what counts is the moment it was stopped.
                let at = if from.state == State::Suspended { paused.unwrap_or(step.at) } else { step.at };
                missed.extend(before.filter(|due| due::is_past(due, at)));
            }
            _ => {}
        }
    }
    if matches!(standing.timeliness(as_of), Timeliness::Overdue | Timeliness::DoneLate) {
        missed.extend(standing.due);
    }
    missed
}
