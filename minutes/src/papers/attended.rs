//! The list of who attended (danh sách tham dự), from the room's own log.

use std::collections::HashMap;

use giaoban_models::clock::Moment;
use giaoban_models::id::PersonId;
use giaoban_models::minutes::AttendanceLine;

use crate::attendance::{Attendance, SiteAttendance, Span};

/// Lost lines that are told of one site; more are counted.
const TOLD: usize = 3;

/// A line for each site of the meeting, with who sat there; `people` gives name and post.
#[must_use]
pub fn attended(attendance: &Attendance, people: &HashMap<PersonId, (String, String)>) -> Vec<AttendanceLine> {
    attendance.sites.iter().map(|site| line(attendance, site, people)).collect()
}

fn line(all: &Attendance, site: &SiteAttendance, people: &HashMap<PersonId, (String, String)>) -> AttendanceLine {
    let named = site
        .people
        .iter()
        .filter_map(|one| people.get(&one.person))
        .map(|(name, post)| if post.is_empty() { name.clone() } else { format!("{name}, {post}") });
    let connected = site.connected_at.map(|from| {
        let to = site.left_at.unwrap_or(all.to);
        format!("{} - {}", clock(from), clock(to))
    });
    AttendanceLine {
        site: if site.hall { format!("{} (điểm cầu chính)", site.unit_name) } else { site.unit_name.clone() },
        people: named.collect::<Vec<_>>().join("; "),
        note: if connected.is_none() { "Không kết nối".to_owned() } else { lost(&site.outages) },
        connected: connected.unwrap_or_default(),
    }
}

fn lost(outages: &[Span]) -> String {
    if outages.is_empty() {
        return String::new();
    }
    let told: Vec<String> =
        outages.iter().take(TOLD).map(|span| format!("{} - {}", clock(span.from), clock(span.to))).collect();
    let more = outages.len().saturating_sub(TOLD);
    let more = if more > 0 { format!(" và {more} lần khác") } else { String::new() };
    format!("Mất kết nối {}{more}", told.join(", "))
}

fn clock(at: Moment) -> String {
    let wall = at.in_vietnam();
    format!("{:02}:{:02}", wall.hour(), wall.minute())
}
