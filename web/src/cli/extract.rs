//! `giaoban extract`

use std::path::PathBuf;

use clap::Args;
use giaoban_minutes::calendar::parse_day;
use giaoban_minutes::extract::extract;
use giaoban_models::gazetteer::Gazetteer;
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
    #[command(flatten)]
    assistant: AssistantOptions,
}

impl Extract {
    /// Does it.
    pub fn run(self) -> Done {
        let gazetteer: Gazetteer = serde_json::from_str(&lines::file(&self.units)?)
            .map_err(|error| format!("{}: {error} (not a units file)", self.units.display()))?;
        let holidays = lines::holidays(self.holidays.as_deref())?;
        let turns = lines::objects(&lines::text(std::io::stdin())?, has_a_day)?;
        let mut proposals = extract(&turns, &gazetteer, &holidays);
        if let Some(assistant) = self.assistant.named()? {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            proposals.extend(runtime.block_on(assistant.look(&turns, &gazetteer, &holidays, &proposals))?);
        }
        for proposal in proposals {
            print_json(&proposal)?;
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
