//! Sentences of the chair in both forms, judged beforehand: what must be found, and what only looks like it.

use super::{of, turn};
use giaoban_models::turn::TurnRole;

/// `[[written|heard]]` as the written text and as the words an engine hears.
fn forms(text: &str) -> [String; 2] {
    let (mut written, mut heard) = (String::new(), String::new());
    let mut rest = text;
    while let Some((before, marked)) = rest.split_once("[[") {
        let (inside, after) = marked.split_once("]]").unwrap();
        let (as_written, as_heard) = inside.split_once('|').unwrap();
        written.push_str(&format!("{before}{as_written}"));
        heard.push_str(&format!("{before}{as_heard}"));
        rest = after;
    }
    written.push_str(rest);
    heard.push_str(rest);
    let bare: String = heard.to_lowercase().chars().filter(|c| !".,;:?!\"-".contains(*c)).collect();
    [written, bare.split_whitespace().collect::<Vec<_>>().join(" ")]
}

fn lines(file: &str) -> impl Iterator<Item = &str> {
    file.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#'))
}

fn sorted(units: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = units.collect();
    all.sort();
    all
}

fn listed(field: &str) -> Vec<String> {
    sorted(field.split(',').map(str::trim).filter(|u| !u.is_empty()).map(str::to_owned))
}

#[test]
fn the_orders_of_a_chair_are_found_however_they_are_put() {
    let (mut all, mut found, mut leads, mut dates, mut co) = (0, 0, 0, 0, 0);
    let mut missed = Vec::new();
    for line in lines(include_str!("orders.txt")) {
        let fields: Vec<&str> = line.splitn(4, '|').map(str::trim).collect();
        for text in forms(fields[3]) {
            all += 1;
            let got = of(&[turn("t", TurnRole::Chair, &text)]);
            let Some(p) = got.first().filter(|_| got.len() == 1) else {
                missed.push(format!("{} found: {text}", got.len()));
                continue;
            };
            found += 1;
            let lead = sorted(p.lead_units.iter().map(ToString::to_string)) == listed(fields[0]);
            let due = p.deadline.as_deref().map(|d| &d[..10]) == Some(fields[2]).filter(|d| !d.is_empty());
            let helpers = sorted(p.co_units.iter().map(ToString::to_string)) == listed(fields[1]);
            (leads, dates, co) = (leads + i32::from(lead), dates + i32::from(due), co + i32::from(helpers));
            if !(lead && due && helpers) {
                missed
                    .push(format!("lead {:?} co {:?} due {:?}: {line} / {text}", p.lead_units, p.co_units, p.deadline));
            }
        }
    }
    println!("{all} orders, {found} found, {leads} leads, {dates} dates, {co} helpers right\n{}", missed.join("\n"));
    assert!(found * 100 >= all * 97, "{found} of {all} found:\n{}", missed.join("\n"));
    assert!(leads * 100 >= found * 97 && dates * 100 >= found * 96 && co * 100 >= found * 95, "{}", missed.join("\n"));
}

#[test]
fn what_only_looks_like_an_order_of_the_chair_is_left_alone() {
    let (mut all, mut wrong) = (0, Vec::new());
    for line in lines(include_str!("lookalikes.txt")) {
        for text in forms(line) {
            all += 1;
            for p in of(&[turn("t", TurnRole::Chair, &text)]) {
                wrong.push(format!("[{:.2}] {:?} {text}", p.confidence, p.lead_units));
            }
        }
    }
    println!("{} of {all} wrong\n{}", wrong.len(), wrong.join("\n"));
    assert!(wrong.len() * 100 <= all * 3, "{} of {all} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
