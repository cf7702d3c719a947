//! Names written over what was heard, in the letters of the text (viết lại).

use super::Change;
use super::entry::Entry;
use super::weigh::{Announced, Guess, Heard};
use crate::syllable::Syllable;

/// A believed name written over the window where it was heard.
pub(super) fn change(
    text: &str,
    window: &[Heard],
    (best, belief): (&Guess, f32),
    entry: &Entry,
    announced: Announced,
) -> Change {
    let at = window[0].syllable.at.start..window[best.len - 1].syllable.at.end;
    let mut now = String::new();
    let mut copied: Option<usize> = None;
    for (n, place) in best.pairs() {
        let heard = &window[place].syllable.at;
        if let Some(end) = copied {
            // What was put in goes with the space after it.
            now.push_str(&text[end..window[place - usize::from(best.extra == Some(place - 1))].syllable.at.start]);
        }
        if best.missing == n.checked_sub(1) && n > 0 {
            now.push_str(&in_the_letters_of(&text[heard.clone()], &entry.spelled[n - 1]));
            now.push(' ');
        }
        if window[place].sound == Some(entry.sounds[n]) {
            now.push_str(&text[heard.clone()]);
        } else {
            now.push_str(&in_the_letters_of(&text[heard.clone()], &entry.spelled[n]));
        }
        copied = Some(heard.end);
    }
    let rule = match announced {
        Announced::By(kinds) if entry.kinds.meets(kinds) => "name-announced",
        Announced::After(kinds) if entry.kinds.meets(kinds) => "name-in-list",
        _ => "name-alone",
    };
    Change { was: text[at.clone()].to_owned(), at, now, name: entry.words.clone(), cost: best.cost, belief, rule }
}

/// A word with a capital where the text had one, and in lower case where it had none.
fn in_the_letters_of(was: &str, meant: &str) -> String {
    let mut letters = meant.to_lowercase();
    if was.chars().next().is_some_and(char::is_uppercase) {
        let mut rest = letters.chars();
        letters = rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect());
    }
    letters
}

/// What was learned written over the words that it corrects.
pub(super) fn learned_change(text: &str, window: &[Syllable], meant: &str) -> Change {
    let at = window[0].at.start..window[window.len() - 1].at.end;
    let capitals = window.iter().any(|s| s.capital);
    let now = if capitals { meant.to_owned() } else { meant.to_lowercase() };
    Change {
        was: text[at.clone()].to_owned(),
        at,
        now,
        name: meant.to_owned(),
        cost: 0.0,
        belief: 1.0,
        rule: "learned-pair",
    }
}

/// The text with its changes.
pub(super) fn applied(text: &str, changes: &[Change]) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut copied = 0;
    for change in changes {
        mended.push_str(&text[copied..change.at.start]);
        mended.push_str(&change.now);
        copied = change.at.end;
    }
    mended.push_str(&text[copied..]);
    mended
}
