//! Lists as offices keep them (CSV, XLSX), as records with named cells.

use std::collections::HashMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use giaoban_minutes::sheet::{self, SheetError};
use giaoban_models::roster::is_day;
use giaoban_models::text::{kept, plain_key};

use super::numbered::Wrong;

/// Most entries of a list: all communes and departments of the country, several times over.
pub(super) const MOST_ENTRIES: usize = 50_000;
/// Characters of an identity and of any other text at most.
pub(super) const LONGEST_ID: usize = 128;
pub(super) const LONGEST_TEXT: usize = 500;
/// Items of a list in a cell at most.
pub(super) const MOST_ITEMS: usize = 1000;

/// A column: the name it has in exchange files, its Vietnamese heading, and whether a list without it is refused.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) heading: &'static str,
    pub(super) needed: bool,
}

/// A line of a list.
pub(super) struct Record {
    /// Its line, as an editor or spreadsheet numbers it.
    pub(super) line: usize,
    cells: HashMap<&'static str, String>,
    /// Whether days may be numbers, as spreadsheets keep them.
    serials: bool,
}

/// The lines of a list, first what its headings name. Lines that begin with `#` are remarks.
///
/// # Errors
/// What is wrong with the file as a whole or its headings.
pub(super) fn read(file: &Path, text: Option<&str>, columns: &'static [Column]) -> Result<Vec<Record>, Wrong> {
    let serials = text.is_none();
    let mut rows = match text {
        Some(text) => from_csv(text)?,
        None => from_xlsx(file)?,
    };
    rows.retain(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()) && !cells[0].starts_with('#'));
    if rows.is_empty() {
        return Err(Wrong::new(1, "tệp không có dòng nào", "the file is empty"));
    }
    let (line, headings) = rows.remove(0);
    let places = places(line, &headings, columns)?;
    if rows.len() > MOST_ENTRIES {
        return Err(Wrong::new(
            line,
            format!("tệp có quá {MOST_ENTRIES} dòng"),
            format!("more than {MOST_ENTRIES} lines"),
        ));
    }
    let record = |(line, cells): (usize, Vec<String>)| {
        let cell = |(name, place): &(&'static str, usize)| Some((*name, cells.get(*place)?.clone()));
        Record { line, cells: places.iter().filter_map(cell).collect(), serials }
    };
    Ok(rows.into_iter().map(record).collect())
}

/// Which column stands where.
fn places(line: usize, headings: &[String], columns: &'static [Column]) -> Result<Vec<(&'static str, usize)>, Wrong> {
    let mut places = Vec::new();
    for column in columns {
        let means = |heading: &&String| {
            let key = plain_key(heading.trim_end_matches('*'));
            key == column.name || key == plain_key(column.heading)
        };
        let mut found = headings.iter().enumerate().filter(|(_, heading)| means(heading));
        match (found.next(), found.next()) {
            (Some(_), Some(_)) => {
                let heading = column.heading;
                return Err(Wrong::new(
                    line,
                    format!("có hai cột \"{heading}\""),
                    format!("two columns {}", column.name),
                ));
            }
            (Some((place, _)), None) => places.push((column.name, place)),
            (None, _) if column.needed => {
                let (heading, name) = (column.heading, column.name);
                return Err(Wrong::new(
                    line,
                    format!("thiếu cột \"{heading}\" ({name}); tải mẫu bằng --template"),
                    format!("the column {name} is missing; see --template"),
                ));
            }
            (None, _) => {}
        }
    }
    Ok(places)
}

/// CSV with commas, semicolons (as a Vietnamese Excel writes it) or tabs, whichever the first line has most of.
fn from_csv(text: &str) -> Result<Vec<(usize, Vec<String>)>, Wrong> {
    let first = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#')).unwrap_or_default();
    let count = |c: char| first.matches(c).count();
    let delimiter = [';', ',', '\t'].into_iter().max_by_key(|c| count(*c)).unwrap_or(';');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(delimiter).unwrap_or(b';'))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(1, |at| usize::try_from(at.line()).unwrap_or(1));
            Wrong::new(line, "không đúng định dạng CSV", error.to_string())
        })?;
        let line = record.position().map_or(1, |at| usize::try_from(at.line()).unwrap_or(1));
        rows.push((line, record.iter().map(|cell| cell.trim().to_owned()).collect()));
    }
    Ok(rows)
}

