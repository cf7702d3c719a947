//! Measures the language rules against judged examples: `language FOLDER` with `written.jsonl`, `deadlines.jsonl`,
//! `meetings.jsonl`, `meetings-gold.jsonl` and units files in it. Prints what is wrong, then the figures.
#![allow(clippy::unwrap_used)]

use std::collections::HashSet;
use std::path::Path;

use giaoban_minutes::calendar::{Holidays, parse_day};
use giaoban_minutes::deadline;
use giaoban_minutes::extract::extract;
use giaoban_models::gazetteer::Gazetteer;
use giaoban_models::turn::Turn;
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

/// Words of a quote, figures written, so that both forms of a text can be compared.
fn words(quote: &str) -> HashSet<String> {
    let plain = giaoban_minutes::written::figures(quote).to_lowercase();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

fn units(of: &Value) -> HashSet<String> {
    of.as_array().map(|a| a.iter().filter_map(|u| u.as_str().map(str::to_owned)).collect()).unwrap_or_default()
}

fn ids(of: &[giaoban_models::id::UnitId]) -> HashSet<String> {
    of.iter().map(ToString::to_string).collect()
}

fn extraction(folder: &Path, holidays: &Holidays, form: &str) {
    let gold = lines(&folder.join("meetings-gold.jsonl"));
    let (mut found, mut proposed, mut wanted, mut dates, mut helpers, mut actions) = (0, 0, 0, 0, 0, 0);
    for meeting in lines(&folder.join("meetings.jsonl")) {
        let file = std::fs::read_to_string(folder.join(text(&meeting, "units_file"))).unwrap();
        let gazetteer: Gazetteer = serde_json::from_str(&file).unwrap();
        let turns: Vec<Turn> = meeting["turns"]
            .as_array()
            .unwrap()
            .iter()
            .map(|t| {
                let mut t = t.clone();
                t["text"] = t[form].clone();
                t["meeting_id"] = meeting["id"].clone();
                t["spoken_on"] = meeting["meeting_date"].clone();
                serde_json::from_value(t).unwrap()
            })
            .collect();
        let gold = gold.iter().find(|g| g["meeting_id"] == meeting["id"]).unwrap();
        let proposals = extract(&turns, &gazetteer, holidays);
        let index = |turn: &str| turns.iter().position(|t| t.id == turn).unwrap() as u64;
        let mut used = vec![false; proposals.len()];
        for item in gold["directives"].as_array().unwrap() {
            wanted += 1;
            let at = item["turns"][0].as_u64().unwrap();
            let quote = words(text(item, "quote"));
            let fits = |n: &usize| {
                let p = &proposals[*n];
                !used[*n]
                    && index(&p.turns[0]) == at
                    && ids(&p.lead_units) == units(&item["lead_units"])
                    && words(&p.quote).intersection(&quote).count() >= 3
            };
            let best = (0..proposals.len())
                .filter(fits)
                .max_by_key(|n| words(&proposals[*n].quote).intersection(&quote).count());
            let Some(n) = best else {
                println!("{form} {} missed: {:?} {:?}", text(item, "id"), item["lead_units"], text(item, "quote"));
                continue;
            };
            used[n] = true;
            found += 1;
            let p = &proposals[n];
            let due = p.deadline.as_deref();
            if due == item["deadline"].as_str() || due.is_some() && due == item["alt_deadline"].as_str() {
                dates += 1;
            } else {
                println!("{form} {} date {due:?} not {:?}", text(item, "id"), item["deadline"]);
            }
            helpers += usize::from(ids(&p.co_units) == units(&item["co_units"]));
            if ids(&p.co_units) != units(&item["co_units"]) {
                println!("{form} {} helpers {:?} not {:?}", text(item, "id"), p.co_units, item["co_units"]);
            }
            let action = serde_json::to_value(p.action).unwrap();
            let same =
                action == item["action"] && p.conditional == item["conditional"] && p.recurring == item["recurring"];
            actions += usize::from(same);
            println!(
                "{form} {} [{:.2}] {} | {:?} | {}",
                text(item, "id"),
                p.confidence,
                p.task,
                p.deadline_text,
                if same { "" } else { "ACTION" }
            );
        }
        for (n, p) in proposals.iter().enumerate().filter(|(n, _)| !used[*n]) {
            let optional = gold["optional_directives"]
                .as_array()
                .unwrap()
                .iter()
                .any(|o| o["turn"].as_u64() == Some(index(&p.turns[0])));
            proposed += usize::from(!optional);
            println!(
                "{form} {n} extra{}: {:?} {:?} {}",
                if optional { " (optional)" } else { "" },
                p.lead_units,
                p.quote,
                p.task
            );
        }
    }
    let (precision, recall) =
        (f64::from(found) / f64::from(found + i32::try_from(proposed).unwrap()), f64::from(found) / f64::from(wanted));
    println!(
        "extraction, {form}: precision {precision:.3}, recall {recall:.3}, F1 {:.3}; of {found} found: {dates} dates, {helpers} co-units, {actions} actions right",
        2.0 * precision * recall / (precision + recall)
    );
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
    extraction(folder, &holidays, "written");
    extraction(folder, &holidays, "spoken");
}
