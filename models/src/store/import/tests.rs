#![allow(clippy::unwrap_used)]

use super::super::sample::{NOW, Sample};
use super::*;
use crate::gazetteer::{GROUP, Meta, SpokenPerson, SpokenUnit};
use crate::search::HitKind;

fn unit(id: &str, name: &str, members: &[&str]) -> SpokenUnit {
    SpokenUnit {
        id: id.into(),
        full_name: format!("Ủy ban nhân dân {name}"),
        short_name: name.to_owned(),
        aliases: vec![],
        kind: if members.is_empty() { "xã" } else { GROUP }.to_owned(),
        parent_id: None,
        members: members.iter().map(|id| (*id).into()).collect(),
    }
}

fn file() -> Gazetteer {
    Gazetteer {
        meta: Meta {
            id: "van".to_owned(), name: "huyện Vân".to_owned(), valid: "2024-01-01..2025-06-30".to_owned()
        },
        units: vec![
            unit("v-huyen", "huyện Vân", &[]),
            unit("v-a", "xã Vân Hòa", &[]),
            unit("v-b", "xã Vân Thủy", &[]),
            unit("v-xa", "các xã", &["v-a", "v-b"]),
        ],
        persons: vec![SpokenPerson {
            id: "khanh".into(),
            name: "Lý Quốc Khánh".to_owned(),
            post: "Chủ tịch UBND huyện".to_owned(),
            unit_id: "v-huyen".into(),
            address_forms: vec![],
        }],
    }
}

fn speaker(id: &str, name: &str, unit: &str) -> ImportedSpeaker {
    ImportedSpeaker { id: id.into(), name: name.to_owned(), post: "Chủ tịch".to_owned(), unit: unit.into() }
}

fn meeting() -> ImportedMeeting {
    let turn = |n: i64, speaker: ImportedSpeaker, text: &str| ImportedTurn {
        id: format!("K-T{n}"),
        t0: n * 10_000,
        t1: n * 10_000 + 8000,
        speaker,
        spoken: text.to_lowercase(),
        written: text.to_owned(),
    };
    let chair = speaker("khanh", "Lý Quốc Khánh", "v-huyen");
    ImportedMeeting {
        id: "K".into(),
        title: "Giao ban tháng 10".to_owned(),
        day: "2024-10-21".to_owned(),
        starts_at: Moment(1_729_472_400_000), // 08:00 in Vietnam
        chair: chair.clone(),
        secretary: speaker("p-anh", "Tạ Thị Mây", "v-huyen"),
        agenda: vec!["Thủy lợi".to_owned()],
        turns: vec![
            turn(0, chair, "Các xã kiểm tra hồ chứa trước 30/10."),
            turn(1, speaker("vy", "Phạm Vy", "v-a"), "Dạ rõ."),
        ],
        directives: vec![ImportedDirective {
            id: "K-D1".into(),
            turns: vec!["K-T0".to_owned()],
            quote: "Các xã kiểm tra hồ chứa".to_owned(),
            lead_units: vec!["v-xa".into()],
            co_units: vec!["v-huyen".into()],
            task: "Kiểm tra hồ chứa".to_owned(),
            due: Some("2024-10-30".to_owned()),
            due_text: Some("trước 30/10".to_owned()),
            recurring: false,
            conditional: false,
        }],
        proposals: vec![],
    }
}

const EVERYTHING: Imported = Imported { meetings: 1, turns: 2, directives: 2, proposals: 0 };

#[tokio::test]
async fn a_meeting_from_elsewhere_is_there_with_its_identities_and_once_however_often_it_is_brought_in() {
    let sample = Sample::filled().await;
    let import = async || sample.store.import_meetings(&file(), &[meeting()], NOW, false).await.unwrap();
    assert_eq!(import().await, EVERYTHING);
    assert_eq!(import().await, Imported::default());

    let kept = sample.store.meeting_for_room(&"K".into()).await.unwrap().unwrap();
    assert_eq!((kept.state, kept.opened_at), (MeetingState::Ended, Some(kept.starts_at)));
    assert_eq!(kept.ended_at.unwrap().since(kept.starts_at), 18_000);
    let sites: Vec<&str> = kept.sites.iter().map(|site| site.unit_name.as_str()).collect();
    assert_eq!(sites, ["huyện Vân", "xã Vân Hòa"]);
    let said = sample.store.last_finals(&kept.id, 9).await.unwrap();
    assert_eq!((said[0].id.as_str(), said[0].written.as_str()), ("K-T0", "Các xã kiểm tra hồ chứa trước 30/10."));
    assert!(sample.store.unwritten(&kept.id).await.unwrap().is_empty(), "there is no sound to write down");
    assert_eq!(sample.store.agenda(&kept.id).await.unwrap(), ["Thủy lợi"]);
}

