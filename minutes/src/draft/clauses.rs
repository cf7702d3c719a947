//! Clauses of the conclusion (kết luận của chủ trì): each proposed directive in the words an office writes
//! (Decree 30/2020 practice): "Giao {đơn vị} chủ trì, phối hợp với {...} {việc}; hoàn thành trước ngày 15/11/2024."

use giaoban_models::directive::{DirectiveAction, Proposal};

use crate::written::{self, Context};

use super::names::Names;
use super::office::official;
use super::words::{Word, begins_any, content_keys, find_any, flat, lowered, words};

/// The name of the rule that words a directive.
pub(super) fn rule(action: DirectiveAction) -> &'static str {
    match action {
        DirectiveAction::New => "order",
        DirectiveAction::Extend => "extension",
        DirectiveAction::Suspend => "suspension",
        DirectiveAction::Cancel => "cancellation",
    }
}

/// Ends of a task that say who hears of it: the due date belongs to them.
const TELLING: &[&str] = &["báo cáo", "trình", "gửi", "báo"];

/// A part of a quote that may be repeated whole, in words, and the words kept on either side of a figure in a longer one.
const MOST_WORDS: usize = 14;
const AROUND: usize = 4;

/// What clauses are worded with.
pub(super) struct Wording<'a> {
    /// Names of the authority.
    pub names: &'a Names,
    /// The same names for the full written form.
    pub proper: &'a written::Names,
    /// Number words to digits.
    pub figures: fn(&str) -> String,
}

/// "2024-11-05" -> "05/11/2024"; "2024-11-06T17:00" -> "17 giờ 00 phút ngày 06/11/2024".
fn due(deadline: &str) -> Option<String> {
    let (day, hour) = deadline.split_once('T').map_or((deadline, None), |(day, hour)| (day, Some(hour)));
    let mut parts = day.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let date = format!("ngày {day}/{month}/{year}");
    match hour.and_then(|hour| hour.split_once(':')) {
        Some((hour, minute)) => Some(format!("{hour} giờ {minute} phút {date}")),
        None => Some(date),
    }
}

fn listed(units: &[giaoban_models::id::UnitId], names: &Names) -> String {
    units.iter().map(|unit| names.unit(unit)).collect::<Vec<_>>().join(", ")
}

/// Whether every figure of `part` stands in `text` too.
fn holds_figures(text: &str, part: &str) -> bool {
    let there = words(text);
    words(part).iter().filter(|word| word.is_figure()).all(|figure| there.iter().any(|word| word.key == figure.key))
}

