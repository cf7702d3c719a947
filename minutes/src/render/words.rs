//! Text on its way to paper: composed, one space between words, nothing invisible.

use giaoban_models::minutes::Run;
use giaoban_models::text;

/// Runs as they are set: NFC over the borders of runs, white space collapsed to single spaces, control and zero-width
/// characters (which pasted text brings along and no page shows) left out, neighbours of one look joined, empty ones gone.
pub(super) fn set(runs: &[Run]) -> Vec<Run> {
    let mut done: Vec<Run> = Vec::new();
    let mut space = false;
    for run in runs {
        for c in run.text.chars() {
            if c.is_whitespace() {
                space = true;
                continue;
            }
            if invisible(c) {
                continue;
            }
            let same = done.last().is_some_and(|last| last.bold == run.bold && last.italic == run.italic);
            // A mark belongs to the letter before it, whatever its own look.
            let mark = ('\u{300}'..='\u{36f}').contains(&c) && !space && !done.is_empty();
            if !same && !mark {
                if space && let Some(last) = done.last_mut() {
                    last.text.push(' ');
                    space = false;
                }
                done.push(Run { text: String::new(), bold: run.bold, italic: run.italic });
            }
            let first = done.len() == 1 && done[0].text.is_empty();
            if let Some(last) = done.last_mut() {
                if space && !first && !last.text.is_empty() {
                    last.text.push(' ');
                }
                space = false;
                last.text.push(c);
            }
        }
    }
    for run in &mut done {
        let ends_with_space = run.text.ends_with(' ');
        run.text = text::kept(&run.text);
        if ends_with_space {
            run.text.push(' ');
        }
    }
    done
}

/// The same for text of one look.
pub(super) fn set_plain(words: &str) -> String {
    set(&[Run::plain(words)]).pop().map(|run| run.text).unwrap_or_default()
}

/// What takes no room on a page: controls, zero-width and direction marks, the soft hyphen, code points that are no characters.
fn invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{fdd0}'..='\u{fdef}')
        || u32::from(c) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bold(text: &str) -> Run {
        Run { text: text.into(), bold: true, italic: false }
    }

    #[test]
    fn one_space_stands_between_words_of_two_looks() {
        assert_eq!(
            set(&[Run::plain("  Giao "), bold("  xã  Cam Lộ "), Run::plain("rà soát ")]),
            [Run::plain("Giao "), bold("xã Cam Lộ "), Run::plain("rà soát")]
        );
        assert_eq!(set(&[Run::plain("Giao"), bold(":")]), [Run::plain("Giao"), bold(":")]);
    }

    #[test]
    fn what_no_page_shows_is_left_out() {
        assert_eq!(set_plain("\u{feff}Họp\u{200b} giao\u{0}\tban\n\u{ad}\u{fffe}"), "Họp giao ban");
        assert_eq!(set(&[Run::plain(" \u{200b} ")]), []);
    }

    #[test]
    fn a_mark_joins_its_letter_over_the_border_of_two_looks() {
        assert_eq!(set(&[Run::plain("Ho"), bold("\u{323}p")]), [Run::plain("Họ"), bold("p")]);
    }

    #[test]
    fn neighbours_of_one_look_become_one() {
        assert_eq!(set(&[bold("Kết"), bold(" luận")]), [bold("Kết luận")]);
    }
}
