//! The lines of a list, each checked by itself.

use std::path::Path;

use giaoban_models::roster::{PersonLine, UnitLine};
use serde::Deserialize;

use super::super::numbered::Wrong;
use super::super::table::{self, Column, Record, checked_day, checked_id, checked_list, checked_text};
use super::places;

/// Columns of a list of units.
pub(super) const UNIT_COLUMNS: &[Column] = &[
    Column { name: "id", heading: "Mã", needed: true },
    Column { name: "full_name", heading: "Tên đầy đủ", needed: true },
    Column { name: "short_name", heading: "Tên ngắn", needed: false },
    Column { name: "kind", heading: "Loại", needed: true },
    Column { name: "parent_id", heading: "Mã đơn vị cấp trên", needed: false },
    Column { name: "aliases", heading: "Tên gọi khác", needed: false },
    Column { name: "members", heading: "Mã thành viên", needed: false },
    Column { name: "successors", heading: "Mã đơn vị kế thừa", needed: false },
    Column { name: "valid_from", heading: "Từ ngày", needed: false },
    Column { name: "valid_to", heading: "Đến ngày", needed: false },
];

/// Columns of a list of people.
pub(super) const PERSON_COLUMNS: &[Column] = &[
    Column { name: "id", heading: "Mã", needed: true },
    Column { name: "name", heading: "Họ và tên", needed: true },
    Column { name: "post", heading: "Chức vụ", needed: true },
    Column { name: "unit_id", heading: "Mã đơn vị", needed: true },
    Column { name: "address_forms", heading: "Cách xưng hô", needed: false },
    Column { name: "valid_from", heading: "Từ ngày", needed: false },
    Column { name: "valid_to", heading: "Đến ngày", needed: false },
];

/// A units file, with the days and successors its entries may carry besides.
#[derive(Deserialize)]
struct UnitsFile {
    #[serde(default)]
    meta: giaoban_models::gazetteer::Meta,
    #[serde(default)]
    units: Vec<ToldUnit>,
    #[serde(default)]
    persons: Vec<ToldPerson>,
}

#[derive(Deserialize)]
struct ToldUnit {
    id: String,
    full_name: String,
    #[serde(default)]
    short_name: String,
    kind: String,
    #[serde(default)]
    parent_id: Option<String>,
    #[serde(default)]
    aliases: Option<Vec<String>>,
    #[serde(default)]
    members: Option<Vec<String>>,
    #[serde(default)]
    successors: Option<Vec<String>>,
    #[serde(default)]
    valid_from: Option<String>,
    #[serde(default)]
    valid_to: Option<String>,
}

#[derive(Deserialize)]
struct ToldPerson {
    id: String,
    name: String,
    #[serde(default)]
    post: String,
    #[serde(default)]
    unit_id: String,
    #[serde(default)]
    address_forms: Option<Vec<String>>,
    #[serde(default)]
    valid_from: Option<String>,
    #[serde(default)]
    valid_to: Option<String>,
}

/// The units of a list; `text` is none for a spreadsheet.
pub(super) fn units(file: &Path, text: Option<&str>) -> Result<Vec<UnitLine>, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let lines = match text.filter(|_| is_json(file)) {
        Some(text) => {
            let (told, from, to) = units_file(text)?;
            numbered(text, "units", told.units, &mut wrong)?
                .into_iter()
                .map(|(line, unit)| told_unit(line, unit, from.as_deref(), to.as_deref(), &mut wrong))
                .collect()
        }
        None => {
            let records = table::read(file, text, UNIT_COLUMNS).map_err(|error| vec![error])?;
            records.iter().map(|record| unit(record, &mut wrong)).collect::<Vec<_>>()
        }
    };
    if wrong.is_empty() { Ok(lines) } else { Err(wrong) }
}

/// The people of a list.
pub(super) fn people(file: &Path, text: Option<&str>) -> Result<Vec<PersonLine>, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let lines = match text.filter(|_| is_json(file)) {
        Some(text) => {
            let (told, from, to) = units_file(text)?;
            numbered(text, "persons", told.persons, &mut wrong)?
                .into_iter()
                .map(|(line, person)| told_person(line, person, from.as_deref(), to.as_deref(), &mut wrong))
                .collect()
        }
        None => {
            let records = table::read(file, text, PERSON_COLUMNS).map_err(|error| vec![error])?;
            records.iter().map(|record| person(record, &mut wrong)).collect::<Vec<_>>()
        }
    };
    if wrong.is_empty() { Ok(lines) } else { Err(wrong) }
}

fn is_json(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
}

/// A units file with the days all its entries hold for.
fn units_file(text: &str) -> Result<(UnitsFile, Option<String>, Option<String>), Vec<Wrong>> {
    let told: UnitsFile = serde_json::from_str(text).map_err(|error| vec![Wrong::json(&error)])?;
    let mut wrong = Vec::new();
    let (from, to) = told.meta.days();
    let mut day = |text: Option<&str>| text.and_then(|text| checked_day(1, "meta.valid", text, &mut wrong));
    let (from, to) = (day(from), day(to));
    if wrong.is_empty() { Ok((told, from, to)) } else { Err(wrong) }
}

