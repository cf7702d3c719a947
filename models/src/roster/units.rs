//! What a file of units would do.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::dated::{self, Dated, OPEN_BEGINNING, OPEN_END};
use super::{Aspect, Change, Days, Fault, FaultKind, KeptUnit, KeptUnits, Outcome, Plan, UnitLine, join};
use crate::gazetteer::GROUP;
use crate::id::UnitId;

/// Decides over a file of units.
///
/// A new unit begins on the day of its line, else on the day the person named, else long ago. What is changed of a known one
/// begins on the day the person named, else on the day of its line when that lies after the beginning of the unit, else today.
///
/// # Errors
/// Everything that is wrong with the file, by line.
pub fn plan_units(lines: &[UnitLine], kept: &KeptUnits, days: Days<'_>) -> Result<Plan<KeptUnits>, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut first: HashMap<&str, usize> = HashMap::new();
    for line in lines {
        if let Some(first) = first.get(line.id.as_str()) {
            let twice = FaultKind::Twice { id: line.id.clone(), first: *first };
            faults.push(Fault { line: line.line, what: twice });
        } else {
            first.insert(&line.id, line.line);
        }
    }
    let known = |id: &str| first.contains_key(id) || kept.contains_key(&UnitId::from(id));
    for line in lines {
        let mut wrong = |what| faults.push(Fault { line: line.line, what });
        if let Some(parent) = line.parent.as_deref().filter(|parent| !known(parent)) {
            wrong(FaultKind::UnknownParent(parent.to_owned()));
        }
        for member in line.members.iter().filter(|member| !known(member)) {
            wrong(FaultKind::UnknownMember(member.clone()));
        }
        for successor in line.successors.iter().filter(|successor| !known(successor)) {
            wrong(FaultKind::UnknownSuccessor(successor.clone()));
        }
        if !line.members.is_empty() && line.kind != GROUP {
            wrong(FaultKind::NoGroup);
        }
    }
    if !faults.is_empty() {
        return Err(sorted(faults));
    }

    let mut plan = Plan { changes: Vec::with_capacity(lines.len()), kept: BTreeMap::new() };
    let mut begins: Vec<(usize, UnitId, String)> = Vec::new();
    for line in lines {
        let id = UnitId(line.id.clone());
        let decided = match kept.get(&id) {
            None => added(line, days).map(|unit| (unit, Outcome::Added, days.named.unwrap_or(days.today).to_owned())),
            Some(unit) => changed(line, unit, days),
        };
        match decided {
            Ok((unit, outcome, day)) => {
                if outcome != Outcome::Left {
                    plan.kept.insert(id.clone(), unit);
                    begins.push((line.line, id, day));
                }
                plan.changes.push(Change {
                    line: line.line,
                    id: line.id.clone(),
                    name: line.short_name.clone(),
                    outcome,
                });
            }
            Err(what) => faults.push(Fault { line: line.line, what }),
        }
    }
    faults.extend(circles(&plan.kept, kept, &begins));
    if faults.is_empty() { Ok(plan) } else { Err(sorted(faults)) }
}

pub(super) fn sorted(mut faults: Vec<Fault>) -> Vec<Fault> {
    faults.sort_by_key(|fault| fault.line);
    faults
}

fn added(line: &UnitLine, days: Days<'_>) -> Result<KeptUnit, FaultKind> {
    let from = line.valid_from.as_deref().or(days.named).unwrap_or(OPEN_BEGINNING);
    let to = line.valid_to.as_deref().unwrap_or(OPEN_END);
    if to < from {
        return Err(FaultKind::EndsFirst);
    }
    let mut unit = KeptUnit {
        kind: line.kind.clone(),
        from: from.to_owned(),
        to: to.to_owned(),
        names: vec![Dated::new((line.full_name.clone(), line.short_name.clone()), from, to)],
        parents: line.parent.iter().map(|parent| Dated::new(UnitId(parent.clone()), from, to)).collect(),
        ..KeptUnit::default()
    };
    more(&mut unit, line);
    Ok(unit)
}

