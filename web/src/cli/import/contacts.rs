//! `giaoban import contacts`: where people can be reached outside the program.

use std::path::{Path, PathBuf};

use clap::Args;
use giaoban_models::id::PersonId;
use giaoban_models::store::Store;
use serde_json::json;

use super::numbered::Wrong;
use super::roster::{all_told, text_of};
use super::table::{self, Column, Record};
use crate::cli::{DataFolder, Done, print_json, print_line};

/// The columns of a list.
const COLUMNS: &[Column] = &[
    Column { name: "id", heading: "Mã cán bộ", needed: true },
    Column { name: "email", heading: "Thư điện tử", needed: true },
    Column { name: "phone", heading: "Điện thoại", needed: false },
];
/// Characters of an address at most (RFC 5321, 4.5.3.1).
const LONGEST_EMAIL: usize = 254;

/// A list of contacts.
#[derive(Args)]
pub struct Contacts {
    /// The list: .csv or .xlsx. An empty cell takes an address away.
    file: PathBuf,
    /// Check everything and say how many would be kept, but keep nothing.
    #[arg(long)]
    dry_run: bool,
    /// One JSON object.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: DataFolder,
}

/// Where a person can be reached.
#[derive(Debug, PartialEq, Eq)]
struct Contact {
    line: usize,
    person: PersonId,
    email: String,
    phone: String,
}

impl Contacts {
    /// Does it.
    pub(super) fn run(self) -> Done {
        let text = text_of(&self.file)?;
        let contacts = read(&self.file, text.as_deref()).map_err(|wrong| all_told(&self.file, wrong))?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(keep(&self.file, &contacts, &self.data.path(), self.dry_run))?;
        let kept = contacts.len();
        if self.json {
            return print_json(&json!({ "dry_run": self.dry_run, "kept": kept }));
        }
        let verb = if self.dry_run { "Sẽ giữ (would keep)" } else { "Đã giữ (kept)" };
        print_line(&format!("{verb}: {kept} người (people)."))
    }
}

async fn keep(file: &Path, contacts: &[Contact], data: &Path, rehearse: bool) -> Done {
    let store = Store::open(data).await?;
    let lines: Vec<_> = contacts.iter().map(|one| (one.person.clone(), one.email.clone(), one.phone.clone())).collect();
    let unknown = store.keep_contacts(&lines, rehearse).await;
    store.close().await;
    let unknown = unknown?;
    let wrong = contacts.iter().filter(|one| unknown.contains(&one.person)).map(|one| {
        Wrong::new(one.line, format!("không có cán bộ {}", one.person), format!("no person {}", one.person))
    });
    let wrong: Vec<Wrong> = wrong.collect();
    if wrong.is_empty() { Ok(()) } else { Err(all_told(file, wrong).into()) }
}

fn read(file: &Path, text: Option<&str>) -> Result<Vec<Contact>, Vec<Wrong>> {
    let records = table::read(file, text, COLUMNS).map_err(|wrong| vec![wrong])?;
    let mut wrong = Vec::new();
    let contacts = records.iter().map(|record| contact(record, &mut wrong)).collect();
    if wrong.is_empty() { Ok(contacts) } else { Err(wrong) }
}

fn contact(record: &Record, wrong: &mut Vec<Wrong>) -> Contact {
    let email = record.optional("email").unwrap_or_default().to_lowercase();
    let phone: String = record
        .optional("phone")
        .unwrap_or_default()
        .chars()
        .filter(|c| !matches!(c, ' ' | '.' | '-' | '(' | ')'))
        .collect();
    if !email.is_empty() && !is_email(&email) {
        wrong.push(Wrong::new(
            record.line,
            format!("email: \"{email}\" không phải địa chỉ thư"),
            format!("email: \"{email}\" is no mail address"),
        ));
    }
    if !phone.is_empty() && !is_phone(&phone) {
        wrong.push(Wrong::new(
            record.line,
            format!("phone: \"{phone}\" không phải số điện thoại"),
            format!("phone: \"{phone}\" is no telephone number"),
        ));
    }
    Contact { line: record.line, person: PersonId(record.id("id", wrong)), email, phone }
}

fn is_email(text: &str) -> bool {
    text.chars().count() <= LONGEST_EMAIL && text.parse::<lettre::Address>().is_ok()
}

/// Eight to fifteen digits (ITU-T E.164), with a plus sign or none.
fn is_phone(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or(text);
    (8..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_list_of_contacts_is_read_whole_or_told_by_line() {
        let file = Path::new("lien-he.csv");
        let list = "id,email,phone\np-1,An@Cong.vn.invalid,0912 345 678\np-2,,\n";
        let contacts = read(file, Some(list)).unwrap();
        assert_eq!((contacts[0].email.as_str(), contacts[0].phone.as_str()), ("an@cong.vn.invalid", "0912345678"));
        assert_eq!((contacts[1].email.as_str(), contacts[1].line), ("", 3));
        let wrong = read(file, Some("id,email,phone\np-1,an@,1\n,x@cong.vn.invalid,\n")).unwrap_err();
        assert_eq!(wrong.iter().map(|wrong| wrong.line).collect::<Vec<_>>(), [2, 2, 3]);
    }
}
