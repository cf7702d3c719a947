#![allow(clippy::unwrap_used)]
use axum::Json;
use axum::routing::post;

use super::*;

/// A server that speaks the interface and gives this answer to every question.
async fn answering(status: StatusCode, content: Value) -> Assistant {
    let reply = move |Json(asked): Json<Value>| async move {
        assert_eq!((asked["model"].as_str(), asked["temperature"].as_i64()), (Some("nhỏ"), Some(0)));
        assert!(asked["messages"][1]["content"].as_str().unwrap().contains("CHỦ TRÌ"));
        (axum::http::StatusCode::from_u16(status.as_u16()).unwrap(), Json(content))
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let app = axum::Router::new().route("/v1/chat/completions", post(reply));
    tokio::spawn(async { axum::serve(listener, app).await });
    Assistant::at(&format!("http://127.0.0.1:{port}/v1/"), "nhỏ").unwrap()
}

fn said(items: Value) -> Value {
    json!({"choices": [{"message": {"content": json!({"items": items}).to_string()}}]})
}

fn turns() -> Vec<Turn> {
    serde_json::from_value(json!([{
        "meeting_id": "m", "id": "t1", "spoken_on": "2024-11-04", "t_start": 0, "t_end": 1,
        "speaker": {"id": "p", "name": "A", "post": "Chủ tịch", "unit": "h", "role": "chair"},
        "text": "Phòng Nội vụ ngó lại giúp tôi cái danh sách đó."
    }]))
    .unwrap()
}

async fn looked(assistant: &Assistant) -> Result<Vec<Proposal>, AssistantError> {
    let gazetteer = serde_json::from_value(json!({
        "meta": {"id": "x", "name": "huyện X", "valid": "2024-01-01..2025-06-30"},
        "units": [{"id": "nv", "full_name": "Phòng Nội vụ", "short_name": "Nội vụ", "aliases": [], "kind": "phòng", "parent_id": null}],
        "persons": []
    }))
    .unwrap();
    assistant.look(&turns(), &gazetteer, &Holidays::shipped(), &[]).await
}

#[tokio::test]
async fn a_model_in_the_house_is_asked_and_only_what_was_said_counts() {
    let spoken = json!({"turn": "t1", "quote": "Phòng Nội vụ ngó lại giúp tôi cái danh sách"});
    let invented = json!({"turn": "t1", "quote": "Phòng Nội vụ báo cáo trước thứ Sáu"});
    let assistant = answering(StatusCode::OK, said(json!([invented, spoken]))).await;
    let found = looked(&assistant).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].quote, "Phòng Nội vụ ngó lại giúp tôi cái danh sách");
}

#[tokio::test]
async fn an_answer_in_another_form_is_an_error_that_names_itself() {
    for (status, content) in [
        (StatusCode::INTERNAL_SERVER_ERROR, said(json!([]))),
        (StatusCode::OK, json!({"error": "loading"})),
        (StatusCode::OK, said(json!("x".repeat(LONGEST_RESPONSE)))),
    ] {
        let assistant = answering(status, content).await;
        assert!(matches!(looked(&assistant).await, Err(AssistantError::Silent(_))));
    }
    let nobody = Assistant::at("http://127.0.0.1:1/v1", "nhỏ").unwrap();
    assert!(matches!(looked(&nobody).await, Err(AssistantError::Silent(_))));
}

#[tokio::test]
async fn nothing_said_in_a_meeting_leaves_the_house() {
    for outside in ["http://8.8.8.8/v1", "http://[2001:db8::1]:80/v1", "http://[::ffff:9.9.9.9]/v1"] {
        let assistant = Assistant::at(outside, "lớn").unwrap();
        assert!(matches!(looked(&assistant).await, Err(AssistantError::Outside(_))), "{outside}");
    }
    for inside in ["127.0.0.1", "10.1.2.3", "192.168.1.9", "172.20.0.1", "::1", "fd00::9"] {
        assert!(in_the_house(inside.parse().unwrap()), "{inside}");
    }
}

#[test]
fn only_a_plain_address_is_taken() {
    for wrong in ["https://127.0.0.1/v1", "127.0.0.1:8080", "http://", "ftp://a/v1", "http://a/v1?key=1", ""] {
        assert!(matches!(Assistant::at(wrong, "m"), Err(AssistantError::Address)), "{wrong}");
    }
}
