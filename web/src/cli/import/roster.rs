//! `giaoban import units` and `giaoban import people`

mod lines;
mod places;
mod texts;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use clap::Args;
use giaoban_models::clock::Moment;
use giaoban_models::roster::{Change, Days, Outcome};
use giaoban_models::store::Store;
use serde_json::{Value, json};

use super::numbered::Wrong;
use super::table;
use crate::cli::{DataFolder, Done, print_json};

/// Faults told at once at most: whoever has more begins with these.
const MOST_TOLD: usize = 50;

/// What is brought up to date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Units and groups of units.
    Units,
    /// People with their posts.
    People,
}

/// A list and how it is read.
#[derive(Args)]
pub struct Roster {
    /// The list: .csv, .xlsx, or .json (a units file).
    #[arg(required_unless_present = "template")]
    file: Option<PathBuf>,
    /// Write an empty list with headings and explanations (CSV) and end.
    #[arg(long, value_name = "FILE.csv", conflicts_with = "file")]
    template: Option<PathBuf>,
    /// Day changes begin on, YYYY-MM-DD (default: that of the line, else today).
    #[arg(long, value_name = "DAY")]
    valid_from: Option<String>,
    /// Check everything and say what would be added, changed and left, but keep nothing.
    #[arg(long)]
    dry_run: bool,
    /// One JSON object.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: DataFolder,
}

impl Roster {
    /// Does it.
    pub(super) fn run(self, what: What) -> Done {
        if let Some(file) = &self.template {
            return template(file, what);
        }
        let Some(file) = &self.file else { return Ok(()) };
        let named = match &self.valid_from {
            None => None,
            Some(text) => Some(
                table::day(text).ok_or_else(|| format!("--valid-from \"{text}\" không phải là ngày (not a day)"))?,
            ),
        };
        let now: Moment = SystemTime::now().into();
        let today = now.day_in_vietnam();
        let days = Days { named: named.as_deref(), today: &today };
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let changes = runtime.block_on(bring(file, what, &self.data.path(), days, now, self.dry_run))?;
        self.tell(&changes)
    }

    fn tell(&self, changes: &[Change]) -> Done {
        let of = |wanted: fn(&Outcome) -> bool| changes.iter().filter(move |change| wanted(&change.outcome));
        let added: Vec<&Change> = of(|outcome| *outcome == Outcome::Added).collect();
        let changed: Vec<&Change> = of(|outcome| matches!(outcome, Outcome::Changed(_))).collect();
        let left = changes.len() - added.len() - changed.len();
        if self.json {
            let told = |change: &&Change| -> Value {
                let Change { line, id, name, outcome } = change;
                json!({ "line": line, "id": id, "name": name, "changes": texts::aspects(outcome) })
            };
            let list = |changes: &[&Change]| changes.iter().map(told).collect::<Vec<_>>();
            return print_json(&json!({
                "dry_run": self.dry_run, "added": list(&added), "changed": list(&changed), "left": left,
            }));
        }
        let mut text = String::new();
        for change in &added {
            text.push_str(&format!("+ dòng {}: {} ({})\n", change.line, change.name, change.id));
        }
        for change in &changed {
            let aspects = texts::aspects(&change.outcome).join("; ");
            text.push_str(&format!("~ dòng {}: {} ({}): {aspects}\n", change.line, change.name, change.id));
        }
        let verb = if self.dry_run { "Sẽ (would be)" } else { "Đã (have been)" };
        let (added, changed) = (added.len(), changed.len());
        text.push_str(&format!(
            "{verb}: thêm (added) {added}, thay đổi (changed) {changed}, giữ nguyên (left) {left}."
        ));
        crate::cli::print_line(&text)
    }
}

async fn bring(
    file: &Path,
    what: What,
    data: &Path,
    days: Days<'_>,
    now: Moment,
    rehearse: bool,
) -> Result<Vec<Change>, Box<dyn std::error::Error>> {
    let told = |wrong: Vec<Wrong>| all_told(file, wrong);
    let text = text_of(file)?;
    let outcome = match what {
        What::Units => {
            let lines = lines::units(file, text.as_deref()).map_err(told)?;
            let store = Store::open(data).await?;
            let outcome = store.import_units(&lines, days, now, rehearse).await;
            store.close().await;
            outcome?
        }
        What::People => {
            let lines = lines::people(file, text.as_deref()).map_err(told)?;
            let store = Store::open(data).await?;
            let outcome = store.import_people(&lines, days, now, rehearse).await;
            store.close().await;
            outcome?
        }
    };
    Ok(outcome.map_err(|faults| all_told(file, faults.iter().map(texts::fault).collect()))?)
}

/// The text of a file; none of a spreadsheet.
pub(super) fn text_of(file: &Path) -> Result<Option<String>, Box<dyn std::error::Error>> {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    match ending.as_str() {
        "xlsx" => super::small_enough(file).map(|()| None),
        "csv" | "txt" | "tsv" | "json" => super::read(file).map(Some),
        _ => Err(format!(
            "{}: cần tệp .csv, .xlsx hoặc .json; tệp .xls cũ hãy lưu lại thành .xlsx (a .csv, .xlsx or .json file is needed)",
            file.display()
        )
        .into()),
    }
}

/// Everything that is wrong, by line.
pub(super) fn all_told(file: &Path, wrong: Vec<Wrong>) -> String {
    let (name, count) = (file.display(), wrong.len());
    let mut text = format!("{name}: {count} lỗi; không có gì được nhập ({count} errors; nothing was kept)");
    for Wrong { line, vi, en } in wrong.iter().take(MOST_TOLD) {
        text.push_str(&format!("\n  dòng {line}: {vi} (line {line}: {en})"));
    }
    if count > MOST_TOLD {
        text.push_str(&format!("\n  … và {} lỗi khác (and {} more)", count - MOST_TOLD, count - MOST_TOLD));
    }
    text
}

/// A list without entries: headings, and remarks that say how it is filled in. With semicolons and the mark of UTF-8, so that a
/// Vietnamese Excel opens it as columns with its letters whole.
fn template(file: &Path, what: What) -> Done {
    match what {
        What::Units => empty_list(file, lines::UNIT_COLUMNS, texts::UNIT_REMARKS),
        What::People => empty_list(file, lines::PERSON_COLUMNS, texts::PERSON_REMARKS),
    }
}

pub(super) fn empty_list(file: &Path, columns: &[table::Column], remarks: &[&str]) -> Done {
    let headings: Vec<String> =
        columns.iter().map(|column| format!("{}{}", column.heading, if column.needed { "*" } else { "" })).collect();
    let mut text = format!("\u{feff}{}\r\n", headings.join(";"));
    for remark in remarks {
        text.push_str(&format!("# {remark}\r\n"));
    }
    let mut out = std::fs::File::create_new(file).map_err(|error| format!("{}: {error}", file.display()))?;
    out.write_all(text.as_bytes())?;
    println!("Đã ghi mẫu {} (template written).", file.display());
    Ok(())
}

#[cfg(test)]
mod tests;
