//! One's own machines and second factor.

use serde_json::{Value, json};

use super::*;
use crate::second_factor::{Secret, step_at};

async fn answer(response: Response) -> (StatusCode, Value) {
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
}

async fn post(stage: &Stage, cookie: &str, path: &str, body: &Value) -> (StatusCode, Value) {
    let request = Request::post(path).header("content-type", "application/json").header("cookie", cookie);
    answer(stage.ask(request.body(Body::from(body.to_string())).unwrap()).await).await
}

async fn get(stage: &Stage, cookie: &str, path: &str) -> (StatusCode, Value) {
    answer(stage.ask(Request::get(path).header("cookie", cookie).body(Body::empty()).unwrap()).await).await
}

fn with_code(username: &str, code: &str) -> Request<Body> {
    let body = json!({ "username": username, "password": PASSWORD, "code": code }).to_string();
    Request::post("/api/session")
        .header("content-type", "application/json")
        .header("user-agent", "Mozilla/5.0 (Windows NT 10.0) Chrome/141.0 Safari/537.36")
        .body(Body::from(body))
        .unwrap()
}

fn cookie_of(response: &Response) -> String {
    response.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned()
}

/// Sets a second factor up; answers its secret and the recovery codes.
async fn secured(stage: &Stage, cookie: &str) -> (Secret, Vec<String>) {
    let (status, offer) =
        post(stage, cookie, "/api/session/second-factor/offer", &json!({ "password": PASSWORD })).await;
    assert_eq!(status, StatusCode::OK, "{offer}");
    assert!(offer["address"].as_str().unwrap().contains(offer["secret"].as_str().unwrap()));
    let secret = Secret::read(offer["secret"].as_str().unwrap()).unwrap();
    // The code of the step before leaves the present one for signing in.
    let code = secret.code(step_at(stage.app.now()) - 1);
    let (status, given) = post(stage, cookie, "/api/session/second-factor", &json!({ "code": code })).await;
    assert_eq!(status, StatusCode::OK, "{given}");
    let codes: Vec<String> = serde_json::from_value(given["codes"].clone()).unwrap();
    assert_eq!(codes.len(), 10);
    (secret, codes)
}

