//! On which line each entry of a list in a JSON file begins.

/// Lines of the entries of the list under `key` of the outermost object. The text is known to be JSON.
pub(super) fn of_entries(text: &str, key: &str) -> Vec<usize> {
    let mut lines = Vec::new();
    let (mut line, mut depth, mut within) = (1, 0_usize, false);
    let (mut last, mut begun) = (String::new(), None::<usize>);
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\n' => line += 1,
            '"' => {
                let mut end = at + 1;
                while let Some((at, c)) = chars.next() {
                    end = at;
                    match c {
                        '\\' => drop(chars.next()),
                        '"' => break,
                        _ => {}
                    }
                }
                if depth == 1 {
                    text[at + 1..end].clone_into(&mut last);
                }
            }
            '{' | '[' => {
                depth += 1;
                if c == '[' && depth == 2 && last == key {
                    within = true;
                } else if within && depth == 3 && begun.is_none() {
                    begun = Some(line);
                }
            }
            '}' | ']' => {
                if within && depth == 3 {
                    lines.extend(begun.take());
                } else if depth == 2 {
                    within = false;
                }
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_entry_has_the_line_it_begins_on_and_other_lists_and_texts_do_not_count() {
        let text = "{\"meta\": {\"units\": [{}]}, \"x\": \"[{\\\"\",\n\"units\": [\n {\"id\": \"a\", \"aliases\": [\"{\", \"[\"]},\n\n \
            {\n\"id\": \"b\", \"m\": [{}]}, {}\n], \"persons\": [{}]\n}";
        assert_eq!(of_entries(text, "units"), [3, 5, 6]);
        assert_eq!(of_entries(text, "persons"), [7]);
        assert!(of_entries(text, "none").is_empty());
    }
}
