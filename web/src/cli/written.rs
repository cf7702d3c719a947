//! `giaoban written`

use std::path::PathBuf;

use clap::Args;
use giaoban_minutes::scribe::Scribe;
use giaoban_minutes::written;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Done, lines, print_json, print_line};

/// Write spoken numbers, dates, money and document numbers as an office does: a line in, a line out.
#[derive(Args)]
pub struct Written {
    /// Lines are JSON: {"id", "spoken"} in, {"id", "written"} out.
    #[arg(long)]
    jsonl: bool,
    /// Add case and punctuation as well.
    #[arg(long)]
    full: bool,
    /// With --full: mend and capitalise the names of this units file.
    #[arg(long, value_name = "FILE", requires = "full")]
    units: Option<PathBuf>,
    /// Say what each change was before and which rule made it (JSON a line).
    #[arg(long)]
    why: bool,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    spoken: String,
}

impl Written {
    /// Does it.
    pub fn run(self) -> Done {
        let scribe = match &self.units {
            Some(file) => Scribe::new(&lines::gazetteer(file)?),
            None => Scribe::default(),
        };
        let input = lines::text(std::io::stdin())?;
        if self.jsonl {
            for line in lines::objects::<Line>(&input, |_| Ok(()))? {
                let mut object = self.explained(&scribe, &line.spoken);
                object["id"] = line.id.into();
                print_json(&object)?;
            }
        } else {
            for line in input.lines() {
                if self.why {
                    print_json(&self.explained(&scribe, line))?;
                } else {
                    print_line(&self.form(&scribe, line).0)?;
                }
            }
        }
        Ok(())
    }

    /// The written form and every change: what was said, what is written, by which rule.
    fn form(&self, scribe: &Scribe, spoken: &str) -> (String, Vec<Value>) {
        let kept = giaoban_models::text::kept(spoken);
        let change = |was: &str, now: &str, rule: &str| json!({"spoken": was, "written": now, "rule": rule});
        if self.full {
            let scribed = scribe.write(&kept, &[]);
            let mut changes: Vec<Value> =
                scribed.mended.iter().map(|one| change(&one.was, &one.now, one.rule)).collect();
            let pieces = scribed.pieces.iter();
            changes.extend(
                pieces.map(|one| {
                    change(&scribed.words[one.spoken.clone()], &scribed.text[one.written.clone()], one.rule)
                }),
            );
            (scribed.text, changes)
        } else {
            let written = written::explained(&kept);
            let pieces = written.pieces.iter();
            let changes = pieces
                .map(|one| change(&kept[one.spoken.clone()], &written.text[one.written.clone()], one.rule))
                .collect();
            (written.text, changes)
        }
    }

    fn explained(&self, scribe: &Scribe, spoken: &str) -> Value {
        let (text, changes) = self.form(scribe, spoken);
        let mut object = json!({"written": text});
        if self.why {
            object["changes"] = changes.into();
        }
        object
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(full: bool, why: bool) -> Written {
        Written { jsonl: false, full, units: None, why }
    }

    #[test]
    fn case_and_marks_are_added_only_when_asked_for() {
        let form = |full| asked(full, false).form(&Scribe::default(), "hạn mười lăm tháng chín").0;
        assert_eq!(form(false), "hạn 15/9");
        assert_eq!(form(true), "Hạn 15/9.");
    }

    #[test]
    fn every_change_says_what_was_said_and_by_which_rule_it_is_written_so() {
        let explained = asked(false, true).explained(&Scribe::default(), "hạn mười lăm tháng chín");
        assert_eq!(explained["changes"][0]["spoken"], "mười lăm tháng chín");
        assert_eq!(explained["changes"][0]["written"], "15/9");
        assert!(explained["changes"][0]["rule"].as_str().is_some_and(|rule| !rule.is_empty()));
        assert_eq!(
            asked(false, false).explained(&Scribe::default(), "hạn mười lăm tháng chín"),
            json!({"written": "hạn 15/9"})
        );
    }
}
