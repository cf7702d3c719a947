//! What anybody may see: that the server lives, who it belongs to, how to trust it.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::error::ApiResult;
use super::gate::{AppState, is_secure};
use super::wire::StartPage;

/// `GET /health`
pub async fn health() -> &'static str {
    "ok\n"
}

/// `GET /ca.crt`: the certificate authority to trust, when the server made its own.
pub async fn authority(State(app): AppState) -> Response {
    match &app.authority {
        Some(authority) => (
            [
                (header::CONTENT_TYPE, "application/x-x509-ca-cert"),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"giaoban-ca.crt\""),
            ],
            authority.pem.clone(),
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `GET /api/start`
pub async fn page(State(app): AppState, request: Request) -> ApiResult<Json<StartPage>> {
    let unclaimed = app.setup_code.is_some() && !app.store.has_accounts().await?;
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let name = host.and_then(|host| host.rsplit_once(':').map_or(Some(host), |(name, _)| Some(name)));
    Ok(Json(StartPage {
        authority: app.authority_name().await?,
        unclaimed,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        demo: app.demo,
        secure: is_secure(&request),
        https_address: app.https_port.zip(name).map(|(port, name)| format!("https://{name}:{port}/")),
        certificate_sha256: app.authority.as_ref().map(|authority| authority.sha256.clone()),
    }))
}
