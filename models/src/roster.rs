//! Bringing the list of units and people up to date from a file (cập nhật danh mục đơn vị, cán bộ): what would be added,
//! changed or left, decided over the whole file before anything is kept.
//!
//! History stays: a changed name or parent begins on a day, the one before it ends the day before, and records of earlier
//! days go on showing what was true on them. Nothing is removed; what a file does not name is left as it is.

mod dated;
mod people;
mod units;

use std::collections::BTreeMap;

use crate::id::{PersonId, UnitId};

pub use dated::{Dated, is_day};
pub use people::plan_people;
pub use units::plan_units;

/// A unit as a line of a file tells it. Texts are as they are kept, days are days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitLine {
    /// Where it stands in the file.
    pub line: usize,
    /// Identity.
    pub id: String,
    /// Full name, as documents write it.
    pub full_name: String,
    /// Short name, as screens show it.
    pub short_name: String,
    /// What it is: tỉnh, xã, phòng, nhóm, ...
    pub kind: String,
    /// The unit above it.
    pub parent: Option<String>,
    /// Other ways to call it; those known are kept beside them.
    pub aliases: Vec<String>,
    /// Units of a group; those known are kept beside them.
    pub members: Vec<String>,
    /// Units that took over its work; those known are kept beside them.
    pub successors: Vec<String>,
    /// First day, `YYYY-MM-DD`.
    pub valid_from: Option<String>,
    /// Last day.
    pub valid_to: Option<String>,
}

/// A post somebody holds, as a line of a file tells it. Several lines of one person are several posts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonLine {
    /// Where it stands in the file.
    pub line: usize,
    /// Identity of the person.
    pub id: String,
    /// Họ, đệm và tên.
    pub name: String,
    /// Chức vụ.
    pub post: String,
    /// Identity of the unit.
    pub unit: String,
    /// Ways to address them; those known are kept beside them.
    pub address_forms: Vec<String>,
    /// First day in the post, `YYYY-MM-DD`.
    pub valid_from: Option<String>,
    /// Last day in the post.
    pub valid_to: Option<String>,
}

/// The days a file is read with.
#[derive(Clone, Copy, Debug)]
pub struct Days<'a> {
    /// The day changes begin on, when the person named one.
    pub named: Option<&'a str>,
    /// Today, for changes where none was named.
    pub today: &'a str,
}

/// A unit as it is kept, with its history in order of days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptUnit {
    /// What it is.
    pub kind: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Full and short names.
    pub names: Vec<Dated<(String, String)>>,
    /// Units above it.
    pub parents: Vec<Dated<UnitId>>,
    /// Other ways to call it.
    pub aliases: Vec<String>,
    /// Units of a group.
    pub members: Vec<UnitId>,
    /// Units that took over its work.
    pub successors: Vec<UnitId>,
}

/// A person as kept, with the posts held in order of days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptPerson {
    /// Họ, đệm và tên.
    pub name: String,
    /// Unit and post.
    pub posts: Vec<Dated<(UnitId, String)>>,
    /// Ways to address them.
    pub address_forms: Vec<String>,
}

/// All units.
pub type KeptUnits = BTreeMap<UnitId, KeptUnit>;
/// All people.
pub type KeptPeople = BTreeMap<PersonId, KeptPerson>;

/// What becomes of something a file names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its (first) line.
    pub line: usize,
    /// Identity.
    pub id: String,
    /// What it is called from now on.
    pub name: String,
    /// What becomes of it.
    pub outcome: Outcome,
}

/// What becomes of one unit or person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is new.
    Added,
    /// Something of it becomes otherwise.
    Changed(Vec<Aspect>),
    /// It is there as the file says.
    Left,
}

/// What becomes otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// Another name from a day on.
    Name {
        /// The one before.
        old: String,
        /// First day of the new one.
        from: String,
    },
    /// Another unit above from a day on.
    Parent {
        /// The one before.
        old: Option<UnitId>,
        /// The new one.
        new: Option<UnitId>,
        /// Its first day.
        from: String,
    },
    /// Another kind.
    Kind {
        /// The one before.
        old: String,
    },
    /// Another last day.
    Ends {
        /// The day.
        on: String,
    },
    /// More ways to call or address it.
    Called(Vec<String>),
    /// More units of the group.
    Members(Vec<UnitId>),
    /// More successors.
    Successors(Vec<UnitId>),
    /// A post begins.
    Begins {
        /// Where.
        unit: UnitId,
        /// What.
        post: String,
        /// First day.
        from: String,
    },
    /// A post ends.
    Leaves {
        /// Where.
        unit: UnitId,
        /// What.
        post: String,
        /// Last day.
        to: String,
    },
}

/// Something wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub line: usize,
    /// What.
    pub what: FaultKind,
}

/// What is wrong with a line, judged by the whole file and what is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The identity stands on an earlier line.
    Twice {
        /// The identity.
        id: String,
        /// That line.
        first: usize,
    },
    /// The unit above it is in neither the file nor the store.
    UnknownParent(String),
    /// A unit of the group is in neither.
    UnknownMember(String),
    /// A successor is in neither.
    UnknownSuccessor(String),
    /// The unit of a post is not kept.
    UnknownUnit(String),
    /// It has members and is no group.
    NoGroup,
    /// It stands under itself.
    Circle(String),
    /// It ends before it begins.
    EndsFirst,
    /// It does not exist on the day the change begins, or the post is held.
    NotOnDay {
        /// The unit.
        id: String,
        /// The day.
        day: String,
    },
    /// One identity, two names in the file.
    TwoNames {
        /// The name on the first line.
        first: String,
    },
}

/// What a file would do: what is told to people, and what is kept then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan<K> {
    /// One for each unit or person of the file, in order of lines.
    pub changes: Vec<Change>,
    /// Those that are new or become otherwise, as they are to be kept.
    pub kept: K,
}

impl<K> Plan<K> {
    /// How many are added, changed and left.
    #[must_use]
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |matches: fn(&Outcome) -> bool| self.changes.iter().filter(|c| matches(&c.outcome)).count();
        (
            count(|outcome| *outcome == Outcome::Added),
            count(|outcome| matches!(outcome, Outcome::Changed(_))),
            count(|outcome| *outcome == Outcome::Left),
        )
    }
}

/// Those of `more` that are not in `known`, once each; they are put there.
fn join<T: Clone + PartialEq>(known: &mut Vec<T>, more: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut added = Vec::new();
    for item in more {
        if !known.contains(&item) {
            known.push(item.clone());
            added.push(item);
        }
    }
    added
}
