//! A small authority for the tests of the store: a province hall, two communes, a village, and one that ended.

#![allow(clippy::unwrap_used)]

use sqlx::AssertSqlSafe;
use tempfile::TempDir;

use super::{NewAccount, NewMeeting, Store, TrackKind, TrackRow};
use crate::access::{Grant, Permit};
use crate::account::Account;
use crate::clock::Moment;
use crate::directive::order::Order;
use crate::directive::{DirectiveAction, Proposal};
use crate::id::{DirectiveId, ParticipantId, TrackId, UtteranceId};
use crate::meeting::Meeting;
use crate::role::Role;
use crate::unit::{Person, PositionHeld, Unit};
use crate::utterance::{Speaker, Utterance, Word};

/// 2026-11-21, ten in the morning in Vietnam.
pub(crate) const NOW: Moment = Moment(1_795_230_000_000);
/// The Vietnamese day of [`NOW`].
pub(crate) const TODAY: &str = "2026-11-21";

/// A store in a folder of its own, and the cast.
pub(crate) struct Sample {
    pub(crate) store: Store,
    folder: TempDir,
    pub(crate) admin: Account,
    pub(crate) clerk: Account,
    pub(crate) chair: Account,
    pub(crate) secretary: Account,
    pub(crate) head_a: Account,
    pub(crate) head_b: Account,
    pub(crate) guest: Account,
    pub(crate) auditor: Account,
}

/// An unending unit.
pub(crate) fn unit(id: &str, name: &str, kind: &str, parent: Option<&str>) -> Unit {
    Unit {
        id: id.into(),
        full_name: format!("Ủy ban nhân dân {name}"),
        short_name: name.to_owned(),
        kind: kind.to_owned(),
        parent: parent.map(Into::into),
        valid_from: None,
        valid_to: None,
        successors: Vec::new(),
    }
}

const CAST: [(&str, &str, &str, &str, &str, Role); 8] = [
    ("quantri", "p-khue", "Ngô Minh Khuê", "u-tinh", "Chuyên viên", Role::SystemAdmin),
    ("vanthu", "p-hoa", "Trần Thị Hòa", "u-tinh", "Văn thư", Role::RecordsClerk),
    ("chutri", "p-chair", "Nguyễn Văn Ân", "u-tinh", "Phó Chủ tịch UBND tỉnh", Role::Leader),
    ("thuky", "p-anh", "Đỗ Ngọc Ánh", "u-tinh", "Chánh Văn phòng", Role::MeetingSecretary),
    ("xaa", "p-binh", "Lê Thanh Bình", "u-xa-a", "Chủ tịch UBND xã", Role::UnitHead),
    ("xab", "p-dat", "Hồ Văn Đạt", "u-xa-b", "Chủ tịch UBND xã", Role::UnitHead),
    ("thon", "p-on", "Hồ Văn Ơn", "u-thon", "Trưởng thôn", Role::VillageGuest),
    ("thanhtra", "p-y", "Võ Như Ý", "u-tinh", "Thanh tra viên", Role::Auditor),
];

impl Sample {
    /// The data folder.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Nothing but the schema; the accounts of the cast are not in it.
    pub(crate) async fn empty() -> Self {
        let folder = TempDir::new().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let [admin, clerk, chair, secretary, head_a, head_b, guest, auditor] =
            CAST.map(|(username, person, name, unit, post, role)| Account {
                id: format!("a-{username}").as_str().into(),
                username: username.to_owned(),
                person: person.into(),
                name: name.to_owned(),
                post: post.to_owned(),
                unit: unit.into(),
                unit_name: String::new(),
                role,
            });
        Self { store, folder, admin, clerk, chair, secretary, head_a, head_b, guest, auditor }
    }

