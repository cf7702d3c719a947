//! `giaoban import`

mod accounts;
mod contacts;
mod directives;
mod meetings;
mod numbered;
mod proposals;
mod roster;
mod table;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use clap::{Args, Subcommand};
use giaoban_models::gazetteer::Gazetteer;
use giaoban_models::id::UnitId;
use giaoban_models::store::{Imported, ImportedMeeting, Store, StoreError};
use serde_json::json;

use super::{DataFolder, Done, lines, print_json};
use numbered::Wrong;

/// Largest file taken, bytes: some thousand meetings.
const LARGEST: u64 = 256 * 1024 * 1024;

/// Bring in what was kept elsewhere: everything of a file, or on any error nothing.
#[derive(Subcommand)]
pub enum Import {
    /// Meetings held elsewhere: one JSON object, or one a line, with what was said and by whom.
    Meeting(Meeting),
    /// Units and groups of units: a list (CSV, XLSX) or a units file (JSON). A changed name begins on a day; the old one stays for
    /// the days before.
    Units(roster::Roster),
    /// People with their posts: a list (CSV, XLSX) or the people of a units file (JSON).
    People(roster::Roster),
    /// Accounts for people in the list (CSV, XLSX), each with a one-time password written to a file to be handed out.
    Accounts(accounts::Accounts),
    /// Where people can be reached: a list (CSV, XLSX) with the columns id, email and phone.
    Contacts(contacts::Contacts),
}

/// What is brought in.
#[derive(Args)]
pub struct Meeting {
    /// The meetings.
    file: PathBuf,
    /// Units and people of their authority (units.json).
    #[arg(long, value_name = "FILE")]
    units: PathBuf,
    /// Directives people drew from them, a meeting a line; without it, proposals are drawn by rule.
    #[arg(long, value_name = "FILE")]
    directives: Option<PathBuf>,
    /// The holidays file proposals are reckoned with (default: that of the data folder, else the table shipped with the program).
    #[arg(long, value_name = "FILE")]
    holidays: Option<PathBuf>,
    /// Check everything and say what would be added, but keep nothing.
    #[arg(long)]
    dry_run: bool,
    /// One JSON object.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: DataFolder,
}

impl Import {
    /// Does it.
    pub fn run(self) -> Done {
        let asked = match self {
            Self::Meeting(asked) => asked,
            Self::Units(roster) => return roster.run(roster::What::Units),
            Self::Accounts(accounts) => return accounts.run(),
            Self::Contacts(contacts) => return contacts.run(),
            Self::People(roster) => return roster.run(roster::What::People),
        };
        let units = read(&asked.units)?;
        let gazetteer: Gazetteer =
            serde_json::from_str(&units).map_err(|error| Wrong::json(&error).of(&asked.units))?;
        let text = read(&asked.file)?;
        let mut read_in = meetings::read(&text).map_err(|wrong| wrong.of(&asked.file))?;
        let mut elsewhere = BTreeSet::new();
        if let Some(file) = &asked.directives {
            let text = read(file)?;
            elsewhere = directives::read(&text, &mut read_in).map_err(|wrong| wrong.of(file))?;
        } else {
            // The same sources as the running server, unless another table is named.
            let data = asked.data.path();
            let holidays = match &asked.holidays {
                Some(file) => lines::holidays(Some(file))?,
                None => crate::directives::holidays(&data),
            };
            proposals::draw(&mut read_in, &gazetteer, &holidays, &crate::directives::lexicon(&data));
        }
        let meetings: Vec<ImportedMeeting> = read_in.iter().map(|numbered| numbered.meeting.clone()).collect();
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let done = runtime.block_on(keep(&asked.data.path(), &gazetteer, &meetings, asked.dry_run));
        let done = done.map_err(|error| explain(error, &read_in, &asked.file))?;
        tell(&asked, done, &elsewhere)
    }
}

