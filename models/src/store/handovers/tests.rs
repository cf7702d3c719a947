#![allow(clippy::unwrap_used)]
use super::super::sample::{NOW, Sample, unit};
use super::*;
use crate::clock::Moment;
use crate::directive::counts::Counts;
use crate::directive::order::{Directive, Order, Step};
use crate::directive::standing::Standing;
use crate::directive::{DirectiveEventKind as Kind, DirectiveState};
use crate::store::{DirectiveFilter, NewMeeting};
use crate::unit::Unit;

/// Ten in the morning in Vietnam.
fn moment(day: &str) -> Moment {
    let date = crate::directive::due::date(day).unwrap();
    Moment(date.midnight().assume_utc().unix_timestamp() * 1000 + 3 * 3_600_000)
}

/// A unit of Cam Lộ between two days.
fn of(id: &str, name: &str, parent: &str, from: Option<&str>, to: Option<&str>, next: &[&str]) -> Unit {
    Unit {
        valid_from: from.map(str::to_owned),
        valid_to: to.map(str::to_owned),
        successors: next.iter().map(|id| (*id).into()).collect(),
        ..unit(id, name, "xã", Some(parent))
    }
}

/// The reforms of 2020 (resolution 832/NQ-UBTVQH14) and 2025: twelve units of one district, nine, then two communes.
async fn cam_lo(sample: &Sample) {
    let (y2019, y2020, june, july) = (Some("2019-12-31"), Some("2020-01-01"), Some("2025-06-30"), Some("2025-07-01"));
    let mut district = unit("468", "huyện Cam Lộ", "huyện", Some("u-tinh"));
    district.valid_to = june.map(str::to_owned);
    let units = [
        of("n-cam-lo", "xã Cam Lộ", "u-tinh", july, None, &[]),
        of("n-hieu-giang", "xã Hiếu Giang", "u-tinh", july, None, &[]),
        district,
        of("19597", "thị trấn Cam Lộ", "468", None, june, &["n-cam-lo"]),
        of("19600", "xã Cam Tuyền", "468", None, june, &["n-hieu-giang"]),
        of("19606", "xã Cam Thủy", "468", None, june, &["n-hieu-giang"]),
        of("19612", "xã Cam Thành", "468", None, june, &["n-cam-lo"]),
        of("19615", "xã Cam Hiếu", "468", None, june, &["n-hieu-giang"]),
        of("19618", "xã Cam Chính", "468", None, june, &["n-cam-lo"]),
        of("19621", "xã Cam Nghĩa", "468", None, june, &["n-cam-lo"]),
        of("thanh-an", "xã Thanh An", "468", y2020, june, &["n-hieu-giang"]),
        of("19603", "xã Cam An", "468", None, y2019, &["thanh-an"]),
        of("19609", "xã Cam Thanh", "468", None, y2019, &["thanh-an"]),
    ];
    sample.store.add_units(&units).await.unwrap();
}

async fn ordered(sample: &Sample, day: &str, id: &str, leads: &[&str], due: &str) -> Vec<DirectiveId> {
    let meeting = NewMeeting { hall: "u-tinh".into(), sites: vec![], ..sample.new_meeting(id, moment(day)) };
    sample.store.create_meeting(&sample.grant(&sample.clerk), &meeting, moment(day)).await.unwrap();
    let order = Order { co_units: vec![], due: Some(due.to_owned()), ..sample.order(leads) };
    let edit = sample.grant(&sample.secretary);
    sample.store.add_directive(&edit, &meeting.id, &[], order, moment(day)).await.unwrap()
}

fn over(from: &str, to: &str, number: &str, on: &str, directives: Option<Vec<DirectiveId>>) -> HandOver {
    let document = Document { number: number.to_owned(), on: Some(on.to_owned()) };
    HandOver { from: from.into(), to: to.into(), document, note: String::new(), directives }
}

async fn led_by(sample: &Sample, unit: &str) -> Vec<Directive> {
    let filter = DirectiveFilter { lead: Some(unit.into()), ..DirectiveFilter::default() };
    sample.store.directives(&sample.grant(&sample.auditor), &filter).await.unwrap()
}

async fn all(sample: &Sample) -> Vec<Directive> {
    sample.store.directives(&sample.grant(&sample.auditor), &DirectiveFilter::default()).await.unwrap()
}