    /// Units, people, posts and accounts.
    pub(crate) async fn filled() -> Self {
        let mut sample = Self::empty().await;
        let mut ended = unit("u-xa-cu", "xã cũ", "xã", Some("u-tinh"));
        (ended.valid_to, ended.successors) = (Some("2025-06-30".to_owned()), vec!["u-xa-a".into()]);
        let mut begun = unit("u-xa-a", "xã An", "xã", Some("u-tinh"));
        begun.valid_from = Some("2025-07-01".to_owned());
        let units = [
            unit("u-thon", "thôn An Thái", "thôn", Some("u-xa-a")), // before its parent: the order is free
            unit("u-tinh", "UBND tỉnh", "tỉnh", None),
            begun,
            unit("u-xa-b", "xã Bình", "xã", Some("u-tinh")),
            ended,
        ];
        sample.store.add_units(&units).await.unwrap();
        let persons = CAST.map(|(_, id, name, ..)| Person { id: id.into(), name: name.to_owned() });
        sample.store.add_persons(&persons).await.unwrap();
        let held = |person: &str, unit: &str, post: &str, from: &str, to: Option<&str>| PositionHeld {
            person: person.into(),
            unit: unit.into(),
            post: post.to_owned(),
            valid_from: Some(from.to_owned()),
            valid_to: to.map(str::to_owned),
        };
        let mut positions: Vec<_> =
            CAST.iter().map(|(_, person, _, unit, post, _)| held(person, unit, post, "2026-01-01", None)).collect();
        positions.push(held("p-chair", "u-xa-cu", "Chủ tịch UBND xã cũ", "2020-01-01", Some("2025-06-30")));
        sample.store.add_positions(&positions).await.unwrap();
        let cast = [
            &mut sample.admin,
            &mut sample.clerk,
            &mut sample.chair,
            &mut sample.secretary,
            &mut sample.head_a,
            &mut sample.head_b,
            &mut sample.guest,
            &mut sample.auditor,
        ];
        for account in cast {
            let new = NewAccount {
                username: account.username.clone(),
                password_hash: "$argon2id$v=19$none".to_owned(),
                person: account.person.clone(),
                unit: account.unit.clone(),
                role: account.role,
            };
            let id = sample.store.create_account(&new, NOW).await.unwrap();
            *account = sample.store.account(&id, TODAY).await.unwrap().unwrap();
        }
        sample
    }

    /// The grant of an act that the table gives this account.
    pub(crate) fn grant<A: Permit>(&self, account: &Account) -> Grant<A> {
        Grant::ask(account.clone()).unwrap()
    }

    /// Particulars of a meeting of the hall and commune A.
    pub(crate) fn new_meeting(&self, id: &str, starts_at: Moment) -> NewMeeting {
        NewMeeting {
            id: id.into(),
            title: "Giao ban tuần".to_owned(),
            starts_at,
            chair: self.chair.person.clone(),
            secretary: self.secretary.person.clone(),
            hall: "u-tinh".into(),
            sites: vec!["u-xa-a".into()],
            agenda: vec![],
            synthetic: false,
        }
    }

    /// That meeting, called by the clerk.
    pub(crate) async fn meeting(&self, id: &str, starts_at: Moment) -> Meeting {
        let new = self.new_meeting(id, starts_at);
        self.store.create_meeting(&self.grant(&self.clerk), &new, NOW).await.unwrap()
    }

    /// The account as a participant at the first site of the meeting.
    pub(crate) async fn participant(&self, meeting: &Meeting, account: &Account) -> ParticipantId {
        let site = &meeting.sites[0].id;
        self.store.participant(&meeting.id, &account.person, Some(&account.id), site).await.unwrap()
    }

    /// An empty sound track of the account.
    pub(crate) async fn track(&self, meeting: &Meeting, account: &Account, id: &str) -> TrackRow {
        let track = TrackRow {
            id: TrackId::from(id),
            meeting: meeting.id.clone(),
            participant: self.participant(meeting, account).await,
            speaker: Speaker {
                person: account.person.clone(),
                name: account.name.clone(),
                post: account.post.clone(),
                unit: account.unit.clone(),
                unit_name: account.unit_name.clone(),
            },
            site: meeting.sites[0].id.clone(),
            kind: TrackKind::Audio,
            file: format!("{id}.opus"),
            started_at: None,
            length_ms: 0,
            transcribed_until_ms: 0,
            finished: false,
            sha256: None,
            synthetic: false,
        };
        self.store.add_track(&track).await.unwrap();
        track
    }

