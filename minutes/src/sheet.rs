//! The first sheet of a spreadsheet as offices keep lists in (XLSX, ECMA-376 part 1), as rows of text.
//!
//! Only what a list needs: words and numbers as they were typed. Formulas give the value the program that saved the file
//! computed; colours, merged cells and other sheets are passed over. A date in a spreadsheet is a number of days
//! ([`day_of_serial`]).

use std::io::{Read, Seek};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use time::{Date, Duration};
use zip::ZipArchive;

/// Largest part of a workbook that is read, bytes: a hundred thousand rows.
const LARGEST_PART: u64 = 64 << 20;
/// Most rows.
pub const MOST_ROWS: usize = 100_000;
/// Most columns.
pub const MOST_COLUMNS: usize = 200;
/// Longest cell, bytes: as long as the format allows.
const LONGEST_CELL: usize = 4 * 32_767;

/// A row with its number on the sheet (from 1) and its cells from the first column on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number.
    pub number: usize,
    /// Its cells; empty text for an empty one.
    pub cells: Vec<String>,
}

/// Why a workbook cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SheetError {
    /// Not a workbook of this format.
    #[error("không phải bảng tính XLSX (not an XLSX workbook): {0}")]
    NotAWorkbook(String),
    /// Longer or wider than a list is.
    #[error("bảng tính quá lớn (the workbook is too large): {0}")]
    TooLarge(&'static str),
    /// Days are counted from 1904, as old computers did; they would come out four years off.
    #[error(
        "bảng tính dùng hệ ngày 1904; lưu lại với hệ ngày 1900 (the workbook counts days from 1904; save it with the 1900 system)"
    )]
    DaysFrom1904,
}

/// Rows of the first sheet that hold anything.
///
/// # Errors
/// When it is no workbook, or larger than a list is.
pub fn rows(workbook: impl Read + Seek) -> Result<Vec<Row>, SheetError> {
    let mut zip = ZipArchive::new(workbook).map_err(|error| SheetError::NotAWorkbook(error.to_string()))?;
    let book =
        part(&mut zip, "xl/workbook.xml")?.ok_or_else(|| SheetError::NotAWorkbook("xl/workbook.xml".to_owned()))?;
    let links = part(&mut zip, "xl/_rels/workbook.xml.rels")?.unwrap_or_default();
    let shared = part(&mut zip, "xl/sharedStrings.xml")?.map(|text| strings(&text)).transpose()?.unwrap_or_default();
    let name = first_sheet(&book, &links)?;
    let sheet = part(&mut zip, &name)?.ok_or(SheetError::NotAWorkbook(name))?;
    cells(&sheet, &shared)
}

