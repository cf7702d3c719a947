//! The exchange formats of transcripts, as other programs read them. Times are seconds of the sound.

use serde::{Deserialize, Serialize};

use crate::invented::Reason;

/// A transcribed file: one JSON object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transcript {
    /// The file as it was named.
    pub file: String,
    /// Length of the sound.
    pub audio_seconds: f64,
    /// Engine name.
    pub engine: String,
    /// Model identity.
    pub model: String,
    /// Processor time spent on reading, segmenting and recognising.
    pub decode_cpu_seconds: f64,
    /// Why the rest of the file could not be read; absent when it was read to its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub broken_off: Option<String>,
    /// The utterances in order.
    pub segments: Vec<Segment>,
    /// What was held back as nobody's words; absent when there is nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<Held>,
}

/// An utterance of which something was held back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// Why.
    pub reason: Reason,
    /// The utterance as the engine wrote it, whole.
    pub segment: Segment,
}

impl Transcript {
    /// The transcript with everything the engine wrote: what was held back stands in its place again.
    #[must_use]
    pub fn restored(mut self) -> Self {
        for Held { segment, .. } in self.held.drain(..) {
            self.segments.retain(|kept| kept.start != segment.start || kept.channel != segment.channel);
            self.segments.push(segment);
        }
        self.segments.sort_by(|a, b| a.start.total_cmp(&b.start).then(a.channel.cmp(&b.channel)));
        self
    }
}

/// One utterance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    /// Begin of the speech.
    pub start: f64,
    /// End of the speech.
    pub end: f64,
    /// Channel of the file, from 0; where channels were mixed to one, 0.
    pub channel: u32,
    /// Who spoke, where that is known.
    pub speaker: Option<String>,
    /// Written form.
    pub text: String,
    /// The engine's words before any writing.
    pub spoken: String,
    /// 0 to 1.
    pub confidence: f64,
    /// The words with their times.
    pub words: Vec<SpokenWord>,
}

/// One word.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SpokenWord {
    /// Begin.
    pub start: f64,
    /// End.
    pub end: f64,
    /// Spelling.
    pub text: String,
    /// Probability, 0 to 1.
    pub p: f64,
}

/// Whether a live text may still change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LiveKind {
    /// It may.
    Partial,
    /// It is for the record.
    Final,
}

/// A text that appeared while a file was fed at real time: one JSON object a line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LiveEvent {
    /// Whether it may still change.
    pub kind: LiveKind,
    /// Number of the utterance.
    pub segment: u64,
    /// Begin of the speech.
    pub start: f64,
    /// End of the speech, or of the sound a partial rests on.
    pub end: f64,
    /// The words.
    pub text: String,
    /// When it appeared, on the clock of the sound.
    pub emitted_at: f64,
}

/// Milliseconds as seconds.
#[must_use]
pub(crate) fn seconds(ms: u64) -> f64 {
    ms as f64 / 1000.0
}

/// A probability to four places, so that no line ends in the digits of a binary fraction.
pub(crate) fn probability(p: f32) -> f64 {
    (f64::from(p) * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_was_held_back_can_be_put_in_its_place_again() {
        let said = |start: f64, text: &str| Segment {
            start,
            end: start + 1.0,
            channel: 0,
            speaker: None,
            text: text.into(),
            spoken: text.into(),
            confidence: 0.5,
            words: vec![],
        };
        let held = |reason, segment| Held { reason, segment };
        let transcript = Transcript {
            file: "a.wav".into(),
            audio_seconds: 9.0,
            engine: "whisper".into(),
            model: "whisper-base".into(),
            decode_cpu_seconds: 0.0,
            broken_off: None,
            segments: vec![said(1.0, "rồi"), said(5.0, "tiến độ")],
            held: vec![
                held(Reason::Loop, said(5.0, "tiến độ tiến độ tiến độ tiến độ")),
                held(Reason::OverSilence, said(3.0, "chào tạm biệt")),
            ],
        };
        let whole = transcript.restored();
        let texts: Vec<&str> = whole.segments.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(texts, ["rồi", "chào tạm biệt", "tiến độ tiến độ tiến độ tiến độ"]);
        assert!(whole.held.is_empty());
    }

    #[test]
    fn the_names_of_the_fields_are_those_other_programs_read() {
        let word = SpokenWord { start: 0.5, end: 0.75, text: "xin".into(), p: 0.5 };
        let segment = Segment {
            start: 0.5,
            end: 1.0,
            channel: 0,
            speaker: None,
            text: "Xin".into(),
            spoken: "xin".into(),
            confidence: 0.5,
            words: vec![word],
        };
        let transcript = Transcript {
            file: "a.wav".into(),
            audio_seconds: 1.5,
            engine: "conformer".into(),
            model: "conformer".into(),
            decode_cpu_seconds: 0.25,
            broken_off: None,
            segments: vec![segment],
            held: vec![],
        };
        let json = concat!(
            r#"{"file":"a.wav","audio_seconds":1.5,"engine":"conformer","model":"conformer","decode_cpu_seconds":0.25,"#,
            r#""segments":[{"start":0.5,"end":1.0,"channel":0,"speaker":null,"text":"Xin","spoken":"xin","confidence":0.5,"#,
            r#""words":[{"start":0.5,"end":0.75,"text":"xin","p":0.5}]}]}"#
        );
        assert_eq!(serde_json::to_string(&transcript).unwrap(), json);
        let live =
            LiveEvent { kind: LiveKind::Final, segment: 3, start: 0.0, end: 1.0, text: "a".into(), emitted_at: 1.7 };
        let json = r#"{"kind":"final","segment":3,"start":0.0,"end":1.0,"text":"a","emitted_at":1.7}"#;
        assert_eq!(serde_json::to_string(&live).unwrap(), json);
    }
}
