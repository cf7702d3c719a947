#![allow(clippy::unwrap_used)]

mod accounts;
mod directives;
mod figures;
mod minutes;
mod misheard;
mod own_account;
mod papers;
mod records;
mod review;
mod search;

use std::collections::HashMap;
use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use axum::response::Response;
use giaoban_models::id::PersonId;
use giaoban_models::role::Role;
use giaoban_models::store::NewAccount;
use giaoban_models::unit::{Person, PositionHeld, Unit};
use giaoban_transcribe::catalogue::Cache;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use super::*;
use crate::server::{self, Options};
use crate::session;
use crate::speech::Choice;

const PASSWORD: &str = "mật khẩu đúng";

/// A whole server without listeners, with one account for each role.
struct Stage {
    _folder: tempfile::TempDir,
    app: Arc<App>,
    cookies: HashMap<Role, String>,
}

impl Stage {
    /// With nobody in it.
    async fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = server::build(
            &Options {
                demo: false,
                data: folder.path().into(),
                cache: Cache::at(folder.path().join("models")),
                http: "127.0.0.1:0".parse().unwrap(),
                https: "127.0.0.1:0".parse().unwrap(),
                media: "127.0.0.1:0".parse().unwrap(),
                certificate: None,
                choice: Choice { engine: "conformer".into(), model: None },
                assistant: None,
                outgoing: crate::outgoing::Outgoing::default(),
                session_ms: 60_000,
                demo_password: String::new(),
            },
            Some(8443),
        )
        .await
        .unwrap();
        Self { _folder: folder, app, cookies: HashMap::new() }
    }

    async fn new() -> Self {
        let Self { _folder: folder, app, mut cookies } = Self::empty().await;
        let unit = Unit {
            id: "u".into(),
            full_name: "Ủy ban nhân dân xã Cam Lộ".into(),
            short_name: "UBND xã Cam Lộ".into(),
            kind: "xã".into(),
            parent: None,
            valid_from: None,
            valid_to: None,
            successors: vec![],
        };
        app.store.add_units(&[unit]).await.unwrap();
        let hash = crate::password::hash(PASSWORD).unwrap();
        for role in Role::ALL {
            let person = PersonId::from(role.code());
            app.store.add_persons(&[Person { id: person.clone(), name: "Nguyễn Văn An".into() }]).await.unwrap();
            let post = PositionHeld {
                person: person.clone(),
                unit: "u".into(),
                post: "Chuyên viên".into(),
                valid_from: None,
                valid_to: None,
            };
            app.store.add_positions(&[post]).await.unwrap();
            let new = NewAccount {
                username: role.code().into(),
                password_hash: hash.clone(),
                person,
                unit: "u".into(),
                role,
            };
            let id = app.store.create_account(&new, app.now()).await.unwrap();
            let account = app.store.account(&id, &app.now().day_in_vietnam()).await.unwrap().unwrap();
            let cookie = session::open(&app, &account, "", true).await.unwrap();
            cookies.insert(role, cookie.to_str().unwrap().split(';').next().unwrap().to_owned());
        }
        Self { _folder: folder, app, cookies }
    }

    async fn ask(&self, mut request: Request<Body>) -> Response {
        if request.extensions().get::<ConnectInfo<SocketAddr>>().is_none() {
            request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 5))));
        }
        site(self.app.clone()).oneshot(request).await.unwrap()
    }

    async fn as_role(&self, role: Option<Role>, method: Method, path: &str, body: &str) -> StatusCode {
        let mut request = Request::builder().method(method).uri(path).header("content-type", "application/json");
        if let Some(role) = role {
            request = request.header("cookie", &self.cookies[&role]);
        }
        self.ask(request.body(Body::from(body.to_owned())).unwrap()).await.status()
    }
}

/// A body that is announced and never comes.
struct Never;

impl hyper::body::Body for Never {
    type Data = bytes::Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<hyper::body::Frame<bytes::Bytes>, std::io::Error>>> {
        std::task::Poll::Pending
    }
}

async fn code(response: Response) -> String {
    let body = response.into_body().collect().await.unwrap().to_bytes();
    let refusal: serde_json::Value = serde_json::from_slice(&body).unwrap();
    assert!(refusal["vi"].as_str().unwrap().len() > 20);
    refusal["code"].as_str().unwrap().to_owned()
}

fn sign_in(username: &str, password: &str) -> Request<Body> {
    let body = serde_json::json!({ "username": username, "password": password }).to_string();
    Request::post("/api/session").header("content-type", "application/json").body(Body::from(body)).unwrap()
}

