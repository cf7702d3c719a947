//! What a file of people would do.

use std::collections::BTreeMap;

use super::dated::{self, Dated, OPEN_BEGINNING, OPEN_END};
use super::units::sorted;
use super::{
    Aspect, Change, Days, Fault, FaultKind, KeptPeople, KeptPerson, KeptUnits, Outcome, PersonLine, Plan, join,
};
use crate::id::{PersonId, UnitId};

/// Decides over a file of people.
///
/// The lines of one person are all posts they hold from the day on: a post held until then that no line names ends the day
/// before. A line with a last day tells of a post without ending others. Posts of somebody new begin on the day of the line, else
/// on the day that was named, else long ago; those of somebody known on the day of the line, else that named, else today.
///
/// # Errors
/// Everything that is wrong with the file, by line.
pub fn plan_people(
    lines: &[PersonLine],
    kept: &KeptPeople,
    units: &KeptUnits,
    days: Days<'_>,
) -> Result<Plan<KeptPeople>, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut order: Vec<&str> = Vec::new();
    let mut people: BTreeMap<&str, Vec<&PersonLine>> = BTreeMap::new();
    for line in lines {
        let mut wrong = |what| faults.push(Fault { line: line.line, what });
        let of_person = people.entry(&line.id).or_default();
        if let Some(first) = of_person.first() {
            if first.name != line.name {
                wrong(FaultKind::TwoNames { first: first.name.clone() });
            }
        } else {
            order.push(&line.id);
        }
        let same = |other: &&&PersonLine| {
            (&other.unit, &other.post, &other.valid_from) == (&line.unit, &line.post, &line.valid_from)
        };
        if let Some(first) = of_person.iter().find(same) {
            wrong(FaultKind::Twice { id: line.id.clone(), first: first.line });
        }
        if line.valid_to.as_ref().zip(line.valid_from.as_ref()).is_some_and(|(to, from)| to < from) {
            wrong(FaultKind::EndsFirst);
        }
        match units.get(&UnitId(line.unit.clone())) {
            None => wrong(FaultKind::UnknownUnit(line.unit.clone())),
            Some(unit) => {
                let day = line.valid_from.as_deref().or(line.valid_to.as_deref()).or(days.named).unwrap_or(days.today);
                if day < unit.from.as_str() || day > unit.to.as_str() {
                    wrong(FaultKind::NotOnDay { id: line.unit.clone(), day: day.to_owned() });
                }
            }
        }
        of_person.push(line);
    }
    if !faults.is_empty() {
        return Err(sorted(faults));
    }
    let mut plan = Plan { changes: Vec::with_capacity(order.len()), kept: BTreeMap::new() };
    for id in order {
        let lines = &people[id];
        let id = PersonId::from(id);
        let (person, outcome) = match kept.get(&id) {
            None => (added(lines, days), Outcome::Added),
            Some(old) => changed(lines, old, days),
        };
        let (line, name) = (lines[0].line, person.name.clone());
        plan.changes.push(Change { line, id: id.0.clone(), name, outcome: outcome.clone() });
        if outcome != Outcome::Left {
            plan.kept.insert(id, person);
        }
    }
    Ok(plan)
}

fn added(lines: &[&PersonLine], days: Days<'_>) -> KeptPerson {
    let mut person = KeptPerson { name: lines[0].name.clone(), ..KeptPerson::default() };
    for line in lines {
        let from = line.valid_from.as_deref().or(days.named).unwrap_or(OPEN_BEGINNING);
        let to = line.valid_to.as_deref().unwrap_or(OPEN_END);
        person.posts.push(Dated::new((UnitId(line.unit.clone()), line.post.clone()), from, to));
        join(&mut person.address_forms, line.address_forms.iter().cloned());
    }
    person.posts.sort_by(|a, b| (&a.from, &a.value).cmp(&(&b.from, &b.value)));
    person
}

