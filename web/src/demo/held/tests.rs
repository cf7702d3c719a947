#![allow(clippy::unwrap_used)]
use giaoban_models::store::RoomEventKind;
use giaoban_models::text::kept;

use super::*;

/// Written forms of what is spoken as several words.
fn is_number_or_measure(token: &str) -> bool {
    token.chars().any(|c| c.is_ascii_digit()) || matches!(token, "ha" | "m" | "-")
}

#[test]
fn the_spoken_form_is_what_an_engine_hears_and_the_written_form_says_the_same() {
    let scripts = Script::embedded();
    assert!((18..=25).contains(&scripts[0].turns.len()));
    for sentence in scripts.iter().flat_map(|script| &script.turns).flat_map(|turn| &turn.said) {
        assert!(sentence.spoken.chars().all(|c| c == ' ' || c.is_lowercase()), "{}", sentence.spoken);
        assert_eq!(sentence.written, kept(&sentence.written));
        assert!(sentence.written.ends_with(['.', '?']), "{}", sentence.written);
        let mut heard = sentence.spoken.split(' ');
        for word in sentence.written.to_lowercase().split(' ') {
            let word = word.trim_matches([',', '.', '?', ':']);
            if !is_number_or_measure(word) {
                assert!(heard.any(|h| h == word), "{word:?} of {:?} is not spoken", sentence.written);
            }
        }
    }
}

#[test]
fn whoever_speaks_or_has_something_happen_to_them_is_present_and_speakers_have_voices() {
    for script in Script::embedded() {
        everybody_is_there(&script);
    }
}

fn everybody_is_there(script: &Script) {
    let attendant = |id: &PersonId| script.present.iter().find(|a| a.person == *id);
    for turn in &script.turns {
        assert!(attendant(&turn.by).is_some_and(|a| a.voice.is_some()), "{}", turn.by);
        for happening in &turn.before {
            assert!(attendant(&happening.person).is_some(), "{}", happening.person);
            assert!(RoomEventKind::from_code(&happening.kind).is_some(), "{}", happening.kind);
        }
    }
    let voices: std::collections::HashSet<_> =
        script.present.iter().filter_map(|a| a.voice.as_ref()).map(|v| (v.name.clone(), v.pitch)).collect();
    let speakers = script.present.iter().filter(|a| a.voice.is_some()).count();
    assert_eq!(voices.len(), speakers, "no two speakers sound the same");
}

#[test]
fn the_chair_concludes_with_directives_and_the_communes_report_figures() {
    let [script, ..] = Script::embedded();
    let conclusion = script.turns.iter().filter(|t| t.by == script.chair).map(|t| t.said.len()).max();
    assert!(conclusion >= Some(8));
    let figures = |unit: &UnitId| {
        let who: Vec<_> = script.present.iter().filter(|a| a.unit == *unit).map(|a| &a.person).collect();
        let said = script.turns.iter().filter(|t| who.contains(&&t.by)).flat_map(|t| &t.said);
        said.filter(|s| s.written.contains(|c: char| c.is_ascii_digit())).count()
    };
    assert!(script.sites.iter().filter(|unit| figures(unit) > 0).count() >= 3);
}

#[test]
fn the_mondays_before_are_over_and_a_week_apart() {
    // Saturday 2026-11-21, ten in the morning; the Monday after it, and a minute before that.
    let saturday = Moment(1_795_230_000_000);
    let monday = saturday.day_bounds_in_vietnam().0.plus(2 * DAY);
    let day = |mondays_back, now| Beginning::Before { mondays_back }.at(now).day_in_vietnam();
    assert_eq!((day(1, saturday), day(2, saturday)), ("2026-11-16".to_owned(), "2026-11-09".to_owned()));
    assert_eq!((day(1, monday), day(1, monday.plus(-60_000))), ("2026-11-16".to_owned(), "2026-11-16".to_owned()));
    assert_eq!(day(1, monday.plus(DAY)), "2026-11-23");
    assert_eq!(Beginning::Before { mondays_back: 1 }.at(saturday).in_vietnam().hour(), 8);
}

#[test]
fn what_was_ordered_and_written_rests_on_words_that_were_said_once() {
    for script in Script::embedded() {
        let said: Vec<_> = script.turns.iter().flat_map(|turn| &turn.said).map(|said| said.written.as_str()).collect();
        let orders = script.orders.iter().map(|order| &order.quote);
        for words in orders.chain(script.minutes.iter().flat_map(|passage| &passage.said)) {
            assert_eq!(said.iter().filter(|written| written.contains(words)).count(), 1, "{words}");
        }
        let chair: Vec<_> = script.turns.iter().filter(|turn| turn.by == script.chair).collect();
        for order in &script.orders {
            assert!(
                chair.iter().any(|turn| turn.said.iter().any(|s| s.written.contains(&order.quote))),
                "{}",
                order.task
            );
        }
        let worded: Vec<_> = script.minutes.iter().filter_map(|passage| passage.order).collect();
        assert_eq!(worded, (0..script.orders.len()).collect::<Vec<_>>(), "each order has its clause");
    }
}