/// The day a spreadsheet counts as `serial` (1 is 1900-01-01, and 1900 had no 29 February though the count has), `YYYY-MM-DD`.
#[must_use]
pub fn day_of_serial(serial: i64) -> Option<String> {
    let since = if serial >= 60 { serial - 1 } else { serial };
    let first = time::macros::date!(1899 - 12 - 31);
    let day: Date = first.checked_add(Duration::days(since))?;
    (serial > 0).then(|| format!("{:04}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day()))
}

fn part<R: Read + Seek>(zip: &mut ZipArchive<R>, name: &str) -> Result<Option<String>, SheetError> {
    let Ok(entry) = zip.by_name(name) else { return Ok(None) };
    let mut text = String::new();
    let read = entry.take(LARGEST_PART + 1).read_to_string(&mut text);
    read.map_err(|error| SheetError::NotAWorkbook(format!("{name}: {error}")))?;
    if text.len() as u64 > LARGEST_PART { Err(SheetError::TooLarge("64 MB")) } else { Ok(Some(text)) }
}

fn wrong(error: impl std::fmt::Display) -> SheetError {
    SheetError::NotAWorkbook(error.to_string())
}

/// The value of an attribute by its name without a prefix.
fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, SheetError> {
    for attribute in element.attributes() {
        let attribute = attribute.map_err(wrong)?;
        if attribute.key.local_name().as_ref() == name {
            return Ok(Some(quick_xml::escape::unescape(&attribute.value).map_err(wrong)?.into_owned()));
        }
    }
    Ok(None)
}

/// What is named by an entity or number between texts (`&amp;`, `&#233;`).
fn named(reference: &quick_xml::events::BytesRef<'_>) -> Result<String, SheetError> {
    let text = format!("&{};", reference.xml10_content());
    Ok(quick_xml::escape::unescape(&text).map_err(wrong)?.into_owned())
}

/// Where the first sheet lies.
fn first_sheet(book: &str, links: &str) -> Result<String, SheetError> {
    let mut id = None;
    let mut reader = Reader::from_str(book);
    loop {
        match reader.read_event().map_err(wrong)? {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "workbookPr" => {
                    let from_1904 = attribute(&element, "date1904")?;
                    if matches!(from_1904.as_deref(), Some("1" | "true")) {
                        return Err(SheetError::DaysFrom1904);
                    }
                }
                "sheet" if id.is_none() => id = sheet_link(&element)?,
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    let id = id.ok_or_else(|| wrong("no sheet"))?;
    let mut reader = Reader::from_str(links);
    loop {
        match reader.read_event().map_err(wrong)? {
            Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == "Relationship" => {
                if attribute(&element, "Id")?.as_ref() == Some(&id) {
                    let target = attribute(&element, "Target")?.unwrap_or_default();
                    let absolute = target.strip_prefix('/').map(str::to_owned);
                    return Ok(absolute.unwrap_or_else(|| format!("xl/{target}")));
                }
            }
            Event::Eof => return Ok("xl/worksheets/sheet1.xml".to_owned()),
            _ => {}
        }
    }
}

/// `r:id` of a sheet; it also has an attribute `sheetId`, which is another number.
fn sheet_link(element: &BytesStart<'_>) -> Result<Option<String>, SheetError> {
    for attribute in element.attributes() {
        let attribute = attribute.map_err(wrong)?;
        if attribute.key.as_ref().ends_with(":id") {
            return Ok(Some(attribute.value.into_owned()));
        }
    }
    Ok(None)
}

/// The texts cells point at. Formatted runs of one text are joined; readings of East Asian text are not part of it.
fn strings(text: &str) -> Result<Vec<String>, SheetError> {
    let mut strings = Vec::new();
    let (mut current, mut inside, mut reading) = (String::new(), false, false);
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().map_err(wrong)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "t" => inside = !reading,
                "rPh" => reading = true,
                _ => {}
            },
            Event::Text(words) if inside => current.push_str(&words.xml10_content()),
            Event::GeneralRef(reference) if inside => current.push_str(&named(&reference)?),
            Event::End(element) => match element.local_name().as_ref() {
                "t" => inside = false,
                "rPh" => reading = false,
                "si" => strings.push(std::mem::take(&mut current)),
                _ => {}
            },
            Event::Empty(element) if element.local_name().as_ref() == "si" => strings.push(String::new()),
            Event::Eof => return Ok(strings),
            _ => {}
        }
    }
}

/// A cell while it is read.
#[derive(Default)]
struct Cell {
    column: usize,
    kind: String,
    value: String,
}

fn cells(sheet: &str, shared: &[String]) -> Result<Vec<Row>, SheetError> {
    let mut rows: Vec<Row> = Vec::new();
    let mut row = Row { number: 0, cells: Vec::new() };
    let (mut cell, mut inside) = (Cell::default(), false);
    let mut reader = Reader::from_str(sheet);
    loop {
        match reader.read_event().map_err(wrong)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "row" => {
                    let number = attribute(&element, "r")?.and_then(|number| number.parse().ok());
                    row = Row { number: number.unwrap_or(row.number + 1), cells: Vec::new() };
                }
                "c" => cell = opened(&element, row.cells.len())?,
                "v" | "t" => inside = true,
                _ => {}
            },
            Event::Text(words) if inside => cell.value.push_str(&words.xml10_content()),
            Event::GeneralRef(reference) if inside => cell.value.push_str(&named(&reference)?),
            Event::End(element) => match element.local_name().as_ref() {
                "v" | "t" => inside = false,
                "c" => put(&mut row.cells, std::mem::take(&mut cell), shared)?,
                "row" => {
                    if rows.len() == MOST_ROWS {
                        return Err(SheetError::TooLarge("100000 rows"));
                    }
                    if row.cells.iter().any(|cell| !cell.trim().is_empty()) {
                        rows.push(Row { number: row.number, cells: std::mem::take(&mut row.cells) });
                    }
                }
                "sheetData" => return Ok(rows),
                _ => {}
            },
            Event::Eof => return Ok(rows),
            _ => {}
        }
        if cell.value.len() > LONGEST_CELL {
            return Err(SheetError::TooLarge("32767 characters in a cell"));
        }
    }
}

fn opened(element: &BytesStart<'_>, next: usize) -> Result<Cell, SheetError> {
    let column = attribute(element, "r")?.map_or(Some(next), |place| column(&place)).ok_or_else(|| wrong("cell"))?;
    if column >= MOST_COLUMNS {
        return Err(SheetError::TooLarge("200 columns"));
    }
    Ok(Cell { column, kind: attribute(element, "t")?.unwrap_or_default(), value: String::new() })
}

