//! Orders that change one given before: a name with only a new date, and something stopped.

use giaoban_models::id::UnitId;

use super::extent::end;
use super::heard::Heard;
use super::order::{Order, OrderKind};
use super::place::Place;
use crate::syllable::Mark;
use crate::units::Kind;

/// "Riêng Phước Sơn đến 15/2": a name and a date, nothing else.
pub fn new_dates(heard: &Heard<'_>, places: &[Place], orders: &mut Vec<Order>) {
    for (n, mention) in heard.mentions.iter().enumerate() {
        let at = &mention.at;
        if places[n] == Place::Co || orders.iter().any(|o| o.at.start < at.end && at.start < o.at.end) {
            continue;
        }
        let from = at.end + usize::from(heard.key(at.end) == "thì");
        let Some(time) = heard.times.iter().find(|t| t.at.start == from && t.value.text().is_some()) else { continue };
        let over = time.at.end >= heard.of.len()
            || heard.mark_before(time.at.end) >= Mark::Comma
            || heard.mention_at(time.at.end).is_some();
        let opened = heard.mark_before(at.start) >= Mark::Comma
            || ["riêng", "dạ", "đúng", "vậy", "còn", "thôi", "cho"].contains(&heard.key(at.start.saturating_sub(1)));
        if !over
            || !opened
            || heard.is_above(&mention.unit)
            || !matches!(heard.key(from), "đến" | "tới" | "cho" | "sang" | "lùi" | "hạn" | "là" | "thêm")
        {
            continue;
        }
        let sentence = heard.sentence(at.start).start;
        let start = if heard.marked || at.start - sentence <= 3 { sentence } else { at.start };
        orders.push(plain(
            heard,
            start..time.at.end,
            at.start,
            at.end,
            vec![mention.unit.clone()],
            OrderKind::NewDate,
            "name-and-new-date",
        ));
    }
}

/// "Việc dựng cổng chào ở Phước Lộc thì dừng", "hội thao thì hủy, chị Duyên báo các đoàn thể": what is stopped names who
/// did it only in passing, or whoever spoke before does it (`other`).
pub fn stopped(heard: &Heard<'_>, orders: &mut Vec<Order>, other: &[UnitId]) {
    let words = heard.lexicon();
    for at in 0..heard.of.len() {
        let Some(len) = heard.at(&words.suspend, at).max(heard.at(&words.cancel, at)) else { continue };
        if orders.iter().any(|o| o.kind == OrderKind::Stopped && o.at.contains(&at)) || !stops(heard, at, len) {
            continue;
        }
        let sentence = heard.sentence(at);
        let stop = end(heard, at + len, None, sentence.start).max(at + len);
        // Whoever makes it known or takes the decision back in the same sentence had it.
        let told = orders
            .iter()
            .position(|o| o.at.start <= stop + 1 && o.head >= at && o.head < sentence.end && undoes(heard, o.head_end));
        if let Some(n) = told {
            orders[n].at.start = clause_start(heard, at, sentence.start);
            orders[n].kind = OrderKind::Stopped;
            orders[n].rules.push("stopped-and-made-known");
            continue;
        }
        if orders.iter().any(|o| o.at.contains(&at) && (o.head >= at || o.head_end + 6 >= at)) {
            continue;
        }
        let start = clause_start(heard, at, sentence.start);
        let Some((leads, known)) = whose(heard, start..at, orders, other) else { continue };
        for order in orders.iter_mut().filter(|o| o.at.start < at && o.at.end > start) {
            order.at.end = start.max(order.head_end);
        }
        let stop =
            orders.iter().filter(|o| o.at.start >= at).map(|o| o.at.start).min().map_or(stop, |next| stop.min(next));
        let mut order = plain(heard, start..stop.max(at + len), start, start, leads, OrderKind::Stopped, "stopped");
        order.rules.extend((!known).then_some(OWNER_GUESSED));
        orders.push(order);
    }
    orders.retain(|o| o.at.start < o.at.end);
}

