#![allow(clippy::unwrap_used)]
use super::super::sample::{NOW, Sample};
use super::*;
use crate::meeting::Meeting;
use crate::store::TrackRow;

async fn recorded() -> (Sample, Meeting, TrackRow) {
    let sample = Sample::filled().await;
    let meeting = sample.meeting("m1", NOW).await;
    let track = sample.track(&meeting, &sample.head_a, "t1").await;
    sample.store.track_grown(&track.id, 60_000).await.unwrap();
    (sample, meeting, track)
}

#[tokio::test]
async fn an_utterance_comes_back_as_it_was_heard_word_by_word() {
    let (sample, meeting, track) = recorded().await;
    let said = sample.utterance(&track, 1000, 3000);
    assert_eq!(sample.store.add_final(&said, 3000).await.unwrap(), Kept::New);
    let read = sample.store.transcript(&sample.grant(&sample.secretary), &meeting.id).await.unwrap();
    assert_eq!(read, [said]);
}

#[tokio::test]
async fn an_utterance_and_its_watermark_are_kept_together() {
    let (sample, meeting, track) = recorded().await;
    sample.store.add_final(&sample.utterance(&track, 1000, 3000), 3200).await.unwrap();
    assert_eq!(sample.store.unwritten(&meeting.id).await.unwrap()[0].transcribed_until_ms, 3200);
    let mut nobodys = sample.utterance(&track, 4000, 5000);
    nobodys.speaker.person = "p-nobody".into();
    assert!(sample.store.add_final(&nobodys, 5000).await.is_err());
    assert_eq!(sample.store.unwritten(&meeting.id).await.unwrap()[0].transcribed_until_ms, 3200);
}

#[tokio::test]
async fn writing_a_stretch_down_again_never_doubles_it() {
    let (sample, meeting, track) = recorded().await;
    let first = sample.utterance(&track, 1000, 3000);
    sample.store.add_final(&first, 3000).await.unwrap();
    // Over half of the shorter one: the same speech, cut a little differently.
    for (t0, t1) in [(1000, 3000), (1100, 3200), (1500, 2000), (0, 10_000), (1999, 4000)] {
        let again = sample.utterance(&track, t0, t1);
        let kept = sample.store.add_final(&again, t1).await.unwrap();
        assert_eq!(kept, Kept::Before(first.id.clone()), "{t0}..{t1}");
    }
    // Neighbours that touch or overlap by less are other speech.
    for (t0, t1) in [(2900, 5000), (5000, 5001), (0, 1000)] {
        assert_eq!(sample.store.add_final(&sample.utterance(&track, t0, t1), t1).await.unwrap(), Kept::New);
    }
    let all = sample.store.last_finals(&meeting.id, 100).await.unwrap();
    assert_eq!(all.iter().map(|u| u.t0).collect::<Vec<_>>(), [0, 1000, 2900, 5000]);
}

#[tokio::test]
async fn the_same_utterance_handed_over_twice_is_kept_once_even_without_length() {
    let (sample, meeting, track) = recorded().await;
    let instant = sample.utterance(&track, 700, 700);
    assert_eq!(sample.store.add_final(&instant, 700).await.unwrap(), Kept::New);
    assert_eq!(sample.store.add_final(&instant, 700).await.unwrap(), Kept::Before(instant.id.clone()));
    let twin = sample.utterance(&track, 700, 700);
    assert_eq!(sample.store.add_final(&twin, 700).await.unwrap(), Kept::Before(instant.id.clone()));
    assert_eq!(sample.store.last_finals(&meeting.id, 9).await.unwrap().len(), 1);
}

#[tokio::test]
async fn speech_of_two_tracks_at_the_same_time_is_kept_twice() {
    let (sample, meeting, track) = recorded().await;
    let other = sample.track(&meeting, &sample.chair, "t2").await;
    sample.store.add_final(&sample.utterance(&track, 1000, 3000), 3000).await.unwrap();
    let kept = sample.store.add_final(&sample.utterance(&other, 1000, 3000), 3000).await.unwrap();
    assert_eq!(kept, Kept::New);
}

#[tokio::test]
async fn finals_of_one_track_handed_over_at_once_are_kept_without_doubles() {
    let (sample, meeting, track) = recorded().await;
    let mut tasks = Vec::new();
    for n in 0..40 {
        let (store, t0) = (sample.store.clone(), i64::from(n % 20) * 1000);
        let said = sample.utterance(&track, t0, t0 + 900);
        tasks.push(tokio::spawn(async move { store.add_final(&said, t0 + 900).await.unwrap() }));
    }
    let mut new = 0;
    for task in tasks {
        new += usize::from(task.await.unwrap() == Kept::New);
    }
    assert_eq!(new, 20);
    assert_eq!(sample.store.last_finals(&meeting.id, 100).await.unwrap().len(), 20);
}

#[tokio::test]
async fn the_last_finals_are_the_latest_and_in_order() {
    let (sample, meeting, track) = recorded().await;
    for t0 in [5000, 1000, 3000, 7000] {
        sample.store.add_final(&sample.utterance(&track, t0, t0 + 1000), t0 + 1000).await.unwrap();
    }
    let last = sample.store.last_finals(&meeting.id, 2).await.unwrap();
    assert_eq!(last.iter().map(|u| u.t0).collect::<Vec<_>>(), [5000, 7000]);
}

#[tokio::test]
async fn a_commune_that_was_not_there_reads_nothing() {
    let (sample, meeting, track) = recorded().await;
    sample.store.add_final(&sample.utterance(&track, 0, 1000), 1000).await.unwrap();
    for (account, lines) in [(&sample.head_a, 1), (&sample.auditor, 1), (&sample.head_b, 0)] {
        let read = sample.store.transcript(&sample.grant(account), &meeting.id).await.unwrap();
        assert_eq!(read.len(), lines, "{}", account.username);
    }
}

#[tokio::test]
async fn what_was_heard_cannot_be_overwritten() {
    let (sample, meeting, track) = recorded().await;
    let said = sample.utterance(&track, 0, 1000);
    sample.store.add_final(&said, 1000).await.unwrap();
    assert!(sample.try_execute("UPDATE utterances SET spoken = 'khác'").await.is_err());
    assert_eq!(sample.store.last_finals(&meeting.id, 1).await.unwrap(), [said]);
}
