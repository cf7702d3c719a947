//! How many key points of meetings stand in their drafts, with both forms of the turns (written, and as heard).
//!
//! `key_points FOLDER... [--show] [--drafts] [--why] [--pages] [--repeat N] [--bare] [--gold]`
//!
//! A folder holds `meetings.jsonl`, `gold.jsonl` or `meetings-gold.jsonl` with `key_points`, and the units files the
//! meetings name (`units_file`) or one `units.json`. A point stands in a draft when all its figures and names do and six
//! in ten of its content words; a date counts with or without its year, a fraction also as its two parts in one line.
//! `--show` prints the points that are missed with the line of the draft that comes nearest,
//! `--drafts` the drafts, `--why` with the rules that made each passage; `--pages` counts pages on paper with the table
//! of tasks (the last PDF is written to the file named by `PDF_OUT`, where it is set); `--repeat` tells each meeting N
//! times over; `--bare` leaves the directives away, `--gold` takes those of the gold file instead of extracted ones.
#![allow(clippy::unwrap_used, clippy::cast_precision_loss)]

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

use giaoban_minutes::calendar::Holidays;
use giaoban_minutes::draft::{Source, draft_explained};
use giaoban_minutes::extract::extract;
use giaoban_minutes::render::{minutes, pdf};
use giaoban_minutes::written;
use giaoban_models::clock::Moment;
use giaoban_models::directive::{DirectiveAction, Proposal};
use giaoban_models::gazetteer::Gazetteer;
use giaoban_models::id::{ProposalId, UnitId};
use giaoban_models::meeting::{Meeting, MeetingState};
use giaoban_models::minutes::{AssignedTask, MinutesDocument, MinutesHead, Passage};
use giaoban_models::text::tone_free_key;
use giaoban_models::turn::Turn;
use serde_json::Value;

/// Words of a key point that carry no content.
const STOP: &[&str] = &[
    "và", "là", "có", "của", "các", "với", "cho", "ở", "tại", "thì", "đã", "được", "riêng", "còn", "đến", "từ", "hai",
    "một", "việc", "trong",
];

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

