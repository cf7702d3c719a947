//! A report: the directives of a stretch of days, counted by the official identity, in total and by one dimension.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use super::age::{AGES, step};
use super::ledger::{Ledger, Names, Tracked};
use super::period::{Days, Grain, Stretch, written};
use crate::clock::Moment;
use crate::directive::counts::Counts;
use crate::directive::standing::Standing;
use crate::directive::{NamedUnit, Timeliness, due};
use crate::id::{DirectiveId, MeetingId, PersonId, UnitId};

/// What the rows of a report are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Đơn vị chủ trì, as assigned.
    Unit,
    /// Lãnh đạo chỉ đạo.
    Leader,
    /// Cuộc họp.
    Meeting,
    /// Kỳ.
    Period(Grain),
}

/// Which day puts a directive into a stretch of days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Basis {
    /// Giao trong kỳ: the day it was given.
    #[default]
    Directed,
    /// Đến hạn trong kỳ: the due date as it stands; without one it is in no stretch.
    Due,
}

/// Whose directives are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of the authority.
    Everything,
    /// Those these units lead: a rated unit reads its own.
    Led(HashSet<UnitId>),
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The moment the figures are of.
    pub as_of: Moment,
    /// The days.
    pub days: Days,
    /// What puts a directive into them.
    pub basis: Basis,
    /// The rows.
    pub by: By,
    /// Only what this unit leads.
    pub unit: Option<UnitId>,
    /// Only what this leader ordered.
    pub leader: Option<PersonId>,
    /// Only what was ordered in this meeting.
    pub meeting: Option<MeetingId>,
    /// How many of the late ones are named.
    pub late: usize,
}

/// Figures of some directives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// By the official identity.
    pub counts: Counts,
    /// Lần gia hạn.
    pub extensions: u32,
    /// Lần trả lại.
    pub returns: u32,
    /// Lần yêu cầu làm lại.
    pub redos: u32,
    /// Phối hợp: directives of others that a unit helps with, which are counted for their leads only.
    pub helped: u32,
    /// Those overdue by how long, the steps of [`AGES`].
    pub ages: [u32; AGES.len()],
    /// Days the longest overdue one is late; 0 when none is.
    pub longest: i32,
}

/// One row of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Identity of the unit, leader or meeting; of a stretch of days its [`Stretch::key`].
    pub key: String,
    /// The newest name; of a stretch of days its key.
    pub name: String,
    /// First and last day, `YYYY-MM-DD`, of a stretch of days.
    pub days: Option<(String, String)>,
    /// Its figures.
    pub figures: Figures,
}

/// A directive that is late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    /// Which.
    pub id: DirectiveId,
    /// Mã nhiệm vụ.
    pub code: String,
    /// Nội dung nhiệm vụ.
    pub task: String,
    /// Đơn vị chủ trì.
    pub lead: NamedUnit,
    /// Lãnh đạo chỉ đạo.
    pub leader_name: String,
    /// The meeting.
    pub meeting: MeetingId,
    /// Its title.
    pub meeting_title: String,
    /// Ngày chỉ đạo, `YYYY-MM-DD`; empty when it is not known.
    pub directed_on: String,
    /// Days past its due date.
    pub days: i32,
    /// The due date it missed.
    pub due: String,
}

/// What a report says (báo cáo số liệu).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Everything in it.
    pub total: Figures,
    /// Most overdue first; stretches of days in their order.
    pub rows: Vec<Row>,
    /// The longest late, longest first.
    pub late: Vec<Late>,
}

impl Figures {
    pub(super) fn add(&mut self, timeliness: Timeliness, days_late: Option<i32>, standing: &Standing) {
        self.counts.add(timeliness);
        self.extensions += standing.extensions;
        self.returns += standing.returns;
        self.redos += standing.redos;
        if timeliness == Timeliness::Overdue {
            let days = days_late.unwrap_or(0).max(0);
            self.ages[step(days)] += 1;
            self.longest = self.longest.max(days);
        }
    }
}