fn from_xlsx(file: &Path) -> Result<Vec<(usize, Vec<String>)>, Wrong> {
    let opened = File::open(file).map_err(|error| Wrong::new(1, error.to_string(), error.to_string()))?;
    let rows = sheet::rows(BufReader::new(opened)).map_err(|error: SheetError| {
        let text = error.to_string();
        Wrong::new(1, text.clone(), text)
    })?;
    let row = |row: sheet::Row| (row.number, row.cells.iter().map(|cell| cell.trim().to_owned()).collect());
    Ok(rows.into_iter().map(row).collect())
}

impl Record {
    /// An identity.
    pub(super) fn id(&self, name: &'static str, wrong: &mut Vec<Wrong>) -> String {
        checked_id(self.line, name, self.cell(name), wrong)
    }

    /// A text that must be there.
    pub(super) fn text(&self, name: &'static str, wrong: &mut Vec<Wrong>) -> String {
        checked_text(self.line, name, self.cell(name), wrong)
    }

    /// A text, when there is one.
    pub(super) fn optional(&self, name: &'static str) -> Option<&str> {
        Some(self.cell(name)).filter(|cell| !cell.is_empty())
    }

    /// Items divided by `;`, `|` or line ends.
    pub(super) fn list(&self, name: &'static str, wrong: &mut Vec<Wrong>) -> Vec<String> {
        let items: Vec<&str> = self.cell(name).split([';', '|', '\n']).collect();
        checked_list(self.line, name, items, wrong)
    }

    /// A day, `YYYY-MM-DD` or `dd/mm/yyyy`.
    pub(super) fn day(&self, name: &'static str, wrong: &mut Vec<Wrong>) -> Option<String> {
        let text = self.optional(name)?;
        let serial = self.serials.then(|| text.parse().ok().and_then(sheet::day_of_serial)).flatten();
        serial.or_else(|| checked_day(self.line, name, text, wrong))
    }

    fn cell(&self, name: &str) -> &str {
        self.cells.get(name).map_or("", String::as_str)
    }
}

pub(super) fn checked_id(line: usize, name: &str, text: &str, wrong: &mut Vec<Wrong>) -> String {
    let id = kept(text);
    if id.is_empty() || id.chars().count() > LONGEST_ID || id.chars().any(char::is_control) {
        wrong.push(Wrong::new(
            line,
            format!("{name}: mã trống hoặc dài quá {LONGEST_ID} ký tự"),
            format!("{name}: the identity is empty or longer than {LONGEST_ID} characters"),
        ));
    }
    id
}

pub(super) fn checked_text(line: usize, name: &str, text: &str, wrong: &mut Vec<Wrong>) -> String {
    let text = kept(text);
    if text.is_empty() || text.chars().count() > LONGEST_TEXT {
        wrong.push(Wrong::new(
            line,
            format!("{name}: trống hoặc dài quá {LONGEST_TEXT} ký tự"),
            format!("{name}: empty or longer than {LONGEST_TEXT} characters"),
        ));
    }
    text
}

pub(super) fn checked_list<'a>(
    line: usize,
    name: &str,
    items: impl IntoIterator<Item = &'a str>,
    wrong: &mut Vec<Wrong>,
) -> Vec<String> {
    let items: Vec<String> = items.into_iter().map(kept).filter(|item| !item.is_empty()).collect();
    if items.len() > MOST_ITEMS || items.iter().any(|item| item.chars().count() > LONGEST_TEXT) {
        wrong.push(Wrong::new(
            line,
            format!("{name}: quá {MOST_ITEMS} mục hoặc có mục dài quá {LONGEST_TEXT} ký tự"),
            format!("{name}: more than {MOST_ITEMS} items, or one longer than {LONGEST_TEXT} characters"),
        ));
    }
    items
}

pub(super) fn checked_day(line: usize, name: &str, text: &str, wrong: &mut Vec<Wrong>) -> Option<String> {
    let day = day(text);
    if day.is_none() {
        wrong.push(Wrong::new(
            line,
            format!("{name}: \"{text}\" không phải là ngày (viết 01/07/2025 hoặc 2025-07-01)"),
            format!("{name}: \"{text}\" is no day (write 2025-07-01 or 01/07/2025)"),
        ));
    }
    day
}