fn lines(path: &Path) -> Vec<Value> {
    fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Which directives a draft is made with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Directives {
    Extracted,
    Gold,
    None,
}

fn gold_proposals(gold: &Value, turns: &[Turn], form: &str) -> Vec<Proposal> {
    let of = |one: &Value| {
        let spoken = form == "spoken" && one["spoken_quote"].is_string();
        let ids = |key: &str| {
            let units = one[key].as_array().cloned().unwrap_or_default();
            units.iter().map(|id| id.as_str().unwrap().into()).collect::<Vec<UnitId>>()
        };
        let at = |turn: &Value| turns[usize::try_from(turn.as_u64().unwrap()).unwrap()].id.clone();
        Proposal {
            meeting_id: text(gold, "meeting_id"),
            turns: one["turns"].as_array().unwrap().iter().map(at).collect(),
            quote: text(one, if spoken { "spoken_quote" } else { "quote" }),
            lead_units: ids("lead_units"),
            co_units: ids("co_units"),
            task: text(one, "task"),
            deadline: one["deadline"].as_str().map(str::to_owned),
            deadline_text: one["deadline_text"].as_str().map(str::to_owned),
            deadline_warning: None,
            action: serde_json::from_value(one["action"].clone()).unwrap_or(DirectiveAction::New),
            recurring: one["recurring"].as_bool().unwrap_or_default(),
            conditional: one["conditional"].as_bool().unwrap_or_default(),
            confidence: 0.9,
            reasons: vec![],
        }
    };
    gold["directives"].as_array().unwrap().iter().map(of).collect()
}

fn source(
    meeting: &Value,
    gold: &Value,
    gazetteer: &Gazetteer,
    form: &str,
    repeat: usize,
    directives: Directives,
) -> Source {
    let day = text(meeting, "meeting_date");
    let once: Vec<Value> = meeting["turns"].as_array().unwrap().clone();
    let length = once.last().map_or(0.0, |turn| turn["t_end"].as_f64().unwrap());
    let turns: Vec<Turn> = (0..repeat)
        .flat_map(|round| once.iter().map(move |turn| (round, turn)))
        .map(|(round, turn)| {
            let mut turn = turn.clone();
            turn["text"] = turn[form].clone();
            turn["meeting_id"] = meeting["id"].clone();
            turn["spoken_on"] = Value::from(day.clone());
            turn["id"] = Value::from(format!("{}.{round}", text(&turn, "id")));
            let shift =
                |at: &Value| Value::from(at.as_f64().unwrap() + f64::from(u32::try_from(round).unwrap()) * length);
            turn["t_start"] = shift(&turn["t_start"]);
            turn["t_end"] = shift(&turn["t_end"]);
            serde_json::from_value(turn).unwrap()
        })
        .collect();
    let proposals = match directives {
        Directives::Extracted => extract(&turns, gazetteer, &Holidays::shipped()),
        Directives::Gold => gold_proposals(gold, &turns, form),
        Directives::None => vec![],
    };
    let proposals = proposals.into_iter().enumerate().map(|(at, one)| (ProposalId(format!("d{at}")), one));
    let starts_at = Moment(1_729_472_400_000);
    Source {
        meeting: Meeting {
            id: text(meeting, "id").as_str().into(),
            title: text(meeting, "title"),
            state: MeetingState::Ended,
            starts_at,
            opened_at: None,
            ended_at: None,
            chair: text(&meeting["chair"], "id").as_str().into(),
            chair_name: text(&meeting["chair"], "name"),
            secretary: text(&meeting["secretary"], "id").as_str().into(),
            secretary_name: text(&meeting["secretary"], "name"),
            sites: vec![],
            synthetic: false,
        },
        chair_post: text(&meeting["chair"], "post"),
        secretary_post: text(&meeting["secretary"], "post"),
        place: None,
        attendance: None,
        people: vec![],
        agenda: vec![],
        votes: vec![],
        proposals: proposals.collect(),
        turns,
        gazetteer: gazetteer.clone(),
        figures: written::figures,
    }
}

/// Pages of the minutes on paper, the annex with every proposed task counted.
fn pages(source: &Source, passages: Vec<Passage>) -> usize {
    let name = |ids: &[UnitId]| {
        let full =
            |id: &UnitId| source.gazetteer.units.iter().find(|unit| unit.id == *id).map(|unit| unit.full_name.clone());
        ids.iter().filter_map(full).collect::<Vec<_>>().join(", ")
    };
    let tasks = source.proposals.iter().map(|(_, one)| AssignedTask {
        task: one.task.clone(),
        lead: name(&one.lead_units),
        co: name(&one.co_units),
        due: one.deadline.clone().unwrap_or_default(),
    });
    let head = MinutesHead {
        superior: Some("UBND TỈNH".to_owned()),
        agency: "UBND HUYỆN".to_owned(),
        sign: "BB-UBND".to_owned(),
        number: None,
        title: source.meeting.title.clone(),
        chair_name: source.meeting.chair_name.clone(),
        secretary_name: source.meeting.secretary_name.clone(),
        recipients: vec!["Như thành phần".to_owned(), "Lưu: VT".to_owned()],
    };
    let document = MinutesDocument { head, passages, tasks: tasks.collect(), attendance: vec![], issued: false };
    let file = pdf(&minutes(&document).unwrap(), source.meeting.starts_at).unwrap();
    if let Ok(out) = std::env::var("PDF_OUT") {
        std::fs::write(out, &file).unwrap();
    }
    let mark = b"/Type/Page/";
    let spaced = b"/Type /Page\n";
    file.windows(11).filter(|bytes| bytes == mark).count() + file.windows(12).filter(|bytes| bytes == spaced).count()
}

fn keys(text: &str) -> Vec<(String, bool)> {
    let mut first = true;
    text.split_whitespace()
        .filter_map(|token| {
            let core = token.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
            let name = !first && core.starts_with(char::is_uppercase);
            first = token.ends_with(['.', ';', ':']);
            (!core.is_empty()).then(|| (tone_free_key(core), name))
        })
        .collect()
}

/// Day and month of "18/10", "18/10/2024", "08/11/2024": what a date with and without its year have in common.
fn day_and_month(key: &str) -> Option<String> {
    let mut parts = key.split('/').map(|part| part.parse::<u32>().ok());
    let (day, month) = (parts.next()??, parts.next()??);
    ((1..=31).contains(&day) && (1..=12).contains(&month)).then(|| format!("{day}/{month}"))
}

/// Whether the lines of a draft hold a word of a point: as it is, a date with or without its year, the two parts of a
/// fraction in one line ("1.870 ha trên 2.340 ha").
struct Known {
    words: HashSet<String>,
    days: HashSet<String>,
    lines: Vec<HashSet<String>>,
}

impl Known {
    fn new(lines: &[String]) -> Self {
        let of = |line: &String| keys(line).into_iter().map(|(key, _)| key).collect::<HashSet<String>>();
        let lines: Vec<HashSet<String>> = lines.iter().map(of).collect();
        let words: HashSet<String> = lines.iter().flatten().cloned().collect();
        let days = words.iter().filter_map(|key| day_and_month(key)).collect();
        Self { words, days, lines }
    }

    fn holds(&self, key: &str) -> bool {
        let parts = || key.split_once('/').filter(|(a, b)| figure(a) && figure(b));
        self.words.contains(key)
            || day_and_month(key).is_some_and(|day| self.days.contains(&day))
            || parts().is_some_and(|(a, b)| self.lines.iter().any(|line| line.contains(a) && line.contains(b)))
    }
}

fn figure(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether `point` stands in `draft`, and what is missing.
fn stands(point: &str, draft: &Known) -> (bool, Vec<String>) {
    let all = keys(point);
    let missing: Vec<String> = all.iter().filter(|(key, _)| !draft.holds(key)).map(|(key, _)| key.clone()).collect();
    let must = |(key, name): &(String, bool)| *name || key.contains(|c: char| c.is_ascii_digit());
    let content: Vec<_> = all.iter().filter(|(key, _)| !STOP.contains(&key.as_str())).collect();
    let met = content.iter().filter(|(key, _)| draft.holds(key)).count();
    let must_met = all.iter().filter(|word| must(word)).all(|(key, _)| draft.holds(key));
    (must_met && met * 10 >= content.len() * 6, missing)
}

/// The line of a draft that holds most words of a point.
fn nearest<'a>(point: &str, lines: &'a [String]) -> Option<&'a String> {
    let wanted: HashSet<String> = keys(point).into_iter().map(|(key, _)| key).collect();
    let met = |line: &&String| {
        let there: HashSet<String> = keys(line).into_iter().map(|(key, _)| key).collect();
        there.intersection(&wanted).filter(|key| !STOP.contains(&key.as_str())).count()
    };
    lines.iter().max_by_key(met)
}

