//! `giaoban extract`

use std::path::PathBuf;

use clap::Args;
use giaoban_minutes::calendar::parse_day;
use giaoban_minutes::extract::{SUGGEST, explained};
use giaoban_models::turn::Turn;

use super::{AssistantOptions, Done, lines, print_json};

/// Propose directives from turns of speech: one turn a line in (JSON), one proposed directive a line out.
#[derive(Args)]
pub struct Extract {
    /// The units file: units, groups and people as they are spoken of.
    #[arg(long, value_name = "FILE")]
    units: PathBuf,
    /// The holidays file (default: the table shipped with the program).
    #[arg(long, value_name = "FILE")]
    holidays: Option<PathBuf>,
    /// The authority's own words for the rules, added to those shipped.
    #[arg(long, value_name = "FILE")]
    lexicon: Option<PathBuf>,
    /// Only what is sure enough to be suggested to a secretary.
    #[arg(long)]
    suggest: bool,
    /// Say which rules made each item ("rules"), and list what was weighed and refused ("refused_by").
    #[arg(long)]
    why: bool,
    #[command(flatten)]
    assistant: AssistantOptions,
}

impl Extract {
    /// Does it.
    pub fn run(self) -> Done {
        let gazetteer = lines::gazetteer(&self.units)?;
        let holidays = lines::holidays(self.holidays.as_deref())?;
        let turns = lines::objects(&lines::text(std::io::stdin())?, has_a_day)?;
        let lexicon = lines::lexicon(self.lexicon.as_deref())?;
        let found = explained(&turns, &gazetteer, &holidays, &lexicon);
        let mut proposals: Vec<_> = found.items.into_iter().map(|item| (item.proposal, item.rules)).collect();
        if let Some(assistant) = self.assistant.named()? {
            let known: Vec<_> = proposals.iter().map(|(proposal, _)| proposal.clone()).collect();
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            let added = runtime.block_on(assistant.look(&turns, &gazetteer, &holidays, &known))?;
            proposals.extend(added.into_iter().map(|proposal| (proposal, vec!["language-model"])));
        }
        for (proposal, rules) in proposals {
            if self.suggest && proposal.confidence < SUGGEST {
                continue;
            }
            let mut item = serde_json::to_value(&proposal)?;
            if self.why {
                item["rules"] = rules.into();
            }
            print_json(&item)?;
        }
        if self.why {
            for refused in found.refused {
                print_json(&serde_json::json!({
                    "meeting_id": refused.meeting_id, "turns": [refused.turn], "quote": refused.quote, "refused_by": refused.rule,
                }))?;
            }
        }
        Ok(())
    }
}

/// The rules reckon from the day of speech.
fn has_a_day(turn: &Turn) -> Result<(), String> {
    parse_day(&turn.spoken_on)
        .map(|_| ())
        .ok_or_else(|| format!("spoken_on \"{}\" không phải ngày YYYY-MM-DD (not a day)", turn.spoken_on))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_without_a_real_day_is_refused() {
        let line = r#"{"meeting_id":"m","id":"t","spoken_on":"2025-02-30","t_start":0,"t_end":1,
            "speaker":{"id":"p","name":"A","post":"B","unit":"u","role":"chair"},"text":"giao phòng nội vụ"}"#;
        let read = lines::objects(&line.replace('\n', " "), has_a_day);
        assert!(matches!(read, Err(lines::InputError::Line { line: 1, .. })));
    }
}
