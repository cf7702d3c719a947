#![allow(clippy::unwrap_used)]
use giaoban_models::directive::standing::Standing;
use giaoban_models::directive::{DirectiveEvent, DirectiveEventKind as Kind, NamedUnit};

use super::*;

/// 2026-11-21, ten in the morning in Vietnam: a Saturday.
const NOW: Moment = Moment(1_795_230_000_000);
const DAY: i64 = 86_400_000;

/// A directive of two weeks ago with these steps, one a day.
fn directive(code: &str, lead: &str, due: Option<&str>, steps: &[Kind]) -> Directive {
    let event = |(n, kind): (i64, &Kind)| DirectiveEvent {
        at: NOW.plus((n - 14) * DAY),
        kind: *kind,
        actor_name: String::new(),
        actor_unit: String::new(),
        note: String::new(),
        due: None,
        detail: Default::default(),
    };
    let events: Vec<_> = (0..).zip(steps).map(event).collect();
    Directive {
        id: code.into(),
        code: code.to_owned(),
        parent: None,
        meeting: "m".into(),
        meeting_title: "Giao ban".to_owned(),
        meeting_in_sight: true,
        proposal: None,
        lead: NamedUnit { id: lead.into(), name: lead.to_owned() },
        co_units: vec![],
        task: "Rà soát hộ nghèo".to_owned(),
        quote: String::new(),
        utterances: vec![],
        directed_on: "2026-11-07".to_owned(),
        leader: "p".into(),
        leader_name: String::new(),
        leader_post: String::new(),
        due_text: None,
        recurring: false,
        conditional: false,
        standing: Standing::folded(due, &events),
        events,
    }
}

fn some() -> Vec<Directive> {
    let done = [Kind::Accepted, Kind::Reported, Kind::Confirmed];
    vec![
        directive("1", "a", Some("2026-11-30"), &[Kind::Accepted]),
        directive("2", "a", Some("2026-11-20"), &done),
        directive("3", "a", None, &[]),
        directive("4", "b", Some("2026-11-20"), &[]),
        directive("5", "b", Some("2026-11-10"), &[Kind::Accepted]),
        directive("6", "b", Some("2026-11-22"), &[]),
        directive("7", "c", Some("2026-11-22"), &[Kind::Cancelled]),
        directive("8", "c", Some("2026-11-07"), &done),
    ]
}

#[test]
fn what_is_owed_comes_first_and_the_counts_are_over_all_that_was_asked() {
    let holidays = Holidays::shipped();
    let all = list(&some(), None, None, NOW, &holidays);
    let codes: Vec<_> = all.directives.iter().map(|card| card.code.as_str()).collect();
    assert_eq!(codes, ["5", "4", "6", "1", "3", "8", "2", "7"]);
    let counts = all.counts;
    assert_eq!((counts.total, counts.overdue, counts.within, counts.due_soon), (8, 2, 2, 1));
    assert_eq!((counts.done_on_time, counts.done_late, counts.no_due_date, counts.stopped), (1, 1, 1, 1));
    let units: Vec<_> = all.units.iter().map(|unit| (unit.unit.name.as_str(), unit.counts.total)).collect();
    assert_eq!(units, [("b", 3), ("a", 3), ("c", 2)]);
    let overdue = list(&some(), None, Some(Timeliness::Overdue), NOW, &holidays);
    assert_eq!((overdue.directives.len(), overdue.counts), (2, counts));
    let within = list(&some(), None, Some(Timeliness::Within), NOW, &holidays);
    assert_eq!(within.directives.len(), 2, "what is due soon is within its term");
    let accepted = list(&some(), Some(DirectiveState::Accepted), None, NOW, &holidays);
    assert_eq!(accepted.directives.len(), 2);
    let states: Vec<_> = all.states.iter().map(|state| (state.state, state.count)).collect();
    assert_eq!(
        states,
        [
            (DirectiveState::Assigned, 3),
            (DirectiveState::Accepted, 2),
            (DirectiveState::Completed, 2),
            (DirectiveState::Cancelled, 1)
        ]
    );
}

#[test]
fn a_list_has_an_end() {
    let many: Vec<_> = (0..MOST_CARDS + 5).map(|n| directive(&format!("{n:04}"), "a", None, &[])).collect();
    let shown = list(&many, None, None, NOW, &Holidays::shipped());
    assert_eq!((shown.directives.len(), shown.counts.total), (MOST_CARDS, of(MOST_CARDS + 5)));
}

#[test]
fn a_due_date_on_a_day_off_is_told_by_the_table_of_the_authority() {
    let card = |due: &str, holidays: &Holidays| super::card(&directive("1", "a", Some(due), &[]), NOW, holidays);
    let shipped = Holidays::shipped();
    assert!(card("2026-11-22", &shipped).due_on_day_off, "a Sunday");
    assert!(card("2026-09-02T17:00", &shipped).due_on_day_off, "the national day");
    assert!(!card("2026-11-23", &shipped).due_on_day_off);
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(holidays(folder.path()), shipped);
    let own = r#"{"holidays": [{"date": "2026-11-23", "name": "Ngày nghỉ của tỉnh"}], "makeup_working_days": []}"#;
    std::fs::write(folder.path().join(HOLIDAYS_FILE), own).unwrap();
    assert!(card("2026-11-23", &holidays(folder.path())).due_on_day_off);
    std::fs::write(folder.path().join(HOLIDAYS_FILE), "không phải bảng").unwrap();
    assert_eq!(holidays(folder.path()), shipped);
}

#[test]
fn the_clause_of_the_proposal_goes_before_one_resting_on_the_same_sentences() {
    let passage = |text: &str, utterances: &[&str], proposal: Option<&str>| Passage {
        utterances: utterances.iter().map(|id| (*id).into()).collect(),
        proposal: proposal.map(Into::into),
        ..Passage::plain(PassageKind::Paragraph, text)
    };
    let passages = [
        passage("Chủ trì nêu.", &["w1"], None),
        passage("Giao xã An.", &["w1"], None),
        passage("Giao xã Bình.", &["w3"], Some("d2")),
    ];
    let found = |proposal: Option<&str>, said: &[&str]| {
        let said: Vec<UtteranceId> = said.iter().map(|id| (*id).into()).collect();
        clause(&passages, proposal.map(ProposalId::from).as_ref(), &said)
    };
    assert_eq!(found(Some("d2"), &["w1"]).as_deref(), Some("Giao xã Bình."));
    assert_eq!(found(Some("d1"), &["w1", "w2"]).as_deref(), Some("Giao xã An."));
    assert_eq!(found(None, &["w1"]).as_deref(), Some("Giao xã An."));
    assert_eq!(found(None, &["w9"]), None);
}
