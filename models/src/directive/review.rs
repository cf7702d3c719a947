//! Reviewing earlier conclusions (kiểm điểm kết luận kỳ trước): what became of what was ordered, before the next meeting
//! of the same authority begins.

use super::order::Directive;
use super::{DirectiveEventKind, DirectiveState, Timeliness, due};
use crate::clock::Moment;

/// Directives of earlier meetings as the chair goes through them.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// Quá hạn, the longest overdue first.
    pub late: Vec<Directive>,
    /// Đã báo cáo, chờ xác nhận.
    pub reported: Vec<Directive>,
    /// Đang thực hiện, by due date; those without one last.
    pub open: Vec<Directive>,
    /// Confirmed since the meeting before, the latest first.
    pub done: Vec<Directive>,
}

impl Review {
    /// Sorts what was ordered. `since` is when the meeting before began: what was done earlier was reviewed there.
    #[must_use]
    pub fn of(directives: Vec<Directive>, since: Moment, now: Moment) -> Self {
        let mut review = Self { late: vec![], reported: vec![], open: vec![], done: vec![] };
        for directive in directives {
            match (directive.standing.state, directive.standing.timeliness(now)) {
                (DirectiveState::Cancelled, _) => {}
                (DirectiveState::Completed, _) if confirmed_at(&directive) >= Some(since) => {
                    review.done.push(directive)
                }
                (DirectiveState::Completed, _) => {}
                (DirectiveState::Reported, _) => review.reported.push(directive),
                (_, Timeliness::Overdue) => review.late.push(directive),
                _ => review.open.push(directive),
            }
        }
        let by_due = |one: &Directive| (one.standing.due.is_none(), one.standing.due.clone(), one.code.clone());
        review.late.sort_by_key(by_due);
        review.open.sort_by_key(by_due);
        review.reported.sort_by_key(|one| one.standing.reported_at);
        review.done.sort_by_key(|one| std::cmp::Reverse(confirmed_at(one)));
        review
    }

    /// How many directives are reviewed.
    #[must_use]
    pub fn total(&self) -> usize {
        self.late.len() + self.reported.len() + self.open.len() + self.done.len()
    }

    /// The review in the words of an annex to minutes, a line each: figures first, then what is late, waits and is open.
    /// What is done is counted, not listed.
    #[must_use]
    pub fn lines(&self, now: Moment) -> Vec<String> {
        if self.total() == 0 {
            return vec!["Không có nhiệm vụ của các kỳ họp trước phải kiểm điểm.".to_owned()];
        }
        let mut lines = vec![format!(
            "Kiểm điểm {} nhiệm vụ đã giao tại các kỳ họp trước: {} đã hoàn thành từ kỳ họp trước, {} đã báo cáo chờ xác \
             nhận, {} đang thực hiện, {} quá hạn.",
            self.total(),
            self.done.len(),
            self.reported.len(),
            self.open.len(),
            self.late.len()
        )];
        let late = |one: &Directive| {
            let days = one.standing.days_late(now).unwrap_or_default().max(0);
            if days == 0 { "quá hạn trong ngày".to_owned() } else { format!("quá hạn {days} ngày") }
        };
        section(&mut lines, "Quá hạn:", &self.late, late);
        section(&mut lines, "Đã báo cáo, chờ xác nhận:", &self.reported, |_| "chờ xác nhận".to_owned());
        section(&mut lines, "Đang thực hiện:", &self.open, |_| "đang thực hiện".to_owned());
        lines
    }
}

fn section(lines: &mut Vec<String>, title: &str, directives: &[Directive], stands: impl Fn(&Directive) -> String) {
    if directives.is_empty() {
        return;
    }
    lines.push(title.to_owned());
    lines.extend(directives.iter().map(|one| {
        let due = match &one.standing.due {
            Some(due) => format!("hạn {}", spoken(due)),
            None => "không thời hạn".to_owned(),
        };
        let task = one.task.trim_end_matches(['.', ';', ' ']);
        format!("- {}: {task} ({}, {due}, {});", one.holder().name, one.code, stands(one))
    }));
    if let Some(last) = lines.last_mut()
        && last.ends_with(';')
    {
        last.pop();
        last.push('.');
    }
}

/// `YYYY-MM-DD` as offices write days: dd/MM/yyyy.
fn spoken(text: &str) -> String {
    let day = due::day(text);
    match due::date(day) {
        Some(date) => format!("{:02}/{:02}/{:04}", date.day(), u8::from(date.month()), date.year()),
        None => day.to_owned(),
    }
}

fn confirmed_at(directive: &Directive) -> Option<Moment> {
    let confirmed = |event: &&super::DirectiveEvent| event.kind == DirectiveEventKind::Confirmed;
    directive.events.iter().rev().find(confirmed).map(|event| event.at)
}

#[cfg(test)]
mod tests;
