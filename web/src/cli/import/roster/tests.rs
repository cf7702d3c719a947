#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{Cursor, Write as _};

use giaoban_models::roster::Aspect;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

const NOW: Moment = Moment(1_795_230_000_000);
const DAYS: Days<'_> = Days { named: None, today: "2026-11-21" };

const UNITS: &str = "Mã;Tên đầy đủ;Tên ngắn;Loại;Mã đơn vị cấp trên;Tên gọi khác;Từ ngày\r\n\
    h;Ủy ban nhân dân tỉnh Vân;UBND tỉnh;tỉnh;;;\r\n\
    x;Ủy ban nhân dân xã Vân Ho\u{300}a;UBND xã Vân Hòa;xã;h;xã Vân Hòa|Vân Hòa;1/7/2025\r\n";
const PEOPLE: &str = "id,name,post,unit_id,address_forms\n\
    suong,Lê Thị Sương,Chủ tịch UBND xã,x,chị Sương|cô Sương\n\
    suong,Lê Thị Sương,Bí thư Đảng ủy,x,\n";

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let file = self.folder.path().join(name);
        fs::write(&file, bytes).unwrap();
        file
    }

    async fn bring(&self, file: &Path, what: What, rehearse: bool) -> Result<Vec<Change>, String> {
        let data = self.folder.path().join("data");
        bring(file, what, &data, DAYS, NOW, rehearse).await.map_err(|error| error.to_string())
    }

    async fn units_on(&self, day: &str) -> Vec<(String, String, Option<String>)> {
        let store = Store::open(&self.folder.path().join("data")).await.unwrap();
        let units = store.units_on(day).await.unwrap();
        store.close().await;
        units.into_iter().map(|unit| (unit.id.0, unit.full_name, unit.parent.map(|id| id.0))).collect()
    }
}

fn outcomes(changes: &[Change]) -> Vec<(&str, usize, bool)> {
    changes.iter().map(|c| (c.id.as_str(), c.line, c.outcome == Outcome::Added)).collect()
}

#[tokio::test]
async fn units_and_people_of_a_csv_file_are_brought_in_composed_and_a_dry_run_keeps_nothing() {
    let place = Place::new();
    let (units, people) = (place.file("u.csv", UNITS), place.file("p.csv", PEOPLE));
    let rehearsed = place.bring(&units, What::Units, true).await.unwrap();
    assert_eq!(outcomes(&rehearsed), [("h", 2, true), ("x", 3, true)]);
    assert!(place.units_on("2026-11-21").await.is_empty());
    assert_eq!(place.bring(&units, What::Units, false).await.unwrap(), rehearsed);
    assert_eq!(place.units_on("2025-06-30").await.len(), 1, "the commune begins on 1 July");
    let expected = ("x".to_owned(), "Ủy ban nhân dân xã Vân Hòa".to_owned(), Some("h".to_owned()));
    assert_eq!(place.units_on("2026-11-21").await[1], expected);
    let changes = place.bring(&people, What::People, false).await.unwrap();
    assert_eq!(outcomes(&changes), [("suong", 2, true)]);
    let again = place.bring(&people, What::People, false).await.unwrap();
    assert_eq!(again[0].outcome, Outcome::Left);
    let store = Store::open(&place.folder.path().join("data")).await.unwrap();
    let gazetteer = store.gazetteer("2026-11-21").await.unwrap();
    assert_eq!((gazetteer.persons.len(), gazetteer.persons[0].address_forms.len()), (2, 2));
    assert_eq!(gazetteer.units[1].aliases, ["Vân Hòa", "xã Vân Hòa"]);
}

#[tokio::test]
async fn a_units_file_is_brought_in_for_its_days_and_faults_are_told_with_the_lines_of_the_json() {
    let place = Place::new();
    let json = "{\"meta\": {\"valid\": \"2025-07-01..\"},\n\"units\": [\n\
        {\"id\": \"h\", \"full_name\": \"UBND tỉnh Vân\", \"short_name\": \"tỉnh Vân\", \"kind\": \"tỉnh\", \"aliases\": null},\n\
        {\"id\": \"x\", \"full_name\": \"UBND xã Vân\", \"short_name\": \"xã Vân\", \"kind\": \"xã\", \"parent_id\": \"h\"}],\n\
        \"persons\": [\n{\"id\": \"a\", \"name\": \"Hồ Ơn\", \"post\": \"Chủ tịch\", \"unit_id\": \"x\"},\n\
        {\"id\": \"b\", \"name\": \"Hồ Tân\", \"post\": \"\"}]}";
    let file = place.file("units.json", json);
    place.bring(&file, What::Units, false).await.unwrap();
    assert_eq!((place.units_on("2025-06-30").await.len(), place.units_on("2025-07-01").await.len()), (0, 2));
    let refused = place.bring(&file, What::People, false).await.unwrap_err();
    assert!(
        refused.contains("2 lỗi") && refused.contains("dòng 7: post") && refused.contains("dòng 7: unit_id"),
        "{refused}"
    );
    let broken = place.file("broken.json", "{\n\"units\": [}");
    assert!(place.bring(&broken, What::Units, false).await.unwrap_err().contains("dòng 2"));
    let empty = place.file("empty.json", "{}");
    assert!(place.bring(&empty, What::Units, false).await.is_err());
}