fn changed(lines: &[&PersonLine], old: &KeptPerson, days: Days<'_>) -> (KeptPerson, Outcome) {
    let mut person = old.clone();
    let mut aspects = Vec::new();
    let day = days.named.unwrap_or(days.today);
    if person.name != lines[0].name {
        let old = std::mem::replace(&mut person.name, lines[0].name.clone());
        aspects.push(Aspect::Name { old, from: day.to_owned() });
    }
    let value = |line: &PersonLine| (UnitId(line.unit.clone()), line.post.clone());
    if lines.iter().any(|line| line.valid_to.is_none()) {
        leave(&mut person, day, &mut aspects, |held| lines.iter().any(|line| value(line) == *held));
    }
    for line in lines {
        post(&mut person, line, value(line), day, &mut aspects);
    }
    person.posts.sort_by(|a, b| (&a.from, &a.value).cmp(&(&b.from, &b.value)));
    let called = join(&mut person.address_forms, lines.iter().flat_map(|line| line.address_forms.iter().cloned()));
    if !called.is_empty() {
        aspects.push(Aspect::Called(called));
    }
    let outcome = if aspects.is_empty() { Outcome::Left } else { Outcome::Changed(aspects) };
    (person, outcome)
}

/// Ends the posts held on `day` that are not named any more.
fn leave(person: &mut KeptPerson, day: &str, aspects: &mut Vec<Aspect>, named: impl Fn(&(UnitId, String)) -> bool) {
    let to = dated::day_before(day);
    person.posts.retain_mut(|held| {
        if !held.covers(day) || named(&held.value) {
            return true;
        }
        let (unit, post) = held.value.clone();
        aspects.push(Aspect::Leaves { unit, post, to: to.clone() });
        to.clone_into(&mut held.to);
        // Begun on this very day: it never was.
        held.from <= held.to
    });
}

