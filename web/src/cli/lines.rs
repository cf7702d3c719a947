//! Lines from standard input: read whole and checked before anything is printed, so that nothing comes out half done.

use std::io::Read;
use std::path::Path;

use giaoban_minutes::calendar::Holidays;
use giaoban_minutes::extract::Lexicon;
use giaoban_models::gazetteer::Gazetteer;
use serde::de::DeserializeOwned;

/// Longest input a command reads, bytes: some years of meetings.
pub const LONGEST_INPUT: u64 = 64 * 1024 * 1024;

/// Why the input was not taken.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// A line in another form.
    #[error("dòng {line}: {problem}; không dòng nào được xử lý (line {line}; nothing was done)")]
    Line {
        /// From 1.
        line: usize,
        /// What is wrong with it.
        problem: String,
    },
    /// Not text.
    #[error("dữ liệu vào không phải văn bản UTF-8 (the input is not UTF-8 text)")]
    NotText,
    /// Longer than allowed.
    #[error("dữ liệu vào dài quá {} MiB; đề nghị chia nhỏ (the input is too long)", LONGEST_INPUT / (1024 * 1024))]
    TooLong,
    /// A file beside the input.
    #[error("{path}: {problem}")]
    File {
        /// Its path.
        path: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The input could not be read.
    #[error("không đọc được dữ liệu vào (the input could not be read)")]
    Unreadable(#[source] std::io::Error),
}

/// Everything on an input, as text.
pub fn text(from: impl Read) -> Result<String, InputError> {
    let mut bytes = Vec::new();
    from.take(LONGEST_INPUT + 1).read_to_end(&mut bytes).map_err(InputError::Unreadable)?;
    if bytes.len() as u64 > LONGEST_INPUT {
        return Err(InputError::TooLong);
    }
    String::from_utf8(bytes).map_err(|_| InputError::NotText)
}

/// Each line that is not empty as one JSON object, checked by `check`.
pub fn objects<T: DeserializeOwned>(
    text: &str,
    check: impl Fn(&T) -> Result<(), String>,
) -> Result<Vec<T>, InputError> {
    let mut all = Vec::new();
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let fault = |problem: String| InputError::Line { line: n + 1, problem };
        let object: T = serde_json::from_str(line).map_err(|error| fault(error.to_string()))?;
        check(&object).map_err(fault)?;
        all.push(object);
    }
    Ok(all)
}

/// A JSON file named on the command line.
pub fn file(path: &Path) -> Result<String, InputError> {
    let fault = |problem: String| InputError::File { path: path.display().to_string(), problem };
    let open = std::fs::File::open(path).map_err(|error| fault(error.to_string()))?;
    text(open).map_err(|error| fault(error.to_string()))
}

/// The holidays of a file, or those shipped.
pub fn holidays(path: Option<&Path>) -> Result<Holidays, InputError> {
    let Some(path) = path else { return Ok(Holidays::shipped()) };
    let fault = |problem: String| InputError::File { path: path.display().to_string(), problem };
    Holidays::from_json(&file(path)?).map_err(|error| fault(error.to_string()))
}

/// The words of the rules: those shipped, with an authority's own added.
pub fn lexicon(path: Option<&Path>) -> Result<Lexicon, InputError> {
    let Some(path) = path else { return Ok(Lexicon::shipped().clone()) };
    let fault = |problem: String| InputError::File { path: path.display().to_string(), problem };
    Lexicon::extended(&file(path)?).map_err(|error| fault(error.to_string()))
}

/// The units file.
pub fn gazetteer(path: &Path) -> Result<Gazetteer, InputError> {
    let fault = |problem: String| InputError::File { path: path.display().to_string(), problem };
    serde_json::from_str(&file(path)?)
        .map_err(|error| fault(format!("{error}; tệp không đúng dạng tệp đơn vị (not a units file)")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_line_is_named_and_nothing_is_taken() {
        let read = objects::<serde_json::Value>("{\"id\": \"a\"}\n\n{broken\n", |_| Ok(()));
        assert!(matches!(read, Err(InputError::Line { line: 3, .. })));
        let read = objects::<serde_json::Value>("{}\n", |_| Err("thiếu ngày".to_owned()));
        assert!(matches!(read, Err(InputError::Line { line: 1, problem }) if problem == "thiếu ngày"));
    }

    #[test]
    fn input_beyond_the_limit_is_refused() {
        assert!(matches!(text(std::io::repeat(b'a')), Err(InputError::TooLong)));
        assert!(matches!(text(&[0xff, 0xfe][..]), Err(InputError::NotText)));
    }
}