#[tokio::test]
async fn a_spreadsheet_is_read_with_its_numbers_as_codes_and_its_days() {
    let place = Place::new();
    let sheet = r#"<worksheet><sheetData>
        <row r="1"><c r="A1" t="str"><v>Mã*</v></c><c r="B1" t="str"><v>Tên đầy đủ*</v></c><c r="C1" t="str"><v>Loại*</v></c>
        <c r="D1" t="str"><v>Từ ngày</v></c></row>
        <row r="3"><c r="A3"><v>19603</v></c><c r="B3" t="str"><v>UBND xã Vân</v></c><c r="C3" t="str"><v>xã</v></c>
        <c r="D3"><v>45839</v></c></row></sheetData></worksheet>"#;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("xl/workbook.xml", r#"<workbook><sheets><sheet r:id="a"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", r#"<R><Relationship Id="a" Target="worksheets/sheet1.xml"/></R>"#),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let file = place.file("u.xlsx", zip.finish().unwrap().into_inner());
    let changes = place.bring(&file, What::Units, false).await.unwrap();
    assert_eq!(outcomes(&changes), [("19603", 3, true)]);
    assert_eq!((place.units_on("2025-06-30").await.len(), place.units_on("2025-07-01").await.len()), (0, 1));
    let other = place.file("u.xls", "");
    assert!(place.bring(&other, What::Units, false).await.unwrap_err().contains(".xlsx"));
}

#[tokio::test]
async fn a_new_name_begins_on_the_day_named_and_every_fault_is_told_by_line_with_nothing_kept() {
    let place = Place::new();
    place.bring(&place.file("u.csv", UNITS), What::Units, false).await.unwrap();
    let file =
        place.file("new.csv", "id,full_name,short_name,kind,parent_id\nx,UBND phường Vân Hòa,UBND phường,phường,h\n");
    let days = Days { named: Some("2027-01-01"), ..DAYS };
    let data = place.folder.path().join("data");
    let changes = bring(&file, What::Units, &data, days, NOW, false).await.unwrap();
    let Outcome::Changed(aspects) = &changes[0].outcome else { panic!("{changes:?}") };
    assert!(matches!(aspects[..], [Aspect::Name { .. }, Aspect::Kind { .. }]), "{aspects:?}");
    assert!(texts::aspects(&changes[0].outcome)[0].contains("UBND xã Vân Hòa\", đổi từ 01/01/2027"));
    for (day, name) in [("2026-12-31", "Ủy ban nhân dân xã Vân Hòa"), ("2027-01-01", "UBND phường Vân Hòa")]
    {
        assert_eq!(place.units_on(day).await[1].1, name);
    }
    let wrong = place.file(
        "wrong.csv",
        "id,full_name,kind,parent_id,valid_from\nm,UBND xã Mới,xã,h,\nn,UBND xã N,xã,khong,\nm,UBND xã M,xã,h,\n",
    );
    let refused = place.bring(&wrong, What::Units, false).await.unwrap_err();
    assert!(refused.contains("2 lỗi") && refused.contains("dòng 3: đơn vị cấp trên \"khong\""), "{refused}");
    assert!(refused.contains("dòng 4: mã \"m\" trùng với dòng 2"), "{refused}");
    let days = place.file("days.csv", "id,full_name,kind,valid_from\nm,UBND xã Mới,xã,30/2/2026\n");
    assert!(place.bring(&days, What::Units, false).await.unwrap_err().contains("không phải là ngày"));
    assert_eq!(place.units_on("2027-01-01").await.len(), 2);
    let lost = place.file("p.csv", "id,name,post,unit_id\na,Hồ Ơn,Chủ tịch,khong\n");
    assert!(place.bring(&lost, What::People, false).await.unwrap_err().contains("nhập đơn vị trước"));
}

#[tokio::test]
async fn a_template_is_a_list_without_entries_that_can_be_filled_in_and_is_never_written_over() {
    let place = Place::new();
    for (what, entry, name) in
        [(What::Units, "h;UBND tỉnh Vân;;tỉnh;;;;;;", "u.csv"), (What::People, "a;Hồ Ơn;Chủ tịch;h;anh Ơn;;", "p.csv")]
    {
        let file = place.folder.path().join(name);
        template(&file, what).unwrap();
        assert!(template(&file, what).is_err());
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.starts_with('\u{feff}'), "Excel reads it as UTF-8");
        let empty = place.bring(&file, what, true).await.unwrap();
        assert!(empty.is_empty());
        fs::write(&file, format!("{text}{entry}\r\n")).unwrap();
        assert_eq!(place.bring(&file, what, false).await.unwrap().len(), 1);
    }
}