/// Lets a post begin, or end on another day.
fn post(person: &mut KeptPerson, line: &PersonLine, value: (UnitId, String), day: &str, aspects: &mut Vec<Aspect>) {
    let from = line.valid_from.as_deref();
    let held = |span: &&mut Dated<(UnitId, String)>| {
        span.value == value && (from == Some(span.from.as_str()) || span.covers(from.unwrap_or(day)))
    };
    let (unit, post) = value.clone();
    if let Some(span) = person.posts.iter_mut().find(held) {
        if let Some(to) = line.valid_to.as_ref().filter(|to| **to != span.to && **to >= span.from) {
            span.to.clone_from(to);
            aspects.push(Aspect::Leaves { unit, post, to: to.clone() });
        }
        return;
    }
    let (from, to) = (from.unwrap_or(day), line.valid_to.as_deref().unwrap_or(OPEN_END));
    // A last day alone tells of nothing that is held: it has been ended before.
    if to >= from {
        person.posts.push(Dated::new(value, from, to));
        aspects.push(Aspect::Begins { unit, post, from: from.to_owned() });
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::roster::KeptUnit;

    const TODAY: Days<'_> = Days { named: None, today: "2026-11-22" };

    fn units() -> KeptUnits {
        let unit = |from: &str, to: &str| KeptUnit { from: from.to_owned(), to: to.to_owned(), ..KeptUnit::default() };
        [
            ("xa", unit(OPEN_BEGINNING, OPEN_END)),
            ("tinh", unit(OPEN_BEGINNING, OPEN_END)),
            ("cu", unit(OPEN_BEGINNING, "2025-06-30")),
        ]
        .into_iter()
        .map(|(id, unit)| (id.into(), unit))
        .collect()
    }

    fn line(number: usize, id: &str, post: &str, unit: &str) -> PersonLine {
        PersonLine {
            line: number,
            id: id.to_owned(),
            name: "Lê Thị Sương".to_owned(),
            post: post.to_owned(),
            unit: unit.to_owned(),
            ..PersonLine::default()
        }
    }

    fn known() -> KeptPeople {
        let lines = [line(2, "suong", "Chủ tịch UBND xã", "xa")];
        plan_people(&lines, &KeptPeople::new(), &units(), TODAY).unwrap().kept
    }

    fn posts(person: &KeptPerson) -> Vec<(&str, &str, &str, &str)> {
        person
            .posts
            .iter()
            .map(|held| (held.value.0.as_str(), held.value.1.as_str(), held.from.as_str(), held.to.as_str()))
            .collect()
    }

    #[test]
    fn people_are_added_and_the_same_file_again_leaves_them() {
        let lines = [line(2, "suong", "Chủ tịch UBND xã", "xa")];
        assert_eq!(posts(&known()[&"suong".into()]), [("xa", "Chủ tịch UBND xã", OPEN_BEGINNING, OPEN_END)]);
        assert_eq!(plan_people(&lines, &known(), &units(), TODAY).unwrap().counts(), (0, 0, 1));
    }

    #[test]
    fn somebody_moved_leaves_the_old_post_the_day_before_and_begins_the_new_one() {
        let moved = [line(2, "suong", "Giám đốc Sở", "tinh")];
        let days = Days { named: Some("2027-01-01"), today: "2026-11-22" };
        let plan = plan_people(&moved, &known(), &units(), days).unwrap();
        let person = &plan.kept[&"suong".into()];
        assert_eq!(
            posts(person),
            [("xa", "Chủ tịch UBND xã", OPEN_BEGINNING, "2026-12-31"), ("tinh", "Giám đốc Sở", "2027-01-01", OPEN_END)]
        );
        let Outcome::Changed(aspects) = &plan.changes[0].outcome else { panic!("{:?}", plan.changes) };
        assert!(matches!(aspects[..], [Aspect::Leaves { .. }, Aspect::Begins { .. }]), "{aspects:?}");
    }

    #[test]
    fn two_lines_are_two_posts_and_a_past_post_ends_nothing() {
        let both = [line(2, "suong", "Chủ tịch UBND xã", "xa"), line(3, "suong", "Ủy viên UBND", "tinh")];
        let plan = plan_people(&both, &known(), &units(), TODAY).unwrap();
        assert_eq!(posts(&plan.kept[&"suong".into()]).len(), 2);
        let mut past = line(2, "suong", "Trưởng phòng", "cu");
        (past.valid_from, past.valid_to) = (Some("2020-01-01".to_owned()), Some("2025-06-30".to_owned()));
        let plan = plan_people(&[past.clone()], &known(), &units(), TODAY).unwrap();
        let person = &plan.kept[&"suong".into()];
        assert_eq!(posts(person).len(), 2);
        assert_eq!(posts(person)[0].3, OPEN_END, "the post of today goes on");
        let again = KeptPeople::from([("suong".into(), person.clone())]);
        assert_eq!(plan_people(&[past], &again, &units(), TODAY).unwrap().counts(), (0, 0, 1));
    }

    #[test]
    fn a_last_day_ends_a_post_that_is_held() {
        let mut last = line(2, "suong", "Chủ tịch UBND xã", "xa");
        last.valid_to = Some("2026-12-31".to_owned());
        let plan = plan_people(&[last.clone()], &known(), &units(), TODAY).unwrap();
        let person = &plan.kept[&"suong".into()];
        assert_eq!(posts(person), [("xa", "Chủ tịch UBND xã", OPEN_BEGINNING, "2026-12-31")]);
        let again = KeptPeople::from([("suong".into(), person.clone())]);
        assert_eq!(plan_people(&[last], &again, &units(), TODAY).unwrap().counts(), (0, 0, 1));
    }

    #[test]
    fn everything_wrong_is_told_at_once_each_with_its_line() {
        let mut other = line(4, "suong", "Ủy viên", "xa");
        other.name = "Lê Thị Sướng".to_owned();
        let lines = [
            line(2, "suong", "Chủ tịch UBND xã", "xa"),
            line(3, "suong", "Chủ tịch UBND xã", "xa"),
            other,
            line(5, "hung", "Chủ tịch", "khong-co"),
            line(6, "tan", "Chủ tịch", "cu"),
        ];
        let faults = plan_people(&lines, &KeptPeople::new(), &units(), TODAY).unwrap_err();
        let faults: Vec<_> = faults.into_iter().map(|fault| (fault.line, fault.what)).collect();
        assert_eq!(
            faults,
            [
                (3, FaultKind::Twice { id: "suong".to_owned(), first: 2 }),
                (4, FaultKind::TwoNames { first: "Lê Thị Sương".to_owned() }),
                (5, FaultKind::UnknownUnit("khong-co".to_owned())),
                (6, FaultKind::NotOnDay { id: "cu".to_owned(), day: "2026-11-22".to_owned() }),
            ]
        );
    }
}
