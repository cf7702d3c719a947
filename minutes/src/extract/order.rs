//! Orders: stretches of a turn that hand one task to somebody.

use std::ops::Range;

use giaoban_models::id::UnitId;

use super::extent::{end, start};
use super::head::{Head, heads, is_person, once, units};
use super::heard::Heard;
use super::place::{Place, places, predicate};
use crate::syllable::Mark;

/// One order: syllables, who leads, who helps.
#[derive(Clone, Debug)]
pub struct Order {
    /// Syllables of the whole.
    pub at: Range<usize>,
    /// First syllable of the words that hand it over, or of the first name.
    pub head: usize,
    /// End of the names of those who lead.
    pub head_end: usize,
    /// Syllables that hand it over.
    pub assigned: usize,
    /// Who leads.
    pub leads: Vec<UnitId>,
    /// Who helps.
    pub co: Vec<UnitId>,
    /// How it was recognised.
    pub kind: OrderKind,
    /// Whether "chủ trì" was said.
    pub chairs: bool,
    /// The verb of the order before, for a further task that names only its object.
    pub verb: Option<Range<usize>>,
    /// Whether a person is addressed, by name or by looking at them.
    pub person: bool,
    /// Names of the rules that shaped it.
    pub rules: Vec<&'static str>,
}

/// How an order was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderKind {
    /// Somebody is addressed.
    Addressed,
    /// A further task of the one addressed before.
    Further,
    /// Only a name and a new date.
    NewDate,
    /// Something is stopped; who did it is named in passing or was spoken with.
    Stopped,
    /// Whoever spoke last is addressed without a name.
    Implied,
    /// A date drawn out of whoever spoke last.
    Promise,
}

/// The orders of a turn that name who is addressed, in order, and what each name in it is.
pub fn orders(heard: &Heard<'_>) -> (Vec<Order>, Vec<Place>) {
    let places = places(heard);
    let heads = heads(heard, &places);
    let words = heard.lexicon();
    let mut orders: Vec<Order> = Vec::new();
    let mut n = 0;
    while n < heads.len() {
        n += 1;
        let head = &heads[n - 1];
        let after = heard.at(&words.leads, head.end);
        let leads = units(heard, head.mentions.clone());
        if let Some(len) = after
            && bare_after(heard, head.end + len)
            && chairs_the_last(heard, &mut orders, head, len, &leads)
        {
            continue;
        }
        if helps_the_last(heard, &mut orders, head, &leads, heads.get(n)) {
            continue;
        }
        let floor = orders.last().map_or(0, |o| o.at.end);
        let mut order = Order {
            at: start(heard, head, floor, None)..head.end,
            head: head.start,
            head_end: head.end,
            assigned: head.assigned,
            leads,
            co: vec![],
            kind: OrderKind::Addressed,
            chairs: after.is_some(),
            verb: None,
            person: is_person(heard, head),
            rules: vec![if head.assigned > 0 { "assigned" } else { "addressed" }],
        };
        n += joint(heard, &mut order, &heads[n..]);
        order.at.end = end(heard, order.head_end, heads.get(n), order.at.start);
        order.leads.retain(|u| !heard.is_above(u) || is_person(heard, head));
        if order.leads.is_empty() {
            continue;
        }
        let helpers = helpers(heard, &places, &order, orders.last());
        order.co.extend(helpers);
        order.co.retain(|u| !order.leads.contains(u) && !heard.is_above(u));
        once(&mut order.co);
        further(heard, order, &mut orders);
    }
    (orders, places)
}