/// "Báo cáo cải cách hành chính thì lùi sang thứ Tư tuần sau": moved, with nobody addressed.
pub fn moved(heard: &Heard<'_>, orders: &mut Vec<Order>, other: &[UnitId], asked_time: bool) {
    let words = heard.lexicon();
    for sentence in &heard.sentences {
        if orders.iter().any(|o| o.at.start < sentence.end && sentence.start < o.at.end) {
            continue;
        }
        let Some((at, len)) = heard.first(&words.extend, sentence.clone()) else { continue };
        let dated =
            heard.times.iter().any(|t| t.at.start <= at + len + 2 && t.at.end > at + len && t.value.text().is_some());
        let refused =
            (sentence.start..at).any(|p| matches!(heard.key(p), "không" | "đã" | "xin" | "nếu" | "đừng" | "bị"));
        if !dated || refused || at < sentence.start + 2 || super::veto::is_question(heard, sentence.clone()) {
            continue;
        }
        let group = heard.mentions.iter().rfind(|m| {
            m.at.start >= sentence.start
                && m.at.end <= at
                && m.kind == Kind::Group
                && heard.before(&words.place, m.at.start).is_none()
        });
        let whose =
            group.map(|m| (vec![m.unit.clone()], true)).or_else(|| whose(heard, sentence.start..at, orders, other));
        let Some((leads, known)) = whose else { continue };
        let stop = end(heard, at + len, None, sentence.start).max(at + len);
        let from = sentence.start;
        let mut order = plain(heard, from..stop, from, from, leads, OrderKind::NewDate, "moved");
        order.rules.extend((!known && !asked_time).then_some(OWNER_GUESSED));
        orders.push(order);
    }
}

/// The rule of an order whose owner was not named: whoever answers "dạ, rõ" to it has it.
pub const OWNER_GUESSED: &str = "owner-guessed";

/// "báo các đoàn thể", "rút quyết định", "làm quyết định": what is left to do about a thing that is stopped.
fn undoes(heard: &Heard<'_>, head_end: usize) -> bool {
    let from = head_end + heard.at(&heard.lexicon().duty, head_end).unwrap_or(0);
    match heard.key(from) {
        "báo" | "thông" | "gỡ" => true,
        "rút" | "làm" | "ra" | "ban" | "trình" | "soạn" | "thu" => (from + 1..from + 4).any(|at| {
            matches!((heard.key(at), heard.key(at + 1)), ("quyết", "định") | ("văn", "bản") | ("thông", "báo"))
        }),
        _ => false,
    }
}

/// "chạy tới khi có nước thì thôi": says how long, and stops nothing.
fn says_how_long(heard: &Heard<'_>, at: usize, len: usize) -> bool {
    /// Longest condition between "đến khi" and "thì thôi", in syllables.
    const REACH: usize = 10;
    heard.key(at + len - 1) == "thôi"
        && (heard.sentence(at).start.max(at.saturating_sub(REACH))..at).any(|p| {
            matches!(
                (heard.key(p), heard.key(p + 1)),
                ("đến" | "tới", "khi" | "lúc") | ("khi" | "chừng" | "lúc", "nào" | "mô") | ("bao", "giờ")
            )
        })
}

/// Whether a word that stops something does so here, rather than being told of.
fn stops(heard: &Heard<'_>, at: usize, len: usize) -> bool {
    let words = heard.lexicon();
    let ends = at + len >= heard.of.len()
        || heard.mark_before(at + len) >= Mark::Comma
        || matches!(
            heard.key(at + len),
            "lại"
                | "đã"
                | "luôn"
                | "nhé"
                | "đi"
                | "ngay"
                | "không"
                | "chưa"
                | "à"
                | "ờ"
                | "vì"
                | "để"
                | "do"
                | "mà"
        );
    let long = len >= 2;
    let sentence = heard.sentence(at).start;
    let before = heard.before(&words.before_stop, at).is_some();
    let told = heard.before(&words.told, at).is_some()
        || (sentence.max(at.saturating_sub(6))..at)
            .any(|p| matches!(heard.key(p), "đã" | "bị" | "sẽ" | "xin" | "nên" | "nếu" | "em"));
    let counted = at > sentence || long && heard.key(at) != "thôi";
    let asked = super::veto::is_question(heard, heard.sentence(at));
    let short = len == 1 && at < sentence + 2;
    let tied = !heard.marked && at >= sentence + 3 && heard.key(at - 1) == "thì";
    // "Giải tán." ends the meeting.
    let whole = heard.sentence(at);
    let meeting_over = heard.key(at) == "giải" && whole.len() <= len + 1 && whole.end == heard.of.len();
    if short || told || asked || meeting_over || says_how_long(heard, at, len) {
        return false;
    }
    if tied {
        return true;
    }
    counted && (before && (ends || long) || long && (ends || at == sentence || heard.key(at) == "tạm"))
        || ends && heard.key(at) == "hủy"
}

