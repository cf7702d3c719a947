//! Tables as a workbook offices open (XLSX, ECMA-376 part 1): words, whole numbers and percentages, nothing that computes.
//!
//! Texts are written as text, so that what begins with "=" is never a formula.

use std::io::{Cursor, Write as _};

use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// Longest text of a cell, characters: as long as the format allows.
const LONGEST_TEXT: usize = 32_767;
/// Longest name of a sheet, characters.
const LONGEST_NAME: usize = 31;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words.
    Text(String),
    /// A whole number.
    Count(i64),
    /// A share of one, shown as a percentage with two decimals.
    Share(f64),
    /// Nothing.
    Empty,
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u32> for Value {
    fn from(count: u32) -> Self {
        Self::Count(i64::from(count))
    }
}

/// One sheet: what it is about, one line of column heads, rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Name of the sheet; signs the format forbids are replaced.
    pub name: String,
    /// Lines above the table.
    pub about: Vec<String>,
    /// Column heads with the width of each, in characters.
    pub columns: Vec<(String, u32)>,
    /// Rows.
    pub rows: Vec<Vec<Value>>,
}

/// The workbook with these sheets, as a file.
///
/// # Errors
/// When a sheet does not fit into an archive.
pub fn workbook(tables: &[Table]) -> std::io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut add = |name: &str, text: &str| -> std::io::Result<()> {
        zip.start_file(name, packed).map_err(std::io::Error::other)?;
        zip.write_all(text.as_bytes())
    };
    let (mut sheets, mut links, mut types) = (String::new(), String::new(), String::new());
    for (number, table) in (1..).zip(tables) {
        let name = escaped(&sheet_name(&table.name));
        sheets.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>"));
        links.push_str(&format!(
            "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/relationships/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        ));
        types.push_str(&format!(
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{SHEET}.worksheet+xml\"/>"
        ));
        add(&format!("xl/worksheets/sheet{number}.xml"), &sheet(table))?;
    }
    links.push_str(&format!(
        "<Relationship Id=\"styles\" Type=\"{OFFICE}/relationships/styles\" Target=\"styles.xml\"/>"
    ));
    add(
        "[Content_Types].xml",
        &format!(
            "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
             <Override PartName=\"/xl/workbook.xml\" ContentType=\"{SHEET}.sheet.main+xml\"/>\
             <Override PartName=\"/xl/styles.xml\" ContentType=\"{SHEET}.styles+xml\"/>{types}</Types>"
        ),
    )?;
    add(
        "_rels/.rels",
        &format!(
            "{HEAD}<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"rId1\" \
             Type=\"{OFFICE}/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    )?;
    add(
        "xl/workbook.xml",
        &format!(
            "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}/relationships\"><sheets>{sheets}</sheets></workbook>"
        ),
    )?;
    add("xl/_rels/workbook.xml.rels", &format!("{HEAD}<Relationships xmlns=\"{PACKAGE}\">{links}</Relationships>"))?;
    add("xl/styles.xml", &format!("{HEAD}{STYLES}"))?;
    Ok(zip.finish().map_err(std::io::Error::other)?.into_inner())
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// Cell formats by number: 0 plain, 1 a percentage, 2 a column head, 3 words that wrap, 4 what the sheet is about.
const STYLES: &str = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
    <fonts count=\"3\"><font><sz val=\"12\"/><name val=\"Times New Roman\"/></font>\
    <font><b/><sz val=\"12\"/><name val=\"Times New Roman\"/></font>\
    <font><i/><sz val=\"12\"/><name val=\"Times New Roman\"/></font></fonts>\
    <fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>\
    <fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE6EEF8\"/></patternFill></fill></fills>\
    <borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>\
    <border><left style=\"thin\"/><right style=\"thin\"/><top style=\"thin\"/><bottom style=\"thin\"/><diagonal/></border></borders>\
    <cellStyleXfs count=\"1\"><xf/></cellStyleXfs>\
    <cellXfs count=\"5\"><xf borderId=\"1\" applyBorder=\"1\"/>\
    <xf numFmtId=\"10\" borderId=\"1\" applyNumberFormat=\"1\" applyBorder=\"1\"/>\
    <xf fontId=\"1\" fillId=\"2\" borderId=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\">\
    <alignment horizontal=\"center\" vertical=\"center\" wrapText=\"1\"/></xf>\
    <xf borderId=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>\
    <xf fontId=\"2\" applyFont=\"1\"/></cellXfs></styleSheet>";

fn sheet(table: &Table) -> String {
    let head = table.about.len() + 2;
    let mut xml = format!(
        "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\">\
         <pane ySplit=\"{head}\" topLeftCell=\"A{}\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>",
        head + 1
    );
    for (number, (_, width)) in (1..).zip(&table.columns) {
        xml.push_str(&format!("<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>"));
    }
    xml.push_str("</cols><sheetData>");
    for (number, line) in (1..).zip(&table.about) {
        row(&mut xml, number, [&Value::Text(line.clone())].into_iter(), Some(4));
    }
    let heads: Vec<Value> = table.columns.iter().map(|(name, _)| Value::Text(name.clone())).collect();
    row(&mut xml, head, heads.iter(), Some(2));
    for (number, cells) in (head + 1..).zip(&table.rows) {
        row(&mut xml, number, cells.iter(), None);
    }
    xml.push_str("</sheetData>");
    if !table.rows.is_empty() && !table.columns.is_empty() {
        let last = column(table.columns.len() - 1);
        xml.push_str(&format!("<autoFilter ref=\"A{head}:{last}{}\"/>", head + table.rows.len()));
    }
    xml.push_str("</worksheet>");
    xml
}

fn row<'a>(xml: &mut String, number: usize, cells: impl Iterator<Item = &'a Value>, style: Option<u32>) {
    xml.push_str(&format!("<row r=\"{number}\">"));
    for (at, value) in cells.enumerate() {
        let place = format!("{}{number}", column(at));
        match value {
            Value::Empty => xml.push_str(&format!("<c r=\"{place}\" s=\"{}\"/>", style.unwrap_or(0))),
            Value::Count(count) => {
                xml.push_str(&format!("<c r=\"{place}\" s=\"{}\"><v>{count}</v></c>", style.unwrap_or(0)));
            }
            Value::Share(share) => {
                xml.push_str(&format!("<c r=\"{place}\" s=\"{}\"><v>{share}</v></c>", style.unwrap_or(1)));
            }
            Value::Text(text) => xml.push_str(&format!(
                "<c r=\"{place}\" s=\"{}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                style.unwrap_or(3),
                escaped(&text.chars().take(LONGEST_TEXT).collect::<String>())
            )),
        }
    }
    xml.push_str("</row>");
}

/// Letters of the column at place `at`, from 0.
fn column(mut at: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'A' + u8::try_from(at % 26).unwrap_or(0));
        if at < 26 {
            break;
        }
        at = at / 26 - 1;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

fn sheet_name(name: &str) -> String {
    name.chars().map(|c| if "[]:*?/\\".contains(c) { ' ' } else { c }).take(LONGEST_NAME).collect()
}

/// Text as XML takes it, without the control signs it cannot hold.
fn escaped(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\t' | '\n')).collect();
    quick_xml::escape::escape(kept.as_str()).into_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::sheet::rows;

    fn table(rows: Vec<Vec<Value>>) -> Table {
        Table {
            name: "Quá hạn: tháng 11/2026".to_owned(),
            about: vec!["Số liệu đến 10:00 ngày 21/11/2026".to_owned()],
            columns: vec![("Đơn vị".to_owned(), 30), ("Tổng số".to_owned(), 10), ("Tỷ lệ".to_owned(), 10)],
            rows,
        }
    }

    #[test]
    fn what_is_written_is_read_back_as_it_was() {
        let made = table(vec![
            vec!["xã <Cam & Lộ>".into(), 12_u32.into(), Value::Share(0.9862)],
            vec!["=1+1".into(), Value::Count(-3), Value::Empty],
        ]);
        let bytes = workbook(&[made]).unwrap();
        let read: Vec<(usize, Vec<String>)> =
            rows(Cursor::new(bytes)).unwrap().into_iter().map(|row| (row.number, row.cells)).collect();
        let cells = |all: &[&str]| all.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        assert_eq!(read[0], (1, cells(&["Số liệu đến 10:00 ngày 21/11/2026"])));
        assert_eq!(read[1], (3, cells(&["Đơn vị", "Tổng số", "Tỷ lệ"])));
        assert_eq!(read[2].1, cells(&["xã <Cam & Lộ>", "12", "0.9862"]));
        assert_eq!(read[3].1[..2], cells(&["=1+1", "-3"]), "words stay words");
    }

    #[test]
    fn columns_are_lettered_as_spreadsheets_do() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(column), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn names_and_texts_are_held_to_what_the_format_takes() {
        assert_eq!(sheet_name("Quá hạn: a/b"), "Quá hạn  a b");
        assert_eq!(sheet_name(&"ă".repeat(60)).chars().count(), LONGEST_NAME);
        let long = workbook(&[table(vec![vec![Value::Text("ă\u{1}".repeat(40_000))]])]).unwrap();
        let read = rows(Cursor::new(long)).unwrap();
        assert!(read[2].cells[0].chars().all(|c| c == 'ă') && read[2].cells[0].chars().count() <= LONGEST_TEXT);
    }
}
