//! Measures the language rules against judged examples: `language FOLDER` with `written.jsonl`, `deadlines.jsonl`,
//! `meetings.jsonl`, `meetings-gold.jsonl` and units files in it. Prints what is wrong, then the figures.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use serde_json::Value;

fn lines(path: &Path) -> Vec<Value> {
    let Ok(text) = std::fs::read_to_string(path) else { return vec![] };
    text.lines().filter(|l| !l.trim().is_empty()).map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn text<'a>(of: &'a Value, field: &str) -> &'a str {
    of[field].as_str().unwrap_or("")
}

fn written(folder: &Path) {
    let cases = lines(&folder.join("written.jsonl"));
    let mut right = 0;
    for case in &cases {
        let got = giaoban_minutes::written::figures(text(case, "spoken"));
        let accepted = case["accept"].as_array().is_some_and(|all| all.iter().any(|a| a == got.as_str()));
        if got == text(case, "written") || accepted {
            right += 1;
        } else {
            println!("written {}: {got:?}, not {:?}", text(case, "id"), text(case, "written"));
        }
    }
    println!("written: {right} of {} right", cases.len());
}

fn main() {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let folder = Path::new(&folder);
    written(folder);
}
