//! `giaoban written`

use clap::Args;
use giaoban_minutes::written;
use serde::Deserialize;

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
}

#[derive(Deserialize)]
struct Line {
    id: String,
    spoken: String,
}

impl Written {
    /// Does it.
    pub fn run(self) -> Done {
        let input = lines::text(std::io::stdin())?;
        if self.jsonl {
            for line in lines::objects::<Line>(&input, |_| Ok(()))? {
                print_json(&serde_json::json!({"id": line.id, "written": self.form(&line.spoken)}))?;
            }
        } else {
            for line in input.lines() {
                print_line(&self.form(line))?;
            }
        }
        Ok(())
    }

    fn form(&self, spoken: &str) -> String {
        let kept = giaoban_models::text::kept(spoken);
        if self.full { written::text(&kept) } else { written::figures(&kept) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_marks_are_added_only_when_asked_for() {
        let form = |full| Written { jsonl: false, full }.form("hạn mười lăm tháng chín");
        assert_eq!(form(false), "hạn 15/9");
        assert_eq!(form(true), "Hạn 15/9.");
    }
}