async fn refused(sample: &Sample, over: HandOver, day: &str) -> Refusal {
    match sample.store.hand_over(&sample.grant(&sample.chair), over, moment(day)).await {
        Err(StoreError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_reforms_of_cam_lo_leave_no_task_without_a_unit_and_no_name_is_rewritten() {
    let sample = Sample::filled().await;
    cam_lo(&sample).await;
    let follow = sample.grant(&sample.chair);
    let gone = async |day: &str| {
        let found = sample.store.dissolved(&sample.grant(&sample.chair), day).await.unwrap();
        found.into_iter().map(|one| (one.unit.name, one.owed, one.successors.len())).collect::<Vec<_>>()
    };

    // 2019: two orders to each of the two communes that are merged at the end of the year.
    ordered(&sample, "2019-10-07", "m2019", &["19603", "19609"], "2020-06-30").await;
    ordered(&sample, "2019-11-04", "m2019b", &["19603", "19612"], "2020-02-28").await;
    assert!(gone("2019-12-31").await.is_empty());
    let owed = gone("2020-01-01").await;
    assert_eq!(owed, [("xã Cam An".to_owned(), 2, 1), ("xã Cam Thanh".to_owned(), 1, 1)]);
    // The unit to be dissolved hands over, not the other way round, and not to one that does not exist yet.
    let early = over("19603", "thanh-an", "832/NQ-UBTVQH14", "2019-12-17", None);
    assert_eq!(refused(&sample, early.clone(), "2019-12-31").await, Refusal::DirectiveIncomplete);
    let silent = HandOver { document: Document { number: String::new(), on: None }, ..early.clone() };
    assert_eq!(refused(&sample, silent, "2020-01-02").await, Refusal::DocumentMissing);
    assert_eq!(sample.store.hand_over(&follow, early.clone(), moment("2020-01-02")).await.unwrap(), 2);
    assert_eq!(refused(&sample, early, "2020-01-02").await, Refusal::StepNotNow, "nothing is left");
    let second = over("19609", "thanh-an", "832/NQ-UBTVQH14", "2019-12-17", None);
    assert_eq!(sample.store.hand_over(&follow, second, moment("2020-01-02")).await.unwrap(), 1);
    assert!(gone("2020-01-02").await.is_empty());

    // 2024, and one of the tasks taken over is done before the next reform.
    ordered(&sample, "2024-11-04", "m2024", &["thanh-an", "19615", "19621"], "2025-12-31").await;
    let inherited = led_by(&sample, "thanh-an").await;
    assert_eq!(inherited.len(), 4);
    let first = &inherited[0];
    assert_eq!((first.lead.name.as_str(), first.holder().name.as_str()), ("xã Cam An", "xã Thanh An"));
    let head = crate::account::Account { unit: "thanh-an".into(), ..sample.head_a.clone() };
    let plain = |kind| Step { kind, note: "Đã xong.".to_owned(), due: None, document: None, to: None };
    for kind in [Kind::Accepted, Kind::Reported] {
        let grant = crate::access::Grant::ask(head.clone()).unwrap();
        sample.store.answer_directive(&grant, &first.id, plain(kind), moment("2020-06-15")).await.unwrap();
    }
    sample.store.decide_directive(&follow, &first.id, plain(Kind::Confirmed), moment("2020-07-01")).await.unwrap();

    // 2025: each open task goes on to the new commune, one of them by itself.
    let owed = gone("2025-07-01").await;
    let names: Vec<_> = owed.iter().map(|(name, owed, _)| (name.as_str(), *owed)).collect();
    assert_eq!(names, [("xã Cam Thành", 1), ("xã Cam Hiếu", 1), ("xã Cam Nghĩa", 1), ("xã Thanh An", 3)]);
    let open: Vec<_> =
        led_by(&sample, "thanh-an").await.into_iter().filter(|one| one.standing.state.is_open()).collect();
    let law = |from: &str, to: &str, picked| over(from, to, "1680/NQ-UBTVQH15", "2025-06-16", picked);
    let wrong = law("thanh-an", "n-hieu-giang", Some(vec![first.id.clone()]));
    assert_eq!(
        refused(&sample, wrong, "2025-07-01").await,
        Refusal::StepNotNow,
        "what is done stays where it was done"
    );
    let one = law("thanh-an", "n-hieu-giang", Some(vec![open[0].id.clone()]));
    assert_eq!(sample.store.hand_over(&follow, one, moment("2025-07-01")).await.unwrap(), 1);
    for (from, to) in
        [("thanh-an", "n-hieu-giang"), ("19615", "n-hieu-giang"), ("19612", "n-cam-lo"), ("19621", "n-cam-lo")]
    {
        assert!(sample.store.hand_over(&follow, law(from, to, None), moment("2025-07-01")).await.unwrap() > 0);
    }
    assert!(gone("2026-01-01").await.is_empty());

    // The history keeps the names of its days, and the due dates nobody moved.
    let end = all(&sample).await;
    let one = end.iter().find(|one| one.id == open[0].id).unwrap();
    let ways: Vec<_> = one
        .events
        .iter()
        .filter_map(|event| {
            Some((event.detail.to.as_ref()?.name.as_str(), event.detail.document.as_ref()?.number.as_str()))
        })
        .collect();
    assert_eq!(ways, [("xã Thanh An", "832/NQ-UBTVQH14"), ("xã Hiếu Giang", "1680/NQ-UBTVQH15")]);
    assert!(one.lead.name.starts_with("xã Cam") && one.standing.due == one.standing.original_due);
    assert_eq!(one.standing.state, DirectiveState::Assigned, "the new commune has to accept it");

    // Figures as assigned and as inherited: the same directives, other rows, the same sum.
    let now = moment("2025-07-02");
    let counts = |unit: &dyn Fn(&Directive) -> String, name: &str| -> Counts {
        end.iter().filter(|one| unit(one) == name).map(|one| one.standing.timeliness(now)).collect()
    };
    let (assigned, inherited) = (|one: &Directive| one.lead.name.clone(), |one: &Directive| one.holder().name.clone());
    assert_eq!(counts(&assigned, "xã Cam An").total, 2);
    assert_eq!((counts(&assigned, "xã Thanh An").total, counts(&inherited, "xã Thanh An").total), (1, 1));
    let hieu_giang = counts(&inherited, "xã Hiếu Giang");
    assert_eq!((hieu_giang.total, hieu_giang.overdue, hieu_giang.within), (4, 2, 2));
    assert_eq!(counts(&inherited, "xã Thanh An").done_on_time, 1, "done by Thanh An stays Thanh An's");
    assert_eq!(counts(&inherited, "xã Cam Lộ").total, 2);
    // As it stood in 2024, told from the events of that day.
    let then: Vec<_> = end
        .iter()
        .map(|one| {
            let known: Vec<_> = one.events.iter().filter(|event| event.at <= moment("2024-12-01")).collect();
            let standing = Standing::folded(one.standing.original_due.as_deref(), known);
            standing.inherited_by.map_or(one.lead.name.clone(), |unit| unit.name)
        })
        .collect();
    assert_eq!(then.iter().filter(|name| *name == "xã Thanh An").count(), 4);
}

#[tokio::test]
async fn whoever_takes_over_sees_it_answers_for_it_and_is_told() {
    let sample = Sample::filled().await;
    let meeting = sample.meeting("m1", NOW).await;
    let order = Order { co_units: vec![], ..sample.order(&["u-xa-a"]) };
    let edit = sample.grant(&sample.secretary);
    let id = sample.store.add_directive(&edit, &meeting.id, &[], order, NOW).await.unwrap().remove(0);
    let (a, b) = (sample.grant(&sample.head_a), sample.grant(&sample.head_b));
    let accept = Step { kind: Kind::Accepted, note: String::new(), due: None, document: None, to: None };
    assert!(sample.store.directive(&sample.grant(&sample.head_b), &id).await.unwrap().is_none());
    let document = Document { number: "12/QĐ-UBND".to_owned(), on: Some("2026-11-20".to_owned()) };
    let step = Step {
        kind: Kind::HandedOver,
        note: "Đúng địa bàn.".to_owned(),
        due: None,
        document: Some(document),
        to: Some("u-xa-b".into()),
    };
    sample.store.decide_directive(&sample.grant(&sample.chair), &id, step.clone(), NOW).await.unwrap();
    let again = sample.store.decide_directive(&sample.grant(&sample.chair), &id, step, NOW).await;
    assert!(matches!(again, Err(StoreError::Refused(Refusal::DirectiveIncomplete))), "it leads it already: {again:?}");
    let told = sample.store.notices(&sample.grant(&sample.head_b), None).await.unwrap();
    assert_eq!(
        (told.unread, told.notices[0].kind.as_str(), told.notices[0].lead_name.as_str()),
        (1, "handed_over", "xã Bình")
    );
    let refused = sample.store.answer_directive(&a, &id, accept.clone(), NOW).await;
    assert!(matches!(refused, Err(StoreError::Refused(Refusal::NotYourUnit))), "{refused:?}");
    sample.store.answer_directive(&b, &id, accept, NOW).await.unwrap();
    assert!(led_by(&sample, "u-xa-a").await.is_empty());
    assert_eq!(led_by(&sample, "u-xa-b").await.len(), 1);
}
