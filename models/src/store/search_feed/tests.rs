#![allow(clippy::unwrap_used)]

use super::super::sample::{NOW, Sample};
use super::*;
use crate::minutes::{MinutesHead, Run};

fn passage(kind: PassageKind, text: &str, said: &[&str]) -> Passage {
    Passage {
        kind,
        runs: vec![Run::plain(text)],
        utterances: said.iter().map(|id| (*id).into()).collect(),
        proposal: None,
    }
}

async fn held() -> Sample {
    let sample = Sample::filled().await;
    let meeting = sample.meeting("m", NOW).await;
    let track = sample.track(&meeting, &sample.chair, "t").await;
    let mut utterance = sample.utterance(&track, 2000, 4000);
    utterance.id = "w".into();
    sample.store.add_final(&utterance, 4000).await.unwrap();
    sample.execute(&format!("UPDATE meetings SET opened_at = {}", NOW.0)).await;
    sample
}

#[tokio::test]
async fn a_sentence_is_of_who_spoke_with_its_time_and_is_heard_only_where_there_is_sound() {
    let sample = held().await;
    let entries = sample.store.search_entries(&"m".into()).await.unwrap();
    assert_eq!(entries.len(), 1);
    let entry = &entries[0];
    assert_eq!((entry.title.as_str(), entry.body.as_str()), ("Nguyễn Văn Ân, Phó Chủ tịch UBND tỉnh", "Nghe rõ."));
    assert_eq!((entry.day.as_str(), entry.at_seconds), ("2026-11-21", Some(2.0)));
    assert_eq!((entry.readers.len(), entry.heard.is_none()), (2, true));
    sample.execute("UPDATE tracks SET length_ms = 4000").await;
    let heard = sample.store.search_entries(&"m".into()).await.unwrap()[0].heard.clone().unwrap();
    assert_eq!((heard.track.as_str(), heard.t0, heard.t1), ("t", 2000, 4000));
}

#[tokio::test]
async fn passages_stand_under_their_headings_and_what_was_issued_is_not_told_twice() {
    let sample = held().await;
    let passages = vec![
        passage(PassageKind::Section, "II. NỘI DUNG", &[]),
        passage(PassageKind::Topic, "1. Thủy lợi", &[]),
        passage(PassageKind::Paragraph, "Sửa cống số 7.", &["w"]),
        passage(PassageKind::Paragraph, "Sửa cống số 8.", &[]),
    ];
    let document = MinutesDocument {
        head: MinutesHead {
            superior: None,
            agency: "UBND TỈNH".to_owned(),
            sign: "BB-UBND".to_owned(),
            number: Some("05".to_owned()),
            title: String::new(),
            chair_name: String::new(),
            secretary_name: String::new(),
            recipients: vec![],
        },
        passages: passages[..3].to_vec(),
        tasks: vec![],
        attendance: vec![],
        issued: true,
    };
    sample
        .execute(&format!("INSERT INTO minutes VALUES ('m', 0, '{}')", serde_json::to_string(&passages).unwrap()))
        .await;
    let content = serde_json::to_string(&document).unwrap();
    sample
        .execute(&format!(
            "INSERT INTO minutes_versions SELECT 'm', 1, 'issued', 0, id, 'x', 'x', '{content}', 2026, 5, '2026-11-22'
             FROM accounts LIMIT 1"
        ))
        .await;
    let entries = sample.store.search_entries(&"m".into()).await.unwrap();
    let of = |kind| -> Vec<(String, String)> {
        let these = entries.iter().filter(|entry| entry.kind == kind);
        these.map(|entry| (entry.title.clone(), entry.body.clone())).collect()
    };
    let line = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(
        of(HitKind::Document),
        [
            line("Biên bản số 05/BB-UBND: II. NỘI DUNG", "1. Thủy lợi"),
            line("Biên bản số 05/BB-UBND: 1. Thủy lợi", "Sửa cống số 7."),
        ]
    );
    assert_eq!(of(HitKind::Minutes), [line("Biên bản (dự thảo): 1. Thủy lợi", "Sửa cống số 8.")]);
    let issued = entries.iter().find(|entry| entry.body == "Sửa cống số 7.").unwrap();
    assert_eq!(issued.at_seconds, Some(2.0), "a passage leads to its first sentence");
}

#[tokio::test]
async fn an_undecided_proposal_is_found_as_a_directive_without_a_state_and_a_decided_one_is_not() {
    let sample = held().await;
    let proposal = Proposal {
        meeting_id: "m".to_owned(),
        turns: vec!["w".to_owned()],
        quote: "nghe rõ".to_owned(),
        lead_units: vec!["u-xa-b".into()],
        co_units: vec![],
        task: "Kiểm tra đường truyền".to_owned(),
        deadline: None,
        deadline_text: Some("trong tuần".to_owned()),
        deadline_warning: None,
        action: crate::directive::DirectiveAction::New,
        recurring: false,
        conditional: false,
        confidence: 0.9,
        reasons: vec![],
    };
    let content = serde_json::to_string(&proposal).unwrap();
    sample
        .execute(&format!("INSERT INTO proposals (id, meeting_id, place, content) VALUES ('d', 'm', 0, '{content}')"))
        .await;
    let entries = sample.store.search_entries(&"m".into()).await.unwrap();
    let entry = entries.iter().find(|entry| entry.kind == HitKind::Directive).unwrap();
    assert_eq!((entry.id.as_str(), entry.history.is_none(), entry.at_seconds), ("d", true, Some(2.0)));
    assert_eq!(entry.context, ["xã Bình", "trong tuần"]);
    assert!(!entry.readers.contains(&"u-xa-b".into()), "nobody is told of what nobody has decided");
    sample.execute("UPDATE proposals SET decision = 'rejected'").await;
    assert_eq!(sample.store.search_entries(&"m".into()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn changes_of_every_kind_mark_the_meeting() {
    let sample = held().await;
    let read = async || {
        let stale = sample.store.search_stale().await.unwrap();
        sample.store.search_read(&stale.iter().collect::<Vec<_>>()).await.unwrap();
        stale.len()
    };
    assert_eq!((read().await, read().await), (1, 0));
    for change in [
        "INSERT INTO utterance_revisions SELECT 'w', 1, 'x', 0, id, 'x' FROM accounts LIMIT 1",
        "INSERT INTO minutes VALUES ('m', 0, '[]')",
        "UPDATE minutes SET passages = '[]'",
        "INSERT INTO proposals (id, meeting_id, place, content) VALUES ('d', 'm', 0, '{}')",
        "UPDATE proposals SET decision = 'rejected'",
        "INSERT INTO minutes_versions SELECT 'm', 1, 'issued', 0, id, 'x', 'x', '{}', 2026, 5, '2026-11-22' FROM accounts LIMIT 1",
    ] {
        sample.execute(change).await;
        assert_eq!(read().await, 1, "{change}");
    }
}