/// Entries with the lines they begin on.
fn numbered<T>(text: &str, key: &str, entries: Vec<T>, wrong: &mut Vec<Wrong>) -> Result<Vec<(usize, T)>, Vec<Wrong>> {
    if entries.is_empty() || entries.len() > table::MOST_ENTRIES {
        let most = table::MOST_ENTRIES;
        wrong.push(Wrong::new(
            1,
            format!("\"{key}\" trống hoặc có quá {most} mục"),
            format!("\"{key}\" is empty or has more than {most} entries"),
        ));
        return Err(std::mem::take(wrong));
    }
    let lines = places::of_entries(text, key);
    Ok(entries.into_iter().enumerate().map(|(n, entry)| (lines.get(n).copied().unwrap_or(1), entry)).collect())
}

fn unit(record: &Record, wrong: &mut Vec<Wrong>) -> UnitLine {
    let full_name = record.text("full_name", wrong);
    UnitLine {
        line: record.line,
        id: record.id("id", wrong),
        short_name: short_name(record.line, record.optional("short_name"), &full_name, wrong),
        full_name,
        kind: record.text("kind", wrong),
        parent: record.optional("parent_id").map(|_| record.id("parent_id", wrong)),
        aliases: record.list("aliases", wrong),
        members: record.list("members", wrong),
        successors: record.list("successors", wrong),
        valid_from: record.day("valid_from", wrong),
        valid_to: record.day("valid_to", wrong),
    }
}

fn told_unit(line: usize, told: ToldUnit, from: Option<&str>, to: Option<&str>, wrong: &mut Vec<Wrong>) -> UnitLine {
    let full_name = checked_text(line, "full_name", &told.full_name, wrong);
    let short = Some(told.short_name.as_str()).filter(|name| !name.trim().is_empty());
    UnitLine {
        line,
        id: checked_id(line, "id", &told.id, wrong),
        short_name: short_name(line, short, &full_name, wrong),
        full_name,
        kind: checked_text(line, "kind", &told.kind, wrong),
        parent: told.parent_id.filter(|id| !id.is_empty()).map(|id| checked_id(line, "parent_id", &id, wrong)),
        aliases: list(line, "aliases", told.aliases.as_deref(), wrong),
        members: list(line, "members", told.members.as_deref(), wrong),
        successors: list(line, "successors", told.successors.as_deref(), wrong),
        valid_from: day(line, "valid_from", told.valid_from.as_deref(), from, wrong),
        valid_to: day(line, "valid_to", told.valid_to.as_deref(), to, wrong),
    }
}

fn person(record: &Record, wrong: &mut Vec<Wrong>) -> PersonLine {
    PersonLine {
        line: record.line,
        id: record.id("id", wrong),
        name: record.text("name", wrong),
        post: record.text("post", wrong),
        unit: record.id("unit_id", wrong),
        address_forms: record.list("address_forms", wrong),
        valid_from: record.day("valid_from", wrong),
        valid_to: record.day("valid_to", wrong),
    }
}

fn told_person(
    line: usize,
    told: ToldPerson,
    from: Option<&str>,
    to: Option<&str>,
    wrong: &mut Vec<Wrong>,
) -> PersonLine {
    PersonLine {
        line,
        id: checked_id(line, "id", &told.id, wrong),
        name: checked_text(line, "name", &told.name, wrong),
        post: checked_text(line, "post", &told.post, wrong),
        unit: checked_id(line, "unit_id", &told.unit_id, wrong),
        address_forms: list(line, "address_forms", told.address_forms.as_deref(), wrong),
        valid_from: day(line, "valid_from", told.valid_from.as_deref(), from, wrong),
        valid_to: day(line, "valid_to", told.valid_to.as_deref(), to, wrong),
    }
}

/// The short name; where none is given the full one.
fn short_name(line: usize, short: Option<&str>, full: &str, wrong: &mut Vec<Wrong>) -> String {
    short.map_or_else(|| full.to_owned(), |short| checked_text(line, "short_name", short, wrong))
}

fn list(line: usize, name: &str, items: Option<&[String]>, wrong: &mut Vec<Wrong>) -> Vec<String> {
    checked_list(line, name, items.unwrap_or_default().iter().map(String::as_str), wrong)
}

/// The entry's own day, else that of the whole file.
fn day(line: usize, name: &str, own: Option<&str>, all: Option<&str>, wrong: &mut Vec<Wrong>) -> Option<String> {
    match own.filter(|text| !text.trim().is_empty()) {
        Some(text) => checked_day(line, name, text, wrong),
        None => all.map(str::to_owned),
    }
}