    /// An utterance of two words between two milliseconds of a track.
    pub(crate) fn utterance(&self, track: &TrackRow, t0: i64, t1: i64) -> Utterance {
        let half = i64::midpoint(t0, t1);
        let word = |t0, t1, text: &str| Word { t0, t1, text: text.to_owned(), p: 0.75 };
        Utterance {
            id: UtteranceId::fresh(),
            meeting: track.meeting.clone(),
            track: track.id.clone(),
            speaker: track.speaker.clone(),
            began_at: NOW.plus(t0),
            t0,
            t1: t1.max(t0),
            spoken: "nghe rõ".to_owned(),
            written: "Nghe rõ.".to_owned(),
            revision: 0,
            corrected_by: None,
            words: vec![word(t0, half, "nghe"), word(half, t1, "rõ")],
            confidence: 0.8,
            engine: "scripted".to_owned(),
        }
    }

    /// The chair's words of that meeting that order something, as sentences of a track of their own.
    pub(super) async fn ordered_words(&self, meeting: &Meeting) -> Vec<Utterance> {
        let track = self.track(meeting, &self.chair, &format!("t-{}", meeting.id)).await;
        let mut said = Vec::new();
        for (n, words) in (0_i64..).zip(["Giao xã An kiểm tra hồ chứa, báo cáo trước ngày 30/11.", "Xã Bình phối hợp."])
        {
            let mut utterance = self.utterance(&track, n * 2000, n * 2000 + 1000);
            utterance.id = UtteranceId(format!("{}-{n}", track.id));
            utterance.written = words.to_owned();
            self.store.add_final(&utterance, n * 2000 + 1000).await.unwrap();
            said.push(utterance);
        }
        said
    }

    /// A proposal that commune A does something, out of these sentences.
    pub(super) fn proposal(&self, said: &[Utterance]) -> Proposal {
        Proposal {
            meeting_id: said[0].meeting.0.clone(),
            turns: said.iter().map(|u| u.id.0.clone()).collect(),
            quote: "Giao xã An kiểm tra hồ chứa".to_owned(),
            lead_units: vec!["u-xa-a".into()],
            co_units: vec!["u-xa-b".into()],
            task: "Kiểm tra an toàn hồ chứa".to_owned(),
            deadline: Some("2026-11-30".to_owned()),
            deadline_text: Some("trước ngày 30/11".to_owned()),
            deadline_warning: None,
            action: DirectiveAction::New,
            recurring: false,
            conditional: false,
            confidence: 0.9,
            reasons: vec!["Chủ trì giao việc.".to_owned()],
        }
    }

    /// An order to these leads with commune B co-operating, due on the last day of November 2026.
    pub(super) fn order(&self, leads: &[&str]) -> Order {
        Order {
            lead_units: leads.iter().map(|unit| (*unit).into()).collect(),
            co_units: vec!["u-xa-b".into()],
            task: "Kiểm tra an toàn hồ chứa".to_owned(),
            due: Some("2026-11-30".to_owned()),
            recurring: false,
            conditional: false,
        }
    }

    /// A directive by hand to commune A, ordered in that meeting.
    pub(super) async fn directive(&self, meeting: &Meeting, leads: &[&str]) -> Vec<DirectiveId> {
        self.store.add_directive(&self.grant(&self.secretary), &meeting.id, &[], self.order(leads), NOW).await.unwrap()
    }

    /// Runs SQL that no function of the store offers.
    pub(crate) async fn try_execute(&self, sql: &str) -> Result<u64, sqlx::Error> {
        let done = sqlx::query(AssertSqlSafe(sql.to_owned())).execute(&self.store.pool).await?;
        Ok(done.rows_affected())
    }

    /// The same, where it cannot fail.
    pub(crate) async fn execute(&self, sql: &str) {
        self.try_execute(sql).await.unwrap();
    }
}
