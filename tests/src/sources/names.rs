//! Which names a piece of Rust uses.

/// `text` without comments and without what stands in string literals, so that only code is searched.
///
/// Character literals are left as they are: none of them holds a name of a crate.
#[must_use]
pub fn code_only(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(hashes) = raw_string(rest) {
            let close = format!("\"{}", "#".repeat(hashes));
            let open = hashes + 2;
            rest[open..].find(&close).map_or(rest.len(), |end| open + end + close.len())
        } else if next == '"' {
            string_length(rest)
        } else if rest.starts_with("'\"'") {
            3
        } else {
            0
        };
        if skipped == 0 {
            code.push(next);
            rest = &rest[next.len_utf8()..];
        } else {
            code.push(' ');
            rest = &rest[skipped..];
        }
    }
    code
}

/// Number of hashes when a raw string begins here.
fn raw_string(text: &str) -> Option<usize> {
    let after = text.strip_prefix('r')?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..].starts_with('"').then_some(hashes)
}

/// Bytes of the string literal at the beginning of `text`, both quotes counted.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Whether `code` holds `name` as a path or an import: `name::`, `use name` or `extern crate name`.
#[must_use]
pub fn names(code: &str, name: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(name).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + name.len()..]);
        if before.ends_with(part) || after.starts_with(part) {
            return false;
        }
        let before = before.trim_end();
        let imported = before.ends_with("use") || before.ends_with("crate");
        let rooted = !before.ends_with("::") || before.ends_with("use ::");
        (after.trim_start().starts_with("::") || imported) && rooted
    })
}

#[cfg(test)]
mod tests {
    use super::{code_only, names};

    #[test]
    fn a_crate_is_named_by_a_path_or_an_import_only() {
        assert!(names("let a = sqlx::query(x);", "sqlx"));
        assert!(names("use sqlx as db;", "sqlx"));
        assert!(!names("let sqlx = 1;", "sqlx"));
        assert!(!names("my_sqlx::query()", "sqlx"));
        assert!(!names("crate::rtc::thing()", "rtc"));
    }

    #[test]
    fn comments_and_strings_are_not_code() {
        let code = code_only(
            "// sqlx::x\nlet a = \"sqlx::y \\\" sqlx::z\"; /* sqlx::w */ let c = '\"'; r#\"sqlx::\"v\"#; ok::fine()",
        );
        assert!(!names(&code, "sqlx"));
        assert!(names(&code, "ok"));
    }
}