fn clause_start(heard: &Heard<'_>, at: usize, sentence: usize) -> usize {
    let from = if heard.marked { sentence } else { sentence.max(at.saturating_sub(14)) };
    let topic = (from..at).rev().find(|p| {
        matches!(
            heard.key(*p),
            "việc"
                | "đề"
                | "kế"
                | "chương"
                | "dự"
                | "cái"
                | "đợt"
                | "lễ"
                | "hội"
                | "đoàn"
                | "công"
                | "chuyện"
                | "vụ"
        ) && (heard.marked || *p == from || heard.mark_before(*p) != Mark::None || heard.key(p - 1) != "của")
    });
    if heard.marked { sentence } else { topic.unwrap_or(from) }
}

/// Who had what is stopped: named as its owner, called upon after it, named as its place, in the next order, or whoever
/// spoke before; and whether they were named at all.
fn whose(
    heard: &Heard<'_>,
    part: std::ops::Range<usize>,
    orders: &[Order],
    other: &[UnitId],
) -> Option<(Vec<UnitId>, bool)> {
    let inside = || {
        heard.mentions.iter().filter(|m| m.at.start >= part.start && m.at.end <= part.end && !heard.is_above(&m.unit))
    };
    let before = |m: &crate::units::Mention| m.at.start.checked_sub(1).map_or("", |p| heard.key(p)).to_owned();
    let after = heard.sentence(part.end.min(heard.of.len() - 1)).end;
    let owned = heard.mentions.iter().find(|m| {
        m.at.start > part.end && m.at.end <= after && heard.key(m.at.start - 1) == "của" && !heard.is_above(&m.unit)
    });
    let owner =
        inside().find(|m| m.kind == Kind::Person || before(m) == "của" || before(m) == "giao" || before(m) == "phòng");
    let place = inside().find(|m| matches!(before(m).as_str(), "ở" | "tại"));
    let next = || orders.iter().find(|o| o.at.start >= part.end && o.at.start <= part.end + 8).map(|o| o.leads.clone());
    owner
        .or_else(|| called_after(heard, part.end))
        .or(place)
        .or(owned)
        .map(|m| vec![m.unit.clone()])
        .or_else(next)
        .map(|leads| (leads, true))
        .or_else(|| (!other.is_empty()).then(|| (other.to_vec(), false)))
        .or_else(|| inside().next().map(|m| (vec![m.unit.clone()], false)))
}

/// Whoever is called upon right after something is stopped: "…, anh Quang.", "…, anh Tùng nghe chưa?".
fn called_after<'a>(heard: &'a Heard<'_>, from: usize) -> Option<&'a crate::units::Mention> {
    /// Longest stretch between the word that stops and the name, in syllables.
    const REACH: usize = 34;
    let sentence = heard.sentence(from.min(heard.of.len() - 1));
    heard.mentions.iter().find(|m| {
        let near = m.at.start > from && m.at.start <= from + REACH && !heard.is_above(&m.unit);
        let here = heard.sentence(m.at.start);
        let heeds = matches!(heard.key(m.at.end), "nghe" | "rõ" | "nhớ" | "nghen" | "biết")
            && (here.start >= sentence.end && here.start == m.at.start && here.len() <= m.at.len() + 3
                || here.start == sentence.start && heard.mark_before(m.at.start) >= Mark::Comma
                || !heard.marked);
        let over = m.at.end >= heard.of.len() || heard.mark_before(m.at.end).ends_sentence();
        let parted = heard.mark_before(m.at.start) >= Mark::Comma
            || heard.before(&heard.lexicon().particle, m.at.start).is_some();
        let last = over && here.start == sentence.start && parted && m.kind != Kind::Group;
        // What is stopped or moved in between has them.
        let words = heard.lexicon();
        let nearer = || {
            [&words.suspend, &words.cancel, &words.extend].iter().any(|list| heard.has(list, from + 1..m.at.start))
                && here.start != sentence.start
        };
        near && (heeds || last) && !nearer()
    })
}

/// An order without words that hand it over.
pub fn plain(
    heard: &Heard<'_>,
    at: std::ops::Range<usize>,
    head: usize,
    head_end: usize,
    leads: Vec<UnitId>,
    kind: OrderKind,
    rule: &'static str,
) -> Order {
    let end = at.end.min(heard.of.len());
    Order {
        at: at.start..end,
        head,
        head_end,
        assigned: 0,
        leads,
        co: vec![],
        kind,
        chairs: false,
        verb: None,
        person: false,
        rules: vec![rule],
    }
}