fn gazetteer(folder: &Path, meeting: &Value) -> Gazetteer {
    let named = folder.join(text(meeting, "units_file"));
    let file = if named.is_file() { named } else { folder.join("units.json") };
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let flag = |name: &str| args.iter().any(|arg| arg == name);
    let repeat = args.iter().position(|arg| arg == "--repeat").map_or(1, |at| args[at + 1].parse().unwrap());
    let directives = match (flag("--bare"), flag("--gold")) {
        (true, _) => Directives::None,
        (_, true) => Directives::Gold,
        _ => Directives::Extracted,
    };
    let folders = args.iter().map(Path::new).filter(|path| path.is_dir());
    let mut totals: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for folder in folders {
        let gold = ["gold.jsonl", "meetings-gold.jsonl"].map(|name| folder.join(name));
        let gold = lines(gold.iter().find(|file| file.is_file()).unwrap());
        for meeting in lines(&folder.join("meetings.jsonl")) {
            let of = gold.iter().find(|gold| gold["meeting_id"] == meeting["id"]).unwrap();
            let gazetteer = gazetteer(folder, &meeting);
            for form in ["written", "spoken"] {
                let source = source(&meeting, of, &gazetteer, form, repeat, directives);
                let began = std::time::Instant::now();
                let explained = draft_explained(&source);
                let took = began.elapsed();
                if flag("--why") {
                    for one in &explained {
                        println!("[{} {}] {}", one.rule, one.rewrites.join(" "), one.passage.text());
                    }
                }
                let passages: Vec<Passage> = explained.into_iter().map(|one| one.passage).collect();
                let whole: Vec<String> = passages.iter().map(|passage| passage.text()).collect();
                if flag("--drafts") {
                    println!("{}\n", whole.join("\n"));
                }
                let known = Known::new(&whole);
                let spoken: usize = source.turns.iter().map(|turn| turn.text.split_whitespace().count()).sum();
                let drafted: usize = whole.iter().map(|line| line.split_whitespace().count()).sum();
                let paper =
                    if flag("--pages") { format!(", {} pages", pages(&source, passages)) } else { String::new() };
                let points = of["key_points"].as_array().unwrap();
                let mut met = 0;
                for point in points.iter().filter_map(Value::as_str) {
                    let (stands, missing) = stands(point, &known);
                    met += usize::from(stands);
                    if !stands && flag("--show") {
                        println!(
                            "  missed in {} {form}: {point}\n    without: {}",
                            text(&meeting, "id"),
                            missing.join(" ")
                        );
                        println!("    nearest: {}", nearest(point, &whole).map_or("", String::as_str));
                    }
                }
                println!(
                    "{} {form}: {met}/{} points, {spoken} -> {drafted} syllables{paper}, {took:?}",
                    text(&meeting, "id"),
                    points.len()
                );
                let total = totals.entry(format!("{} {form}", folder.display())).or_default();
                *total = (total.0 + met, total.1 + points.len());
                let total = totals.entry(form.to_owned()).or_default();
                *total = (total.0 + met, total.1 + points.len());
            }
        }
    }
    for (name, (met, all)) in totals {
        println!("{name}: {met}/{all} key points, {:.1} %", 100.0 * met as f64 / all as f64);
    }
}
