//! Measures the language rules against judged meetings: `language FOLDER [--show] [--worst N] [--noise 0.10 --seed N]`. Reads `meetings.jsonl`, `gold.jsonl`
//! (or `meetings-gold.jsonl`) and the units files they name, and where they are there `written.jsonl` and
//! `deadlines.jsonl`.
//!
//! A proposal is a hit when it stands in a turn of a judged item and their quotes overlap, one to one; lead units, due
//! date and co-operating units are counted over the hits. Items judged optional are neither required nor wrong.
//! `--noise` mishears that share of the words of heard turns first. `--show` prints every miss, every false item and every wrong field; `--worst`
//! prints that many of the worst errors of each kind, each with the class of its cause, and how often each class occurs.
#![allow(clippy::unwrap_used)]

mod worst;

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use giaoban_minutes::calendar::{Holidays, parse_day};
use giaoban_minutes::deadline;
use giaoban_minutes::extract::{Explained, Lexicon, SUGGEST, explained};
use giaoban_models::gazetteer::Gazetteer;
use giaoban_models::turn::Turn;
use serde_json::Value;
use worst::{Kind, Worst};

/// What was asked for on the command line.
struct Options {
    show: bool,
    /// How many of the worst errors of each kind are printed.
    worst: usize,
    /// Share of the words of heard turns that are misheard, 0 to 1.
    noise: f64,
    /// The same seed gives the same errors.
    seed: u64,
}

impl Options {
    /// A heard turn as it is measured.
    fn heard(&self, text: &str) -> String {
        if self.noise == 0.0 {
            return text.to_owned();
        }
        let turn = text.bytes().fold(self.seed, |seed, b| seed.wrapping_mul(31).wrapping_add(u64::from(b)));
        giaoban_minutes::mend::noise::heard(text, self.noise, turn)
    }
}

fn lines(path: &Path) -> Vec<Value> {
    let Ok(text) = std::fs::read_to_string(path) else { return vec![] };
    text.lines().filter(|l| !l.trim().is_empty()).map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn text<'a>(of: &'a Value, field: &str) -> &'a str {
    of[field].as_str().unwrap_or("")
}

fn written(folder: &Path, show: bool) {
    let cases = lines(&folder.join("written.jsonl"));
    if cases.is_empty() {
        return;
    }
    let mut right = 0;
    for case in &cases {
        let got = giaoban_minutes::written::figures(text(case, "spoken"));
        let accepted = case["accept"].as_array().is_some_and(|all| all.iter().any(|a| a == got.as_str()));
        if got == text(case, "written") || accepted {
            right += 1;
        } else if show {
            println!("written {}: {got:?}, not {:?}", text(case, "id"), text(case, "written"));
        }
    }
    println!("written: {right} of {} right", cases.len());
}

