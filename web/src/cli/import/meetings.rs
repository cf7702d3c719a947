//! The meetings of a file, checked.

use std::collections::HashSet;

use giaoban_models::clock::{Moment, VIETNAM};
use giaoban_models::id::{MeetingId, PersonId, UnitId};
use giaoban_models::store::{ImportedMeeting, ImportedSpeaker, ImportedTurn};
use giaoban_models::text::kept;
use giaoban_models::turn::TurnRole;
use serde::Deserialize;
use time::{Date, PrimitiveDateTime, Time};

use super::numbered::{Wrong, objects};

/// Meetings of one file at most.
const MOST_MEETINGS: usize = 10_000;
/// Turns of one meeting at most.
const MOST_TURNS: usize = 20_000;
/// Items of an agenda at most.
const MOST_ITEMS: usize = 100;
/// Characters of an identity, of a name or title, of a turn at most.
const LONGEST_ID: usize = 128;
const LONGEST_NAME: usize = 500;
const LONGEST_TEXT: usize = 50_000;
/// Longest meeting, seconds: a week.
const LONGEST_MEETING: f64 = 7.0 * 86_400.0;

/// A meeting with the line of the file it begins on, and the places of its turns by their numbers in the file.
#[derive(Debug)]
pub(super) struct Numbered {
    pub(super) line: usize,
    pub(super) meeting: ImportedMeeting,
    /// The number each turn has in the file, its index there or else its place.
    pub(super) numbers: Vec<i64>,
    /// What each speaker is in the meeting.
    pub(super) roles: Vec<TurnRole>,
}

#[derive(Deserialize)]
struct Told {
    id: String,
    title: String,
    meeting_date: String,
    #[serde(default)]
    start_time: Option<String>,
    chair: ToldSpeaker,
    secretary: ToldSpeaker,
    #[serde(default)]
    agenda: Vec<String>,
    turns: Vec<ToldTurn>,
}

#[derive(Deserialize)]
struct ToldSpeaker {
    id: String,
    name: String,
    #[serde(default)]
    post: String,
    unit: String,
    #[serde(default)]
    role: Option<TurnRole>,
}

#[derive(Deserialize)]
struct ToldTurn {
    id: String,
    #[serde(default)]
    index: Option<i64>,
    t_start: f64,
    t_end: f64,
    speaker: ToldSpeaker,
    #[serde(default)]
    written: Option<String>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    spoken: Option<String>,
}

/// Reads a file: one meeting, or one a line.
pub(super) fn read(text: &str) -> Result<Vec<Numbered>, Wrong> {
    let told: Vec<(usize, Told)> = objects(text, MOST_MEETINGS)?;
    if told.is_empty() {
        return Err(Wrong::new(1, "tệp không có cuộc họp nào", "there is no meeting in the file"));
    }
    let mut ids = HashSet::new();
    let mut turns = HashSet::new();
    told.into_iter()
        .map(|(line, told)| {
            let numbered = checked(told, line)?;
            let meeting = &numbered.meeting;
            if !ids.insert(meeting.id.clone()) {
                return Err(twice(line, meeting.id.as_str()));
            }
            match meeting.turns.iter().find(|turn| !turns.insert(turn.id.clone())) {
                Some(turn) => Err(twice(line, &turn.id)),
                None => Ok(numbered),
            }
        })
        .collect()
}

fn twice(line: usize, id: &str) -> Wrong {
    Wrong::new(line, format!("mã {id} có hai lần trong tệp"), format!("the identity {id} is there twice"))
}