impl Wording<'_> {
    fn in_writing(&self, text: &str) -> String {
        let heard = flat(text);
        let text = if heard { (self.figures)(text) } else { text.to_owned() };
        self.names.written(&text, heard).text
    }

    /// A text in the words of an office: the last value of a correction, no fillers.
    fn in_office_words(&self, text: &str) -> String {
        let heard = flat(text);
        let named = if heard {
            let full = written::full(text, &Context { names: Some(self.proper), pauses: &[] });
            self.names.written(full.trim_end_matches(['.', '?']), true).text
        } else {
            self.in_writing(text)
        };
        let first_capital = named.starts_with(char::is_uppercase);
        let (official, _) = official(&named, heard, false);
        if first_capital { official } else { lowered(&official, self.names.name_at(&words(&official)).is_some()) }
    }

    /// The condition a conditional order hangs on: what stands between "nếu" and "thì".
    fn condition(&self, proposal: &Proposal) -> Option<String> {
        if !proposal.conditional || find_any(&words(&proposal.task), &["nếu", "khi", "trường hợp"]).is_some() {
            return None;
        }
        let quote = self.in_writing(&proposal.quote);
        let all = words(&quote);
        let (from, count) = find_any(&all, &["nếu", "trường hợp", "khi nào"])?;
        let (until, _) = find_any(&all[from + count..], &["thì"])?;
        let (first, last) = (all.get(from + count)?, all.get(from + count + until.checked_sub(1)?)?);
        Some(quote[first.range.start..last.range.end].to_owned())
    }

    /// The time allowed, as it stands behind the task.
    fn term(&self, proposal: &Proposal, task: &str) -> Option<String> {
        if let Some(date) = proposal.deadline.as_deref().and_then(due) {
            return Some(date);
        }
        let said = self.in_writing(proposal.deadline_text.as_deref()?);
        // "ngay khi": what it waits for stands in the task.
        if words(&said).last().is_some_and(|word| matches!(word.key.as_str(), "khi" | "sau" | "trước")) {
            return None;
        }
        let keys = content_keys(&said);
        let known = content_keys(task);
        let figures = words(&said).iter().any(Word::is_figure) && holds_figures(task, &said);
        (!figures && !keys.iter().all(|key| known.contains(key))).then_some(said)
    }

    /// The clause of a directive, a whole sentence.
    pub fn clause(&self, proposal: &Proposal) -> String {
        let task = self.in_office_words(proposal.task.trim().trim_end_matches(['.', ';', ',']));
        let all = words(&task);
        let leads = listed(&proposal.lead_units, self.names);
        let begins = |phrases: &[&str]| begins_any(&all, phrases).is_some();
        let named = self.names.name_at(&all).is_some();
        let low = lowered(&task, named);
        let mut text = match proposal.action {
            DirectiveAction::Extend if leads.is_empty() => format!("Gia hạn: {low}"),
            DirectiveAction::Extend => {
                let what = if begins(&["gia hạn"]) { low } else { format!("gia hạn: {low}") };
                format!("Đồng ý {what} đối với {leads}")
            }
            DirectiveAction::Suspend | DirectiveAction::Cancel => {
                let stop = if proposal.action == DirectiveAction::Suspend { "tạm dừng" } else { "dừng" };
                let what = if begins(&["dừng", "tạm dừng", "thu hồi", "hủy", "không", "thôi", "giải thể"])
                {
                    low
                } else {
                    format!("{stop}: {low}")
                };
                if leads.is_empty() { format!("Yêu cầu {what}") } else { format!("Yêu cầu {leads} {what}") }
            }
            DirectiveAction::New if leads.is_empty() => task.clone(),
            DirectiveAction::New => {
                let what = low.strip_prefix("chủ trì, ").or(low.strip_prefix("chủ trì ")).unwrap_or(&low);
                if proposal.co_units.is_empty() || begins(&["phối hợp", "chủ trì phối hợp"]) {
                    format!("Giao {leads} {what}")
                } else {
                    format!("Giao {leads} chủ trì, phối hợp với {} {what}", listed(&proposal.co_units, self.names))
                }
            }
        };
        if let Some(condition) = self.condition(proposal) {
            text = format!("Trường hợp {condition}: {}", lowered(&text, false));
        }
        let missing = self.missing(proposal, &text);
        if let Some(term) = self.term(proposal, &text) {
            let dated = proposal.deadline.is_some();
            let telling = task.rsplit_once(", ").is_some_and(|(_, last)| begins_any(&words(last), TELLING).is_some());
            let tail = match (proposal.action, dated) {
                (DirectiveAction::Extend, true) => format!(" đến {term}"),
                (DirectiveAction::Extend, false) => format!(", {term}"),
                (_, true) if telling || find_any(&all, &["hoàn thành", "xong"]).is_some() => format!(" trước {term}"),
                (_, true) => format!("; hoàn thành trước {term}"),
                (_, false) if proposal.recurring => format!("; thực hiện {term}"),
                (_, false) => format!("; thời gian: {term}"),
            };
            if telling
                && dated
                && let Some(at) = text.rfind(", ")
            {
                // The report is a matter of its own: "...; báo cáo UBND huyện trước ngày ...".
                text.replace_range(at..at + 1, ";");
            }
            text.push_str(&tail);
        }
        if let Some(missing) = missing {
            text.push_str("; ");
            text.push_str(&lowered(&missing, false));
        }
        text.push('.');
        text
    }

    /// A part of the quote with a figure that the task does not repeat: no figure of an order is lost.
    fn missing(&self, proposal: &Proposal, text: &str) -> Option<String> {
        let mut quote = self.in_writing(&proposal.quote);
        if let Some(said) = &proposal.deadline_text {
            quote = quote.replace(&self.in_writing(said), "");
        }
        let quote = official(&quote, flat(&proposal.quote), false).0;
        let due = due_figures(proposal.deadline.as_deref().unwrap_or_default());
        let told: Vec<String> = words(text).into_iter().map(|word| word.key).collect();
        let lost = |part: &str| {
            words(part).iter().any(|word| word.is_figure() && !due.contains(&word.key) && !told.contains(&word.key))
        };
        let parts = quote.split(", ").flat_map(|part| part.split("; ")).map(str::trim).filter(|part| lost(part));
        let parts: Vec<String> = parts.map(|part| around(part, |word| lost(&word.key))).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

/// What stands around the figures of `part` that `wanted` names: all of a short part, a few words around each in a long
/// one that was heard without marks; without the speaker's pronouns.
fn around(part: &str, wanted: impl Fn(&Word) -> bool) -> String {
    let all = words(part);
    let mut windows: Vec<(usize, usize)> = Vec::new();
    if all.len() <= MOST_WORDS {
        windows.push((0, all.len()));
    } else {
        for at in (0..all.len()).filter(|at| wanted(&all[*at])) {
            let (from, to) = (at.saturating_sub(AROUND), (at + 1 + AROUND).min(all.len()));
            match windows.last_mut() {
                Some(last) if from <= last.1 => last.1 = to,
                _ => windows.push((from, to)),
            }
        }
    }
    let spoken = |word: &&Word| {
        matches!(word.key.as_str(), "tôi" | "em" | "dạ" | "ạ" | "nhé" | "ờ" | "à" | "nha" | "tui" | "đấy")
    };
    let told = windows.into_iter().map(|(from, to)| {
        let kept = all[from..to].iter().filter(|word| !spoken(word));
        kept.map(|word| &part[word.range.clone()]).collect::<Vec<_>>().join(" ")
    });
    told.collect::<Vec<_>>().join(", ")
}

/// The ways a due date is said in figures: "8/11", "08/11/2026", "8", "17".
fn due_figures(deadline: &str) -> Vec<String> {
    let (day, hour) = deadline.split_once('T').unwrap_or((deadline, ""));
    let mut parts = day.split('-');
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else { return vec![] };
    let short = |part: &str| part.trim_start_matches('0').to_owned();
    let hour = short(hour.split(':').next().unwrap_or_default());
    let (d, m) = (short(day), short(month));
    vec![
        format!("{d}/{m}"),
        format!("{day}/{month}"),
        format!("{d}/{m}/{year}"),
        format!("{day}/{month}/{year}"),
        d,
        m,
        hour,
        year.to_owned(),
    ]
}

#[cfg(test)]
mod tests;
