//! Sentences of the chair in both forms, judged beforehand: what must be found, and what only looks like it.

use super::{of, turn};
use giaoban_models::directive::Proposal;
use giaoban_models::turn::{Turn, TurnRole};

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

/// What is found in each of several texts, each a meeting of its own.
fn in_each(texts: &[String]) -> Vec<Vec<Proposal>> {
    let turns: Vec<Turn> = texts
        .iter()
        .enumerate()
        .map(|(n, text)| Turn { meeting_id: n.to_string().as_str().into(), ..turn("t", TurnRole::Chair, text) })
        .collect();
    let mut each = vec![Vec::new(); texts.len()];
    for proposal in of(&turns) {
        each[proposal.meeting_id.parse::<usize>().unwrap()].push(proposal);
    }
    each
}

#[test]
fn the_orders_of_a_chair_are_found_however_they_are_put() {
    let (mut found, mut leads, mut dates, mut co) = (0, 0, 0, 0);
    let mut wrong = Vec::new();
    let judged: Vec<(&str, String)> = lines(include_str!("orders.txt"))
        .flat_map(|line| forms(line.splitn(4, '|').nth(3).unwrap().trim()).map(|text| (line, text)))
        .collect();
    let texts: Vec<String> = judged.iter().map(|(_, text)| text.clone()).collect();
    for ((line, text), got) in judged.iter().zip(in_each(&texts)) {
        let fields: Vec<&str> = line.splitn(4, '|').map(str::trim).collect();
        let Some(p) = got.first().filter(|_| got.len() == 1) else {
            wrong.push(format!("{} found: {text}", got.len()));
            continue;
        };
        found += 1;
        let lead = sorted(p.lead_units.iter().map(ToString::to_string)) == listed(fields[0]);
        let due = p.deadline.as_deref().map(|d| &d[..10]) == Some(fields[2]).filter(|d| !d.is_empty());
        let helpers = sorted(p.co_units.iter().map(ToString::to_string)) == listed(fields[1]);
        (leads, dates, co) = (leads + usize::from(lead), dates + usize::from(due), co + usize::from(helpers));
        if !(lead && due && helpers) {
            wrong.push(format!("lead {:?} co {:?} due {:?}: {line}", p.lead_units, p.co_units, p.deadline));
        }
    }
    let all = texts.len();
    let wrong = wrong.join("\n");
    assert!(found * 100 >= all * 97, "{found} of {all} found:\n{wrong}");
    assert!(leads * 100 >= found * 97 && dates * 100 >= found * 96 && co * 100 >= found * 95, "{wrong}");
}

#[test]
fn what_only_looks_like_an_order_of_the_chair_is_left_alone() {
    let texts: Vec<String> = lines(include_str!("lookalikes.txt")).flat_map(forms).collect();
    let found: Vec<Proposal> = in_each(&texts).into_iter().flatten().collect();
    let wrong: Vec<&str> = found.iter().map(|p| p.quote.as_str()).collect();
    assert!(wrong.len() * 100 <= texts.len() * 3, "{} of {} wrong: {wrong:?}", wrong.len(), texts.len());
}