/// "Hai phòng thì Phòng Nội vụ chủ trì": who of those named before leads.
fn chairs_the_last(heard: &Heard<'_>, orders: &mut [Order], head: &Head, len: usize, leads: &[UnitId]) -> bool {
    let Some(last) = orders.last_mut() else { return false };
    // "anh Thắng chủ trì, xã Khuổi Sâu cùng đi, kiểm đếm …" is an order of its own.
    let rest = head.end + len..heard.sentence(head.end).end;
    let parted = !heard.marked && !same_sentence(heard, last.head_end, head.start);
    // "…, chị Phượng chủ trì, trước Quốc khánh phải có quyết định": its date follows, not another task.
    let dated = same_sentence(heard, last.head_end, head.start)
        && head.start <= last.at.end + 1
        && heard.time_at(rest.start).is_some()
        && !super::carry::is_dated(heard, last);
    if !dated
        && (heard.marked || parted)
        && (rest.len() > 6 || heard.mentions.iter().any(|m| rest.contains(&m.at.start)))
    {
        return false;
    }
    if !last.leads.iter().any(|u| leads.contains(u)) && !last.co.iter().any(|u| leads.contains(u)) {
        return false;
    }
    let others: Vec<UnitId> = last.leads.iter().filter(|u| !leads.contains(u)).cloned().collect();
    last.leads = leads.to_vec();
    last.co.retain(|u| !leads.contains(u));
    last.co.extend(others);
    last.chairs = true;
    last.rules.push("named-chair");
    if same_sentence(heard, last.head_end, head.start) || !heard.marked {
        let mut end = head.end + len;
        if let Some(time) = heard.time_at(end).filter(|_| heard.mark_before(end) <= Mark::Comma) {
            end = time.max(heard.sentence(time - 1).end.min(time + 4));
        }
        last.at.end = last.at.end.max(if dated { rest.end } else { end });
    }
    true
}

/// "chị Bưởi với thôn Hòa Sơn đi cùng": those named only help with what was just ordered.
fn helps_the_last(heard: &Heard<'_>, orders: &mut [Order], head: &Head, leads: &[UnitId], next: Option<&Head>) -> bool {
    let Some(last) = orders.last_mut() else { return false };
    let named = predicate_near(heard, head.end).and_then(|at| Some((at, heard.at(&heard.lexicon().helps, at)?)));
    let Some((at, len)) = named.or_else(|| assists(heard, head.end)) else { return false };
    let far = head.start > last.at.end + 30;
    if head.assigned > 0 || far || named.is_some() && takes_a_name(heard, at + len) {
        return false;
    }
    last.co.extend(leads.iter().filter(|u| !last.leads.contains(u)).cloned());
    once(&mut last.co);
    last.rules.push("helper-named-after");
    if head.start <= last.at.end + 2 {
        let mut stop = (at + len).max(last.at.end);
        let sentence = heard.sentence(at);
        if let Some(time) =
            heard.times.iter().rfind(|t| t.at.start >= stop && t.at.start <= stop + 4 && t.at.end <= sentence.end)
        {
            stop = time.at.end;
        }
        // "…, Ban cử hai người xuống phụ, dời 14 hộ đi trước ngày 24/10": what follows is the task, and its date.
        let rest = stop..end(heard, stop, next, last.at.start);
        if !super::carry::is_dated(heard, last) && super::carry::due_in(heard, rest.clone()) {
            stop = rest.end;
            last.rules.push("date-after-the-helper");
        }
        last.at.end = stop;
    }
    true
}

/// Words that make a short clause one of helping: "cử người đi kèm", "cho hai đồng chí xuống giúp".
const ASSISTS: &[[&str; 2]] = &[
    ["đi", "kèm"],
    ["đi", "theo"],
    ["đi", "cùng"],
    ["cùng", "đi"],
    ["xuống", "giúp"],
    ["hỗ", "trợ"],
    ["liên", "lạc"],
    ["giúp", "đón"],
    ["theo", "cùng"],
    ["tham", "gia"],
    ["yểm", "trợ"],
    ["phụ", "giúp"],
    ["xuống", "phụ"],
    ["qua", "phụ"],
    ["lên", "phụ"],
    ["vô", "phụ"],
    ["vào", "phụ"],
    ["đi", "phụ"],
    ["chỉ", "chỗ"],
    ["dẫn", "đường"],
    ["cùng", "dự"],
    ["cùng", "làm"],
    ["cùng", "lo"],
    ["giám", "sát"],
];
/// Longest clause of helping, in syllables.
const ASSIST_CLAUSE: usize = 9;

