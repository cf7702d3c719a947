#![allow(clippy::unwrap_used)]
use super::super::sample::{NOW, Sample};
use super::*;
use crate::paper::{BlockKind, Numbering, PaperBlock, PaperState, PaperStep, Signer};
use crate::refusal::Refusal;

pub(super) fn content(kind: PaperKind) -> PaperContent {
    PaperContent {
        kind,
        superior: None,
        agency: "UBND TỈNH".into(),
        sign: format!("{}-UBND", kind.letters()),
        number: None,
        place: "Quảng Trị".into(),
        issued_on: None,
        title: "Họp giao ban".into(),
        blocks: vec![PaperBlock::new(BlockKind::Paragraph, "Kính mời dự họp.")],
        signer: Signer { posts: vec!["CHỦ TỊCH".into()], name: "Nguyễn Văn Ân".into() },
        recipients: vec!["Như trên".into()],
        tasks: vec![],
        attendance: vec![],
        issued: false,
    }
}

fn refusal<T: std::fmt::Debug>(done: Result<T, StoreError>) -> Refusal {
    match done {
        Err(StoreError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

struct Office {
    sample: Sample,
}

impl Office {
    async fn new() -> Self {
        Self { sample: Sample::filled().await }
    }

    async fn begun(&self, meeting: &str, kind: PaperKind) -> PaperId {
        self.sample.meeting(meeting, NOW).await;
        self.begin(meeting, kind, None).await.unwrap()
    }

    async fn begin(&self, meeting: &str, kind: PaperKind, corrects: Option<&PaperId>) -> Result<PaperId, StoreError> {
        let grant = self.sample.grant(&self.sample.secretary);
        self.sample.store.begin_paper(&grant, &meeting.into(), &content(kind), corrects, NOW).await
    }

    async fn kept(&self, id: &PaperId) -> KeptPaper {
        self.sample.store.paper(&self.sample.grant(&self.sample.secretary), id).await.unwrap().unwrap()
    }

    async fn issue(&self, id: &PaperId, at: crate::clock::Moment) -> Paper {
        let (store, sample) = (&self.sample.store, &self.sample);
        store.submit_paper(&sample.grant(&sample.secretary), id, "", at).await.unwrap();
        let revision = self.kept(id).await.paper.revision;
        store.approve_paper(&sample.grant(&sample.chair), id, revision, at).await.unwrap();
        store.issue_paper(&sample.grant(&sample.clerk), id, at).await.unwrap();
        self.kept(id).await.paper
    }
}

#[tokio::test]
async fn a_paper_goes_from_the_secretary_over_the_chair_to_the_records_office() {
    let office = Office::new().await;
    let (store, sample) = (&office.sample.store, &office.sample);
    let id = office.begun("m1", PaperKind::Invitation).await;
    let chair = sample.grant(&sample.chair);
    assert_eq!(refusal(store.approve_paper(&chair, &id, 1, NOW).await), Refusal::PaperStepNotNow, "not sent yet");
    store.submit_paper(&sample.grant(&sample.secretary), &id, "kính trình", NOW).await.unwrap();
    assert_eq!(refusal(store.return_paper(&chair, &id, "", NOW).await), Refusal::ReasonMissing);
    store.return_paper(&chair, &id, "thiếu địa điểm", NOW).await.unwrap();
    let paper = office.issue(&id, NOW.plus(5)).await;
    assert_eq!((paper.state, paper.document_number.as_deref()), (PaperState::Issued, Some("01/GM-UBND")));
    assert_eq!(paper.issued_on.as_deref(), Some("2026-11-21"));
    let kept = office.kept(&id).await;
    let steps: Vec<PaperStep> = kept.events.iter().map(|event| event.step).collect();
    use PaperStep::{Approved, Drafted, Issued, Returned, Submitted};
    assert_eq!(steps, [Drafted, Submitted, Returned, Submitted, Approved, Issued]);
    assert_eq!((kept.events[2].note.as_str(), kept.events[2].by.as_str()), ("thiếu địa điểm", "Nguyễn Văn Ân"));
    assert_eq!(kept.versions.len(), 2);
    assert_eq!(kept.versions[0].sha256, kept.content.sha256());
    assert_eq!(store.paper_version(&sample.grant(&sample.clerk), &id, 2).await.unwrap().unwrap(), kept.content);
}

#[tokio::test]
async fn what_is_written_after_the_approval_has_to_be_approved_again_and_an_old_page_writes_nothing_over() {
    let office = Office::new().await;
    let (store, sample) = (&office.sample.store, &office.sample);
    let id = office.begun("m1", PaperKind::Invitation).await;
    let secretary = sample.grant(&sample.secretary);
    store.submit_paper(&secretary, &id, "", NOW).await.unwrap();
    store.approve_paper(&sample.grant(&sample.chair), &id, 1, NOW).await.unwrap();
    let changed = PaperContent { title: "Họp khẩn".into(), ..content(PaperKind::Invitation) };
    store.write_paper(&secretary, &id, &changed, 1, NOW).await.unwrap();
    assert_eq!(office.kept(&id).await.paper.state, PaperState::Draft);
    assert_eq!(refusal(store.issue_paper(&sample.grant(&sample.clerk), &id, NOW).await), Refusal::PaperStepNotNow);
    assert_eq!(refusal(store.write_paper(&secretary, &id, &changed, 1, NOW).await), Refusal::ChangedMeanwhile);
    store.submit_paper(&secretary, &id, "", NOW).await.unwrap();
    let chair = sample.grant(&sample.chair);
    assert_eq!(refusal(store.approve_paper(&chair, &id, 1, NOW).await), Refusal::ChangedMeanwhile, "an older text");
}

#[tokio::test]
async fn an_issued_paper_is_never_changed_but_replaced_or_recalled() {
    let office = Office::new().await;
    let (store, sample) = (&office.sample.store, &office.sample);
    let id = office.begun("m1", PaperKind::Conclusion).await;
    let issued = office.issue(&id, NOW).await;
    let secretary = sample.grant(&sample.secretary);
    let write = store.write_paper(&secretary, &id, &content(PaperKind::Conclusion), issued.revision, NOW).await;
    assert_eq!(refusal(write), Refusal::PaperIssued);
    let by_hand = sqlx::query("UPDATE papers SET content = '{}'").execute(&store.pool).await;
    assert!(by_hand.is_err(), "the database refuses it too");
    assert_eq!(refusal(office.begin("m1", PaperKind::Conclusion, None).await), Refusal::PaperExists);
    let second = office.begin("m1", PaperKind::Conclusion, Some(&id)).await.unwrap();
    assert_eq!(refusal(office.begin("m1", PaperKind::Conclusion, Some(&id)).await), Refusal::PaperExists);
    assert_eq!(office.kept(&second).await.paper.corrects, Some(id.clone()));
    let clerk = sample.grant(&sample.clerk);
    assert_eq!(refusal(store.recall_paper(&clerk, &id, "", NOW).await), Refusal::ReasonMissing);
    store.recall_paper(&clerk, &id, "sai thời hạn", NOW).await.unwrap();
    let recalled = office.kept(&id).await;
    assert_eq!((recalled.paper.state, recalled.content.issued), (PaperState::Recalled, true));
}

#[tokio::test]
async fn each_kind_has_its_run_of_numbers_until_the_head_decides_for_one() {
    let office = Office::new().await;
    let year_end = crate::clock::Moment(1_798_736_400_000 - 1); // 2026-12-31 in Vietnam, its last millisecond
    let mut numbers = Vec::new();
    for (meeting, kind, at) in [
        ("m1", PaperKind::Invitation, NOW),
        ("m2", PaperKind::Conclusion, NOW),
        ("m3", PaperKind::Invitation, year_end),
        ("m4", PaperKind::Invitation, year_end.plus(1)),
    ] {
        let id = office.begun(meeting, kind).await;
        numbers.push(office.issue(&id, at).await.document_number.unwrap());
    }
    assert_eq!(numbers, ["01/GM-UBND", "01/TB-UBND", "02/GM-UBND", "01/GM-UBND"]);
    office.sample.store.set_setting(Numbering::SETTING, Numbering::Shared.code()).await.unwrap();
    let id = office.begun("m5", PaperKind::Conclusion).await;
    assert_eq!(office.issue(&id, year_end).await.document_number.as_deref(), Some("03/TB-UBND"));
}

#[tokio::test]
async fn units_see_a_paper_once_it_is_issued_and_only_of_their_meetings() {
    let office = Office::new().await;
    let (store, sample) = (&office.sample.store, &office.sample);
    let id = office.begun("m1", PaperKind::Invitation).await;
    let (of_the_meeting, of_another) = (sample.grant(&sample.head_a), sample.grant(&sample.head_b));
    assert_eq!(store.paper(&of_the_meeting, &id).await.unwrap(), None);
    assert!(store.papers(&of_the_meeting, &"m1".into()).await.unwrap().is_empty());
    office.issue(&id, NOW).await;
    assert!(store.paper(&of_the_meeting, &id).await.unwrap().is_some());
    let issued = store.papers_issued(&sample.grant(&sample.clerk), NOW, NOW).await.unwrap();
    assert_eq!(issued.get(&("m1".into(), PaperKind::Invitation)).map(String::as_str), Some("2026-11-21"));
    assert_eq!(store.papers(&of_the_meeting, &"m1".into()).await.unwrap().len(), 1);
    assert_eq!(store.paper(&of_another, &id).await.unwrap(), None);
}
