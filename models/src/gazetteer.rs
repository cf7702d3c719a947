//! The units file: the units and people of an authority as they are spoken of. An exchange format of the product
//! (`units.json`); unknown fields are ignored.

use serde::{Deserialize, Serialize};

use crate::id::{PersonId, UnitId};

/// A units file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gazetteer {
    /// Which authority, and of which days.
    #[serde(default)]
    pub meta: Meta,
    /// Units and groups of units.
    pub units: Vec<SpokenUnit>,
    /// People with the post they hold.
    #[serde(default)]
    pub persons: Vec<SpokenPerson>,
}

/// What a units file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// Name of the set.
    #[serde(default)]
    pub id: String,
    /// The authority.
    #[serde(default)]
    pub name: String,
    /// Days it holds for, `YYYY-MM-DD..YYYY-MM-DD`; either may be missing.
    #[serde(default)]
    pub valid: String,
}

impl Meta {
    /// First and last day the file holds for, where it says.
    #[must_use]
    pub fn days(&self) -> (Option<&str>, Option<&str>) {
        let (from, to) = self.valid.split_once("..").unwrap_or((&self.valid, ""));
        (Some(from.trim()).filter(|day| !day.is_empty()), Some(to.trim()).filter(|day| !day.is_empty()))
    }
}

/// Kind of a group of units as people say it ("các xã, thị trấn").
pub const GROUP: &str = "nhóm";

/// A unit, or a group of them (`kind` [`GROUP`], with members).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpokenUnit {
    /// Identity.
    pub id: UnitId,
    /// Full name, as documents write it.
    pub full_name: String,
    /// Short name, as screens show it.
    pub short_name: String,
    /// Other ways to call it.
    #[serde(default, deserialize_with = "or_none")]
    pub aliases: Vec<String>,
    /// What it is: huyện, phòng, xã, nhóm, ...
    pub kind: String,
    /// The unit above it.
    #[serde(default)]
    pub parent_id: Option<UnitId>,
    /// Units of a group; none (also as `null`) when only people know who belongs to it.
    #[serde(default, deserialize_with = "or_none")]
    pub members: Vec<UnitId>,
}

/// A person with the post they hold and the ways to address them ("anh Hùng", "chị Sương").
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpokenPerson {
    /// Identity.
    pub id: PersonId,
    /// Họ, đệm và tên.
    pub name: String,
    /// Chức vụ.
    pub post: String,
    /// Where.
    pub unit_id: UnitId,
    /// Ways to address them.
    #[serde(default, deserialize_with = "or_none")]
    pub address_forms: Vec<String>,
}

/// A list that other programs write as `null` when it is empty.
fn or_none<'de, D: serde::Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Vec<T>, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_without_listed_members_is_read() {
        let file = r#"{"units": [{"id": "g", "full_name": "Các trường", "short_name": "các trường", "kind": "nhóm", "members": null}]}"#;
        let read: Gazetteer = serde_json::from_str(file).expect("the form of the exchange format");
        assert!(read.units[0].members.is_empty() && read.persons.is_empty());
    }

    #[test]
    fn either_end_of_the_days_may_be_open() {
        let days = |valid: &str| {
            let meta = Meta { valid: valid.to_owned(), ..Meta::default() };
            let (from, to) = meta.days();
            (from.map(str::to_owned), to.map(str::to_owned))
        };
        let day = |text: &str| Some(text.to_owned());
        assert_eq!(days("2024-01-01..2025-06-30"), (day("2024-01-01"), day("2025-06-30")));
        assert_eq!(days("2025-07-01.."), (day("2025-07-01"), None));
        assert_eq!(days("..2025-06-30"), (None, day("2025-06-30")));
        assert_eq!(days(""), (None, None));
    }
}
