//! The lines above the text: time, place, who took part, who was absent (Decree 30/2020, form 1.9; Decision
//! 45/2018/QĐ-TTg: the chair and the list of people present).

use giaoban_models::clock::Moment;
use giaoban_models::id::PersonId;
use giaoban_models::minutes::{Passage, PassageKind};
use giaoban_models::turn::TurnRole;
use std::collections::HashSet;

use super::Source;
use crate::attendance::{Attendance, SiteAttendance, Span};

/// Outages shorter than this are not told, in milliseconds.
const SHORTEST: i64 = 10_000;
/// So many outages of one site are told with their times, the rest counted.
const MOST_OUTAGES: usize = 3;
/// Sites that only came and stayed are listed in one line when there are more than these.
const MOST_LINES: usize = 6;

/// "08 giờ 00 phút, ngày 04 tháng 11 năm 2024": a zero before days below 10 and before months 1 and 2 only.
pub(super) fn in_words(at: Moment) -> String {
    let t = at.in_vietnam();
    let month = u8::from(t.month());
    let month = if month <= 2 { format!("{month:02}") } else { month.to_string() };
    format!("{}, ngày {:02} tháng {month} năm {}", hour(at), t.day(), t.year())
}

/// "08 giờ 05 phút".
pub(super) fn hour(at: Moment) -> String {
    let t = at.in_vietnam();
    format!("{:02} giờ {:02} phút", t.hour(), t.minute())
}

fn line(label: &str, text: &str) -> Passage {
    Passage::plain(PassageKind::Paragraph, format!("{label}: {text}."))
}

fn outages(spans: &[Span], end: Moment) -> Option<String> {
    let told: Vec<&Span> = spans.iter().filter(|span| span.to.since(span.from) >= SHORTEST).collect();
    if told.is_empty() {
        return None;
    }
    let mut each: Vec<String> = told
        .iter()
        .take(MOST_OUTAGES)
        .map(|span| {
            let (from, to) = (hour(span.from), hour(span.to));
            if span.to >= end {
                format!("từ {from} đến khi kết thúc")
            } else if from == to {
                format!("lúc {from}")
            } else {
                format!("từ {from} đến {to}")
            }
        })
        .collect();
    if told.len() > MOST_OUTAGES {
        each.push(format!("và {} lần khác", told.len() - MOST_OUTAGES));
    }
    Some(format!("mất kết nối {}", each.join(", ")))
}

