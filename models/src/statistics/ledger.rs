//! The log in memory: every directive as it was ordered and what happened to it, kept up with the store.

use std::collections::HashMap;
use std::hash::Hash;

use time::Date;

use crate::clock::Moment;
use crate::directive::standing::Standing;
use crate::directive::{DirectiveEvent, DirectiveEventKind, EventDetail, due};
use crate::id::{DirectiveId, MeetingId, PersonId, UnitId};

/// A directive as it was ordered, as the ledger takes it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ordered {
    /// Identity.
    pub id: DirectiveId,
    /// Mã nhiệm vụ.
    pub code: String,
    /// Nội dung nhiệm vụ.
    pub task: String,
    /// Đơn vị chủ trì, as assigned.
    pub lead: UnitId,
    /// Its name of that day.
    pub lead_name: String,
    /// Đơn vị phối hợp.
    pub co_units: Vec<(UnitId, String)>,
    /// Lãnh đạo chỉ đạo.
    pub leader: PersonId,
    /// Name and post of that day.
    pub leader_name: String,
    /// The meeting.
    pub meeting: MeetingId,
    /// Its title.
    pub meeting_title: String,
    /// Ngày chỉ đạo, `YYYY-MM-DD`.
    pub directed_on: String,
    /// Due date it was ordered with.
    pub due: Option<String>,
}

/// An event of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// Its place in the log: grows with every event.
    pub seq: i64,
    /// Of which directive.
    pub directive: DirectiveId,
    /// When.
    pub at: Moment,
    /// What.
    pub kind: DirectiveEventKind,
    /// The new due date of an extension.
    pub due: Option<String>,
}

/// Something with a name that figures are given of; the newest name stands for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named<K> {
    pub(super) key: K,
    pub(super) name: String,
}

/// Every one of a kind, by number.
#[derive(Clone, Debug)]
pub(super) struct Names<K> {
    pub(super) all: Vec<Named<K>>,
    places: HashMap<K, u32>,
}

impl<K> Default for Names<K> {
    fn default() -> Self {
        Self { all: Vec::new(), places: HashMap::new() }
    }
}

impl<K: Clone + Eq + Hash> Names<K> {
    fn number(&mut self, key: K, name: String) -> u32 {
        if let Some(at) = self.places.get(&key) {
            self.all[*at as usize].name = name;
            return *at;
        }
        let at = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.places.insert(key.clone(), at);
        self.all.push(Named { key, name });
        at
    }

    pub(super) fn find(&self, key: &K) -> Option<u32> {
        self.places.get(key).copied()
    }
}

/// One step of a directive's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) at: Moment,
    pub(super) kind: DirectiveEventKind,
    pub(super) due: Option<Box<str>>,
}

/// A directive with its history and what that adds up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tracked {
    pub(super) id: DirectiveId,
    pub(super) code: Box<str>,
    pub(super) task: Box<str>,
    pub(super) lead: u32,
    pub(super) co_units: Box<[u32]>,
    pub(super) leader: u32,
    pub(super) meeting: u32,
    pub(super) day: Option<Date>,
    pub(super) due: Option<Box<str>>,
    pub(super) steps: Vec<Step>,
    pub(super) standing: Standing,
}

impl Tracked {
    /// Where it stood after the last event that is not later than `as_of`; none before it was given.
    pub(super) fn standing_at(&self, as_of: Moment) -> Option<Standing> {
        let mut standing = None;
        for step in self.steps.iter().filter(|step| step.at <= as_of) {
            take(standing.get_or_insert_with(|| Standing::assigned(self.due.as_deref())), step);
        }
        standing
    }
}

/// Takes a step as the life cycle does.
pub(super) fn take(standing: &mut Standing, step: &Step) -> bool {
    standing.take(&DirectiveEvent {
        at: step.at,
        kind: step.kind,
        actor_name: String::new(),
        actor_unit: String::new(),
        note: String::new(),
        due: step.due.as_deref().map(str::to_owned),
        detail: EventDetail::default(),
    })
}

/// The log of all directives (sổ theo dõi), folded as far as it was read.
///
/// Reading the log in pieces gives the same ledger as reading it whole, in whatever pieces.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    pub(super) tracked: Vec<Tracked>,
    places: HashMap<DirectiveId, u32>,
    pub(super) units: Names<UnitId>,
    pub(super) leaders: Names<PersonId>,
    pub(super) meetings: Names<MeetingId>,
    last_seq: i64,
    /// The latest moment of any event.
    pub(super) last_at: Option<Moment>,
}

impl Ledger {
    /// Reads on: directives that are new since [`Ledger::last_seq`], then the events since, in their order. An event of a
    /// directive nobody ordered is passed over.
    pub fn read(&mut self, ordered: Vec<Ordered>, events: Vec<Logged>) {
        for one in ordered {
            self.order(one);
        }
        for event in events {
            self.last_seq = self.last_seq.max(event.seq);
            let Some(at) = self.places.get(&event.directive) else { continue };
            let tracked = &mut self.tracked[*at as usize];
            let step = Step { at: event.at, kind: event.kind, due: event.due.map(String::into_boxed_str) };
            take(&mut tracked.standing, &step);
            tracked.steps.push(step);
            self.last_at = Some(self.last_at.map_or(event.at, |last| last.max(event.at)));
        }
    }

    fn order(&mut self, one: Ordered) {
        if self.places.contains_key(&one.id) {
            return;
        }
        let tracked = Tracked {
            lead: self.units.number(one.lead, one.lead_name),
            co_units: one.co_units.into_iter().map(|(unit, name)| self.units.number(unit, name)).collect(),
            leader: self.leaders.number(one.leader, one.leader_name),
            meeting: self.meetings.number(one.meeting, one.meeting_title),
            day: due::date(&one.directed_on),
            standing: Standing::assigned(one.due.as_deref()),
            due: one.due.map(String::into_boxed_str),
            steps: Vec::new(),
            id: one.id.clone(),
            code: one.code.into_boxed_str(),
            task: one.task.into_boxed_str(),
        };
        self.places.insert(one.id, u32::try_from(self.tracked.len()).unwrap_or(u32::MAX));
        self.tracked.push(tracked);
    }

    /// The last event that was read; 0 for none.
    #[must_use]
    pub fn last_seq(&self) -> i64 {
        self.last_seq
    }

    /// How many directives there are.
    #[must_use]
    pub fn directives(&self) -> usize {
        self.tracked.len()
    }

    /// How many events there are.
    #[must_use]
    pub fn events(&self) -> usize {
        self.tracked.iter().map(|tracked| tracked.steps.len()).sum()
    }

    /// Whether nothing happened after `as_of`, so that what was folded so far is how things stood.
    pub(super) fn is_of(&self, as_of: Moment) -> bool {
        self.last_at.is_none_or(|last| last <= as_of)
    }
}
