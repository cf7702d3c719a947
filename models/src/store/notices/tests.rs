#![allow(clippy::unwrap_used)]
use super::super::sample::{NOW, Sample};
use super::*;
use crate::directive::order::Step;
use crate::directive::reminders::{reminder, told};

const DAY: i64 = 86_400_000;

async fn kinds(sample: &Sample, account: &Account) -> Vec<String> {
    let page = sample.store.notices(&sample.grant(account), None).await.unwrap();
    page.notices.into_iter().map(|notice| notice.kind).collect()
}

fn step(kind: Kind, due: Option<&str>) -> Step {
    let note = if kind.needs_note() { "Đề nghị khẩn trương." } else { "" };
    Step { kind, note: note.to_owned(), due: due.map(str::to_owned), document: None, to: None }
}

/// What the server does at a moment.
async fn run(sample: &Sample, now: Moment) -> u64 {
    let (owed, all) = (sample.store.owed("", 100).await.unwrap(), sample.store.addressees().await.unwrap());
    let due: Vec<_> =
        owed.iter().filter_map(|one| Some((one, reminder(one.due.as_deref(), &one.events, now, |_| true)?))).collect();
    let lines: Vec<_> = due
        .iter()
        .flat_map(|(one, reminder)| {
            told(reminder.stage, &one.unit, &one.leader, &all)
                .into_iter()
                .map(move |account| (&one.id, account, reminder))
        })
        .collect();
    sample.store.remind(&lines, now).await.unwrap()
}

#[tokio::test]
async fn a_reminder_is_told_once_however_often_the_server_starts() {
    let sample = Sample::filled().await;
    let meeting = sample.meeting("m1", NOW).await;
    sample.directive(&meeting, &["u-xa-a"]).await;
    // Due on 30/11; the order is of the 21st.
    assert_eq!(run(&sample, NOW).await, 0);
    assert_eq!(run(&sample, NOW.plus(2 * DAY)).await, 1);
    for _ in 0..3 {
        assert_eq!(run(&sample, NOW.plus(2 * DAY + 60_000)).await, 0);
    }
    assert_eq!(kinds(&sample, &sample.head_a).await, ["before_7"]);
    // Down for a week: three days and one day before are overtaken by the day itself.
    assert_eq!(run(&sample, NOW.plus(9 * DAY)).await, 1);
    assert_eq!(kinds(&sample, &sample.head_a).await, ["day", "before_7"]);
    assert!(kinds(&sample, &sample.head_b).await.is_empty(), "a co-operating unit owes nothing");
}

#[tokio::test]
async fn the_unit_is_told_of_decisions_and_the_giver_of_reports_and_questions() {
    let sample = Sample::filled().await;
    let meeting = sample.meeting("m1", NOW).await;
    let id = sample.directive(&meeting, &["u-xa-a"]).await.remove(0);
    let (unit, giver) = (sample.grant(&sample.head_a), sample.grant(&sample.chair));
    for (kind, due) in [
        (Kind::Accepted, None),
        (Kind::Urged, None),
        (Kind::ExtensionAsked, Some("2026-12-10")),
        (Kind::ExtensionRefused, None),
        (Kind::Reported, None),
        (Kind::SentBack, None),
    ] {
        if kind.is_answer() {
            sample.store.answer_directive(&unit, &id, step(kind, due), NOW).await.unwrap();
        } else {
            sample.store.decide_directive(&giver, &id, step(kind, due), NOW).await.unwrap();
        }
    }
    assert_eq!(kinds(&sample, &sample.head_a).await, ["sent_back", "extension_refused", "urged"]);
    assert_eq!(kinds(&sample, &sample.chair).await, ["extension_asked"], "a report is the monitoring officer's");
    let see = sample.grant(&sample.head_a);
    let page = sample.store.notices(&see, None).await.unwrap();
    assert_eq!((page.unread, page.notices[0].code.as_str()), (3, "CĐ-2026-000001"));
    sample.store.notices_read(&see, page.notices[1].seq, Some(&id), NOW).await.unwrap();
    let page = sample.store.notices(&see, None).await.unwrap();
    assert_eq!((page.unread, page.notices[0].read, page.notices[2].read), (1, false, true));
    let older = sample.store.notices(&see, Some(page.notices[0].seq)).await.unwrap();
    assert_eq!(older.notices, page.notices[1..]);
}

#[tokio::test]
async fn what_is_over_or_waits_for_the_giver_is_not_looked_at_again() {
    let sample = Sample::filled().await;
    let meeting = sample.meeting("m1", NOW).await;
    let id = sample.directive(&meeting, &["u-xa-a"]).await.remove(0);
    assert_eq!(sample.store.owed("", 10).await.unwrap().len(), 1);
    assert!(sample.store.owed(id.as_str(), 10).await.unwrap().is_empty(), "after it there is none");
    for kind in [Kind::Accepted, Kind::Reported] {
        sample.store.answer_directive(&sample.grant(&sample.head_a), &id, step(kind, None), NOW).await.unwrap();
    }
    assert!(sample.store.owed("", 10).await.unwrap().is_empty());
}
