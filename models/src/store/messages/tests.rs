#![allow(clippy::unwrap_used)]
use super::super::sample::{NOW, Sample};
use super::*;
use crate::directive::DirectiveEventKind;
use crate::directive::order::Step;

/// Commune A has one directive and can be reached; it is urged this often.
async fn urged(sample: &Sample, times: usize) {
    for _ in 0..times {
        let step = Step {
            kind: DirectiveEventKind::Urged,
            note: "Khẩn trương.".to_owned(),
            due: None,
            document: None,
            to: None,
        };
        let grant = sample.grant(&sample.chair);
        let all = sample.store.directives(&sample.grant(&sample.chair), &Default::default()).await.unwrap();
        sample.store.decide_directive(&grant, &all[0].id, step, NOW).await.unwrap();
    }
}

async fn ready() -> Sample {
    let sample = Sample::filled().await;
    let meeting = sample.meeting("m1", NOW).await;
    sample.directive(&meeting, &["u-xa-a"]).await;
    let contact = (sample.head_a.person.clone(), "xaa@cong.vn.invalid".to_owned(), String::new());
    let stranger = ("nobody".into(), "ai@cong.vn.invalid".to_owned(), String::new());
    let unknown = sample.store.keep_contacts(&[contact.clone(), stranger], false).await.unwrap();
    assert_eq!(unknown.len(), 1, "somebody nobody knows, and nothing is kept");
    assert!(sample.store.keep_contacts(std::slice::from_ref(&contact), true).await.unwrap().is_empty());
    urged(&sample, 1).await;
    assert_eq!(sample.store.make_messages(Channel::Mail, NOW).await.unwrap(), 0);
    sample.execute("DELETE FROM notices").await;
    assert!(sample.store.keep_contacts(&[contact], false).await.unwrap().is_empty());
    sample
}

#[tokio::test]
async fn what_an_account_was_told_goes_out_together_and_once() {
    let sample = ready().await;
    assert_eq!(sample.store.make_messages(Channel::Mail, NOW).await.unwrap(), 0, "nothing was told");
    urged(&sample, 2).await;
    assert_eq!(sample.store.make_messages(Channel::Mail, NOW).await.unwrap(), 1);
    assert_eq!(sample.store.make_messages(Channel::Mail, NOW).await.unwrap(), 0);
    assert_eq!(sample.store.make_messages(Channel::Gateway, NOW).await.unwrap(), 0, "no telephone is known");
    let due = sample.store.messages_due(Channel::Mail, NOW).await.unwrap();
    assert_eq!((due.len(), due[0].lines.len(), due[0].told), (1, 2, 2));
    assert_eq!((due[0].address.as_str(), due[0].lines[0].kind.as_str()), ("xaa@cong.vn.invalid", "urged"));
    sample.store.message_sent(&due[0].id, NOW).await.unwrap();
    assert!(sample.store.messages_due(Channel::Mail, NOW).await.unwrap().is_empty());
    urged(&sample, 1).await;
    assert_eq!(sample.store.make_messages(Channel::Mail, NOW).await.unwrap(), 1);
    let next = sample.store.messages_due(Channel::Mail, NOW).await.unwrap();
    assert_eq!((next[0].lines.len(), next[0].id != due[0].id), (1, true));
}

#[tokio::test]
async fn what_was_not_taken_is_tried_again_later_and_given_up_at_last() {
    let sample = ready().await;
    urged(&sample, 1).await;
    sample.store.make_messages(Channel::Mail, NOW).await.unwrap();
    let id = sample.store.messages_due(Channel::Mail, NOW).await.unwrap().remove(0).id;
    let (mut now, mut tries) = (NOW, 0);
    loop {
        tries += 1;
        let gave_up = sample.store.message_failed(&id, now).await.unwrap();
        assert!(sample.store.messages_due(Channel::Mail, now).await.unwrap().is_empty(), "not at once");
        now = now.plus(LONGEST_WAIT);
        let due = sample.store.messages_due(Channel::Mail, now).await.unwrap();
        assert_eq!(due.is_empty(), gave_up);
        if gave_up {
            break;
        }
        assert_eq!(due[0].id, id, "the same message");
    }
    assert_eq!(tries, MOST_TRIES);
}

#[tokio::test]
async fn a_channel_used_for_the_first_time_does_not_send_what_is_long_past() {
    let sample = ready().await;
    urged(&sample, 1).await;
    assert_eq!(sample.store.make_messages(Channel::Mail, NOW.plus(FRESH + 1)).await.unwrap(), 0);
}