#[tokio::test]
async fn a_directive_to_a_group_is_one_for_each_member_under_the_identity_it_came_with() {
    let sample = Sample::filled().await;
    sample.store.import_meetings(&file(), &[meeting()], NOW, false).await.unwrap();
    let entries = sample.store.search_entries(&"K".into()).await.unwrap();
    let directives: Vec<_> = entries.iter().filter(|entry| entry.kind == HitKind::Directive).collect();
    assert_eq!(directives.len(), 2);
    assert!(directives.iter().all(|entry| entry.id == "K-D1" && entry.at_seconds == Some(0.0)));
    assert_eq!(directives[0].context[..2], ["xã Vân Hòa", "CĐ-2026-000001"]);
    assert_eq!(directives[0].heard, None);
}

#[tokio::test]
async fn somebody_with_the_identity_of_another_person_is_not_taken_for_them() {
    let sample = Sample::filled().await;
    sample.store.import_meetings(&file(), &[meeting()], NOW, false).await.unwrap();
    let kept = sample.store.meeting_for_room(&"K".into()).await.unwrap().unwrap();
    assert_eq!((kept.secretary.as_str(), kept.secretary_name.as_str()), ("van/p-anh", "Tạ Thị Mây"));
    assert_eq!(kept.chair.as_str(), "khanh");
}

#[tokio::test]
async fn a_rehearsal_counts_everything_and_keeps_nothing() {
    let sample = Sample::filled().await;
    assert_eq!(sample.store.import_meetings(&file(), &[meeting()], NOW, true).await.unwrap(), EVERYTHING);
    assert!(sample.store.meeting_for_room(&"K".into()).await.unwrap().is_none());
    assert!(sample.store.gazetteer("2024-10-21").await.unwrap().units.iter().all(|unit| unit.id.0 != "v-huyen"));
}

#[tokio::test]
async fn nothing_is_kept_of_an_import_one_meeting_of_which_is_wrong() {
    let sample = Sample::filled().await;
    let mut late = meeting();
    (late.id, late.day) = ("L".into(), "2026-01-05".to_owned());
    let done = sample.store.import_meetings(&file(), &[meeting(), late], NOW, false).await;
    assert!(matches!(done, Err(StoreError::UnknownUnit(_))), "{done:?}");
    assert!(sample.store.meeting_for_room(&"K".into()).await.unwrap().is_none());
}

#[tokio::test]
async fn an_identity_that_belongs_to_something_else_is_refused_by_name() {
    let sample = Sample::filled().await;
    sample.store.import_meetings(&file(), &[meeting()], NOW, false).await.unwrap();
    let taken = async |gazetteer: &Gazetteer, meeting: ImportedMeeting| match sample
        .store
        .import_meetings(gazetteer, &[meeting], NOW, false)
        .await
    {
        Err(StoreError::Taken(id)) => id,
        other => panic!("{other:?}"),
    };
    let mut other = meeting();
    other.title = "Giao ban tháng 11".to_owned();
    assert_eq!(taken(&file(), other).await, "K");
    let mut same_turns = meeting();
    same_turns.id = "L".into();
    assert_eq!(taken(&file(), same_turns).await, "K-T0");
    let mut units = file();
    units.units[1] = unit("v-a", "xã Khác", &[]);
    assert_eq!(taken(&units, meeting()).await, "v-a");
}

#[tokio::test]
async fn nobody_signs_in_as_the_account_that_imported() {
    let sample = Sample::filled().await;
    sample.store.import_meetings(&file(), &[meeting()], NOW, false).await.unwrap();
    let kept = sample.store.credentials(IMPORTER).await.unwrap().unwrap();
    assert!(!kept.password_hash.starts_with('$'), "no password has this hash");
}
