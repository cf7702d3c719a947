//! The worst errors of each kind, each with the class of its cause, so that rules are mended where most is lost.

use std::collections::{BTreeMap, BTreeSet};

use giaoban_minutes::extract::{Explained, Found};
use giaoban_models::turn::Turn;
use serde_json::Value;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A judged directive that was not proposed.
    Missed,
    /// A proposal nobody judged to be one.
    Extra,
    /// Another unit leads.
    Lead,
    /// Another date is due.
    Due,
    /// Others co-operate.
    Co,
    /// New, extended, suspended or cancelled; conditional; recurring.
    Action,
}

struct Failing {
    cause: String,
    /// The surer the rules were, or the more a miss would cost, the worse.
    weight: f64,
    line: String,
}

/// Errors by kind.
#[derive(Default)]
pub struct Worst {
    by_kind: BTreeMap<Kind, Vec<Failing>>,
}

fn text<'a>(of: &'a Value, field: &str) -> &'a str {
    of[field].as_str().unwrap_or("")
}

impl Worst {
    /// An error in a proposal.
    pub fn add(&mut self, kind: Kind, cause: String, found: &Explained, label: &str, what: Option<&String>) {
        let p = &found.proposal;
        let what = what.map_or_else(|| format!("{:?}", p.lead_units), String::clone);
        let line = format!("{label} [{:.2} {}] {what} | {:?}", p.confidence, found.rules.join(" "), p.quote);
        self.by_kind.entry(kind).or_default().push(Failing { cause, weight: p.confidence, line });
    }

    /// A judged directive that was not proposed: refused, run into another one, or never weighed.
    pub fn missed(&mut self, item: &Value, quote: &str, said: &[&Turn], all: &Found, label: &str) {
        let here = |turn: &str| said.iter().any(|t| t.id == turn);
        let start: String = quote.chars().take(24).collect();
        let swallowed = all.items.iter().find(|found| {
            here(&found.proposal.turns[0]) && !start.is_empty() && found.proposal.quote.contains(start.as_str())
        });
        let refused = all.refused.iter().find(|refused| {
            here(&refused.turn) && (refused.quote.contains(start.as_str()) || quote.contains(refused.quote.as_str()))
        });
        let cause = match (swallowed, refused) {
            (Some(_), _) => "run-into-another".to_owned(),
            (None, Some(refused)) => format!("refused: {}", refused.rule),
            (None, None) if text(item, "action") != "new" => format!("{}-never-weighed", text(item, "action")),
            (None, None) => "never-weighed".to_owned(),
        };
        let dated = if item["deadline"].is_string() { 1.0 } else { 0.5 };
        let misheard = said.first().filter(|turn| !turn.text.contains(quote));
        let misheard = misheard.map_or_else(String::new, |turn| format!(" in {:?}", turn.text));
        let line = format!(
            "{label} {} {} due {} | {quote:?}{misheard}",
            text(item, "id"),
            item["lead_units"],
            item["deadline"]
        );
        self.by_kind.entry(Kind::Missed).or_default().push(Failing { cause, weight: dated, line });
    }

    /// Prints how often each cause occurs and the worst of each kind.
    pub fn print(&mut self, form: &str, most: usize) {
        if most == 0 {
            return;
        }
        for (kind, all) in &mut self.by_kind {
            let mut causes: BTreeMap<&str, usize> = BTreeMap::new();
            for one in all.iter() {
                *causes.entry(one.cause.split(':').next().unwrap_or("")).or_default() += 1;
            }
            let mut causes: Vec<_> = causes.into_iter().map(|(cause, times)| (times, cause)).collect();
            causes.sort_by(|a, b| b.cmp(a));
            let causes: Vec<String> = causes.iter().map(|(times, cause)| format!("{cause} {times}")).collect();
            println!("{form} {kind:?}: {} in all; {}", all.len(), causes.join(", "));
            all.sort_by(|a, b| b.weight.total_cmp(&a.weight));
            for one in all.iter().take(most) {
                println!("  {form} {kind:?} <{}> {}", one.cause, one.line);
            }
        }
    }
}

fn strings(of: &Value) -> BTreeSet<String> {
    of.as_array().map(|a| a.iter().filter_map(|u| u.as_str().map(str::to_owned)).collect()).unwrap_or_default()
}

fn leads(found: &Explained) -> BTreeSet<String> {
    found.proposal.lead_units.iter().map(ToString::to_string).collect()
}

/// Why something nobody judged a directive was proposed.
pub fn extra_cause(found: &Explained, judged_here: &[&Value]) -> String {
    let leads = leads(found);
    let among = |field: &str| judged_here.iter().any(|item| !strings(&item[field]).is_disjoint(&leads));
    if among("co_units") {
        "helper-taken-for-leader".to_owned()
    } else if among("lead_units") {
        "split-or-said-twice".to_owned()
    } else if judged_here.is_empty() {
        format!("no-directive-in-turn: {}", found.rules.first().copied().unwrap_or(""))
    } else {
        format!("beside-a-directive: {}", found.rules.first().copied().unwrap_or(""))
    }
}

/// Why others lead.
pub fn lead_cause(found: &Explained, leads: &BTreeSet<String>, wanted: &BTreeSet<String>) -> String {
    let rule = found.rules.first().copied().unwrap_or("");
    if leads.is_subset(wanted) {
        format!("too-few: {rule}")
    } else if wanted.is_subset(leads) {
        format!("too-many: {rule}")
    } else {
        format!("another: {rule}")
    }
}

/// Why another date is due.
pub fn due_cause(found: &Explained, item: &Value) -> String {
    let p = &found.proposal;
    let said = text(item, "deadline_text");
    match (&p.deadline, item["deadline"].as_str()) {
        (None, Some(_)) if p.quote.contains(said) && !said.is_empty() => "in-the-quote-and-not-taken".to_owned(),
        (None, Some(_)) => "said-outside-the-quote".to_owned(),
        (Some(_), None) if item["recurring"] == true => "recurring-taken-for-a-date".to_owned(),
        (Some(_), None) if item["conditional"] == true => "conditional-taken-for-a-date".to_owned(),
        (Some(_), None) => "another-time-taken-for-it".to_owned(),
        _ if p.deadline_text.as_deref() == item["deadline_text"].as_str() => "read-otherwise".to_owned(),
        _ => "another-time-taken-for-it".to_owned(),
    }
}

/// Why others co-operate.
pub fn co_cause(co: &BTreeSet<String>, wanted: &BTreeSet<String>) -> String {
    if co.is_subset(wanted) {
        "helper-missed".to_owned()
    } else if wanted.is_subset(co) {
        "taken-for-a-helper".to_owned()
    } else {
        "other-helpers".to_owned()
    }
}