fn deadlines(folder: &Path, holidays: &Holidays, show: bool) {
    let cases = lines(&folder.join("deadlines.jsonl"));
    if cases.is_empty() {
        return;
    }
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
            } else if show {
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

/// How far two quotes of one turn overlap, in bytes of the text or else in words in common.
fn overlap(text: &str, quote: &str, judged: &str) -> usize {
    let place = |part: &str| text.find(part).map(|at| at..at + part.len());
    match (place(quote), place(judged)) {
        (Some(quote), Some(judged)) => quote.end.min(judged.end).saturating_sub(quote.start.max(judged.start)),
        _ => {
            let judged = words(judged);
            let common = words(quote).intersection(&judged).count();
            if common >= 3.min(judged.len().max(1)) { common } else { 0 }
        }
    }
}

fn units(of: &Value) -> BTreeSet<String> {
    of.as_array().map(|a| a.iter().filter_map(|u| u.as_str().map(str::to_owned)).collect()).unwrap_or_default()
}

fn ids(of: &[giaoban_models::id::UnitId]) -> BTreeSet<String> {
    of.iter().map(ToString::to_string).collect()
}

/// What was counted over some meetings in one form.
#[derive(Default)]
struct Tally {
    wanted: u32,
    hits: u32,
    wrong: u32,
    suggested_right: u32,
    suggested_wrong: u32,
    leads: u32,
    dates: u32,
    actions: u32,
    co_right: usize,
    co_found: usize,
    co_wanted: usize,
    worst: Worst,
}

fn share(part: impl Into<f64>, whole: impl Into<f64>) -> f64 {
    let whole = whole.into();
    if whole == 0.0 { 1.0 } else { part.into() / whole }
}

fn f1(hits: f64, found: f64, wanted: f64) -> f64 {
    share(2.0 * hits, found + wanted)
}

impl Tally {
    fn print(&self, form: &str) {
        let found = self.hits + self.wrong;
        println!(
            "{form}: {} wanted, {found} found; precision {:.3}, recall {:.3}, F1 {:.3}; F1 with lead {:.3}; at SUGGEST {SUGGEST}: \
             precision {:.3} of {}, recall {:.3}; of {} hits: lead {:.3}, due {:.3}, action {:.3}; co-unit F1 {:.3}",
            self.wanted,
            share(self.hits, found),
            share(self.hits, self.wanted),
            f1(self.hits.into(), found.into(), self.wanted.into()),
            f1(self.leads.into(), found.into(), self.wanted.into()),
            share(self.suggested_right, self.suggested_right + self.suggested_wrong),
            self.suggested_right + self.suggested_wrong,
            share(self.suggested_right, self.wanted),
            self.hits,
            share(self.leads, self.hits),
            share(self.dates, self.hits),
            share(self.actions, self.hits),
            {
                let count = |n: usize| f64::from(u32::try_from(n).unwrap());
                f1(count(self.co_right), count(self.co_found), count(self.co_wanted))
            }
        );
    }

    /// Compares a hit with the item it hits.
    fn compare(&mut self, found: &Explained, item: &Value, label: &str, show: bool) {
        let p = &found.proposal;
        let mut wrong: Vec<String> = Vec::new();
        let (leads, wanted) = (ids(&p.lead_units), units(&item["lead_units"]));
        self.leads += u32::from(leads == wanted);
        if leads != wanted {
            wrong.push(format!("lead {leads:?} not {wanted:?}"));
            self.worst.add(Kind::Lead, worst::lead_cause(found, &leads, &wanted), found, label, wrong.last());
        }
        let due = p.deadline.as_deref();
        let right = due == item["deadline"].as_str() || due.is_some() && due == item["alt_deadline"].as_str();
        self.dates += u32::from(right);
        if !right {
            wrong.push(format!(
                "due {due:?} not {} ({:?}, {})",
                item["deadline"], p.deadline_text, item["deadline_text"]
            ));
            self.worst.add(Kind::Due, worst::due_cause(found, item), found, label, wrong.last());
        }
        let (co, wanted) = (ids(&p.co_units), units(&item["co_units"]));
        self.co_right += co.intersection(&wanted).count();
        self.co_found += co.len();
        self.co_wanted += wanted.len();
        if co != wanted {
            wrong.push(format!("co {co:?} not {wanted:?}"));
            self.worst.add(Kind::Co, worst::co_cause(&co, &wanted), found, label, wrong.last());
        }
        let action = serde_json::to_value(p.action).unwrap();
        let right =
            action == item["action"] && p.conditional == item["conditional"] && p.recurring == item["recurring"];
        self.actions += u32::from(right);
        if !right {
            wrong.push(format!("action {action} conditional {} recurring {}", p.conditional, p.recurring));
            self.worst.add(Kind::Action, "another-action".to_owned(), found, label, wrong.last());
        }
        if show && !wrong.is_empty() {
            println!(
                "{label} {} WRONG {} [{:.2} {:?}] {:?}",
                text(item, "id"),
                wrong.join("; "),
                p.confidence,
                found.rules,
                p.quote
            );
        }
        if show {
            println!("{label} {} task {:?} / {:?}", text(item, "id"), p.task, text(item, "task"));
        }
    }
}

fn turns_of(meeting: &Value, form: &str, options: &Options) -> Vec<Turn> {
    let turn = |t: &Value| {
        let mut t = t.clone();
        let said = text(&t, form).to_owned();
        t["text"] = Value::String(if form == "spoken" { options.heard(&said) } else { said });
        t["meeting_id"] = meeting["id"].clone();
        t["spoken_on"] = meeting["meeting_date"].clone();
        serde_json::from_value(t).unwrap()
    };
    meeting["turns"].as_array().unwrap().iter().map(turn).collect()
}

/// The judged quote in the form that is measured.
fn judged<'a>(item: &'a Value, form: &str) -> &'a str {
    match item["spoken_quote"].as_str() {
        Some(quote) if form == "spoken" => quote,
        _ => text(item, "quote"),
    }
}

fn judged_turns(item: &Value) -> Vec<u64> {
    match item["turns"].as_array() {
        Some(turns) => turns.iter().filter_map(Value::as_u64).collect(),
        None => item["turn"].as_u64().into_iter().collect(),
    }
}

fn list<'a>(of: &'a Value, field: &str) -> &'a [Value] {
    of[field].as_array().map_or(&[], Vec::as_slice)
}