/// A short clause after a name that ends in helping, without a date: where the word stands.
fn assists(heard: &Heard<'_>, from: usize) -> Option<(usize, usize)> {
    let reach = from..heard.of.len().min(from + ASSIST_CLAUSE);
    let marked = reach.clone().find(|at| heard.of[*at].mark >= Mark::Comma).map(|at| at + 1);
    // Without marks only "cho người …", "cử người …", "giúp …" begin such a clause.
    let begins = matches!(heard.key(from), "cho" | "cử" | "giúp" | "giữ" | "cùng");
    let end = marked.or((!heard.marked && begins).then_some((from + 7).min(heard.of.len())))?;
    let at = (from..end.saturating_sub(1))
        .rev()
        .find(|at| ASSISTS.iter().any(|pair| heard.key(*at) == pair[0] && heard.key(at + 1) == pair[1]))?;
    ((at + 5 >= end || !heard.marked) && heard.mentions.iter().all(|m| m.at.start < from || m.at.start >= end))
        .then_some((at, 2))
}

/// Where what follows a name begins, past words that say nothing.
fn predicate_near(heard: &Heard<'_>, from: usize) -> Option<usize> {
    let mut at = from;
    for _ in 0..3 {
        if at >= heard.of.len() || at > 0 && heard.mark_before(at).ends_sentence() {
            return None;
        }
        if heard.at(&heard.lexicon().helps, at).is_some() {
            return Some(at);
        }
        at += heard.at(&heard.lexicon().between, at)?;
    }
    None
}

/// Those named next only help, or do the work a leader watches over; how many heads were taken.
fn joint(heard: &Heard<'_>, order: &mut Order, next: &[Head]) -> usize {
    let words = heard.lexicon();
    let mut taken = 0;
    while let Some(head) = next.get(taken).filter(|head| same_sentence(heard, order.head_end, head.start)) {
        let gap = order.head_end..head.start;
        let oversees = heard.at(&words.oversees, order.head_end).is_some_and(|len| len + 4 >= gap.len());
        let chairs = heard.at(&words.leads, order.head_end).is_some_and(|len| len == gap.len());
        let helps = predicate_near(heard, head.end)
            .and_then(|at| heard.at(&words.helps, at).map(|len| at + len))
            .is_some_and(|end| !takes_a_name(heard, end))
            && head.assigned == 0;
        let units = units(heard, head.mentions.clone());
        if oversees && order.leads.iter().all(|u| u == heard.ground.home) {
            order.leads = units;
            order.head_end = head.end;
            order.rules.push("leader-oversees");
        } else if chairs && head.assigned == 0 {
            order.co.extend(units);
            order.head_end = head.end;
            order.rules.push("helpers-after-chair");
        } else if helps {
            order.co.extend(units);
            order.rules.push("helper-named-after");
        } else {
            break;
        }
        taken += 1;
    }
    taken
}

/// Whether no sentence ends between two syllables.
pub fn same_sentence(heard: &Heard<'_>, from: usize, to: usize) -> bool {
    from <= to && !heard.of[from..to].iter().any(|s| s.mark.ends_sentence())
}

/// Whether nothing of a task follows: the end, a mark, or a time.
fn bare_after(heard: &Heard<'_>, at: usize) -> bool {
    at >= heard.of.len()
        || heard.mark_before(at) >= Mark::Comma
        || heard.time_at(at).is_some()
        || !heard.marked && (heard.mention_at(at).is_some() || heard.sentence(at).start == at)
}