/// Who may use which route, written out apart from the code that decides it.
fn allowed(method: &Method, path: &str) -> Option<Vec<Role>> {
    use Role::{
        Auditor, Leader, MeetingSecretary, MonitoringOfficer, RecordsClerk, SiteTechnician, SystemAdmin, UnitHead,
        UnitOfficer, VillageGuest,
    };
    let everybody_but = |left_out: &[Role]| Role::ALL.into_iter().filter(|role| !left_out.contains(role)).collect();
    Some(match (method.as_str(), path) {
        ("GET", "/health" | "/metrics" | "/ca.crt" | "/api/start" | "/api/calendar/{id}")
        | ("POST", "/api/session" | "/api/setup") => return None,
        ("GET" | "DELETE", "/api/session")
        | ("GET", "/api/session/machines" | "/api/session/second-factor" | "/api/session/calendar")
        | (
            "POST",
            "/api/session/password"
            | "/api/session/machines/ending"
            | "/api/session/second-factor"
            | "/api/session/calendar"
            | "/api/session/calendar/removal"
            | "/api/session/second-factor/offer"
            | "/api/session/second-factor/removal",
        ) => Role::ALL.to_vec(),
        ("GET", "/api/meetings" | "/api/meetings/{id}") => everybody_but(&[SystemAdmin]),
        ("POST", "/api/meetings") | ("GET", "/api/directory") => vec![RecordsClerk, MeetingSecretary],
        ("GET", "/api/meetings/{id}/socket") => everybody_but(&[SystemAdmin, Auditor]),
        ("GET", "/api/meetings/{id}/transcript" | "/api/search") => {
            everybody_but(&[SystemAdmin, SiteTechnician, VillageGuest])
        }
        (
            "GET",
            "/api/meetings/{id}/proposals"
            | "/api/directives"
            | "/api/directives/{id}"
            | "/api/figures"
            | "/api/figures/usage"
            | "/api/figures/xlsx"
            | "/api/searches"
            | "/api/meetings/{id}/review"
            | "/api/notices"
            | "/api/notices/unread",
        )
        | ("POST", "/api/searches" | "/api/searches/{id}/seen" | "/api/searches/{id}/removal" | "/api/notices/read") => {
            everybody_but(&[SystemAdmin, SiteTechnician, VillageGuest])
        }
        ("GET" | "POST", "/api/meetings/{id}/dispatch") => vec![RecordsClerk, MeetingSecretary, MonitoringOfficer],
        ("GET" | "POST", "/api/handovers") => vec![MonitoringOfficer, Leader],
        (
            "POST",
            "/api/proposals/{id}/acceptance" | "/api/proposals/{id}/rejection" | "/api/meetings/{id}/directives",
        ) => {
            vec![MeetingSecretary]
        }
        ("POST", "/api/directives/{id}/answers") => vec![UnitHead, UnitOfficer, MeetingSecretary],
        ("POST", "/api/directives/{id}/decisions") => vec![MonitoringOfficer, Leader],
        (
            "GET",
            "/api/meetings/{id}/minutes"
            | "/api/meetings/{id}/minutes/socket"
            | "/api/meetings/{id}/minutes/docx"
            | "/api/meetings/{id}/minutes/pdf"
            | "/api/meetings/{id}/papers"
            | "/api/papers/{id}"
            | "/api/papers/{id}/docx"
            | "/api/papers/{id}/pdf",
        ) => everybody_but(&[SystemAdmin, SiteTechnician, VillageGuest]),
        ("GET", "/api/meetings/{id}/minutes/history") => vec![MeetingSecretary],
        ("POST", "/api/meetings/{id}/revisions" | "/api/meetings/{id}/turns") => vec![MeetingSecretary],
        ("POST", "/api/meetings/{id}/minutes/draft" | "/api/meetings/{id}/votes" | "/api/utterances/{id}/revision") => {
            vec![MeetingSecretary]
        }
        ("GET", "/api/misheard") | ("POST", "/api/misheard/decision") => vec![MeetingSecretary],
        ("GET", "/api/meetings/{id}/minutes/review" | "/api/meetings/{id}/minutes/comparison")
        | ("POST", "/api/meetings/{id}/minutes/comments") => {
            vec![RecordsClerk, MeetingSecretary, Leader, MonitoringOfficer]
        }
        (
            "POST",
            "/api/meetings/{id}/papers"
            | "/api/meetings/{id}/minutes/submission"
            | "/api/comments/{id}/decision"
            | "/api/papers/{id}/text"
            | "/api/papers/{id}/submission"
            | "/api/papers/{id}/correction",
        ) => vec![MeetingSecretary],
        (
            "POST",
            "/api/meetings/{id}/minutes/approval"
            | "/api/meetings/{id}/minutes/return"
            | "/api/papers/{id}/return"
            | "/api/papers/{id}/approval",
        ) => vec![Leader],
        ("POST", "/api/meetings/{id}/minutes/issue" | "/api/papers/{id}/issue" | "/api/papers/{id}/recall") => {
            vec![RecordsClerk]
        }
        ("GET", "/api/tracks/{id}/sound") => vec![MeetingSecretary, Leader, MonitoringOfficer, UnitHead, Auditor],
        (
            "GET",
            "/api/system"
            | "/api/records"
            | "/api/accounts"
            | "/api/accounts/directory"
            | "/api/accounts/second-factor-rule",
        )
        | (
            "POST",
            "/api/accounts"
            | "/api/records/terms"
            | "/api/meetings/{id}/hold"
            | "/api/meetings/{id}/purge"
            | "/api/accounts/second-factor-rule"
            | "/api/accounts/{id}/second-factor-removal"
            | "/api/accounts/{id}/password"
            | "/api/accounts/{id}/place"
            | "/api/accounts/{id}/closing",
        ) => vec![SystemAdmin],
        ("GET", "/api/audit" | "/api/audit/chain") => vec![SystemAdmin, Auditor],
        (method, path) => panic!("{method} {path} is not in the table: decide who may use it"),
    })
}

