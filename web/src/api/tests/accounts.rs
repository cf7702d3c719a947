//! Accounts made, changed and closed in the browser, and the first of them.

use giaoban_models::role::Role;
use serde_json::{Value, json};

use super::*;

async fn post_as(stage: &Stage, cookie: &str, path: &str, body: &Value) -> (StatusCode, Value) {
    let request = Request::post(path).header("content-type", "application/json").header("cookie", cookie);
    let response = stage.ask(request.body(Body::from(body.to_string())).unwrap()).await;
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
}

async fn signed_in(stage: &Stage, username: &str, password: &str) -> Option<(String, bool)> {
    let response = stage.ask(sign_in(username, password)).await;
    if response.status() != StatusCode::OK {
        return None;
    }
    let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    let session: Value = serde_json::from_slice(&body).unwrap();
    Some((cookie, session["must_change"].as_bool().unwrap()))
}

async fn made(stage: &Stage) -> String {
    let admin = &stage.cookies[&Role::SystemAdmin];
    let order = json!({"username": "hoa.xa", "person": null, "name": "Lê Thị Hoa", "post": "Công chức", "unit": "u",
        "role": "unit_officer"});
    let (status, answer) = post_as(stage, admin, "/api/accounts", &order).await;
    assert_eq!((status, answer["username"].as_str()), (StatusCode::OK, Some("hoa.xa")), "{answer}");
    answer["password"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_new_account_first_changes_its_one_time_password_and_then_does_its_work() {
    let stage = Stage::new().await;
    let one_time = made(&stage).await;
    let (cookie, must_change) = signed_in(&stage, "hoa.xa", &one_time).await.unwrap();
    assert!(must_change);
    let get = |cookie: String| Request::get("/api/meetings").header("cookie", cookie).body(Body::empty()).unwrap();
    let refused = stage.ask(get(cookie.clone())).await;
    assert_eq!(code(refused).await, "password_to_change");
    for (current, new, told) in [
        ("sai", "một câu dễ nhớ", "current_password_wrong"),
        (one_time.as_str(), "ngắn", "password_weak"),
        (one_time.as_str(), one_time.as_str(), "password_weak"),
    ] {
        let change = json!({"current": current, "new": new});
        let (_, answer) = post_as(&stage, &cookie, "/api/session/password", &change).await;
        assert_eq!(answer["code"], told);
    }
    let change = json!({"current": one_time, "new": "một câu dễ nhớ"});
    let (status, session) = post_as(&stage, &cookie, "/api/session/password", &change).await;
    assert_eq!((status, &session["must_change"]), (StatusCode::OK, &json!(false)));
    assert_eq!(stage.ask(get(cookie)).await.status(), StatusCode::OK);
    assert!(signed_in(&stage, "hoa.xa", &one_time).await.is_none());
    assert!(signed_in(&stage, "hoa.xa", "một câu dễ nhớ").await.is_some());
}

#[tokio::test]
async fn an_account_that_cannot_be_is_refused_in_words() {
    let stage = Stage::new().await;
    let admin = &stage.cookies[&Role::SystemAdmin];
    let order = |change: Value| {
        let mut order = json!({"username": "moi", "person": null, "name": "Lê Thị Hoa", "post": "", "unit": "u",
            "role": "unit_officer"});
        order.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        order
    };
    for (change, told) in [
        (json!({"username": "Hoa xã"}), "account_incomplete"),
        (json!({"name": " "}), "account_incomplete"),
        (json!({"unit": "nowhere"}), "account_incomplete"),
        (json!({"person": "nobody"}), "account_incomplete"),
        (json!({"username": "leader"}), "username_taken"),
        (json!({"role": "king"}), "bad_request"),
    ] {
        let (_, answer) = post_as(&stage, admin, "/api/accounts", &order(change)).await;
        assert_eq!(answer["code"], told);
    }
    let known = order(json!({"person": "leader", "name": ""}));
    assert_eq!(post_as(&stage, admin, "/api/accounts", &known).await.0, StatusCode::OK, "a second account of a person");
}

#[tokio::test]
async fn a_forgotten_password_and_a_closed_account_end_what_was_open() {
    let stage = Stage::new().await;
    let admin = &stage.cookies[&Role::SystemAdmin];
    let today = stage.app.now().day_in_vietnam();
    let id = stage.app.store.credentials("leader").await.unwrap().unwrap().account;
    let (status, answer) = post_as(&stage, admin, &format!("/api/accounts/{}/password", id.as_str()), &json!({})).await;
    assert_eq!(status, StatusCode::OK);
    let signed_out = stage.as_role(Some(Role::Leader), Method::GET, "/api/meetings", "").await;
    assert_eq!(signed_out, StatusCode::UNAUTHORIZED);
    let one_time = answer["password"].as_str().unwrap().to_owned();
    assert!(signed_in(&stage, "leader", PASSWORD).await.is_none());
    assert_eq!(signed_in(&stage, "leader", &one_time).await.map(|(_, must)| must), Some(true));

    let closing = format!("/api/accounts/{}/closing", id.as_str());
    assert_eq!(post_as(&stage, admin, &closing, &json!({"closed": true})).await.0, StatusCode::NO_CONTENT);
    assert!(signed_in(&stage, "leader", &one_time).await.is_none());
    assert_eq!(post_as(&stage, admin, &closing, &json!({"closed": false})).await.0, StatusCode::NO_CONTENT);
    let place = format!("/api/accounts/{}/place", id.as_str());
    let officer = json!({"role": "unit_officer", "unit": "u"});
    assert_eq!(post_as(&stage, admin, &place, &officer).await.0, StatusCode::NO_CONTENT);
    let now = stage.app.store.account(&id, &today).await.unwrap().unwrap();
    assert_eq!(now.role, Role::UnitOfficer);
}

#[tokio::test]
async fn the_administrator_cannot_lock_everybody_out() {
    let stage = Stage::new().await;
    let admin = &stage.cookies[&Role::SystemAdmin];
    let own = stage.app.store.credentials("system_admin").await.unwrap().unwrap().account;
    let closing = format!("/api/accounts/{}/closing", own.as_str());
    let (_, answer) = post_as(&stage, admin, &closing, &json!({"closed": true})).await;
    assert_eq!(answer["code"], "last_administrator");
    let place = format!("/api/accounts/{}/place", own.as_str());
    let (_, answer) = post_as(&stage, admin, &place, &json!({"role": "leader", "unit": "u"})).await;
    assert_eq!(answer["code"], "last_administrator");
}

fn set_up(code: &str) -> Value {
    json!({"code": code, "authority": "Ủy ban nhân dân xã An", "short_name": "UBND xã An", "unit": "ubnd-xa-an",
        "name": "Lê Văn Tư", "post": "Công chức", "username": "quantri", "password": "mở cửa mỗi sáng"})
}

#[tokio::test]
async fn an_empty_server_is_set_up_once_by_whoever_has_its_code() {
    let stage = Stage::empty().await;
    let start = stage.ask(Request::get("/api/start").body(Body::empty()).unwrap()).await;
    let start: Value = serde_json::from_slice(&start.into_body().collect().await.unwrap().to_bytes()).unwrap();
    assert_eq!(start["unclaimed"], true);
    let code = stage.app.setup_code.clone().unwrap();
    let (_, answer) = post_as(&stage, "", "/api/setup", &set_up("abcd-efgh-jkmn")).await;
    assert_eq!(answer["code"], "setup_code_wrong");
    let mut weak = set_up(&code);
    weak["password"] = json!("123");
    assert_eq!(post_as(&stage, "", "/api/setup", &weak).await.1["code"], "password_weak");
    let (status, session) = post_as(&stage, "", "/api/setup", &set_up(&code)).await;
    assert_eq!((status, session["account"]["role"].as_str()), (StatusCode::OK, Some("system_admin")), "{session}");
    assert_eq!(post_as(&stage, "", "/api/setup", &set_up(&code)).await.1["code"], "already_set_up");
    assert!(signed_in(&stage, "quantri", "mở cửa mỗi sáng").await.is_some());
    let start = stage.ask(Request::get("/api/start").body(Body::empty()).unwrap()).await;
    let start: Value = serde_json::from_slice(&start.into_body().collect().await.unwrap().to_bytes()).unwrap();
    assert_eq!(
        (start["unclaimed"].as_bool(), start["authority"].as_str()),
        (Some(false), Some("Ủy ban nhân dân xã An"))
    );
}

#[tokio::test]
async fn the_code_cannot_be_guessed_by_trying() {
    let stage = Stage::empty().await;
    for _ in 0..5 {
        assert_eq!(post_as(&stage, "", "/api/setup", &set_up("abcd-efgh-jkmn")).await.1["code"], "setup_code_wrong");
    }
    let code = stage.app.setup_code.clone().unwrap();
    assert_eq!(post_as(&stage, "", "/api/setup", &set_up(&code)).await.1["code"], "too_many_attempts");
}