/// A day as people and programs write it.
pub(super) fn day(text: &str) -> Option<String> {
    let text = text.trim();
    let own = || {
        let mut parts = text.split(['/', '-', '.']);
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        let (day, month): (u8, u8) = (day.parse().ok()?, month.parse().ok()?);
        (parts.next().is_none() && year.len() == 4).then(|| format!("{year}-{month:02}-{day:02}"))
    };
    if is_day(text) { Some(text.to_owned()) } else { own().filter(|day| is_day(day)) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    static COLUMNS: [Column; 3] = [
        Column { name: "id", heading: "Mã", needed: true },
        Column { name: "full_name", heading: "Tên đầy đủ", needed: true },
        Column { name: "valid_from", heading: "Từ ngày", needed: false },
    ];

    fn read_text(text: &str) -> Result<Vec<Record>, Wrong> {
        read(Path::new("a.csv"), Some(text), &COLUMNS)
    }

    #[test]
    fn headings_may_be_vietnamese_or_english_in_any_order_and_the_divider_is_found() {
        for text in [
            "Tên đầy đủ;Mã;ghi chú;Từ ngày\n\"Xã; Vân\";a;x;1/7/2025\n",
            "full_name,id,x,VALID_FROM\n\"Xã; Vân\",a,x,2025-07-01\n",
            "# nhắc\n\nTen day du*\tMa\t\tTu ngay\nXã; Vân\ta\t\t01-07-2025\n#b\tb\n",
        ] {
            let records = read_text(text).unwrap();
            let mut wrong = Vec::new();
            let record = &records[0];
            assert_eq!(record.id("id", &mut wrong), "a", "{text}");
            assert_eq!(record.text("full_name", &mut wrong), "Xã; Vân");
            assert_eq!(record.day("valid_from", &mut wrong).as_deref(), Some("2025-07-01"));
            assert_eq!((records.len(), wrong.len()), (1, 0));
        }
    }

    #[test]
    fn lines_are_those_an_editor_shows_even_after_a_cell_of_several_lines() {
        let records = read_text("id,full_name\na,\"hai\ndòng\"\nb,Một\n").unwrap();
        let lines: Vec<_> = records.iter().map(|record| record.line).collect();
        assert_eq!(lines, [2, 4]);
    }

    #[test]
    fn a_missing_or_double_heading_and_too_many_lines_are_refused() {
        assert!(read_text("id,x\na,b\n").err().unwrap().vi.contains("Tên đầy đủ"));
        assert!(read_text("id,full_name,Mã\na,b,c\n").is_err());
        assert!(read_text("").is_err());
        let many = format!("id,full_name\n{}", "a,b\n".repeat(MOST_ENTRIES + 1));
        assert!(read_text(&many).is_err());
    }

    #[test]
    fn texts_are_composed_and_what_is_empty_too_long_or_no_day_is_told_with_its_line() {
        let long = "a".repeat(LONGEST_TEXT + 1);
        let text = format!("id,full_name,valid_from\n,,30/02/2025\nb,Xa\u{303}  Vân,7/2025\nc,{long},\n");
        let mut wrong = Vec::new();
        let names: Vec<_> = read_text(&text)
            .unwrap()
            .iter()
            .map(|record| {
                record.id("id", &mut wrong);
                record.day("valid_from", &mut wrong);
                record.text("full_name", &mut wrong)
            })
            .collect();
        assert_eq!(names[1], "Xã Vân");
        let lines: Vec<_> = wrong.iter().map(|wrong| wrong.line).collect();
        assert_eq!(lines, [2, 2, 2, 3, 4], "{wrong:?}");
        let items = "x;".repeat(MOST_ITEMS + 1);
        checked_list(9, "aliases", items.split(';'), &mut wrong);
        assert_eq!(wrong.last().unwrap().line, 9);
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for (text, read) in [
            ("2025-07-01", Some("2025-07-01")),
            ("1/7/2025", Some("2025-07-01")),
            ("01.07.2025", Some("2025-07-01")),
            ("31/06/2025", None),
            ("1/7/25", None),
            ("tháng 7", None),
        ] {
            assert_eq!(day(text).as_deref(), read, "{text}");
        }
    }
}