async fn keep(
    data: &Path,
    gazetteer: &Gazetteer,
    meetings: &[ImportedMeeting],
    rehearse: bool,
) -> Result<Imported, StoreError> {
    let store = Store::open(data).await?;
    let done = store.import_meetings(gazetteer, meetings, SystemTime::now().into(), rehearse).await;
    store.close().await;
    done
}

fn small_enough(file: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let name = file.display();
    let size = std::fs::metadata(file).map_err(|error| format!("{name}: {error}"))?.len();
    if size > LARGEST {
        return Err(format!("{name}: tệp quá lớn, đề nghị chia nhỏ (the file is too large; split it)").into());
    }
    Ok(())
}

fn read(file: &Path) -> Result<String, Box<dyn std::error::Error>> {
    small_enough(file)?;
    let name = file.display();
    let text = std::fs::read_to_string(file)
        .map_err(|error| format!("{name}: {error}; tệp phải là văn bản UTF-8 (the file must be UTF-8 text)"))?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

/// What the store refused, in words that lead to the line.
fn explain(error: StoreError, meetings: &[meetings::Numbered], file: &Path) -> Box<dyn std::error::Error> {
    let name = file.display();
    match error {
        StoreError::UnknownUnit(unit) => {
            let line = meetings.iter().find(|numbered| names(&numbered.meeting, &unit)).map_or(1, |n| n.line);
            format!(
                "{name}, dòng {line}: đơn vị {unit} không có trong tệp đơn vị, hoặc không tồn tại vào ngày họp; không có gì \
                 được nhập (line {line}: the unit is not in the units file, or does not exist on the day; nothing was kept)"
            )
            .into()
        }
        StoreError::Taken(id) => {
            let line = meetings.iter().find(|numbered| holds(&numbered.meeting, &id)).map_or(1, |n| n.line);
            format!(
                "{name}, dòng {line}: mã {id} đã dùng cho nội dung khác trong hệ thống; đề nghị đổi mã trong tệp; không có gì \
                 được nhập (line {line}: the identity belongs to something else here; change it; nothing was kept)"
            )
            .into()
        }
        other => other.into(),
    }
}

fn names(meeting: &ImportedMeeting, unit: &UnitId) -> bool {
    let speakers = [&meeting.chair, &meeting.secretary].into_iter().chain(meeting.turns.iter().map(|t| &t.speaker));
    let ordered = meeting.directives.iter().flat_map(|d| d.lead_units.iter().chain(&d.co_units));
    speakers.map(|speaker| &speaker.unit).chain(ordered).any(|named| named == unit)
}

fn holds(meeting: &ImportedMeeting, id: &str) -> bool {
    meeting.id.0 == id
        || meeting.turns.iter().any(|turn| turn.id == id)
        || meeting.directives.iter().any(|directive| directive.id.0 == id)
}

fn tell(asked: &Meeting, done: Imported, elsewhere: &BTreeSet<String>) -> Done {
    let Imported { meetings, turns, directives, proposals } = done;
    if asked.json {
        return print_json(&json!({
            "dry_run": asked.dry_run, "meetings": meetings, "turns": turns, "directives": directives,
            "proposals": proposals, "ignored_meetings": elsewhere,
        }));
    }
    let verb = if asked.dry_run { "Sẽ nhập (would add)" } else { "Đã nhập (added)" };
    println!("{verb}: {meetings} cuộc họp, {turns} lượt phát biểu, {directives} nhiệm vụ, {proposals} đề xuất.");
    if meetings == 0 {
        println!("Các cuộc họp trong tệp đã có trong hệ thống (the meetings of the file are there already).");
    }
    if !elsewhere.is_empty() {
        let ids: Vec<&str> = elsewhere.iter().map(String::as_str).collect();
        println!("Bỏ qua nhiệm vụ của cuộc họp không có trong tệp (ignored, not in the file): {}", ids.join(", "));
    }
    Ok(())
}