#[tokio::test]
async fn every_route_is_tried_by_every_role_and_by_nobody() {
    let stage = Stage::new().await;
    let (_, routes) = routes(&stage.app);
    assert!(routes.len() >= 24);
    for route in routes {
        let path = route.path.replace("{id}", "nothing");
        let table = allowed(&route.method, route.path);
        assert_eq!(matches!(route.gate, gate::Gate::Act(_)), table.is_some(), "{path}");
        let nobody = stage.as_role(None, route.method.clone(), &path, "{}").await;
        match &table {
            None => assert_ne!(nobody, StatusCode::FORBIDDEN, "{path} is public"),
            Some(_) => assert_eq!(nobody, StatusCode::UNAUTHORIZED, "{} {path} without a session", route.method),
        }
        // Signing out would end the session for the routes after it; it is tried on its own below.
        if route.method == Method::DELETE {
            continue;
        }
        for role in Role::ALL {
            let status = stage.as_role(Some(role), route.method.clone(), &path, "{}").await;
            let may = table.as_ref().is_none_or(|roles| roles.contains(&role));
            assert_eq!(status != StatusCode::FORBIDDEN, may, "{} {path} as {role:?}: {status}", route.method);
            assert_ne!(status, StatusCode::UNAUTHORIZED, "{} {path} as {role:?}", route.method);
            assert!(!status.is_server_error(), "{} {path} as {role:?}: {status}", route.method);
        }
    }
    for role in Role::ALL {
        assert_eq!(stage.as_role(Some(role), Method::DELETE, "/api/session", "").await, StatusCode::NO_CONTENT);
        let after = stage.as_role(Some(role), Method::GET, "/api/session", "").await;
        assert_eq!(after, StatusCode::UNAUTHORIZED, "{role:?} is signed out");
    }
}

#[tokio::test]
async fn a_wrong_password_is_refused_and_the_sixth_try_must_wait() {
    let stage = Stage::new().await;
    for _ in 0..5 {
        let response = stage.ask(sign_in("leader", "sai")).await;
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
        assert_eq!(code(response).await, "wrong_password");
    }
    let response = stage.ask(sign_in("leader", PASSWORD)).await;
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(code(response).await, "too_many_attempts");
}

#[tokio::test]
async fn the_right_password_gives_a_cookie_scripts_cannot_read() {
    let stage = Stage::new().await;
    let response = stage.ask(sign_in("Leader ", PASSWORD)).await;
    assert_eq!(response.status(), StatusCode::OK);
    let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap().to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
}

