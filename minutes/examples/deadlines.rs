//! Measures due dates against judged phrases: `deadlines FILE.jsonl [--show] [--holidays FILE.json]`.
//!
//! A line is `{"id", "category", "text", "spoken", "on", "expect", "alt_expect"}`; `expect` null where no date must be
//! given. Prints by category and form how many are exact, and how many dates were given where none was expected.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use giaoban_minutes::calendar::{Holidays, parse_day};
use giaoban_minutes::deadline::{Reason, Value, find};
use serde_json::Value as Json;

/// Of one category in one form.
#[derive(Clone, Copy, Default)]
struct Tally {
    cases: u32,
    exact: u32,
    guessed: u32,
}

impl Tally {
    fn add(&mut self, exact: bool, guessed: bool) {
        self.cases += 1;
        self.exact += u32::from(exact);
        self.guessed += u32::from(guessed);
    }

    fn line(self) -> String {
        let percent = 100.0 * f64::from(self.exact) / f64::from(self.cases.max(1));
        format!("{:>4}/{:<4} {percent:>5.1} %  guessed {:<3}", self.exact, self.cases, self.guessed)
    }
}

fn field<'a>(of: &'a Json, name: &str) -> Option<&'a str> {
    of[name].as_str()
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (mut file, mut show, mut holidays) = (None, false, Holidays::shipped());
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--show" => show = true,
            "--holidays" => {
                let table = std::fs::read_to_string(arguments.next().expect("a holidays file")).unwrap();
                holidays = Holidays::from_json(&table).unwrap();
            }
            _ => file = Some(argument),
        }
    }
    let cases = std::fs::read_to_string(file.expect("deadlines FILE.jsonl [--show] [--holidays FILE.json]")).unwrap();
    let mut tallies: BTreeMap<String, [Tally; 2]> = BTreeMap::new();
    let mut reasons = Tally::default();
    let started = std::time::Instant::now();
    for line in cases.lines().filter(|line| !line.trim().is_empty()) {
        let case: Json = serde_json::from_str(line).unwrap();
        let on = parse_day(field(&case, "on").unwrap()).unwrap();
        let category = field(&case, "category").unwrap_or("-").to_owned();
        let expected = [field(&case, "expect"), field(&case, "alt_expect")];
        for (form, name) in ["text", "spoken"].into_iter().enumerate() {
            let Some(said) = field(&case, name) else { continue };
            let found = find(said, on, &holidays);
            let got = found.as_ref().and_then(|f| f.value.text());
            let exact = got.as_deref() == expected[0] || got.is_some() && got.as_deref() == expected[1];
            let guessed = got.is_some() && expected[0].is_none();
            tallies.entry(category.clone()).or_default()[form].add(exact, guessed);
            if expected[0].is_none() && !guessed {
                let reason = match found.as_ref().map(|f| f.value) {
                    Some(Value::None(reason)) => reason,
                    _ => Reason::Absent,
                };
                let same = field(&case, "reason").is_none_or(|r| r == reason.code());
                reasons.add(same, false);
                if show && !same {
                    println!(
                        "reason {} by {:?}, not {:?}: {said}",
                        reason.code(),
                        found.as_ref().map(|f| f.rule),
                        field(&case, "reason")
                    );
                }
            }
            if show && !exact {
                let id = field(&case, "id").unwrap_or("");
                println!("{id} {category} {name} on {on}: {said:?}\n    got {got:?}, not {:?}: {found:?}", expected[0]);
            }
        }
    }
    let elapsed = started.elapsed();
    let mut whole = [Tally::default(); 2];
    for (category, both) in &tallies {
        println!("{category:<20} text {}  spoken {}", both[0].line(), both[1].line());
        for (sum, one) in whole.iter_mut().zip(both) {
            sum.cases += one.cases;
            sum.exact += one.exact;
            sum.guessed += one.guessed;
        }
    }
    println!("{:<20} text {}  spoken {}", "all", whole[0].line(), whole[1].line());
    println!("same reason where none is due: {}/{}; {elapsed:?} in all", reasons.exact, reasons.cases);
}
