//! One pen for one meeting (người ghi): what an engine heard becomes what an office writes. Names of the meeting that were
//! misheard are mended, then figures, marks and capitals are set. What was heard is kept beside it by whoever calls.

use giaoban_models::gazetteer::Gazetteer;

use crate::mend::{Change, Corrector, Learned};
use crate::written::{Context, Names, Piece, full_explained};

/// Knows the names of one meeting.
#[derive(Clone, Debug, Default)]
pub struct Scribe {
    names: Option<(Corrector, Names)>,
}

/// A stretch as it is written, and what was done to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scribed {
    /// As an office writes it.
    pub text: String,
    /// What was heard, with its names mended.
    pub words: String,
    /// Names that were mended, as bytes of what was heard.
    pub mended: Vec<Change>,
    /// What was set after that, as bytes of [`Self::words`] and of the text.
    pub pieces: Vec<Piece>,
}

impl Scribe {
    /// With the units and people of the meeting's day.
    #[must_use]
    pub fn new(gazetteer: &Gazetteer) -> Self {
        Self { names: Some((Corrector::new(gazetteer), Names::of(gazetteer))) }
    }

    /// The same, and what people of the authority corrected before and let the machine do from then on.
    #[must_use]
    pub fn with_learned(mut self, pairs: &[Learned]) -> Self {
        let (corrector, names) = self.names.unwrap_or_else(|| (Corrector::of_names(&[]), Names::default()));
        let names = names.with_learned(pairs.iter().map(|pair| pair.meant.as_str()));
        self.names = Some((corrector.with_learned(pairs), names));
        self
    }

    /// Writes down a stretch. `pauses`: silence after each heard word in ms; empty where no times are known.
    #[must_use]
    pub fn write(&self, heard: &str, pauses: &[u32]) -> Scribed {
        let (words, mended) = match &self.names {
            Some((corrector, _)) => {
                let mended = corrector.mend(heard);
                (mended.text, mended.changes)
            }
            None => (heard.to_owned(), vec![]),
        };
        // A mended name may have more or fewer syllables than was heard: then the pauses stand beside other words.
        let pauses = if words.split_whitespace().count() == pauses.len() { pauses } else { &[] };
        let names = self.names.as_ref().map(|(_, names)| names);
        let written = full_explained(&words, &Context { names, pauses });
        Scribed { text: written.text, words, mended, pieces: written.pieces }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn scribe() -> Scribe {
        let gazetteer = serde_json::from_str(
            r#"{"meta": {"id": "x", "name": "huyện Cam Lộ", "valid": "2024-01-01..2025-06-30"},
            "units": [{"id": "cl", "full_name": "Ủy ban nhân dân xã Cam Lộ", "short_name": "xã Cam Lộ", "aliases": [], "kind": "xã", "parent_id": null}],
            "persons": []}"#,
        )
        .unwrap();
        Scribe::new(&gazetteer)
    }

    #[test]
    fn what_was_heard_is_written_with_the_names_of_the_meeting_figures_marks_and_capitals() {
        let heard = "giao xã cam nộ báo cáo trước ngày mười lăm tháng mười một";
        let written = scribe().write(heard, &[]);
        assert_eq!(written.text, "Giao xã Cam Lộ báo cáo trước ngày 15/11.");
        assert_eq!((written.mended.len(), written.mended[0].was.as_str()), (1, "cam nộ"));
        assert_eq!(Scribe::default().write(heard, &[]).text, "Giao xã cam nộ báo cáo trước ngày 15/11.");
    }

    #[test]
    fn what_the_authority_taught_is_written_where_its_list_has_no_name() {
        let pairs = [Learned { heard: "giải ngăn".to_owned(), meant: "giải ngân".to_owned(), count: 3 }];
        let written = scribe().with_learned(&pairs).write("xã cam nộ giải ngăn chậm", &[]);
        assert_eq!(written.text, "Xã Cam Lộ giải ngân chậm.");
        assert_eq!(
            written.mended.iter().map(|change| change.rule).collect::<Vec<_>>(),
            ["name-announced", "learned-pair"]
        );
        let named = [Learned { heard: "thạch cao".to_owned(), meant: "Thạnh Cao".to_owned(), count: 1 }];
        let written = scribe().with_learned(&named).write("xã thạch cao báo cáo", &[]);
        assert_eq!(written.text, "Xã Thạnh Cao báo cáo.");
        assert_eq!(Scribe::default().with_learned(&pairs).write("giải ngăn chậm", &[]).text, "Giải ngân chậm.");
    }

    #[test]
    fn a_long_silence_ends_a_sentence_and_pauses_of_other_words_are_not_used() {
        let heard = "hôm nay họp giao ban xã cam lộ báo cáo";
        let mut pauses = [0; 10];
        pauses[4] = 1500;
        let (apart, together) = (scribe().write(heard, &pauses).text, scribe().write(heard, &pauses[..5]).text);
        assert_eq!(apart, "Hôm nay họp giao ban. Xã Cam Lộ báo cáo.");
        assert_eq!(together, scribe().write(heard, &[]).text);
    }

    #[test]
    fn silence_stays_silent() {
        assert_eq!(scribe().write("", &[]).text, "");
    }
}
