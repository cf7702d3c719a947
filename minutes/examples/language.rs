//! Measures the language rules against judged examples: `language FOLDER` with `written.jsonl`, `deadlines.jsonl`,
//! `meetings.jsonl`, `meetings-gold.jsonl` and units files in it. Prints what is wrong, then the figures.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use giaoban_minutes::calendar::{Holidays, parse_day};
use giaoban_minutes::deadline;
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

fn deadlines(folder: &Path, holidays: &Holidays) {
    let cases = lines(&folder.join("deadlines.jsonl"));
    let (mut right, mut all) = (0, 0);
    for case in &cases {
        for form in ["text", "spoken"] {
            all += 1;
            let found = deadline::find(text(case, form), parse_day(text(case, "on")).unwrap(), holidays);
            let got = found.as_ref().and_then(|d| d.value.text());
            let expected = [&case["expect"], &case["alt_expect"]].map(|v| v.as_str().map(str::to_owned));
            let fits = got == expected[0] || (got.is_some() && got == expected[1]);
            if fits {
                right += 1;
            } else {
                println!("deadline {}: {:?} -> {found:?}, not {:?}", text(case, "id"), text(case, form), expected[0]);
            }
        }
    }
    println!("deadlines: {right} of {all} right, both forms");
}

fn main() {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let folder = Path::new(&folder);
    written(folder);
    let holidays = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|e| Some(e.ok()?.path()))
        .find(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with("holidays")))
        .map_or_else(Holidays::shipped, |p| Holidays::from_json(&std::fs::read_to_string(p).unwrap()).unwrap());
    deadlines(folder, &holidays);
}