/// Whether a name follows: then it is the one helped, and what stands before "hỗ trợ" leads.
fn takes_a_name(heard: &Heard<'_>, at: usize) -> bool {
    let skip = usize::from(matches!(heard.key(at), "với" | "cùng" | "cho"));
    let words = heard.lexicon();
    // Nobody is taken along by "cùng đi", "cử người đi kèm".
    if matches!(heard.key(at - 1), "đi" | "dự" | "theo" | "kèm" | "phụ") {
        return heard.mark_before(at) == Mark::None && heard.mention_at(at + skip).is_some();
    }
    heard.mark_before(at) == Mark::None
        && at < heard.of.len()
        && (heard.mention_at(at + skip).is_some()
            || heard.at(&words.verb, at).is_none()
                && heard.time_at(at).is_none()
                && heard.at(&words.particle, at).is_none()
                && heard.at(&words.this, at).is_none()
                && !matches!(
                    heard.key(at),
                    "thêm" | "nhé" | "luôn" | "ngay" | "nữa" | "nếu" | "một" | "khi" | "lúc" | "trong" | "việc"
                ))
}

/// Those named as helpers inside an order; "phối hợp" with nobody after it means whoever leads the order before.
fn helpers(heard: &Heard<'_>, places: &[Place], order: &Order, before: Option<&Order>) -> Vec<UnitId> {
    let inside = |at: &Range<usize>| at.start >= order.head_end && at.end <= order.at.end;
    let mut co: Vec<UnitId> = (0..places.len())
        .filter(|n| places[*n] == Place::Co && inside(&heard.mentions[*n].at))
        .map(|n| heard.mentions[n].unit.clone())
        .collect();
    // "mời chị Ngân cùng dự", "có thôn cùng đi", "thôn Hòa Sơn hỗ trợ".
    co.extend(heard.mentions.iter().filter(|m| inside(&m.at)).filter_map(|m| {
        let len = heard.at(&heard.lexicon().helps, m.at.end)?;
        (heard.mark_before(m.at.end) <= Mark::Comma && !takes_a_name(heard, m.at.end + len)).then(|| m.unit.clone())
    }));
    // "đối chiếu số liệu với Kho bạc", "lấy thêm ý kiến của Tài chính, của Nà Lùng".
    co.extend(heard.mentions.iter().filter(|m| inside(&m.at) && m.at.start > order.head_end + 1).filter_map(|m| {
        let word = heard.key(m.at.start - 1);
        let reach = m.at.start.saturating_sub(9).max(order.head_end)..m.at.start - 1;
        let with = word == "với"
            && reach.clone().any(|at| {
                matches!(
                    (heard.key(at), heard.key(at + 1)),
                    ("đối", "chiếu")
                        | ("làm", "việc")
                        | ("thống", "nhất")
                        | ("trao", "đổi")
                        | ("phối", "hợp")
                        | ("ngồi", "lại")
                        | ("rà", "soát")
                        | ("khớp", "số")
                        | ("bàn", "bạc")
                )
            });
        let opinion = word == "của" && reach.clone().any(|at| heard.key(at) == "ý" && heard.key(at + 1) == "kiến");
        (with || opinion).then(|| m.unit.clone())
    }));
    if let Some(at) = (order.head_end..order.at.end.saturating_sub(1))
        .find(|at| heard.key(*at) == "phối" && heard.key(at + 1) == "hợp")
        && co.is_empty()
        && (at + 2 == order.at.end
            || heard.mark_before(at + 2) >= Mark::Comma
            || matches!(heard.key(at + 2), "mỗi" | "cùng"))
        && let Some(before) = before
    {
        co.extend(before.leads.iter().cloned());
    }
    co
}