/// The unit as it becomes, what changes, and the day that begins.
fn changed(line: &UnitLine, old: &KeptUnit, days: Days<'_>) -> Result<(KeptUnit, Outcome, String), FaultKind> {
    let own = line.valid_from.as_deref().filter(|from| *from > old.from.as_str());
    let day = days.named.or(own).unwrap_or(days.today);
    let mut unit = old.clone();
    let mut aspects = Vec::new();
    if let Some(to) = line.valid_to.as_deref().filter(|to| *to != old.to) {
        if to < old.from.as_str() {
            return Err(FaultKind::EndsFirst);
        }
        dated::end(&mut unit.names, &old.to, to);
        dated::end(&mut unit.parents, &old.to, to);
        to.clone_into(&mut unit.to);
        aspects.push(Aspect::Ends { on: to.to_owned() });
    }
    // A unit that has ended is told of with the names of its last day.
    let looked_at = if day > unit.to.as_str() { unit.to.clone() } else { day.to_owned() };
    let name = (line.full_name.clone(), line.short_name.clone());
    let parent = line.parent.clone().map(UnitId);
    let old_name = dated::on(&unit.names, &looked_at).cloned();
    let old_parent = dated::on(&unit.parents, &looked_at).cloned();
    let end = unit.to.clone();
    let (renamed, moved) = (old_name.as_ref() != Some(&name), old_parent != parent);
    if (renamed || moved) && !(unit.from.as_str() <= day && day <= unit.to.as_str()) {
        return Err(FaultKind::NotOnDay { id: line.id.clone(), day: day.to_owned() });
    }
    if renamed {
        dated::begin(&mut unit.names, day, Some(name), &end);
        let old = old_name.map_or_else(String::new, |(_, short)| short);
        aspects.push(Aspect::Name { old, from: day.to_owned() });
    }
    if moved {
        dated::begin(&mut unit.parents, day, parent.clone(), &end);
        aspects.push(Aspect::Parent { old: old_parent, new: parent, from: day.to_owned() });
    }
    if unit.kind != line.kind {
        aspects.push(Aspect::Kind { old: std::mem::replace(&mut unit.kind, line.kind.clone()) });
    }
    aspects.extend(more(&mut unit, line));
    let outcome = if aspects.is_empty() { Outcome::Left } else { Outcome::Changed(aspects) };
    Ok((unit, outcome, day.to_owned()))
}

/// What has no days: it is only ever added to.
fn more(unit: &mut KeptUnit, line: &UnitLine) -> Vec<Aspect> {
    let ids = |ids: &[String]| ids.iter().cloned().map(UnitId).collect::<Vec<_>>();
    let called = join(&mut unit.aliases, line.aliases.iter().cloned());
    let members = join(&mut unit.members, ids(&line.members));
    let successors = join(&mut unit.successors, ids(&line.successors));
    let mut aspects = Vec::new();
    if !called.is_empty() {
        aspects.push(Aspect::Called(called));
    }
    if !members.is_empty() {
        aspects.push(Aspect::Members(members));
    }
    if !successors.is_empty() {
        aspects.push(Aspect::Successors(successors));
    }
    aspects
}

/// Units that would stand under themselves on the day their change begins.
fn circles(planned: &KeptUnits, kept: &KeptUnits, begins: &[(usize, UnitId, String)]) -> Vec<Fault> {
    let parent = |id: &UnitId, day: &str| {
        let unit = planned.get(id).or_else(|| kept.get(id))?;
        dated::on(&unit.parents, day).cloned()
    };
    let mut faults = Vec::new();
    for (line, id, day) in begins {
        let mut seen = HashSet::new();
        let mut above = parent(id, day);
        while let Some(unit) = above {
            if unit == *id {
                faults.push(Fault { line: *line, what: FaultKind::Circle(id.0.clone()) });
                break;
            }
            if !seen.insert(unit.clone()) {
                break;
            }
            above = parent(&unit, day);
        }
    }
    faults
}

#[cfg(test)]
mod tests;