/// What is to be told of a site beyond that it was there.
fn told(site: &SiteAttendance, seen: &Attendance) -> Option<String> {
    let mut parts = Vec::new();
    if let Some(at) = site.connected_at.filter(|at| at.since(seen.from) >= 60_000) {
        parts.push(format!("kết nối lúc {}", hour(at)));
    }
    parts.extend(outages(&site.outages, seen.to));
    if let Some(at) = site.left_at {
        parts.push(format!("rời cuộc họp lúc {}", hour(at)));
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// "Đinh Viết Châu, Chủ tịch UBND huyện".
fn person(name: &str, post: &str) -> String {
    if post.is_empty() { name.to_owned() } else { format!("{name}, {post}") }
}

fn people(source: &Source, site: &SiteAttendance) -> String {
    let name = |id: &PersonId| {
        let known = source.people.iter().find(|one| one.id == *id)?;
        Some(person(&known.name, &known.post))
    };
    site.people.iter().filter_map(|one| name(&one.person)).collect::<Vec<_>>().join("; ")
}

/// Lines of those present, from the room's log.
fn logged(source: &Source, seen: &Attendance) -> Vec<Passage> {
    let mut lines = Vec::new();
    let counted = if seen.called() > 0 {
        format!("có mặt {}/{} điểm cầu", seen.present(), seen.called())
    } else {
        String::new()
    };
    lines.push(Passage::plain(
        PassageKind::Paragraph,
        if counted.is_empty() {
            "Thành phần tham dự:".to_owned()
        } else {
            format!("Thành phần tham dự: {counted}.")
        },
    ));
    let mut number = 1;
    let mut numbered = |text: String| {
        let passage = Passage::plain(PassageKind::Paragraph, format!("{number}. {text}."));
        number += 1;
        passage
    };
    let here: Vec<&SiteAttendance> = seen.sites.iter().filter(|site| site.connected_at.is_some()).collect();
    for site in here.iter().filter(|site| site.hall) {
        let who = people(source, site);
        let who = if who.is_empty() { who } else { format!(": {who}") };
        let text = format!("Tại điểm cầu chính ({}){who}", site.unit_name);
        lines.push(numbered(match told(site, seen) {
            Some(more) => format!("{text} ({more})"),
            None => text,
        }));
    }
    let many = here.len() > MOST_LINES;
    let quiet: Vec<String> = here
        .iter()
        .filter(|site| !site.hall && many && told(site, seen).is_none())
        .map(|site| match people(source, site) {
            who if who.is_empty() => site.unit_name.clone(),
            who => format!("{} ({who})", site.unit_name),
        })
        .collect();
    if !quiet.is_empty() {
        lines.push(numbered(format!("Tại các điểm cầu kết nối suốt cuộc họp: {}", quiet.join("; "))));
    }
    for site in here.iter().filter(|site| !site.hall) {
        let more = told(site, seen);
        if many && more.is_none() {
            continue;
        }
        let who = people(source, site);
        let who = if who.is_empty() { String::new() } else { format!(": {who}") };
        let more = more.map_or(String::new(), |more| format!(" ({more})"));
        lines.push(numbered(format!("Tại điểm cầu {}{who}{more}", site.unit_name)));
    }
    lines
}

/// Whoever spoke, where there is no log of the room.
fn heard(source: &Source) -> Vec<Passage> {
    let mut seen = HashSet::new();
    let speakers: Vec<String> = source
        .turns
        .iter()
        .map(|turn| &turn.speaker)
        .filter(|who| who.id != source.meeting.chair && who.id != source.meeting.secretary && seen.insert(&who.id))
        .filter(|who| who.role != TurnRole::Secretary)
        .map(|who| person(&who.name, &who.post))
        .collect();
    if speakers.is_empty() {
        return vec![];
    }
    vec![line("Thành phần tham dự", &format!("các đại biểu phát biểu tại cuộc họp gồm {}", speakers.join("; ")))]
}

/// The lines above the text; `absent` is what was said of absences, with its turns.
pub(super) fn heading(source: &Source, from: Moment, absent: &[(String, usize)]) -> Vec<Passage> {
    let meeting = &source.meeting;
    let mut lines = vec![line("Thời gian bắt đầu", &in_words(from))];
    let hall = meeting.sites.iter().find(|site| site.hall).map(|site| site.unit_name.clone());
    let rooms = meeting.sites.iter().filter(|site| !site.hall).count();
    let place = source.place.clone().or(hall.map(|hall| format!("Phòng họp {hall}")));
    if let Some(place) = place {
        let sites =
            if rooms > 0 { format!(" (điểm cầu chính) và {rooms} điểm cầu") } else { String::new() };
        lines.push(line("Địa điểm", &format!("{place}{sites}")));
    }
    match &source.attendance {
        Some(seen) => lines.extend(logged(source, seen)),
        None => lines.extend(heard(source)),
    }
    let unconnected: Vec<&str> = source
        .attendance
        .iter()
        .flat_map(|seen| &seen.sites)
        .filter(|site| !site.hall && site.connected_at.is_none())
        .map(|site| site.unit_name.as_str())
        .collect();
    let mut away: Vec<String> = Vec::new();
    if !unconnected.is_empty() {
        away.push(format!("Điểm cầu không kết nối: {}", unconnected.join(", ")));
    }
    away.extend(absent.iter().map(|(text, _)| text.clone()));
    if !away.is_empty() {
        let mut passage = line("Vắng", &away.join(". "));
        passage.utterances = source.utterances(absent.iter().map(|(_, turn)| *turn));
        lines.push(passage);
    }
    lines.push(line("Chủ trì", &person(&meeting.chair_name, &source.chair_post)));
    lines.push(line("Thư ký", &person(&meeting.secretary_name, &source.secretary_post)));
    lines
}

#[cfg(test)]
mod tests;
