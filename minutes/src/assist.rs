//! What a language model on a machine of the authority may add to the rules (mô hình ngôn ngữ hỗ trợ), off by default.
//!
//! The model is asked where an order stands, never what it says: an item needs a span that the chair really spoke, names a
//! unit in it or is dropped, and takes its due date from the rules. No quoted span, no item. What comes from a model is
//! never sure enough to be suggested; it stands in the list for a person to look at.

use giaoban_models::directive::{DirectiveAction, Proposal};
use giaoban_models::gazetteer::Gazetteer;
use giaoban_models::text;
use giaoban_models::turn::{Turn, TurnRole};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::calendar::{Holidays, parse_day};
use crate::units::{Mention, Units};
use crate::{deadline, written};

/// Confidence of what a model adds: below every threshold at which something is suggested.
pub const CONFIDENCE: f64 = 0.3;
/// Characters of turns in one question: what small models read with attention.
const QUESTION: usize = 6_000;
/// Questions about one meeting at most, so that a meeting of any length ends.
const QUESTIONS: usize = 60;
/// Items taken from one answer at most.
const ITEMS: usize = 40;
/// Bytes of an answer that are looked at.
pub const LONGEST_ANSWER: usize = 256 * 1024;
/// Syllables of a span at least: fewer order nothing.
const SHORTEST_SPAN: usize = 3;
/// Characters of a span at most.
const LONGEST_SPAN: usize = 600;

const INSTRUCTION: &str = "Bạn giúp thư ký đọc lại cuộc họp. Tìm những câu mà người chủ trì GIAO VIỆC cho một đơn vị hoặc một người. \
Không lấy: câu hỏi, đề nghị của đại biểu, lời kể, lời nhắc trật tự, câu trích lời cấp trên. \
Chỉ chép NGUYÊN VĂN một đoạn liền nhau của lượt nói, không sửa một chữ. \
Trả lời đúng một đối tượng JSON: {\"items\":[{\"turn\":\"mã lượt\",\"quote\":\"đoạn chép nguyên văn\"}]}. Không có thì trả {\"items\":[]}.";

/// A question to a model, as the messages of the OpenAI chat interface.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The array `messages` of the request.
    pub messages: Value,
}

/// The questions about a meeting: some turns each, in order, with the chair's turns marked. None when the chair is silent.
#[must_use]
pub fn questions(turns: &[Turn]) -> Vec<Question> {
    let mut questions = Vec::new();
    let mut part = String::new();
    let mut chaired = false;
    for turn in turns {
        let chair = turn.speaker.role == TurnRole::Chair;
        let line = format!("[{}] {}: {}\n", turn.id, if chair { "CHỦ TRÌ" } else { "Đại biểu" }, turn.text);
        if !part.is_empty() && part.chars().count() + line.chars().count() > QUESTION {
            questions.extend(question(&part, chaired));
            part.clear();
            chaired = false;
        }
        part.extend(line.chars().take(QUESTION));
        chaired |= chair;
    }
    questions.extend(question(&part, chaired));
    questions.truncate(QUESTIONS);
    questions
}

fn question(part: &str, chaired: bool) -> Option<Question> {
    chaired.then(|| Question {
        messages: json!([{"role": "system", "content": INSTRUCTION}, {"role": "user", "content": part}]),
    })
}

#[derive(Deserialize)]
struct Answer {
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    turn: String,
    quote: String,
}

/// What an answer adds to the proposals `known`: spans that the chair spoke, that name a unit and that no proposal holds yet.
/// Anything else in the answer is dropped without a word; a model says many things.
#[must_use]
pub fn proposals(
    answer: &str,
    turns: &[Turn],
    gazetteer: &Gazetteer,
    holidays: &Holidays,
    known: &[Proposal],
) -> Vec<Proposal> {
    let units = Units::new(gazetteer);
    let mut added: Vec<Proposal> = Vec::new();
    for item in items(answer) {
        let Some(turn) = turns.iter().find(|turn| turn.id == item.turn && turn.speaker.role == TurnRole::Chair) else {
            continue;
        };
        let quote = text::kept(&item.quote);
        let Some(start) = span(turn, &quote) else { continue };
        let taken = start..start + quote.len();
        let overlaps = |proposal: &&Proposal| {
            proposal.meeting_id == turn.meeting_id.as_str()
                && proposal.turns.first() == Some(&turn.id)
                && turn
                    .text
                    .find(&proposal.quote)
                    .is_some_and(|at| at < taken.end && taken.start < at + proposal.quote.len())
        };
        if known.iter().chain(&added).any(|proposal| overlaps(&proposal)) {
            continue;
        }
        added.extend(proposal(turn, quote, &units, holidays));
    }
    added
}

/// The items of an answer, which may stand between other words.
fn items(answer: &str) -> Vec<Item> {
    let mut end = answer.len().min(LONGEST_ANSWER);
    while !answer.is_char_boundary(end) {
        end -= 1;
    }
    let answer = &answer[..end];
    let (Some(from), Some(to)) = (answer.find('{'), answer.rfind('}')) else { return vec![] };
    let whole: Option<Answer> = answer.get(from..=to).and_then(|object| serde_json::from_str(object).ok());
    whole.map_or_else(Vec::new, |answer| answer.items.into_iter().take(ITEMS).collect())
}

/// Where the span stands in the turn: whole words of it, enough of them.
fn span(turn: &Turn, quote: &str) -> Option<usize> {
    let words = quote.split_whitespace().count();
    if words < SHORTEST_SPAN || quote.chars().count() > LONGEST_SPAN {
        return None;
    }
    turn.text.match_indices(quote).map(|(at, _)| at).find(|at| {
        let before = turn.text[..*at].chars().next_back();
        let after = turn.text[at + quote.len()..].chars().next();
        before.is_none_or(|c| !c.is_alphanumeric()) && after.is_none_or(|c| !c.is_alphanumeric())
    })
}

fn proposal(turn: &Turn, quote: String, units: &Units, holidays: &Holidays) -> Option<Proposal> {
    let mentions = units.mentions(&quote, Some(&turn.speaker.unit));
    // Words that could as well be plain ones name nobody here: only the rules know how to read them.
    let lead = mentions.iter().find(|mention: &&Mention| !mention.plain)?.unit.clone();
    let due = parse_day(&turn.spoken_on).and_then(|on| deadline::find(&quote, on, holidays));
    Some(Proposal {
        meeting_id: turn.meeting_id.to_string(),
        turns: vec![turn.id.clone()],
        task: written::text(&quote),
        quote,
        lead_units: vec![lead],
        co_units: vec![],
        deadline: due.as_ref().and_then(|due| due.value.due()),
        deadline_warning: parse_day(&turn.spoken_on)
            .and_then(|on| deadline::warning_code(due.as_ref()?.value, on, holidays))
            .map(str::to_owned),
        deadline_text: due.map(|due| due.phrase),
        action: DirectiveAction::New,
        recurring: false,
        conditional: false,
        confidence: CONFIDENCE,
        reasons: vec!["mô hình ngôn ngữ chỉ ra câu này, quy tắc không nhận; đề nghị đọc kỹ câu nói".to_owned()],
    })
}

#[cfg(test)]
mod tests;
