//! Measures the written form against judged examples: `written_form FILE.jsonl... [--show]`. A line is
//! `{"id", "category", "spoken", "written", "accept": []}`; any of `accept` counts as right. Prints the exact count of
//! each category, how many lines are the same when written again, and from how many the spoken words come back.
//! `--show` prints what is wrong, with the rules that wrote it.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use giaoban_minutes::written;
use serde_json::Value;

fn text<'a>(of: &'a Value, field: &str) -> &'a str {
    of[field].as_str().unwrap_or("")
}

fn main() {
    let (flags, files): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let show = flags.iter().any(|flag| flag == "--show");
    let mut categories: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let (mut all, mut right, mut same_again, mut recovered) = (0, 0, 0, 0);
    for file in files {
        for line in std::fs::read_to_string(file).unwrap().lines().filter(|l| !l.trim().is_empty()) {
            let case: Value = serde_json::from_str(line).unwrap();
            let spoken = text(&case, "spoken");
            let got = written::explained(spoken);
            let accepted = case["accept"].as_array().is_some_and(|all| all.iter().any(|a| a == got.text.as_str()));
            let exact = got.text == text(&case, "written") || accepted;
            let category = categories.entry(text(&case, "category").to_owned()).or_default();
            category.0 += usize::from(exact);
            category.1 += 1;
            all += 1;
            right += usize::from(exact);
            same_again += usize::from(written::figures(&got.text) == got.text);
            recovered += usize::from(got.spoken(spoken) == spoken);
            if show && !exact {
                let rules: Vec<&str> = got.pieces.iter().map(|piece| piece.rule).collect();
                println!(
                    "{} {spoken}\n  got  {}\n  want {}\n  {rules:?}",
                    text(&case, "id"),
                    got.text,
                    text(&case, "written")
                );
            }
        }
    }
    for (category, (right, all)) in categories {
        println!("{category}: {right} of {all}");
    }
    println!("exact: {right} of {all}; the same again: {same_again}; spoken recovered: {recovered}");
}
