//! JSON objects of a file with the line each begins on, and what is wrong with one, said with its line.

use std::path::Path;

use serde::de::DeserializeOwned;

/// Something wrong on a line, in both languages.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) line: usize,
    pub(super) vi: String,
    pub(super) en: String,
}

impl Wrong {
    pub(super) fn new(line: usize, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { line, vi: vi.into(), en: en.into() }
    }

    /// What the JSON reader says.
    pub(super) fn json(error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        Self::new(line, format!("không đúng định dạng JSON, cột {column}"), format!("{error}"))
    }

    /// The whole sentence, naming the file.
    pub(super) fn of(self, file: &Path) -> String {
        let Self { line, vi, en } = self;
        let name = file.display();
        format!("{name}, dòng {line}: {vi}; không có gì được nhập (line {line}: {en}; nothing was kept)")
    }
}

/// The objects of a text, one after another or one a line, each with its first line.
pub(super) fn objects<T: DeserializeOwned>(text: &str, most: usize) -> Result<Vec<(usize, T)>, Wrong> {
    let mut objects = Vec::new();
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<T>();
    let (mut seen, mut line) = (0, 1);
    loop {
        let at = seen + text[seen..].len() - text[seen..].trim_start().len();
        line += text[seen..at].matches('\n').count();
        seen = at;
        match stream.next() {
            None => return Ok(objects),
            Some(Err(error)) => return Err(Wrong::json(&error)),
            Some(Ok(_)) if objects.len() == most => {
                return Err(Wrong::new(line, format!("tệp có quá {most} mục"), format!("more than {most} entries")));
            }
            Some(Ok(object)) => {
                objects.push((line, object));
                let end = stream.byte_offset();
                line += text[seen..end].matches('\n').count();
                seen = end;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::Value;

    use super::*;

    #[test]
    fn objects_are_read_one_a_line_or_spread_over_lines_with_their_first_line() {
        let lines = |text: &str| -> Vec<usize> {
            objects::<Value>(text, 9).unwrap().into_iter().map(|(line, _)| line).collect()
        };
        assert_eq!(lines("{}\n{}\n\n{}\n"), [1, 2, 4]);
        assert_eq!(lines("\n{\n\"a\": 1\n}\n{\n}"), [2, 5]);
        assert!(lines(" \n").is_empty());
    }

    #[test]
    fn a_broken_object_is_told_with_its_line_and_too_many_are_refused() {
        assert_eq!(objects::<Value>("{}\n{\"a\": }\n", 9).unwrap_err().line, 2);
        assert_eq!(objects::<Value>("{}\n{}\n{}", 2).unwrap_err().line, 3);
        let said = Wrong::new(3, "sai", "wrong").of(Path::new("a.json"));
        assert_eq!(said, "a.json, dòng 3: sai; không có gì được nhập (line 3: wrong; nothing was kept)");
    }
}