fn meeting(
    tally: &mut Tally,
    meeting: &Value,
    gold: &Value,
    gazetteer: &Gazetteer,
    holidays: &Holidays,
    form: &str,
    options: &Options,
) {
    let turns = turns_of(meeting, form, options);
    let all = explained(&turns, gazetteer, holidays, Lexicon::shipped());
    let found = &all.items;
    let place: Vec<usize> =
        found.iter().map(|f| turns.iter().position(|t| t.id == f.proposal.turns[0]).unwrap()).collect();
    let fits = |n: usize, item: &Value| {
        let at = place[n];
        if !judged_turns(item).contains(&(at as u64)) {
            return 0;
        }
        let far = overlap(&turns[at].text, &found[n].proposal.quote, judged(item, form));
        far * if ids(&found[n].proposal.lead_units) == units(&item["lead_units"]) { 4 } else { 1 }
    };
    let items = list(gold, "directives");
    let mut pairs: Vec<(usize, usize, usize)> = (0..found.len())
        .flat_map(|n| items.iter().enumerate().map(move |(i, item)| (n, i, item)))
        .map(|(n, i, item)| (fits(n, item), n, i))
        .filter(|(far, ..)| *far > 0)
        .collect();
    pairs.sort_by_key(|(far, n, i)| (std::cmp::Reverse(*far), *n, *i));
    let (mut hit_by, mut used) = (vec![None; items.len()], vec![false; found.len()]);
    for (_, n, i) in pairs {
        if hit_by[i].is_none() && !used[n] {
            (hit_by[i], used[n]) = (Some(n), true);
        }
    }
    let label = format!("{form} {}", text(meeting, "id"));
    for (item, hit) in items.iter().zip(&hit_by) {
        tally.wanted += 1;
        if let Some(n) = hit {
            tally.hits += 1;
            tally.suggested_right += u32::from(found[*n].proposal.confidence >= SUGGEST);
            tally.compare(&found[*n], item, &label, options.show);
        } else {
            let at = judged_turns(item);
            let said: Vec<&Turn> = at.iter().filter_map(|n| turns.get(usize::try_from(*n).ok()?)).collect();
            tally.worst.missed(item, judged(item, form), &said, &all, &label);
            if options.show {
                println!("{label} {} MISSED {} {:?}", text(item, "id"), item["lead_units"], judged(item, form));
                for refused in all.refused.iter().filter(|refused| said.iter().any(|turn| turn.id == refused.turn)) {
                    println!("{label}    refused [{}] {:?}", refused.rule, refused.quote);
                }
            }
        }
    }
    for (n, extra) in found.iter().enumerate().filter(|(n, _)| !used[*n]) {
        let optional = list(gold, "optional_directives").iter().any(|item| fits(n, item) > 0);
        let p = &extra.proposal;
        if !optional {
            tally.wrong += 1;
            tally.suggested_wrong += u32::from(p.confidence >= SUGGEST);
            let here: Vec<&Value> = items.iter().filter(|i| judged_turns(i).contains(&(place[n] as u64))).collect();
            let cause = worst::extra_cause(extra, &here);
            tally.worst.add(Kind::Extra, cause, extra, &label, None);
        }
        if options.show {
            let kind = if optional { "OPTIONAL" } else { "FALSE" };
            println!(
                "{label} [{}] {kind} [{:.2} {:?}] {:?} {:?}",
                place[n], p.confidence, extra.rules, p.lead_units, p.quote
            );
        }
    }
}

fn extraction(folder: &Path, holidays: &Holidays, options: &Options) {
    let meetings = lines(&folder.join("meetings.jsonl"));
    let gold: Vec<Value> =
        ["gold.jsonl", "meetings-gold.jsonl"].iter().flat_map(|name| lines(&folder.join(name))).collect();
    for form in ["written", "spoken"] {
        let mut tally = Tally::default();
        for of in &meetings {
            let file = std::fs::read_to_string(folder.join(text(of, "units_file"))).unwrap();
            let gazetteer: Gazetteer = serde_json::from_str(&file).unwrap();
            let Some(gold) = gold.iter().find(|g| g["meeting_id"] == of["id"]) else { continue };
            meeting(&mut tally, of, gold, &gazetteer, holidays, form, options);
        }
        tally.print(form);
        tally.worst.print(form, options.worst);
    }
}

fn main() {
    let mut options = Options { show: false, worst: 0, noise: 0.0, seed: 1 };
    let mut folder = ".".to_owned();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--show" => options.show = true,
            "--worst" => options.worst = arguments.next().unwrap().parse().unwrap(),
            "--noise" => options.noise = arguments.next().unwrap().parse().unwrap(),
            "--seed" => options.seed = arguments.next().unwrap().parse().unwrap(),
            _ => folder = argument,
        }
    }
    let folder = Path::new(&folder);
    let holidays = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|e| Some(e.ok()?.path()))
        .find(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with("holidays")))
        .map_or_else(Holidays::shipped, |p| Holidays::from_json(&std::fs::read_to_string(p).unwrap()).unwrap());
    written(folder, options.show);
    deadlines(folder, &holidays, options.show);
    extraction(folder, &holidays, &options);
}