/// The column of a place such as `AB12`, from 0.
fn column(place: &str) -> Option<usize> {
    let letters: String = place.chars().take_while(char::is_ascii_alphabetic).collect();
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let number = letters.bytes().fold(0, |sum, letter| sum * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    Some(number - 1)
}

fn put(cells: &mut Vec<String>, cell: Cell, shared: &[String]) -> Result<(), SheetError> {
    let value = match cell.kind.as_str() {
        "s" => {
            let number: usize = cell.value.trim().parse().map_err(wrong)?;
            shared.get(number).cloned().ok_or_else(|| wrong("a shared text is missing"))?
        }
        "e" => String::new(),
        "b" | "str" | "inlineStr" => cell.value,
        // 19603 may be written as 19603.0 or 1.9603E4.
        _ => cell.value.trim().parse::<f64>().map_or(cell.value, |number| number.to_string()),
    };
    if cells.len() <= cell.column {
        cells.resize(cell.column + 1, String::new());
    }
    cells[cell.column] = value;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::{Cursor, Write as _};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    const BOOK: &str = r#"<workbook xmlns:r="x"><workbookPr/><sheets><sheet name="Đơn vị" sheetId="4" r:id="rId7"/>
        <sheet name="Khác" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    const LINKS: &str = r#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>
        <Relationship Id="rId7" Target="worksheets/sheet2.xml"/></Relationships>"#;
    const SHARED: &str = r#"<sst><si><t>Mã</t></si><si><r><t>Xã Vân </t></r><r><t xml:space="preserve">Hòa &amp; Thủy</t></r>
        <rPh sb="0" eb="1"><t>bỏ</t></rPh></si><si/></sst>"#;

    fn book(parts: &[(&str, &str)]) -> Cursor<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap()
    }

    fn read(sheet: &str) -> Result<Vec<Row>, SheetError> {
        rows(book(&[
            ("xl/workbook.xml", BOOK),
            ("xl/_rels/workbook.xml.rels", LINKS),
            ("xl/sharedStrings.xml", SHARED),
            ("xl/worksheets/sheet1.xml", "<worksheet/>"),
            ("xl/worksheets/sheet2.xml", sheet),
        ]))
    }

    #[test]
    fn texts_numbers_and_gaps_of_the_first_sheet_are_read_with_the_numbers_of_their_rows() {
        let sheet = r#"<worksheet><sheetData>
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>Tên &lt;ngắn&gt;</t></is></c></row>
            <row r="2"><c r="A2"/><c r="B2" t="s"><v>2</v></c></row>
            <row r="4"><c r="A4"><v>1.9603E4</v></c><c r="B4" t="s"><v>1</v></c><c r="C4" t="str"><f>A1</f><v>kết quả</v></c>
            <c r="D4" t="e"><v>#N/A</v></c></row></sheetData></worksheet>"#;
        let read = read(sheet).unwrap();
        let rows: Vec<_> = read.iter().map(|row| (row.number, row.cells.join("|"))).collect();
        let expected = [(1, "Mã||Tên <ngắn>".to_owned()), (4, "19603|Xã Vân Hòa & Thủy|kết quả|".to_owned())];
        assert_eq!(rows, expected);
    }

    #[test]
    fn days_are_counted_as_spreadsheets_do() {
        assert_eq!(day_of_serial(1).as_deref(), Some("1900-01-01"));
        assert_eq!(day_of_serial(61).as_deref(), Some("1900-03-01"));
        assert_eq!(day_of_serial(45_839).as_deref(), Some("2025-07-01"));
        assert_eq!(day_of_serial(0), None);
    }

    #[test]
    fn what_is_no_workbook_or_larger_than_a_list_is_refused() {
        assert!(matches!(rows(Cursor::new(b"PK".to_vec())), Err(SheetError::NotAWorkbook(_))));
        assert!(matches!(rows(book(&[("x", "")])), Err(SheetError::NotAWorkbook(_))));
        let wide = r#"<sheetData><row r="1"><c r="ZZ1"><v>1</v></c></row></sheetData>"#;
        assert!(matches!(read(wide), Err(SheetError::TooLarge(_))));
        let long =
            format!(r#"<sheetData><row><c t="str"><v>{}</v></c></row></sheetData>"#, "a".repeat(LONGEST_CELL + 1));
        assert!(matches!(read(&long), Err(SheetError::TooLarge(_))));
        let many = format!("<sheetData>{}</sheetData>", r#"<row><c><v>1</v></c></row>"#.repeat(MOST_ROWS + 1));
        assert!(matches!(read(&many), Err(SheetError::TooLarge(_))));
        let missing = r#"<sheetData><row r="1"><c r="A1" t="s"><v>9</v></c></row></sheetData>"#;
        assert!(matches!(read(missing), Err(SheetError::NotAWorkbook(_))));
        let old = book(&[("xl/workbook.xml", r#"<workbook><workbookPr date1904="1"/></workbook>"#)]);
        assert!(matches!(rows(old), Err(SheetError::DaysFrom1904)));
    }
}
