//! The forms in which a transcript is printed.

use std::fmt::Write as _;

use clap::ValueEnum;
use giaoban_transcribe::report::{Segment, Transcript};

/// Letters of a subtitle line, and lines of a subtitle, that can be read in passing.
const LINE: usize = 42;
const LINES: usize = 2;

/// What is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// A line for each utterance, with its time.
    Text,
    /// SubRip subtitles.
    Srt,
    /// WebVTT subtitles.
    Vtt,
    /// One JSON object with a time for each word.
    Json,
}

impl Form {
    /// The transcript in this form.
    ///
    /// # Errors
    /// When it cannot be written as JSON, which does not happen.
    pub fn print(self, transcript: &Transcript) -> Result<String, serde_json::Error> {
        let several = transcript.segments.iter().any(|segment| segment.channel > 0);
        let mut out = String::new();
        match self {
            Self::Json => return serde_json::to_string(transcript),
            Self::Text => {
                for segment in &transcript.segments {
                    let voice = if several { format!("[kênh {}] ", segment.channel + 1) } else { String::new() };
                    let _ = writeln!(out, "{:8.2}  {voice}{}", segment.start, segment.text);
                }
            }
            Self::Srt => {
                for (n, cue) in cues(transcript).enumerate() {
                    let (from, to) = (clock(cue.from, ','), clock(cue.to, ','));
                    let _ = writeln!(out, "{}\n{from} --> {to}\n{}\n", n + 1, cue.text);
                }
            }
            Self::Vtt => {
                out.push_str("WEBVTT\n\n");
                for cue in cues(transcript) {
                    let voice = if several { format!("<v Kênh {}>", cue.channel + 1) } else { String::new() };
                    let text = cue.text.replace('&', "&amp;").replace('<', "&lt;");
                    let _ = writeln!(out, "{} --> {}\n{voice}{text}\n", clock(cue.from, '.'), clock(cue.to, '.'));
                }
            }
        }
        Ok(out)
    }
}

/// One subtitle.
struct Cue {
    from: f64,
    to: f64,
    channel: u32,
    text: String,
}

fn cues(transcript: &Transcript) -> impl Iterator<Item = Cue> + '_ {
    transcript.segments.iter().flat_map(of_segment)
}

/// A long utterance becomes several subtitles; each gets as much of its time as it has of its letters, because the written
/// words are not the spoken ones.
fn of_segment(segment: &Segment) -> Vec<Cue> {
    let lines = wrapped(&segment.text);
    let letters = |lines: &[String]| lines.iter().map(|line| line.chars().count()).sum::<usize>() as f64;
    let (all, mut from) = (letters(&lines).max(1.0), segment.start);
    let cue = |lines: &[String]| {
        let to = from + (segment.end - segment.start) * letters(lines) / all;
        let cue = Cue { from, to, channel: segment.channel, text: lines.join("\n") };
        from = to;
        cue
    };
    lines.chunks(LINES).map(cue).collect()
}

fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= LINE => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// `HH:MM:SS`, a mark, and milliseconds.
fn clock(seconds: f64, mark: char) -> String {
    let ms = (seconds.max(0.0) * 1000.0).round() as u64;
    format!("{:02}:{:02}:{:02}{mark}{:03}", ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn transcript(said: &[(f64, f64, u32, &str)]) -> Transcript {
        let segment = |&(start, end, channel, text): &(f64, f64, u32, &str)| Segment {
            start,
            end,
            channel,
            speaker: None,
            text: text.to_owned(),
            spoken: text.to_lowercase(),
            confidence: 0.9,
            words: vec![],
        };
        Transcript {
            file: "a.wav".into(),
            audio_seconds: 9.0,
            engine: "scripted".into(),
            model: "scripted".into(),
            decode_cpu_seconds: 0.0,
            broken_off: None,
            segments: said.iter().map(segment).collect(),
            held: vec![],
        }
    }

    #[test]
    fn subtitles_have_numbers_times_and_an_empty_line_between() {
        let said = transcript(&[(0.5, 1.25, 0, "Xin chào."), (3661.0, 3662.0, 0, "Cảm ơn.")]);
        let srt = "1\n00:00:00,500 --> 00:00:01,250\nXin chào.\n\n2\n01:01:01,000 --> 01:01:02,000\nCảm ơn.\n\n";
        assert_eq!(Form::Srt.print(&said).unwrap(), srt);
        let vtt = Form::Vtt.print(&said).unwrap();
        assert!(vtt.starts_with("WEBVTT\n\n00:00:00.500 --> 00:00:01.250\nXin chào.\n\n"), "{vtt}");
    }

    #[test]
    fn a_long_utterance_is_divided_into_subtitles_that_fill_its_time() {
        let text = "Đề nghị các xã rà soát ".repeat(10);
        let cues = of_segment(&transcript(&[(0.0, 20.0, 0, &text)]).segments[0]);
        assert!(cues.len() >= 3);
        assert!(cues.iter().flat_map(|cue| cue.text.lines()).all(|line| line.chars().count() <= LINE));
        assert!(cues.windows(2).all(|pair| pair[0].to == pair[1].from));
        assert!((cues.last().unwrap().to - 20.0).abs() < 1e-9);
    }

    #[test]
    fn channels_are_named_where_there_are_several_and_marks_are_not_markup() {
        let said = transcript(&[(0.0, 1.0, 0, "Một < hai."), (0.5, 1.0, 1, "Vâng.")]);
        assert!(Form::Text.print(&said).unwrap().contains("[kênh 2] Vâng."));
        let vtt = Form::Vtt.print(&said).unwrap();
        assert!(vtt.contains("<v Kênh 1>Một &lt; hai.") && vtt.contains("<v Kênh 2>Vâng."), "{vtt}");
        assert!(!Form::Text.print(&transcript(&[(0.0, 1.0, 0, "Vâng.")])).unwrap().contains("kênh"));
    }
}
