//! The written form (dạng viết) of what an engine heard.
//!
//! Engines give lower-case words without punctuation. What stands here is only the form of a sentence; every word stays
//! as it was heard, and the spoken form is kept beside it.

/// A heard stretch as a sentence: first letter in upper case, a full stop unless it ends with a mark. Empty stays empty.
#[must_use]
pub fn sentence(spoken: &str) -> String {
    let spoken = spoken.trim();
    let mut letters = spoken.chars();
    let Some(first) = letters.next() else { return String::new() };
    let mut written: String = first.to_uppercase().chain(letters).collect();
    if !written.ends_with(['.', '?', '!', '…', ':', ';']) {
        written.push('.');
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heard_stretch_becomes_a_sentence_with_every_word_kept() {
        assert_eq!(sentence(" đề nghị các xã báo cáo "), "Đề nghị các xã báo cáo.");
        assert_eq!(sentence("Xong chưa?"), "Xong chưa?");
        assert_eq!(sentence(""), "");
    }
}
