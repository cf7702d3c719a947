//! The script laid out in time. Nothing here depends on the synthesiser: each syllable of a speaker takes the same
//! time, and the sound is later made to fit, so that words and sound agree whenever and wherever the sound is made.

use giaoban_models::clock::Moment;
use giaoban_models::id::PersonId;
use giaoban_models::store::RoomEventKind;
use giaoban_models::utterance::Word;

use super::{Script, Voice};

/// People come in this long before the opening.
const GATHERING: i64 = 10 * 60_000;
/// The opening is announced this long after the time in the invitation.
const LATE: i64 = 2 * 60_000;
/// From the opening to the first word.
const SETTLING: i64 = 4_000;
/// Between turns.
const TURN_PAUSE: i64 = 1_400;
/// Between the sentences of a turn.
const SENTENCE_PAUSE: i64 = 450;
/// Recorded before the first and after the last word of a track.
const MARGIN: i64 = 1_000;

/// A sentence at its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placed {
    /// Beginning in the track.
    pub(super) t0: i64,
    /// End in the track.
    pub(super) t1: i64,
    pub(super) spoken: String,
    pub(super) written: String,
    pub(super) words: Vec<Word>,
}

/// The microphone of one person from one connection to the next outage.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Take {
    pub(super) person: PersonId,
    pub(super) voice: Voice,
    /// Counted per person, from 1.
    pub(super) number: usize,
    pub(super) started_at: Moment,
    pub(super) length_ms: i64,
    pub(super) said: Vec<Placed>,
}

/// A line of the room's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) at: Moment,
    pub(super) kind: RoomEventKind,
    /// None when it happened to the meeting as a whole.
    pub(super) person: Option<PersonId>,
}

/// The whole meeting.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Timeline {
    pub(super) opened_at: Moment,
    pub(super) ended_at: Moment,
    pub(super) takes: Vec<Take>,
    pub(super) log: Vec<Line>,
}

impl Script {
    /// Lays the script out from the time in the invitation.
    pub(super) fn timeline(&self, starts_at: Moment) -> Timeline {
        let opened_at = starts_at.plus(LATE);
        let mut log = Vec::new();
        let mut note = |at, kind, person: Option<&PersonId>| log.push(Line { at, kind, person: person.cloned() });
        for (place, attendant) in (0..).zip(&self.present) {
            note(opened_at.plus(place * 20_000 - GATHERING), RoomEventKind::Joined, Some(&attendant.person));
        }
        note(opened_at, RoomEventKind::Opened, None);

        let mut takes: Vec<Take> = Vec::new();
        let mut cut: Vec<&PersonId> = Vec::new();
        let mut now = opened_at.plus(SETTLING);
        for turn in &self.turns {
            for happening in &turn.before {
                let kind = RoomEventKind::from_code(&happening.kind).expect("a test reads every kind");
                note(now.plus(-TURN_PAUSE / 2), kind, Some(&happening.person));
                if kind == RoomEventKind::OutageBegan {
                    cut.push(&happening.person);
                }
            }
            if turn.floor {
                note(now.plus(-TURN_PAUSE / 4), RoomEventKind::FloorGiven, Some(&turn.by));
            }
            let latest = takes.iter().rposition(|take| take.person == turn.by);
            let is_cut = cut.iter().position(|person| **person == turn.by).map(|at| cut.swap_remove(at)).is_some();
            let index = match latest {
                Some(index) if !is_cut => index,
                _ => {
                    takes.push(Take {
                        person: turn.by.clone(),
                        voice: self.voice(&turn.by).clone(),
                        number: latest.map_or(1, |index| takes[index].number + 1),
                        started_at: now.plus(-MARGIN),
                        length_ms: 0,
                        said: Vec::new(),
                    });
                    takes.len() - 1
                }
            };
            let take = &mut takes[index];
            for sentence in &turn.said {
                let placed = place(sentence, now.since(take.started_at), take.voice.pace_ms);
                now = take.started_at.plus(placed.t1 + SENTENCE_PAUSE);
                take.length_ms = placed.t1 + MARGIN;
                take.said.push(placed);
            }
            now = now.plus(-SENTENCE_PAUSE);
            if turn.floor {
                note(now.plus(TURN_PAUSE / 4), RoomEventKind::FloorTaken, Some(&turn.by));
            }
            now = now.plus(TURN_PAUSE);
        }

        let ended_at = now.plus(SETTLING);
        note(ended_at, RoomEventKind::Ended, None);
        for (place, attendant) in (1..).zip(&self.present) {
            note(ended_at.plus(place * 1_000), RoomEventKind::Left, Some(&attendant.person));
        }
        Timeline { opened_at, ended_at, takes, log }
    }

