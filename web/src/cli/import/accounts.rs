//! `giaoban import accounts`

use std::collections::{HashMap, HashSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use clap::Args;
use giaoban_models::clock::Moment;
use giaoban_models::id::{PersonId, UnitId};
use giaoban_models::role::Role;
use giaoban_models::store::{NewAccount, Store};
use giaoban_models::text::plain_key;

use super::numbered::Wrong;
use super::roster::{all_told, empty_list, text_of};
use super::table::{self, Column};
use crate::cli::{DataFolder, Done, print_line};
use crate::{password, setup};

/// Columns of a list of accounts.
const COLUMNS: &[Column] = &[
    Column { name: "username", heading: "Tên đăng nhập", needed: true },
    Column { name: "person_id", heading: "Mã người", needed: true },
    Column { name: "unit_id", heading: "Mã đơn vị", needed: true },
    Column { name: "role", heading: "Vai trò", needed: true },
];

/// Roles with the words a list may use for them, without marks.
const ROLES: [(Role, &str); 10] = [
    (Role::SystemAdmin, "quan tri he thong"),
    (Role::RecordsClerk, "van thu"),
    (Role::MeetingSecretary, "thu ky"),
    (Role::Leader, "lanh dao"),
    (Role::MonitoringOfficer, "theo doi"),
    (Role::UnitHead, "lanh dao don vi"),
    (Role::UnitOfficer, "chuyen vien don vi"),
    (Role::SiteTechnician, "ky thuat diem cau"),
    (Role::VillageGuest, "khach moi"),
    (Role::Auditor, "thanh tra"),
];

/// A list of accounts.
#[derive(Args)]
pub struct Accounts {
    /// The list: .csv or .xlsx.
    #[arg(required_unless_present = "template")]
    file: Option<PathBuf>,
    /// Where the one-time passwords are written (CSV, readable by its owner only); must not be there yet.
    #[arg(long, value_name = "FILE.csv", required_unless_present_any = ["template", "dry_run"])]
    passwords: Option<PathBuf>,
    /// Write an empty list with headings and explanations (CSV) and end.
    #[arg(long, value_name = "FILE.csv", conflicts_with = "file")]
    template: Option<PathBuf>,
    /// Check everything, but keep nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    data: DataFolder,
}

/// An account as a line tells it.
#[derive(Debug)]
struct Line {
    line: usize,
    username: String,
    person: PersonId,
    unit: UnitId,
    role: Role,
}

impl Accounts {
    /// Does it.
    pub(super) fn run(self) -> Done {
        if let Some(file) = &self.template {
            let roles: Vec<&str> = ROLES.iter().map(|(role, _)| role.code()).collect();
            let roles = format!("Vai trò, một trong: {}", roles.join(", "));
            return empty_list(
                file,
                COLUMNS,
                &[
                    "Tên đăng nhập: chữ thường không dấu, số, dấu chấm, gạch ngang; ví dụ hoa.camlo",
                    "Mã người, mã đơn vị: như trong danh mục đã nhập (giaoban import units, giaoban import people)",
                    &roles,
                ],
            );
        }
        let Some(file) = &self.file else { return Ok(()) };
        let lines = read(file, text_of(file)?.as_deref()).map_err(|wrong| all_told(file, wrong))?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (made, known) = runtime.block_on(self.bring(file, lines))?;
        let verb = if self.dry_run { "Sẽ tạo (would make)" } else { "Đã tạo (made)" };
        let mut told = format!("{verb} {made} tài khoản; giữ nguyên (left) {known}.");
        if let Some(out) = self.passwords.as_ref().filter(|_| !self.dry_run && made > 0) {
            told.push_str(&format!(
                "\nMật khẩu dùng một lần (one-time passwords): {}; trao tận tay từng người rồi xóa tệp.",
                out.display()
            ));
        }
        print_line(&told)
    }

    /// Makes the accounts that are not there yet. Answers how many were made and how many were known.
    async fn bring(&self, file: &Path, lines: Vec<Line>) -> Result<(usize, usize), Box<dyn std::error::Error>> {
        let store = Store::open_existing(&self.data.path()).await?;
        let now: Moment = SystemTime::now().into();
        let all = lines.len();
        let mut wrong = Vec::new();
        let mut fresh = Vec::new();
        let units: HashSet<UnitId> =
            store.units_on(&now.day_in_vietnam()).await?.into_iter().map(|unit| unit.id).collect();
        for line in lines {
            if store.username_is_taken(&line.username).await? {
                continue;
            }
            if !store.is_person(&line.person).await? {
                let id = &line.person;
                wrong.push(Wrong::new(line.line, format!("chưa có người mã {id}"), format!("no person {id}")));
            }
            if !units.contains(&line.unit) {
                let id = &line.unit;
                let vi = format!("chưa có đơn vị mã {id}, hoặc hôm nay không còn tồn tại");
                wrong.push(Wrong::new(line.line, vi, format!("no unit {id} today")));
            }
            fresh.push(line);
        }
        if !wrong.is_empty() {
            store.close().await;
            return Err(all_told(file, wrong).into());
        }
        let made = fresh.len();
        if let Some(out) = self.passwords.as_ref().filter(|_| !self.dry_run && made > 0) {
            make(&store, out, fresh, now).await?;
        }
        store.close().await;
        Ok((made, all - made))
    }
}

/// Writes the passwords first: an account nobody has the password of would be worse than a password without an account.
async fn make(store: &Store, out: &Path, lines: Vec<Line>, now: Moment) -> Done {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(out).map_err(|error| format!("{}: {error}", out.display()))?;
    let mut text = String::from("\u{feff}Tên đăng nhập;Mật khẩu dùng một lần\r\n");
    let mut accounts = Vec::with_capacity(lines.len());
    for line in lines {
        let one_time = password::one_time()?;
        text.push_str(&format!("{};{one_time}\r\n", line.username));
        accounts.push(NewAccount {
            username: line.username,
            password_hash: password::hash(&one_time)?,
            person: line.person,
            unit: line.unit,
            role: line.role,
        });
    }
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    if let Err(error) = store.add_accounts(&accounts, now).await {
        std::fs::remove_file(out)?;
        return Err(error.into());
    }
    store
        .audit(&giaoban_models::audit::AuditEntry {
            at: now,
            actor: None,
            actor_name: "giaoban import".to_owned(),
            act: "accounts.imported".to_owned(),
            subject: String::new(),
            detail: serde_json::json!({ "made": accounts.len() }),
        })
        .await?;
    Ok(())
}

fn read(file: &Path, text: Option<&str>) -> Result<Vec<Line>, Vec<Wrong>> {
    let records = table::read(file, text, COLUMNS).map_err(|wrong| vec![wrong])?;
    let mut wrong = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut lines = Vec::with_capacity(records.len());
    for record in &records {
        let username = record.text("username", &mut wrong);
        let (person, unit) = (record.id("person_id", &mut wrong), record.id("unit_id", &mut wrong));
        let told = record.text("role", &mut wrong);
        if !setup::is_sign_in_name(&username) {
            let vi =
                format!("tên đăng nhập \"{username}\" cần 2 đến 60 chữ thường không dấu, số, dấu chấm, gạch ngang");
            let en = format!("the sign-in name \"{username}\" needs 2 to 60 small letters, digits, dots, hyphens");
            wrong.push(Wrong::new(record.line, vi, en));
        }
        if let Some(first) = seen.insert(username.clone(), record.line) {
            let vi = format!("tên đăng nhập đã có ở dòng {first}");
            wrong.push(Wrong::new(record.line, vi, format!("the sign-in name is on line {first} already")));
        }
        let Some(role) = role(&told) else {
            let roles: Vec<&str> = ROLES.iter().map(|(role, _)| role.code()).collect();
            let roles = roles.join(", ");
            let vi = format!("không có vai trò \"{told}\"; các vai trò: {roles}");
            wrong.push(Wrong::new(record.line, vi, format!("no role \"{told}\"; there are {roles}")));
            continue;
        };
        lines.push(Line { line: record.line, username, person: PersonId(person), unit: UnitId(unit), role });
    }
    if wrong.is_empty() { Ok(lines) } else { Err(wrong) }
}

fn role(told: &str) -> Option<Role> {
    let key = plain_key(told);
    Role::from_code(told).or_else(|| ROLES.iter().find(|(_, words)| *words == key).map(|(role, _)| *role))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use giaoban_models::unit::{Person, Unit};

    use super::*;

    const LIST: &str =
        "Tên đăng nhập;Mã người;Mã đơn vị;Vai trò\nhoa.xa;hoa;xa;unit_officer\ntu.xa;tu;xa;Lãnh đạo đơn vị\n";

    struct Place {
        folder: tempfile::TempDir,
    }

    impl Place {
        async fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let store = Store::open(&folder.path().join("data")).await.unwrap();
            let unit = Unit {
                id: "xa".into(),
                full_name: "Ủy ban nhân dân xã An".into(),
                short_name: "xã An".into(),
                kind: "xã".into(),
                parent: None,
                valid_from: None,
                valid_to: None,
                successors: vec![],
            };
            store.add_units(&[unit]).await.unwrap();
            let person = |id: &str| Person { id: id.into(), name: "Lê Thị Hoa".into() };
            store.add_persons(&[person("hoa"), person("tu")]).await.unwrap();
            store.close().await;
            Self { folder }
        }

        fn import(&self, list: &str, dry_run: bool) -> Done {
            let file = self.folder.path().join("list.csv");
            std::fs::write(&file, list).unwrap();
            let data = DataFolder { folder: Some(self.folder.path().join("data")) };
            let passwords = Some(self.folder.path().join("passwords.csv"));
            Accounts { file: Some(file), passwords, template: None, dry_run, data }.run()
        }
    }

    fn place() -> Place {
        tokio::runtime::Runtime::new().unwrap().block_on(Place::new())
    }

    #[test]
    fn each_account_has_a_one_time_password_that_only_the_file_knows() {
        let place = place();
        place.import(LIST, false).unwrap();
        let out = place.folder.path().join("passwords.csv");
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&out).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600);
        let text = std::fs::read_to_string(&out).unwrap();
        let (name, one_time) = text.lines().nth(2).unwrap().trim().split_once(';').unwrap();
        assert_eq!(name, "tu.xa");
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let store = Store::open_existing(&place.folder.path().join("data")).await.unwrap();
            let known = store.credentials("tu.xa").await.unwrap().unwrap();
            assert!(password::check(one_time.to_owned(), Some(known.password_hash)).await);
            let account = store.account(&known.account, "2026-01-01").await.unwrap().unwrap();
            assert_eq!(account.role, Role::UnitHead);
            assert!(store.must_change_password(&known.account).await.unwrap());
        });
        std::fs::remove_file(&out).unwrap();
        place.import(LIST, false).unwrap();
        assert!(!out.exists(), "the same list again makes nothing");
    }

    #[test]
    fn a_rehearsal_and_a_list_with_a_fault_keep_nothing() {
        let place = place();
        place.import(LIST, true).unwrap();
        let wrong = LIST.replace("hoa;xa", "hoa;nowhere") + "Hoa Xã;hoa;xa;vua\n";
        let told = place.import(&wrong, false).unwrap_err().to_string();
        assert!(told.contains("dòng 4") && told.contains("vua"), "{told}");
        let told = place.import(&LIST.replace("hoa;xa", "ai;nowhere"), false).unwrap_err().to_string();
        assert!(told.contains("dòng 2") && told.contains("ai") && told.contains("nowhere"), "{told}");
        assert!(!place.folder.path().join("passwords.csv").exists());
        place.import(LIST, false).unwrap();
    }

    #[test]
    fn a_folder_without_a_database_is_not_filled() {
        let place = place();
        std::fs::remove_dir_all(place.folder.path().join("data")).unwrap();
        assert!(place.import(LIST, false).is_err());
        assert!(!place.folder.path().join("data").exists());
    }
}