#[tokio::test]
async fn an_owner_ends_another_machine_and_all_others_but_nobody_elses() {
    let stage = Stage::new().await;
    let here = stage.cookies[&Role::Leader].clone();
    let there = cookie_of(&stage.ask(with_code("leader", "")).await);
    let (_, list) = get(&stage, &here, "/api/session/machines").await;
    let list = list.as_array().unwrap().clone();
    assert_eq!(list.len(), 2);
    let other = list.iter().find(|one| one["here"] == json!(false)).unwrap();
    assert_eq!(other["device"], "Chrome, Windows");
    assert!(other["opened_at"].as_i64().unwrap() > 0 && other["used_at"].as_i64().unwrap() > 0);
    let clerk = stage.cookies[&Role::RecordsClerk].clone();
    let ending = json!({ "id": other["id"] });
    assert_eq!(post(&stage, &clerk, "/api/session/machines/ending", &ending).await.0, StatusCode::NOT_FOUND);
    assert_eq!(get(&stage, &there, "/api/session").await.0, StatusCode::OK);
    assert_eq!(post(&stage, &here, "/api/session/machines/ending", &ending).await.0, StatusCode::NO_CONTENT);
    assert_eq!(get(&stage, &there, "/api/session").await.0, StatusCode::UNAUTHORIZED);
    let again = cookie_of(&stage.ask(with_code("leader", "")).await);
    let all = json!({ "id": null });
    assert_eq!(post(&stage, &here, "/api/session/machines/ending", &all).await.0, StatusCode::NO_CONTENT);
    assert_eq!(get(&stage, &again, "/api/session").await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(get(&stage, &here, "/api/session").await.0, StatusCode::OK);
    assert_eq!(get(&stage, &clerk, "/api/session").await.0, StatusCode::OK);
}

#[tokio::test]
async fn with_a_second_factor_the_password_alone_opens_nothing_and_a_code_counts_once() {
    let stage = Stage::new().await;
    let admin = stage.cookies[&Role::SystemAdmin].clone();
    let other = cookie_of(&stage.ask(with_code("system_admin", "")).await);
    let (secret, codes) = secured(&stage, &admin).await;
    assert_eq!(get(&stage, &other, "/api/session").await.0, StatusCode::UNAUTHORIZED, "other machines are out");
    assert_eq!(get(&stage, &admin, "/api/session/second-factor").await.1["codes_left"], 10);

    assert_eq!(code(stage.ask(sign_in("system_admin", PASSWORD)).await).await, "second_factor_needed");
    assert_eq!(code(stage.ask(with_code("system_admin", "000 000")).await).await, "second_factor_wrong");
    let now = secret.code(step_at(stage.app.now()));
    let spaced = format!("{} {}", &now[..3], &now[3..]);
    assert_eq!(stage.ask(with_code("system_admin", &spaced)).await.status(), StatusCode::OK);
    assert_eq!(code(stage.ask(with_code("system_admin", &now)).await).await, "second_factor_wrong", "a replay");
    assert_eq!(stage.ask(with_code("system_admin", &codes[0].to_uppercase())).await.status(), StatusCode::OK);
    assert_eq!(code(stage.ask(with_code("system_admin", &codes[0])).await).await, "second_factor_wrong");
    assert_eq!(get(&stage, &admin, "/api/session/second-factor").await.1["codes_left"], 9);
}

#[tokio::test]
async fn codes_are_guessed_five_times_a_minute_and_no_more() {
    let stage = Stage::new().await;
    let (_, codes) = secured(&stage, &stage.cookies[&Role::SystemAdmin].clone()).await;
    for _ in 0..5 {
        assert_eq!(code(stage.ask(with_code("system_admin", "123456")).await).await, "second_factor_wrong");
        // The right password without a code is no right try.
        stage.ask(sign_in("system_admin", PASSWORD)).await;
    }
    assert_eq!(code(stage.ask(with_code("system_admin", &codes[0])).await).await, "too_many_attempts");
}

#[tokio::test]
async fn where_the_office_asks_for_it_an_administrator_does_nothing_before_the_second_factor() {
    let stage = Stage::new().await;
    let admin = stage.cookies[&Role::SystemAdmin].clone();
    let rule = |required: bool| json!({ "required": required });
    let path = "/api/accounts/second-factor-rule";
    assert_eq!(post(&stage, &admin, path, &rule(true)).await.1["code"], "second_factor_own_first");
    secured(&stage, &admin).await;
    assert_eq!(post(&stage, &admin, path, &rule(true)).await.0, StatusCode::NO_CONTENT);
    assert_eq!(get(&stage, &admin, path).await.1["required"], true);
    let removal = post(&stage, &admin, "/api/session/second-factor/removal", &json!({ "code": "123456" })).await;
    assert_eq!(removal.1["code"], "second_factor_required");

    // Another administrator, who has none yet.
    let order = json!({"username": "quantri.hai", "person": null, "name": "Lê Thị Hoa", "post": "", "unit": "u",
        "role": "system_admin"});
    let (_, made) = post(&stage, &admin, "/api/accounts", &order).await;
    let response = stage.ask(sign_in("quantri.hai", made["password"].as_str().unwrap())).await;
    let second = cookie_of(&response);
    let change = json!({"current": made["password"], "new": PASSWORD});
    let (_, session) = post(&stage, &second, "/api/session/password", &change).await;
    assert_eq!((&session["must_change"], &session["must_secure"]), (&json!(false), &json!(true)));
    assert_eq!(get(&stage, &second, "/api/accounts").await.1["code"], "second_factor_to_set_up");
    secured(&stage, &second).await;
    assert_eq!(get(&stage, &second, "/api/accounts").await.0, StatusCode::OK);
    assert_eq!(get(&stage, &second, "/api/session").await.1["must_secure"], false);
    assert_eq!(get(&stage, &stage.cookies[&Role::Leader].clone(), "/api/directives").await.0, StatusCode::OK);

    // Whose phone is gone is helped by another administrator, and is out until then.
    let (_, list) = get(&stage, &admin, "/api/accounts").await;
    let row = list.as_array().unwrap().iter().find(|row| row["account"]["username"] == "quantri.hai").unwrap().clone();
    assert_eq!(row["secured"], true);
    let path = format!("/api/accounts/{}/second-factor-removal", row["id"].as_str().unwrap());
    assert_eq!(post(&stage, &second, &path, &json!({})).await.1["code"], "last_administrator", "not one's own");
    assert_eq!(post(&stage, &admin, &path, &json!({})).await.0, StatusCode::NO_CONTENT);
    assert_eq!(get(&stage, &second, "/api/session").await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(stage.ask(sign_in("quantri.hai", PASSWORD)).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_second_factor_needs_the_password_and_a_code_to_be_set_up_and_a_code_to_be_taken_away() {
    let stage = Stage::new().await;
    let leader = stage.cookies[&Role::Leader].clone();
    let offer = "/api/session/second-factor/offer";
    assert_eq!(post(&stage, &leader, offer, &json!({ "password": "sai" })).await.1["code"], "current_password_wrong");
    let confirm = "/api/session/second-factor";
    let wrong = json!({ "code": "000000" });
    assert_eq!(post(&stage, &leader, confirm, &wrong).await.1["code"], "second_factor_not_offered");
    post(&stage, &leader, offer, &json!({ "password": PASSWORD })).await;
    assert_eq!(post(&stage, &leader, confirm, &wrong).await.1["code"], "second_factor_wrong");
    assert_eq!(stage.ask(sign_in("leader", PASSWORD)).await.status(), StatusCode::OK, "an offer asks nothing yet");
    let (_, codes) = secured(&stage, &leader).await;
    let stands = post(&stage, &leader, offer, &json!({ "password": PASSWORD })).await;
    assert_eq!(stands.1["code"], "second_factor_stands");
    let removal = "/api/session/second-factor/removal";
    assert_eq!(post(&stage, &leader, removal, &wrong).await.1["code"], "second_factor_wrong");
    assert_eq!(post(&stage, &leader, removal, &json!({ "code": codes[3] })).await.0, StatusCode::NO_CONTENT);
    assert_eq!(stage.ask(sign_in("leader", PASSWORD)).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn the_auditor_is_told_whether_the_log_hangs_together() {
    let stage = Stage::new().await;
    stage.ask(sign_in("leader", PASSWORD)).await;
    let (status, told) = get(&stage, &stage.cookies[&Role::Auditor].clone(), "/api/audit/chain").await;
    assert_eq!((status, &told["lines"], &told["broken_at"]), (StatusCode::OK, &json!(1), &Value::Null));
    assert_eq!(told["head"].as_str().unwrap().len(), 64);
}

#[tokio::test]
async fn a_calendar_link_opens_ones_own_meetings_and_nothing_once_it_is_replaced() {
    let stage = Stage::new().await;
    let now = stage.app.now();
    let call = json!({
        "title": "Việc không ra ngoài", "starts_at": now.plus(3_600_000), "chair": "leader",
        "secretary": "meeting_secretary", "hall": "u", "sites": [], "state_secret": false,
    });
    let clerk = stage.cookies[&Role::RecordsClerk].clone();
    assert_eq!(post(&stage, &clerk, "/api/meetings", &call).await.0, StatusCode::OK);
    let (_, link) = post(&stage, &clerk, "/api/session/calendar", &json!({})).await;
    let path = link["path"].as_str().unwrap().to_owned();
    let read = async |path: &str| {
        let response = stage.ask(Request::get(path).header("host", "localhost").body(Body::empty()).unwrap()).await;
        let status = response.status();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8_lossy(&body).into_owned())
    };
    let (status, text) = read(&path).await;
    assert_eq!(status, StatusCode::OK);
    assert!(text.contains("BEGIN:VEVENT") && text.contains("URL:http://localhost/hop/") && !text.contains("ra ngoài"));
    let (_, admins) =
        post(&stage, &stage.cookies[&Role::SystemAdmin].clone(), "/api/session/calendar", &json!({})).await;
    assert!(!read(admins["path"].as_str().unwrap()).await.1.contains("BEGIN:VEVENT"), "administrators see no meetings");
    post(&stage, &clerk, "/api/session/calendar", &json!({})).await;
    assert_eq!(read(&path).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn figures_are_for_this_machine_or_whoever_has_the_token() {
    let stage = Stage::new().await;
    let ask = async |from: [u8; 4], token: Option<&str>| {
        let mut request = Request::get("/metrics");
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let mut request = request.body(Body::empty()).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((from, 5))));
        let response = stage.ask(request).await;
        let status = response.status();
        (status, response.into_body().collect().await.unwrap().to_bytes())
    };
    let (status, body) = ask([127, 0, 0, 1], None).await;
    let text = String::from_utf8_lossy(&body).into_owned();
    assert_eq!(status, StatusCode::OK);
    assert!(text.contains("# TYPE giaoban_live_meetings gauge\ngiaoban_live_meetings 0\n"), "{text}");
    assert_eq!(ask([192, 168, 1, 9], None).await.0, StatusCode::NOT_FOUND);
    std::fs::write(stage.app.data.join("metrics-token"), "a-token-of-some-length\n").unwrap();
    assert_eq!(ask([192, 168, 1, 9], Some("a-token-of-some-lengt")).await.0, StatusCode::NOT_FOUND);
    assert_eq!(ask([192, 168, 1, 9], Some("a-token-of-some-length")).await.0, StatusCode::OK);
}