    fn voice(&self, person: &PersonId) -> &Voice {
        let attendant = self.present.iter().find(|a| a.person == *person);
        attendant.and_then(|a| a.voice.as_ref()).expect("a test finds a voice for every speaker")
    }
}

fn place(sentence: &super::Sentence, t0: i64, pace_ms: i64) -> Placed {
    let word = |(n, text): (i64, &str)| Word {
        t0: t0 + n * pace_ms,
        t1: t0 + (n + 1) * pace_ms,
        text: text.to_owned(),
        p: 1.0,
    };
    let words: Vec<Word> = (0..).zip(sentence.spoken.split(' ')).map(word).collect();
    Placed {
        t0,
        t1: words.last().map_or(t0, |last| last.t1),
        spoken: sentence.spoken.clone(),
        written: sentence.written.clone(),
        words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Moment = Moment(1_730_682_000_000);

    #[test]
    fn nobody_speaks_while_another_does_and_everything_lies_inside_its_track_and_the_meeting() {
        for timeline in Script::embedded().iter().map(|script| script.timeline(NOON)) {
            one_voice_at_a_time(&timeline);
        }
    }

    fn one_voice_at_a_time(timeline: &Timeline) {
        let mut spoken: Vec<(Moment, Moment)> = Vec::new();
        for take in &timeline.takes {
            for placed in &take.said {
                assert!(placed.t0 >= MARGIN && placed.t1 + MARGIN <= take.length_ms);
                assert_eq!(placed.words.first().map(|w| w.t0), Some(placed.t0));
                assert_eq!(placed.words.last().map(|w| w.t1), Some(placed.t1));
                assert!(placed.words.is_sorted_by(|a, b| a.t1 == b.t0));
                spoken.push((take.started_at.plus(placed.t0), take.started_at.plus(placed.t1)));
            }
        }
        spoken.sort();
        assert!(spoken.is_sorted_by(|a, b| a.1 < b.0));
        assert!(timeline.opened_at < spoken[0].0 && spoken[spoken.len() - 1].1 < timeline.ended_at);
    }

    #[test]
    fn an_outage_cuts_the_track_in_two_and_nobody_else_has_two() {
        let timeline = Script::embedded()[0].timeline(NOON);
        let times = |kind| timeline.log.iter().find(|line| line.kind == kind).map(|line| line.at).expect("logged");
        let (began, ended) = (times(RoomEventKind::OutageBegan), times(RoomEventKind::OutageEnded));
        assert!(began < ended);
        for take in timeline.takes.iter().filter(|take| take.person.as_str() == "p-on") {
            let (from, to) = (take.started_at, take.started_at.plus(take.said[take.said.len() - 1].t1));
            assert!(to <= began || from >= ended, "take {} runs through the outage", take.number);
        }
        let second: Vec<_> = timeline.takes.iter().filter(|take| take.number == 2).map(|t| t.person.as_str()).collect();
        assert_eq!(second, ["p-on"]);
    }

    #[test]
    fn whoever_joins_leaves_and_the_floor_is_taken_back_before_it_is_given_again() {
        let timeline = Script::embedded()[0].timeline(NOON);
        let count = |kind| timeline.log.iter().filter(|line| line.kind == kind).count();
        assert_eq!(count(RoomEventKind::Joined), 14);
        assert_eq!(count(RoomEventKind::Left), 14);
        let floor: Vec<_> = timeline
            .log
            .iter()
            .filter(|line| matches!(line.kind, RoomEventKind::FloorGiven | RoomEventKind::FloorTaken))
            .collect();
        assert!(floor.len() >= 10);
        for pair in floor.chunks(2) {
            assert_eq!((pair[0].kind, pair[1].kind), (RoomEventKind::FloorGiven, RoomEventKind::FloorTaken));
            assert_eq!(pair[0].person, pair[1].person);
        }
        assert!(timeline.log.is_sorted_by_key(|line| line.at));
    }
}
