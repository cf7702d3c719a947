//! Which files of a crate its modules reach.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::names::code_only;

/// Every file reached by `mod name;` from the file `start`, itself included.
///
/// `foo.rs` holds its modules in `foo/`; `lib.rs` and `main.rs` hold theirs beside themselves.
///
/// # Errors
/// When a module's file cannot be read.
pub fn reached_from(start: &Path) -> io::Result<BTreeSet<PathBuf>> {
    let mut seen = BTreeSet::new();
    let mut open = vec![start.to_path_buf()];
    while let Some(file) = open.pop() {
        if !seen.insert(file.clone()) {
            continue;
        }
        let text =
            fs::read_to_string(&file).map_err(|e| io::Error::new(e.kind(), format!("{}: {e}", file.display())))?;
        let root = file == start;
        let folder = if root { file.with_file_name("") } else { file.with_extension("") };
        open.extend(declared(&text).iter().map(|name| folder.join(name).with_extension("rs")));
    }
    Ok(seen)
}

/// Names of the modules that `text` declares as files of their own.
fn declared(text: &str) -> Vec<String> {
    let code = code_only(text);
    let words: Vec<&str> = code.split_whitespace().collect();
    let pairs = words.windows(2).filter(|pair| pair[0] == "mod");
    pairs.filter_map(|pair| pair[1].strip_suffix(';')).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::declared;

    #[test]
    fn only_modules_with_a_file_of_their_own_are_followed() {
        let text = "pub mod a;\n#[cfg(test)]\nmod tests { mod inner {} }\n// mod b;\npub(crate) mod c;";
        assert_eq!(declared(text), ["a", "c"]);
    }
}