impl Ledger {
    /// The report that is asked for, over what is in scope.
    #[must_use]
    pub fn report(&self, scope: &Scope, asked: &Asked) -> Report {
        let mut total = Figures::default();
        let mut tables = Table::of(self, asked.by);
        let mut late: Vec<(i32, &Tracked)> = Vec::new();
        self.each(scope, asked, |tracked, standing| {
            let (timeliness, days) = (standing.timeliness(asked.as_of), standing.days_late(asked.as_of));
            total.add(timeliness, days, standing);
            if let Some(figures) = tables.row(tracked, asked.basis, standing) {
                figures.add(timeliness, days, standing);
            }
            tables.helped(tracked);
            if timeliness == Timeliness::Overdue && asked.late > 0 {
                late.push((days.unwrap_or(0).max(0), tracked));
            }
        });
        late.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.id.cmp(&other.id)));
        late.truncate(asked.late);
        let late = late.into_iter().map(|(days, tracked)| {
            let standing = self.at(tracked, asked.as_of);
            let due = standing.as_ref().and_then(|standing| standing.due.clone()).unwrap_or_default();
            let lead = &self.units.all[tracked.lead as usize];
            let meeting = &self.meetings.all[tracked.meeting as usize];
            Late {
                id: tracked.id.clone(),
                code: tracked.code.to_string(),
                task: tracked.task.to_string(),
                lead: NamedUnit { id: lead.key.clone(), name: lead.name.clone() },
                leader_name: self.leaders.all[tracked.leader as usize].name.clone(),
                meeting: meeting.key.clone(),
                meeting_title: meeting.name.clone(),
                directed_on: tracked.day.map(written).unwrap_or_default(),
                days,
                due,
            }
        });
        Report { total, late: late.collect(), rows: tables.rows(self, scope) }
    }

    /// Hands over every directive in scope and in the question, with how it stood then.
    pub(super) fn each<'a>(&'a self, scope: &Scope, asked: &Asked, mut take: impl FnMut(&'a Tracked, &Standing)) {
        let units: Option<HashSet<u32>> = match scope {
            Scope::Everything => None,
            Scope::Led(units) => Some(units.iter().filter_map(|unit| self.units.find(unit)).collect()),
        };
        // What is asked for and unknown is of nothing.
        let number = |found: Option<Option<u32>>| found.map(|number| number.unwrap_or(u32::MAX));
        let unit = number(asked.unit.as_ref().map(|unit| self.units.find(unit)));
        let leader = number(asked.leader.as_ref().map(|leader| self.leaders.find(leader)));
        let meeting = number(asked.meeting.as_ref().map(|meeting| self.meetings.find(meeting)));
        let is = |asked: Option<u32>, own: u32| asked.is_none_or(|asked| asked == own);
        for tracked in &self.tracked {
            let mine = units.as_ref().is_none_or(|units| units.contains(&tracked.lead));
            if !(mine && is(unit, tracked.lead) && is(leader, tracked.leader) && is(meeting, tracked.meeting)) {
                continue;
            }
            if asked.basis == Basis::Directed && !asked.days.hold(tracked.day) {
                continue;
            }
            let Some(standing) = self.at(tracked, asked.as_of) else { continue };
            if asked.basis == Basis::Due && !asked.days.hold(day_of(tracked, Basis::Due, &standing)) {
                continue;
            }
            take(tracked, &standing);
        }
    }

    /// How a directive stood then: as folded so far when nothing happened since, else folded anew.
    pub(super) fn at<'a>(&self, tracked: &'a Tracked, as_of: Moment) -> Option<Cow<'a, Standing>> {
        if self.is_of(as_of) {
            return (!tracked.steps.is_empty()).then_some(Cow::Borrowed(&tracked.standing));
        }
        tracked.standing_at(as_of).map(Cow::Owned)
    }
}

/// The day that puts a directive into a stretch of days.
fn day_of(tracked: &Tracked, basis: Basis, standing: &Standing) -> Option<time::Date> {
    match basis {
        Basis::Directed => tracked.day,
        Basis::Due => standing.due.as_deref().and_then(|date| due::date(due::day(date))),
    }
}

/// The rows while they are counted.
enum Table {
    Units(Vec<Figures>),
    Leaders(Vec<Figures>),
    Meetings(Vec<Figures>),
    Stretches(Grain, BTreeMap<Stretch, Figures>),
}

impl Table {
    fn of(ledger: &Ledger, by: By) -> Self {
        match by {
            By::Unit => Self::Units(vec![Figures::default(); ledger.units.all.len()]),
            By::Leader => Self::Leaders(vec![Figures::default(); ledger.leaders.all.len()]),
            By::Meeting => Self::Meetings(vec![Figures::default(); ledger.meetings.all.len()]),
            By::Period(grain) => Self::Stretches(grain, BTreeMap::new()),
        }
    }

    fn row(&mut self, tracked: &Tracked, basis: Basis, standing: &Standing) -> Option<&mut Figures> {
        match self {
            Self::Units(rows) => rows.get_mut(tracked.lead as usize),
            Self::Leaders(rows) => rows.get_mut(tracked.leader as usize),
            Self::Meetings(rows) => rows.get_mut(tracked.meeting as usize),
            Self::Stretches(grain, rows) => {
                let day = day_of(tracked, basis, standing)?;
                Some(rows.entry(Stretch::of(day, *grain)).or_default())
            }
        }
    }

    fn helped(&mut self, tracked: &Tracked) {
        let Self::Units(rows) = self else { return };
        for unit in &tracked.co_units {
            if let Some(figures) = rows.get_mut(*unit as usize) {
                figures.helped += 1;
            }
        }
    }

    fn rows(self, ledger: &Ledger, scope: &Scope) -> Vec<Row> {
        match self {
            Self::Units(rows) => {
                let mut rows = named(rows, &ledger.units, |unit| unit.0.clone());
                if let Scope::Led(units) = scope {
                    // How much others help is theirs to read.
                    rows.retain(|row| units.contains(&UnitId(row.key.clone())));
                }
                rows
            }
            Self::Leaders(rows) => named(rows, &ledger.leaders, |leader| leader.0.clone()),
            Self::Meetings(rows) => named(rows, &ledger.meetings, |meeting| meeting.0.clone()),
            Self::Stretches(grain, rows) => {
                let row = |(stretch, figures): (Stretch, Figures)| Row {
                    key: stretch.key(grain),
                    name: stretch.key(grain),
                    days: Some((written(stretch.from), written(stretch.to))),
                    figures,
                };
                rows.into_iter().map(row).collect()
            }
        }
    }
}

/// The rows that count anything: most overdue first, then the most, then by name.
fn named<K>(rows: Vec<Figures>, names: &Names<K>, key: impl Fn(&K) -> String) -> Vec<Row> {
    let mut rows: Vec<Row> = rows
        .into_iter()
        .zip(&names.all)
        .filter(|(figures, _)| figures.counts.total > 0 || figures.helped > 0)
        .map(|(figures, named)| Row { key: key(&named.key), name: named.name.clone(), days: None, figures })
        .collect();
    rows.sort_by(|a, b| {
        let rank = |row: &Row| Reverse((row.figures.counts.overdue, row.figures.longest, row.figures.counts.total));
        rank(a).cmp(&rank(b)).then_with(|| a.name.cmp(&b.name)).then_with(|| a.key.cmp(&b.key))
    });
    rows
}
