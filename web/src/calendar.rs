//! Meetings as a calendar program reads them (RFC 5545): when, where, and the link. Never what a meeting is about: such a file
//! passes through phones and mail that are not the authority's (QĐ 45/2018/QĐ-TTg allows them for time and place).

use std::fmt::Write as _;

use giaoban_models::clock::Moment;
use giaoban_models::meeting::Meeting;

/// What a meeting is called in a calendar.
const SUMMARY: &str = "Họp giao ban trực tuyến";
/// How long a meeting that has not ended is shown, milliseconds.
const USUAL: i64 = 2 * 3_600_000;
/// Longest line, bytes, without its end (RFC 5545, section 3.1).
const LINE: usize = 75;

/// The calendar of these meetings. `origin` is where the server is reached (`https://10.1.2.3:8443`), `now` when this was written.
#[must_use]
pub fn written(meetings: &[Meeting], origin: &str, now: Moment) -> String {
    let mut out = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Giao ban//VI", "X-PUBLISHED-TTL:PT1H"] {
        folded(&mut out, line);
    }
    for meeting in meetings {
        let end = meeting.ended_at.unwrap_or(meeting.starts_at.plus(USUAL));
        let place = meeting.sites.iter().find(|site| site.hall).map_or("", |site| site.unit_name.as_str());
        folded(&mut out, "BEGIN:VEVENT");
        folded(&mut out, &format!("UID:{}@giaoban", meeting.id.as_str()));
        folded(&mut out, &format!("DTSTAMP:{}", moment(now)));
        folded(&mut out, &format!("DTSTART:{}", moment(meeting.starts_at)));
        folded(
            &mut out,
            &format!("DTEND:{}", moment(if end.0 > meeting.starts_at.0 { end } else { meeting.starts_at })),
        );
        folded(&mut out, &format!("SUMMARY:{SUMMARY}"));
        folded(&mut out, &format!("LOCATION:{}", escaped(place)));
        folded(&mut out, &format!("URL:{origin}/hop/{}", meeting.id.as_str()));
        folded(&mut out, "END:VEVENT");
    }
    folded(&mut out, "END:VCALENDAR");
    out
}

/// A moment in UTC ("20261122T013000Z").
fn moment(at: Moment) -> String {
    let at =
        time::OffsetDateTime::from_unix_timestamp(at.0.div_euclid(1000)).unwrap_or(time::OffsetDateTime::UNIX_EPOCH);
    let (date, time) = (at.date(), at.time());
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}Z",
        date.year(),
        u8::from(date.month()),
        date.day(),
        time.hour(),
        time.minute(),
        time.second()
    )
}

/// Text of a property.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| !letter.is_control() || *letter == '\n') {
        match letter {
            '\n' => out.push_str("\\n"),
            ';' | ',' | '\\' => {
                let _ = write!(out, "\\{letter}");
            }
            other => out.push(other),
        }
    }
    out
}

/// Adds a line, broken where it is too long, never inside a letter.
fn folded(out: &mut String, line: &str) {
    let mut room = LINE;
    for letter in line.chars() {
        if letter.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE - 1;
        }
        room -= letter.len_utf8();
        out.push(letter);
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use giaoban_models::meeting::{MeetingState, Site};

    use super::*;

    fn meeting() -> Meeting {
        let site =
            |hall: bool, name: &str| Site { id: name.into(), unit: name.into(), unit_name: name.to_owned(), hall };
        Meeting {
            id: "m-1".into(),
            title: "Chuyện không ra ngoài".to_owned(),
            state: MeetingState::Scheduled,
            starts_at: Moment(1_795_230_000_000),
            opened_at: None,
            ended_at: None,
            chair: "p".into(),
            chair_name: "Nguyễn Văn An".to_owned(),
            secretary: "q".into(),
            secretary_name: "Lê Thị Hoa".to_owned(),
            sites: vec![site(false, "xã An"), site(true, &format!("UBND tỉnh; {}", "phòng họp số hai, ".repeat(6)))],
            synthetic: false,
        }
    }

    #[test]
    fn a_calendar_says_when_where_and_the_link_and_nothing_of_what_it_is_about() {
        let text = written(&[meeting()], "https://10.1.2.3:8443", Moment(1_795_230_000_000));
        let whole = text.replace("\r\n ", "");
        for line in [
            "DTSTART:20261121T030000Z",
            "DTEND:20261121T050000Z",
            "SUMMARY:Họp giao ban trực tuyến",
            "URL:https://10.1.2.3:8443/hop/m-1",
            "UID:m-1@giaoban",
        ] {
            assert!(whole.contains(&format!("{line}\r\n")), "{line}: {whole}");
        }
        assert!(whole.contains("LOCATION:UBND tỉnh\\; phòng họp số hai\\, "));
        for secret in ["không ra ngoài", "Nguyễn", "Hoa"] {
            assert!(!whole.contains(secret));
        }
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    }
}