#[tokio::test]
async fn from_the_network_without_https_only_the_start_page_is_served() {
    let stage = Stage::new().await;
    let far = |request: Request<Body>| {
        let (mut parts, body) = request.into_parts();
        parts.extensions.insert(ConnectInfo(SocketAddr::from(([192, 168, 1, 9], 5))));
        Request::from_parts(parts, body)
    };
    let start = stage.ask(far(Request::get("/api/start").body(Body::empty()).unwrap())).await;
    assert_eq!(start.status(), StatusCode::OK);
    let refused = stage.ask(far(sign_in("leader", PASSWORD))).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    assert_eq!(code(refused).await, "insecure_connection");
    let stolen = Request::get("/api/session").header("cookie", &stage.cookies[&Role::Leader]);
    let nobody = stage.ask(far(stolen.body(Body::empty()).unwrap())).await;
    assert_eq!(nobody.status(), StatusCode::UNAUTHORIZED, "a cookie proves nothing over a line anybody can read");
    let mut secure = far(sign_in("leader", PASSWORD));
    secure.extensions_mut().insert(gate::OverTls(true));
    let response = stage.ask(secure).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert!(response.headers()[header::SET_COOKIE].to_str().unwrap().contains("Secure"));
}

#[tokio::test]
async fn a_request_of_another_site_is_refused() {
    let stage = Stage::new().await;
    for (origin, expected) in
        [("http://evil.example", StatusCode::FORBIDDEN), ("http://localhost:8080", StatusCode::OK)]
    {
        let mut request = sign_in("leader", PASSWORD);
        request.headers_mut().insert("origin", HeaderValue::from_static(origin));
        request.headers_mut().insert("host", HeaderValue::from_static("localhost:8080"));
        assert_eq!(stage.ask(request).await.status(), expected, "{origin}");
    }
}

#[tokio::test]
async fn what_is_too_large_or_no_json_is_refused_in_words() {
    let stage = Stage::new().await;
    let large = format!("{{\"username\":\"{}\"}}", "a".repeat(LARGEST_BODY));
    for (body, expected) in [(large.as_str(), "too_large"), ("{", "bad_request"), ("[]", "bad_request")] {
        let request = Request::post("/api/session")
            .header("content-type", "application/json")
            .body(Body::from(body.to_owned()))
            .unwrap();
        assert_eq!(code(stage.ask(request).await).await, expected);
    }
    let unknown = stage.ask(Request::get("/api/nothing").body(Body::empty()).unwrap()).await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    assert_eq!(code(unknown).await, "not_found");
}

#[tokio::test]
async fn what_is_deep_no_text_or_never_ends_is_refused_in_words_and_the_next_request_is_served() {
    let stage = Stage::new().await;
    let deep = [b"{\"username\":".as_slice(), &b"[".repeat(30_000)].concat();
    let broken = b"{\"username\":\"\xff\xfe\",\"password\":\"x\"}".to_vec();
    for body in [deep, broken] {
        let request = Request::post("/api/session").header("content-type", "application/json").body(Body::from(body));
        assert_eq!(code(stage.ask(request.unwrap()).await).await, "bad_request");
    }
    let request = Request::post("/api/session").header("content-type", "application/json").body(Body::new(Never));
    assert_eq!(code(stage.ask(request.unwrap()).await).await, "bad_request");
    assert_eq!(stage.ask(sign_in("leader", PASSWORD)).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_meeting_with_state_secrets_cannot_be_called() {
    let stage = Stage::new().await;
    let now = stage.app.now();
    let call = |secret: bool, title: &str| {
        serde_json::json!({
            "title": title, "starts_at": now.plus(3_600_000), "chair": "leader", "secretary": "meeting_secretary",
            "hall": "u", "sites": [], "state_secret": secret,
        })
        .to_string()
    };
    let clerk = Some(Role::RecordsClerk);
    let path = "/api/meetings";
    assert_eq!(
        stage.as_role(clerk, Method::POST, path, &call(true, "Họp giao ban")).await,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(stage.as_role(clerk, Method::POST, path, &call(false, "H")).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(stage.as_role(clerk, Method::POST, path, &call(false, "Họp giao ban")).await, StatusCode::OK);
}

#[tokio::test]
async fn acts_on_accounts_and_meetings_are_in_the_audit_log() {
    let stage = Stage::new().await;
    stage.ask(sign_in("leader", PASSWORD)).await;
    stage.ask(sign_in("leader", "sai")).await;
    let request =
        Request::get("/api/audit").header("cookie", &stage.cookies[&Role::Auditor]).body(Body::empty()).unwrap();
    let body = stage.ask(request).await.into_body().collect().await.unwrap().to_bytes();
    let page: wire::AuditPage = serde_json::from_slice(&body).unwrap();
    let acts: Vec<&str> = page.lines.iter().map(|line| line.act.as_str()).collect();
    assert_eq!(acts, ["session.refused", "session.opened"]);
}