/// Pushes an order, and each further task it holds for the same lead as an order of its own.
fn further(heard: &Heard<'_>, order: Order, orders: &mut Vec<Order>) {
    let words = heard.lexicon();
    let mut order = order;
    let mut parts: Vec<(Range<usize>, &'static str)> = Vec::new();
    // "Trên cơ sở đó tổ chức đấu giá …": in the same stretch or as the next sentence.
    if let Some((at, len)) = heard.first(&words.then, order.head_end + 2..order.at.end)
        && heard.at(&words.verb, at + len).is_some()
        && (!heard.marked || heard.mark_before(at) >= Mark::Comma)
        && len >= 2
        && !matches!(heard.key(at), "rồi" | "đồng" | "tiện" | "nhân")
    {
        parts.push((at..order.at.end, "then-further-task"));
        order.at.end = at;
    } else if let Some(at) = after_a_stop(heard, &order) {
        parts.push((at..order.at.end, "task-after-a-stop"));
        order.at.end = at;
    } else if let Some(at) = second_task(heard, &order) {
        parts.push((at..order.at.end, "second-dated-task"));
        order.at.end = at;
    }
    let next = order.at.end;
    if parts.is_empty()
        && next < heard.of.len()
        && heard.mark_before(next).ends_sentence()
        && let Some(len) = heard.at(&words.then, next)
        && heard.at(&words.verb, next + len).or_else(|| heard.at(&words.duty, next + len)).is_some()
    {
        let stop = heard.sentence(next).end;
        let own = heard.mentions.iter().any(|m| {
            m.at.start >= next && m.at.end <= stop && predicate(heard, m.at.end).is_some_and(|at| at <= m.at.end + 2)
        });
        if !own {
            parts.push((next..stop, "then-further-task"));
        }
    }
    let leads = order.leads.clone();
    let person = order.person;
    let verb = predicate(heard, order.head_end).and_then(|at| Some(at..at + heard.at(&words.verb, at)?));
    orders.push(order);
    for (at, rule) in parts {
        let head_end = at.start + heard.at(&words.then, at.start).unwrap_or(0);
        orders.push(Order {
            head: at.start,
            head_end,
            at,
            assigned: 0,
            leads: leads.clone(),
            co: vec![],
            kind: OrderKind::Further,
            chairs: false,
            verb: verb.clone(),
            person,
            rules: vec![rule],
        });
    }
}

/// "cho tạm dừng thi công, đưa 18 công nhân lên thị trấn": stopping one thing and doing another.
fn after_a_stop(heard: &Heard<'_>, order: &Order) -> Option<usize> {
    let words = heard.lexicon();
    let near = order.head_end..order.at.end.min(order.head_end + 4);
    let (stop, len) = heard.first(&words.suspend, near)?;
    (stop + len + 1..order.at.end.saturating_sub(3)).find(|at| {
        let parted = heard.mark_before(*at) == Mark::Comma || !heard.marked && heard.key(at - 1) == "đấy";
        parted && heard.at(&words.verb, *at).is_some() && !matches!(heard.key(*at), "báo" | "chờ" | "để")
    })
}

/// "sửa cống số 4 trong 3 ngày, cống số 7 … chậm nhất rằm": a second thing with a date of its own.
fn second_task(heard: &Heard<'_>, order: &Order) -> Option<usize> {
    const SAME: &[&str] = &[
        "báo", "trình", "gửi", "nộp", "tổng", "à", "nhầm", "thôi", "có", "hay", "hoặc", "tức", "không", "chậm", "xong",
        "hạn",
    ];
    let words = heard.lexicon();
    let dated: Vec<_> = heard
        .times
        .iter()
        .filter(|t| {
            t.at.start >= order.head_end && t.at.end <= order.at.end && t.is_bound() && t.value.text().is_some()
        })
        .collect();
    let (first, last) = (dated.first()?, dated.last()?);
    if first.value == last.value || last.at.start < first.at.end + 4 {
        return None;
    }
    let mut from = first.at.end;
    if let Some(len) = heard.at(&words.due_tail, from) {
        from += len;
    }
    let gap = from..last.at.start;
    if gap.start >= gap.end {
        return None;
    }
    // A report on the same task, or a correction of its date, is no second task.
    let same = gap.clone().any(|at| SAME.contains(&heard.key(at)));
    let verb = heard.at(&words.verb, gap.start).is_some()
        || gap.clone().any(|at| matches!(heard.key(at), "cho" | "thì") && matches!(heard.key(at + 1), "để" | "làm"));
    (!same && verb && gap.len() >= 3).then_some(from)
}
