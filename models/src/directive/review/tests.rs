#![allow(clippy::unwrap_used)]
use super::super::standing::Standing;
use super::super::{DirectiveEvent, DirectiveEventKind as Kind, EventDetail, NamedUnit};
use super::*;

const DAY: i64 = 86_400_000;
/// 2026-11-23, ten in the morning in Vietnam.
const NOW: Moment = Moment(1_795_402_800_000);

/// A directive of four weeks ago with these steps, by days before now.
fn directive(code: &str, due: Option<&str>, steps: &[(i64, Kind)]) -> Directive {
    let first = (28, Kind::Assigned);
    let event = |(days, kind): &(i64, Kind)| DirectiveEvent {
        at: NOW.plus(-days * DAY),
        kind: *kind,
        actor_name: String::new(),
        actor_unit: String::new(),
        note: String::new(),
        due: None,
        detail: EventDetail::default(),
    };
    let events: Vec<_> = std::iter::once(&first).chain(steps).map(event).collect();
    Directive {
        id: code.into(),
        code: code.to_owned(),
        parent: None,
        meeting: "m".into(),
        meeting_title: "Giao ban".to_owned(),
        meeting_in_sight: true,
        proposal: None,
        lead: NamedUnit { id: "a".into(), name: "xã An".to_owned() },
        co_units: vec![],
        task: "Rà soát hộ nghèo.".to_owned(),
        quote: String::new(),
        utterances: vec![],
        directed_on: "2026-10-26".to_owned(),
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
    let done = |day| vec![(20, Kind::Accepted), (day + 1, Kind::Reported), (day, Kind::Confirmed)];
    vec![
        directive("1", Some("2026-11-30"), &[(20, Kind::Accepted)]),
        directive("2", Some("2026-11-20"), &[]),
        directive("3", Some("2026-11-10"), &[(20, Kind::Accepted)]),
        directive("4", Some("2026-11-20"), &done(3)),
        directive("5", Some("2026-11-20"), &done(10)),
        directive("6", Some("2026-11-20"), &[(20, Kind::Accepted), (4, Kind::Reported)]),
        directive("7", None, &[]),
        directive("8", Some("2026-11-01"), &[(2, Kind::Cancelled)]),
        directive("9", Some("2026-11-01"), &[(20, Kind::Suspended)]),
    ]
}

fn codes(directives: &[Directive]) -> Vec<&str> {
    directives.iter().map(|one| one.code.as_str()).collect()
}

#[test]
fn what_is_late_waits_is_open_and_was_done_since_the_meeting_before_stand_apart() {
    let review = Review::of(some(), NOW.plus(-7 * DAY), NOW);
    assert_eq!(codes(&review.late), ["3", "2"], "the longest overdue first");
    assert_eq!(codes(&review.reported), ["6"]);
    assert_eq!(codes(&review.open), ["9", "1", "7"], "without a date last");
    assert_eq!(codes(&review.done), ["4"], "what was done before the meeting before was reviewed in it");
    assert_eq!(review.total(), 7, "what was taken back is not reviewed");
}

#[test]
fn the_annex_gives_figures_and_names_every_directive_that_is_not_done() {
    let lines = Review::of(some(), NOW.plus(-7 * DAY), NOW).lines(NOW);
    assert_eq!(
        lines[0],
        "Kiểm điểm 7 nhiệm vụ đã giao tại các kỳ họp trước: 1 đã hoàn thành từ kỳ họp trước, 1 đã báo cáo chờ xác nhận, \
         3 đang thực hiện, 2 quá hạn."
    );
    assert_eq!(
        lines[1..4],
        [
            "Quá hạn:",
            "- xã An: Rà soát hộ nghèo (3, hạn 10/11/2026, quá hạn 13 ngày);",
            "- xã An: Rà soát hộ nghèo (2, hạn 20/11/2026, quá hạn 3 ngày)."
        ]
    );
    assert_eq!(lines.last().unwrap(), "- xã An: Rà soát hộ nghèo (7, không thời hạn, đang thực hiện).");
    assert_eq!(lines.len(), 10);
    assert_eq!(Review::of(vec![], NOW, NOW).lines(NOW).len(), 1);
}
