#![allow(clippy::unwrap_used)]

use super::*;

const TODAY: Days<'_> = Days { named: None, today: "2026-11-22" };

fn line(number: usize, id: &str, name: &str, parent: Option<&str>) -> UnitLine {
    UnitLine {
        line: number,
        id: id.to_owned(),
        full_name: format!("Ủy ban nhân dân {name}"),
        short_name: name.to_owned(),
        kind: "xã".to_owned(),
        parent: parent.map(str::to_owned),
        ..UnitLine::default()
    }
}

fn kept(lines: &[UnitLine]) -> KeptUnits {
    plan_units(lines, &KeptUnits::new(), TODAY).unwrap().kept
}

fn authority() -> Vec<UnitLine> {
    vec![line(2, "xa", "xã Vân Hòa", Some("tinh")), line(3, "tinh", "tỉnh Vân", None)]
}

fn faults(lines: &[UnitLine], known: &KeptUnits) -> Vec<(usize, FaultKind)> {
    plan_units(lines, known, TODAY).unwrap_err().into_iter().map(|fault| (fault.line, fault.what)).collect()
}

#[test]
fn new_units_are_added_in_any_order_and_the_same_file_again_leaves_everything() {
    let plan = plan_units(&authority(), &KeptUnits::new(), TODAY).unwrap();
    assert_eq!(plan.counts(), (2, 0, 0));
    let unit = &plan.kept[&UnitId::from("xa")];
    assert_eq!((unit.from.as_str(), unit.to.as_str()), (OPEN_BEGINNING, OPEN_END));
    let again = plan_units(&authority(), &plan.kept, TODAY).unwrap();
    assert_eq!((again.counts(), again.kept.len()), ((0, 0, 2), 0));
}

#[test]
fn a_changed_name_begins_on_the_named_day_and_the_old_name_stays_for_the_days_before() {
    let known = kept(&authority());
    let renamed = [line(2, "xa", "phường Vân Hòa", Some("tinh"))];
    let days = Days { named: Some("2027-01-01"), today: "2026-11-22" };
    let plan = plan_units(&renamed, &known, days).unwrap();
    let unit = &plan.kept[&UnitId::from("xa")];
    let name = |day| dated::on(&unit.names, day).unwrap().1.as_str();
    assert_eq!((name("2026-12-31"), name("2027-01-01")), ("xã Vân Hòa", "phường Vân Hòa"));
    let aspect = Aspect::Name { old: "xã Vân Hòa".to_owned(), from: "2027-01-01".to_owned() };
    assert_eq!(plan.changes[0].outcome, Outcome::Changed(vec![aspect]));
    let today = plan_units(&renamed, &known, TODAY).unwrap();
    assert_eq!(today.kept[&UnitId::from("xa")].names[1].from, "2026-11-22", "today where no day is named");
}

#[test]
fn a_moved_unit_has_its_new_parent_from_the_day_and_a_line_may_name_a_day_of_its_own() {
    let known = kept(&[authority(), vec![line(4, "tinh-moi", "tỉnh Mới", None)]].concat());
    let mut moved = line(2, "xa", "xã Vân Hòa", Some("tinh-moi"));
    moved.valid_from = Some("2025-07-01".to_owned());
    let plan = plan_units(&[moved], &known, TODAY).unwrap();
    let unit = &plan.kept[&UnitId::from("xa")];
    assert_eq!(dated::on(&unit.parents, "2025-06-30"), Some(&"tinh".into()));
    assert_eq!(dated::on(&unit.parents, "2025-07-01"), Some(&"tinh-moi".into()));
    assert_eq!((unit.names.len(), unit.from.as_str()), (1, OPEN_BEGINNING));
}

#[test]
fn a_unit_that_ends_keeps_its_past_and_its_successors() {
    let known = kept(&[authority(), vec![line(4, "moi", "xã Mới", Some("tinh"))]].concat());
    let mut ended = line(2, "xa", "xã Vân Hòa", Some("tinh"));
    (ended.valid_to, ended.successors) = (Some("2025-06-30".to_owned()), vec!["moi".to_owned()]);
    let plan = plan_units(&[ended.clone()], &known, TODAY).unwrap();
    let unit = &plan.kept[&UnitId::from("xa")];
    assert_eq!((unit.to.as_str(), unit.names[0].to.as_str()), ("2025-06-30", "2025-06-30"));
    assert_eq!(unit.successors, ["moi".into()]);
    let mut all = known.clone();
    all.extend(plan.kept);
    assert_eq!(plan_units(&[ended.clone()], &all, TODAY).unwrap().counts(), (0, 0, 1), "the same again");
    ended.short_name = "xã khác".to_owned();
    let late = FaultKind::NotOnDay { id: "xa".to_owned(), day: "2026-11-22".to_owned() };
    assert_eq!(faults(&[ended], &all), [(2, late)], "no new name after its end");
}

#[test]
fn ways_to_call_and_members_are_added_to_those_known() {
    let mut group = line(4, "nhom", "các xã", Some("tinh"));
    (group.kind, group.members, group.aliases) =
        (GROUP.to_owned(), vec!["xa".to_owned()], vec!["các địa phương".to_owned()]);
    let lines = [authority(), vec![group.clone()]].concat();
    let known = kept(&lines);
    group.aliases = vec!["địa phương".to_owned(), "các địa phương".to_owned()];
    group.members = Vec::new();
    let plan = plan_units(&[group], &known, TODAY).unwrap();
    let called = Aspect::Called(vec!["địa phương".to_owned()]);
    assert_eq!(plan.changes[0].outcome, Outcome::Changed(vec![called]));
    let unit = &plan.kept[&UnitId::from("nhom")];
    assert_eq!((unit.aliases.len(), unit.members.len()), (2, 1));
}

#[test]
fn everything_wrong_is_told_at_once_each_with_its_line() {
    let mut lines = authority();
    lines.push(line(4, "xa", "xã Vân Hòa", Some("tinh")));
    lines.push(line(5, "b", "xã B", Some("khong-co")));
    let mut wrong = line(6, "c", "xã C", Some("tinh"));
    (wrong.members, wrong.successors) = (vec!["khong-co".to_owned()], vec!["khong-co".to_owned()]);
    lines.push(wrong);
    let none = "khong-co".to_owned();
    assert_eq!(
        faults(&lines, &KeptUnits::new()),
        [
            (4, FaultKind::Twice { id: "xa".to_owned(), first: 2 }),
            (5, FaultKind::UnknownParent(none.clone())),
            (6, FaultKind::UnknownMember(none.clone())),
            (6, FaultKind::UnknownSuccessor(none)),
            (6, FaultKind::NoGroup),
        ]
    );
}

#[test]
fn a_unit_cannot_end_before_it_begins_nor_stand_under_itself() {
    let mut lines = authority();
    (lines[0].valid_from, lines[0].valid_to) = (Some("2026-01-02".to_owned()), Some("2026-01-01".to_owned()));
    assert_eq!(faults(&lines, &KeptUnits::new()), [(2, FaultKind::EndsFirst)]);
    let known = kept(&authority());
    let circle = [line(2, "tinh", "tỉnh Vân", Some("xa"))];
    assert_eq!(faults(&circle, &known), [(2, FaultKind::Circle("tinh".to_owned()))]);
    let own = [line(2, "a", "xã A", Some("a"))];
    assert_eq!(faults(&own, &KeptUnits::new()), [(2, FaultKind::Circle("a".to_owned()))]);
}
