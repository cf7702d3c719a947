//! How a text ends.

use giaoban_models::minutes::Run;

/// The text of a document ends with "./." (all forms of the decree).
pub(super) fn close(runs: &mut Vec<Run>) {
    while let Some(mut last) = runs.pop() {
        last.text.truncate(last.text.trim_end_matches(['.', '/', ';', ',', ' ']).len());
        if !last.text.is_empty() || runs.is_empty() {
            last.text.push_str("./.");
            runs.push(last);
            return;
        }
    }
}
