//! `giaoban deadline`

use std::path::PathBuf;

use clap::Args;
use giaoban_minutes::calendar::{Holidays, parse_day};
use giaoban_minutes::deadline::{Reason, Value, find};
use serde::Deserialize;

use super::{Done, lines, print_json, print_line};

/// Find due dates: a phrase a line in, written or as spoken; a date a line out, or "none" and why.
#[derive(Args)]
pub struct Deadline {
    /// The day the phrases were spoken on, YYYY-MM-DD. With --jsonl, for lines that name none.
    #[arg(long, value_name = "DAY", required_unless_present = "jsonl")]
    on: Option<String>,
    /// The holidays file (default: the table shipped with the program).
    #[arg(long, value_name = "FILE")]
    holidays: Option<PathBuf>,
    /// Lines are JSON: {"id", "text", "on"} in, {"id", "value", "reason"} out.
    #[arg(long)]
    jsonl: bool,
    /// Say which words decided, by which rule, and what to know about the date (JSON a line).
    #[arg(long)]
    why: bool,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    on: Option<String>,
}

impl Deadline {
    /// Does it.
    pub fn run(self) -> Done {
        let holidays = lines::holidays(self.holidays.as_deref())?;
        let default = match &self.on {
            Some(day) => {
                Some(parse_day(day).ok_or_else(|| format!("--on \"{day}\" không phải ngày YYYY-MM-DD (not a day)"))?)
            }
            None => None,
        };
        let input = lines::text(std::io::stdin())?;
        if self.jsonl {
            let day = |line: &Line| line.on.as_deref().map_or(default, parse_day);
            let asked = lines::objects::<Line>(&input, |line| {
                day(line)
                    .map(|_| ())
                    .ok_or_else(|| "thiếu \"on\" hoặc không phải ngày YYYY-MM-DD (no day to count from)".to_owned())
            })?;
            for line in &asked {
                let Some(on) = day(line) else { continue };
                let mut object = explained(&line.text, on, &holidays, self.why);
                object["id"] = line.id.as_str().into();
                print_json(&object)?;
            }
        } else if let Some(on) = default {
            for line in input.lines() {
                if self.why {
                    print_json(&explained(line, on, &holidays, true))?;
                } else {
                    print_line(&shown(value(line, on, &holidays)))?;
                }
            }
        }
        Ok(())
    }
}

/// `{"value", "reason"}`, with the phrase, the rule and the warnings when asked why.
fn explained(text: &str, on: time::Date, holidays: &Holidays, why: bool) -> serde_json::Value {
    let found = find(&giaoban_models::text::kept(text), on, holidays);
    let value = found.as_ref().map_or(Value::None(Reason::Absent), |found| found.value);
    let reason = if let Value::None(reason) = value { Some(reason) } else { None };
    let mut object = serde_json::json!({"value": value.text(), "reason": reason.map(Reason::code)});
    if why {
        object["explanation"] = reason.map(Reason::vietnamese).into();
        object["phrase"] = found.as_ref().map(|found| found.phrase.as_str()).into();
        object["rule"] = found.as_ref().map(|found| found.rule).into();
        let warnings = found.iter().flat_map(|found| &found.warnings);
        object["warnings"] =
            warnings.map(|one| serde_json::json!({"code": one.code(), "text": one.vietnamese()})).collect();
    }
    object
}

fn value(text: &str, on: time::Date, holidays: &Holidays) -> Value {
    find(&giaoban_models::text::kept(text), on, holidays).map_or(Value::None(Reason::Absent), |found| found.value)
}

fn shown(value: Value) -> String {
    match value {
        Value::None(reason) => format!("none: {} ({})", reason.code(), reason.vietnamese()),
        other => other.text().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_gives_a_date_or_why_there_is_none() {
        let on = time::Date::from_calendar_date(2026, time::Month::March, 4).expect("a day");
        let line = |text| shown(value(text, on, &Holidays::shipped()));
        assert_eq!(line("trước ngày 10/3"), "2026-03-10");
        assert_eq!(line("từ ngày 9 đến ngày 13/3"), "2026-03-09/2026-03-13");
        assert!(line("khi nào rảnh").starts_with("none: "));
        assert!(line("chuẩn bị chu đáo").starts_with("none: absent"));
    }

    #[test]
    fn a_date_says_which_words_and_rule_gave_it_and_that_it_is_a_day_off() {
        let on = time::Date::from_calendar_date(2026, time::Month::April, 20).expect("a day");
        let object = explained("gửi trước ngày 30/4", on, &Holidays::shipped(), true);
        assert_eq!(
            (object["value"].as_str(), object["phrase"].as_str()),
            (Some("2026-04-30"), Some("trước ngày 30/4"))
        );
        assert!(object["rule"].as_str().is_some_and(|rule| !rule.is_empty()));
        assert_eq!(object["warnings"][0]["code"], "day_off");
        let plain = explained("chuẩn bị chu đáo", on, &Holidays::shipped(), false);
        assert_eq!(plain, serde_json::json!({"value": null, "reason": "absent"}));
    }
}