fn checked(told: Told, line: usize) -> Result<Numbered, Wrong> {
    if told.turns.len() > MOST_TURNS || told.agenda.len() > MOST_ITEMS {
        return Err(Wrong::new(
            line,
            format!("cuộc họp có quá {MOST_TURNS} lượt phát biểu hoặc quá {MOST_ITEMS} mục chương trình"),
            format!("more than {MOST_TURNS} turns or {MOST_ITEMS} agenda items"),
        ));
    }
    let starts_at = moment(&told.meeting_date, told.start_time.as_deref()).ok_or_else(|| {
        Wrong::new(
            line,
            "ngày họp phải có dạng YYYY-MM-DD, giờ dạng HH:MM",
            "meeting_date must be YYYY-MM-DD and start_time HH:MM",
        )
    })?;
    let of = |what: &'static str, speaker: ToldSpeaker| of_speaker(speaker, line, what);
    let numbers = (0_i64..).zip(&told.turns).map(|(place, turn)| turn.index.unwrap_or(place)).collect();
    let role = |turn: &ToldTurn| match turn.speaker.role {
        Some(role) => role,
        None if turn.speaker.id == told.chair.id => TurnRole::Chair,
        None if turn.speaker.id == told.secretary.id => TurnRole::Secretary,
        None => TurnRole::Delegate,
    };
    let roles = told.turns.iter().map(role).collect();
    let turns = (1..).zip(told.turns).map(|(number, turn)| of_turn(turn, line, number)).collect::<Result<_, _>>()?;
    let meeting = ImportedMeeting {
        id: MeetingId(identity(&told.id, line, "cuộc họp")?),
        title: name(&told.title, line, "tên cuộc họp")?,
        day: told.meeting_date,
        starts_at,
        chair: of("chủ trì", told.chair)?,
        secretary: of("thư ký", told.secretary)?,
        agenda: told.agenda.iter().map(|item| name(item, line, "chương trình")).collect::<Result<_, _>>()?,
        turns,
        directives: Vec::new(),
        proposals: Vec::new(),
    };
    Ok(Numbered { line, meeting, numbers, roles })
}

fn of_turn(told: ToldTurn, line: usize, number: usize) -> Result<ImportedTurn, Wrong> {
    let wrong = |vi: &str, en: &str| {
        let id = &told.id;
        Wrong::new(line, format!("lượt phát biểu thứ {number} ({id}): {vi}"), format!("turn {number} ({id}): {en}"))
    };
    let times = told.t_start..=told.t_end;
    if !(told.t_start >= 0.0 && told.t_end >= told.t_start && told.t_end <= LONGEST_MEETING) {
        return Err(wrong(
            &format!("thời điểm {}–{} giây không hợp lệ", times.start(), times.end()),
            "t_start and t_end are not seconds in order",
        ));
    }
    let text = |text: &Option<String>| text.as_deref().map(kept).filter(|text| !text.is_empty());
    let (written, plain, spoken) = (text(&told.written), text(&told.text), text(&told.spoken));
    let written = written
        .or_else(|| plain.clone())
        .or_else(|| spoken.clone())
        .ok_or_else(|| wrong("thiếu nội dung (written, text hoặc spoken)", "written, text or spoken is missing"))?;
    if written.chars().count() > LONGEST_TEXT {
        return Err(wrong("nội dung quá dài", "the text is too long"));
    }
    let ms = |seconds: f64| (seconds * 1000.0).round() as i64;
    Ok(ImportedTurn {
        t0: ms(told.t_start),
        t1: ms(told.t_end).max(ms(told.t_start) + 1),
        spoken: spoken.or(plain).unwrap_or_else(|| written.clone()),
        written,
        id: identity(&told.id, line, "lượt phát biểu")?,
        speaker: of_speaker(told.speaker, line, "người phát biểu")?,
    })
}

fn of_speaker(told: ToldSpeaker, line: usize, what: &str) -> Result<ImportedSpeaker, Wrong> {
    Ok(ImportedSpeaker {
        id: PersonId(identity(&told.id, line, what)?),
        name: name(&told.name, line, what)?,
        post: kept(&told.post).chars().take(LONGEST_NAME).collect(),
        unit: UnitId(identity(&told.unit, line, what)?),
    })
}

fn identity(id: &str, line: usize, what: &str) -> Result<String, Wrong> {
    let plain = !id.is_empty() && id.chars().count() <= LONGEST_ID && !id.chars().any(char::is_control);
    plain.then(|| id.to_owned()).ok_or_else(|| {
        Wrong::new(
            line,
            format!("{what}: mã trống hoặc dài quá {LONGEST_ID} ký tự"),
            format!("an identity is empty or longer than {LONGEST_ID} characters"),
        )
    })
}

