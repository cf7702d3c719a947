//! Units and the people in them, by date.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{PersonId, UnitId};

/// A unit (đơn vị): a node of a tree of any depth. Dates are Vietnamese calendar days `YYYY-MM-DD`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Unit {
    /// Identity, kept when the unit is renamed.
    pub id: UnitId,
    /// Full name, as documents write it.
    pub full_name: String,
    /// Short name, as screens show it.
    pub short_name: String,
    /// What it is: tỉnh, huyện, xã, thị trấn, phòng, thôn, ...
    pub kind: String,
    /// The unit above it.
    pub parent: Option<UnitId>,
    /// First day it exists, if known.
    pub valid_from: Option<String>,
    /// Last day it exists, if it ended.
    pub valid_to: Option<String>,
    /// Units that took over its work.
    pub successors: Vec<UnitId>,
}

impl Unit {
    /// Whether the unit exists on that day (`YYYY-MM-DD`).
    #[must_use]
    pub fn exists_on(&self, day: &str) -> bool {
        self.valid_from.as_deref().is_none_or(|from| from <= day) && self.valid_to.as_deref().is_none_or(|to| day <= to)
    }
}

/// A person (cán bộ), apart from the posts they hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Person {
    /// Identity.
    pub id: PersonId,
    /// Họ, đệm và tên, as written.
    pub name: String,
}

/// A post held in a unit between two days (chức vụ).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PositionHeld {
    /// Who.
    pub person: PersonId,
    /// Where.
    pub unit: UnitId,
    /// What, as written under a signature.
    pub post: String,
    /// First day, if known.
    pub valid_from: Option<String>,
    /// Last day, if it ended.
    pub valid_to: Option<String>,
}
