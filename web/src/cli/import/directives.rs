//! The directives people drew from meetings, a meeting a line.

use std::collections::{BTreeSet, HashSet};

use giaoban_models::directive::due;
use giaoban_models::id::{DirectiveId, UnitId};
use giaoban_models::store::ImportedDirective;
use giaoban_models::text::kept;
use serde::Deserialize;

use super::meetings::Numbered;
use super::numbered::{Wrong, objects};

/// Lines of one file at most.
const MOST_LINES: usize = 10_000;
/// Directives of one meeting at most.
const MOST_DIRECTIVES: usize = 1000;
/// Characters of a task or a quote at most.
const LONGEST: usize = 5000;

#[derive(Deserialize)]
struct Told {
    meeting_id: String,
    directives: Vec<ToldDirective>,
}

#[derive(Deserialize)]
struct ToldDirective {
    id: String,
    turns: Vec<ToldTurn>,
    #[serde(default)]
    quote: String,
    lead_units: Vec<String>,
    #[serde(default)]
    co_units: Vec<String>,
    task: String,
    #[serde(default)]
    deadline: Option<String>,
    #[serde(default)]
    deadline_text: Option<String>,
    #[serde(default)]
    recurring: bool,
    #[serde(default)]
    conditional: bool,
}

/// A turn by its number in the file of meetings, or by its identity.
#[derive(Deserialize)]
#[serde(untagged)]
enum ToldTurn {
    Number(i64),
    Identity(String),
}

/// Reads a file into the meetings it tells of. Answers the meetings that are not among them.
pub(super) fn read(text: &str, meetings: &mut [Numbered]) -> Result<BTreeSet<String>, Wrong> {
    let mut elsewhere = BTreeSet::new();
    let mut ids = HashSet::new();
    for (line, told) in objects::<Told>(text, MOST_LINES)? {
        let Some(numbered) = meetings.iter_mut().find(|numbered| numbered.meeting.id.0 == told.meeting_id) else {
            elsewhere.insert(told.meeting_id);
            continue;
        };
        if told.directives.len() > MOST_DIRECTIVES {
            return Err(Wrong::new(
                line,
                format!("cuộc họp có quá {MOST_DIRECTIVES} nhiệm vụ"),
                format!("more than {MOST_DIRECTIVES} directives of one meeting"),
            ));
        }
        for told in told.directives {
            if !ids.insert(told.id.clone()) {
                let id = &told.id;
                return Err(wrong(line, id, "mã có hai lần", "the identity is there twice"));
            }
            let directive = checked(told, numbered, line)?;
            numbered.meeting.directives.push(directive);
        }
    }
    Ok(elsewhere)
}

fn wrong(line: usize, id: &str, vi: &str, en: &str) -> Wrong {
    Wrong::new(line, format!("nhiệm vụ {id}: {vi}"), format!("directive {id}: {en}"))
}

fn checked(told: ToldDirective, numbered: &Numbered, line: usize) -> Result<ImportedDirective, Wrong> {
    let id = told.id.clone();
    let wrong = |vi: &str, en: &str| wrong(line, &id, vi, en);
    let (task, quote) = (kept(&told.task), kept(&told.quote));
    if id.is_empty() || id.len() > 128 || task.is_empty() || told.lead_units.is_empty() {
        return Err(wrong("thiếu mã, nội dung hoặc đơn vị chủ trì", "identity, task or lead unit is missing"));
    }
    if task.chars().count().max(quote.chars().count()) > LONGEST {
        return Err(wrong("nội dung quá dài", "the text is too long"));
    }
    if told.deadline.as_deref().is_some_and(|deadline| !due::is_real(deadline)) {
        return Err(wrong(
            "thời hạn phải có dạng YYYY-MM-DD hoặc YYYY-MM-DDTHH:MM",
            "deadline must be YYYY-MM-DD or YYYY-MM-DDTHH:MM",
        ));
    }
    let turns = told.turns.iter().map(|turn| place(turn, numbered)).collect::<Option<Vec<String>>>();
    let turns = turns.ok_or_else(|| wrong("lượt phát biểu không có trong cuộc họp", "a turn is not in the meeting"))?;
    let units = |units: Vec<String>| units.into_iter().map(UnitId).collect();
    Ok(ImportedDirective {
        id: DirectiveId(told.id),
        turns,
        quote,
        lead_units: units(told.lead_units),
        co_units: units(told.co_units),
        task,
        due: told.deadline,
        due_text: told.deadline_text.as_deref().map(kept).filter(|text| !text.is_empty()),
        recurring: told.recurring,
        conditional: told.conditional,
    })
}

fn place(turn: &ToldTurn, numbered: &Numbered) -> Option<String> {
    let turns = &numbered.meeting.turns;
    let at = match turn {
        ToldTurn::Number(number) => numbered.numbers.iter().position(|known| known == number),
        ToldTurn::Identity(id) => turns.iter().position(|known| known.id == *id),
    };
    at.map(|at| turns[at].id.clone())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::{Value, json};

    use super::super::meetings;
    use super::*;

    fn meetings() -> Vec<Numbered> {
        let speaker = json!({"id": "khanh", "name": "Lý Quốc Khánh", "unit": "v"});
        let turn = |index: usize| {
            json!({"id": format!("K-T{index}"), "index": index + 3, "t_start": index, "t_end": index + 1,
                "speaker": speaker, "text": "Vâng."})
        };
        let meeting = json!({
            "id": "K", "title": "Giao ban", "meeting_date": "2024-10-21", "chair": speaker, "secretary": speaker,
            "turns": [turn(0), turn(1)],
        });
        meetings::read(&meeting.to_string()).unwrap()
    }

    fn told() -> Value {
        json!({"id": "K-D1", "turns": [4, "K-T0"], "quote": "Vâng", "lead_units": ["v-xa"], "task": "Sửa cống số 7",
            "deadline": "2024-10-30", "deadline_text": null})
    }

    fn file(directives: &[Value]) -> String {
        json!({"meeting_id": "K", "directives": directives}).to_string()
    }

    #[test]
    fn turns_are_named_by_their_number_in_the_file_or_by_identity() {
        let mut meetings = meetings();
        let elsewhere =
            read(&format!("{}\n{{\"meeting_id\": \"X\", \"directives\": []}}", file(&[told()])), &mut meetings);
        assert_eq!(elsewhere.unwrap().into_iter().collect::<Vec<_>>(), ["X"]);
        let directive = &meetings[0].meeting.directives[0];
        assert_eq!(directive.turns, ["K-T1", "K-T0"]);
        assert_eq!((directive.due.as_deref(), directive.due_text.as_deref()), (Some("2024-10-30"), None));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_directive() {
        for change in [
            (|d| d["turns"] = json!([99])) as fn(&mut Value),
            |d| d["lead_units"] = json!([]),
            |d| d["task"] = json!(" "),
            |d| d["task"] = json!("a".repeat(LONGEST + 1)),
            |d| d["deadline"] = json!("30/10"),
            |d| d["id"] = json!("K-D1"),
        ] {
            let mut second = told();
            second["id"] = json!("K-D2");
            change(&mut second);
            let wrong = read(&format!("\n{}", file(&[told(), second])), &mut meetings()).unwrap_err();
            assert_eq!(wrong.line, 2);
            assert!(wrong.vi.contains("K-D"), "{wrong:?}");
        }
    }
}