fn name(text: &str, line: usize, what: &str) -> Result<String, Wrong> {
    let text = kept(text);
    let whole = !text.is_empty() && text.chars().count() <= LONGEST_NAME;
    whole.then_some(text).ok_or_else(|| {
        Wrong::new(
            line,
            format!("{what}: trống hoặc dài quá {LONGEST_NAME} ký tự"),
            format!("a name or title is empty or longer than {LONGEST_NAME} characters"),
        )
    })
}

/// The moment of a Vietnamese day and time; eight in the morning where no time is told.
fn moment(day: &str, clock: Option<&str>) -> Option<Moment> {
    let date = Date::parse(day, time::macros::format_description!("[year]-[month]-[day]")).ok()?;
    let clock = clock.unwrap_or("08:00");
    let clock = Time::parse(clock, time::macros::format_description!("[hour]:[minute]")).ok()?;
    let at = PrimitiveDateTime::new(date, clock).assume_offset(VIETNAM);
    Some(Moment(at.unix_timestamp() * 1000))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::{Value, json};

    use super::*;

    fn told(id: &str) -> Value {
        let speaker = json!({"id": "khanh", "name": "Lý Quốc Khánh", "post": "Chủ tịch", "unit": "v", "role": "chair"});
        json!({
            "id": id, "title": "Giao ban  tháng 10", "meeting_date": "2024-10-21", "start_time": "07:30", "x": 1,
            "chair": speaker, "secretary": speaker,
            "turns": [
                {"id": format!("{id}-T0"), "index": 4, "t_start": 0.5, "t_end": 2.25, "speaker": speaker,
                 "spoken": "rõ", "written": "Ro\u{303}."},
                {"id": format!("{id}-T1"), "t_start": 3.0, "t_end": 3.0, "speaker": speaker, "text": "Vâng."},
            ],
        })
    }

    #[test]
    fn a_meeting_is_read_with_its_times_on_the_vietnamese_clock_and_the_best_text_of_each_turn() {
        let read = read(&told("K").to_string()).unwrap();
        let meeting = &read[0].meeting;
        assert_eq!(meeting.starts_at, Moment(1_729_470_600_000), "2024-10-21T00:30Z");
        assert_eq!(meeting.title, "Giao ban tháng 10");
        let turns: Vec<_> = meeting.turns.iter().map(|t| (t.t0, t.t1, t.spoken.as_str(), t.written.as_str())).collect();
        assert_eq!(turns, [(500, 2250, "rõ", "Rõ."), (3000, 3001, "Vâng.", "Vâng.")]);
        assert_eq!((read[0].numbers.as_slice(), read[0].roles[0]), (&[4, 1][..], TurnRole::Chair));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let wrong = |change: fn(&mut Value)| {
            let mut second = told("L");
            change(&mut second);
            read(&format!("{}\n{second}\n", told("K"))).unwrap_err()
        };
        for change in [
            (|m| m["meeting_date"] = json!("21/10/2024")) as fn(&mut Value),
            |m| m["start_time"] = json!("7h30"),
            |m| m["title"] = json!(" "),
            |m| m["id"] = json!("K"),
            |m| m["id"] = json!("a".repeat(LONGEST_ID + 1)),
            |m| m["turns"][1]["id"] = json!("K-T0"),
            |m| m["turns"][1]["t_end"] = json!(2.0),
            |m| m["turns"][1]["t_start"] = json!(-1.0),
            |m| m["turns"][1]["text"] = json!(""),
            |m| m["turns"][1]["text"] = json!("a".repeat(LONGEST_TEXT + 1)),
            |m| m["chair"] = json!({"id": "a"}),
            |m| m["agenda"] = json!(vec!["a"; MOST_ITEMS + 1]),
        ] {
            let wrong = wrong(change);
            assert_eq!(wrong.line, 2, "{wrong:?}");
        }
        assert_eq!(read("  \n").unwrap_err().line, 1);
    }
}
