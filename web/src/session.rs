//! Signed-in sessions: a random token in the browser's cookie, its hash in the store.

use axum::http::{HeaderMap, HeaderValue, header};
use giaoban_models::account::Account;
use giaoban_models::clock::Moment;
use giaoban_models::store::{StoreError, TokenHash};
use sha2::{Digest, Sha256};

use crate::assets::hex;
use crate::server::App;

/// How exactly the last use of a session is kept, milliseconds: a line written for every request would be too many.
const USE_KEPT: i64 = 5 * 60_000;

/// Name of the cookie.
const COOKIE: &str = "giaoban";

/// The token in a request's cookies.
fn token(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == COOKIE && value.len() == 64).then_some(value))
}

/// What is kept of a token.
fn kept(token: &str) -> TokenHash {
    TokenHash(hex(&Sha256::digest(token.as_bytes())))
}

/// What people call the machine behind a request, from its headers.
pub fn device_of(headers: &HeaderMap) -> String {
    headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).map(crate::device::named).unwrap_or_default()
}

/// Opens a session on a machine of that name; answers the cookie to set.
///
/// # Errors
/// When the store fails.
pub async fn open(app: &App, account: &Account, device: &str, over_tls: bool) -> Result<HeaderValue, StoreError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
    let token = hex(&bytes);
    let now = app.now();
    app.store.open_session(&kept(&token), &account.id, device, now, now.plus(app.session_ms)).await?;
    // SameSite=Strict: no other site can make the browser send it (with the check of Origin, no forged request).
    let secure = if over_tls { "; Secure" } else { "" };
    let text = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000{secure}");
    Ok(HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("")))
}

/// Who is behind a request.
pub struct Signed {
    /// The account.
    pub account: Account,
    /// Whether it has a one-time password that is to be changed before anything else.
    pub must_change: bool,
    /// Whether the office asks for a second factor that the account does not have yet.
    pub must_secure: bool,
}

/// Who is behind a request, if the session stands. A session in use is extended when half of its time is over.
///
/// # Errors
/// When the store fails.
pub async fn signed(app: &App, headers: &HeaderMap) -> Result<Option<Signed>, StoreError> {
    let Some(token) = token(headers) else { return Ok(None) };
    let (token, now) = (kept(token), app.now());
    let Some(session) = app.store.session(&token, now).await? else { return Ok(None) };
    if session.expires_at.since(now) < app.session_ms / 2 {
        app.store.extend_session(&token, now.plus(app.session_ms)).await?;
    }
    if session.used_at.is_none_or(|used| now.since(used) >= USE_KEPT) {
        app.store.session_used(&token, now).await?;
    }
    let (must_change, must_secure) = (session.must_change, session.must_secure);
    Ok(Some(Signed { account: session.account, must_change, must_secure }))
}

/// What is kept of the token of a request, when it brings one.
pub fn token_of(headers: &HeaderMap) -> Option<TokenHash> {
    token(headers).map(kept)
}

/// Whether the session behind a request still stands, without extending it; used by sockets, which stay open for hours.
///
/// # Errors
/// When the store fails.
pub async fn stands(app: &App, headers: &HeaderMap, now: Moment) -> Result<bool, StoreError> {
    match token(headers) {
        Some(token) => Ok(app.store.session(&kept(token), now).await?.is_some()),
        None => Ok(false),
    }
}

/// Ends the session of a request; answers the cookie that forgets it.
///
/// # Errors
/// When the store fails.
pub async fn close(app: &App, headers: &HeaderMap) -> Result<HeaderValue, StoreError> {
    if let Some(token) = token(headers) {
        app.store.close_session(&kept(token)).await?;
    }
    Ok(HeaderValue::from_static("giaoban=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_token_is_found_among_other_cookies_and_nothing_else_is_taken_for_it() {
        let mut headers = HeaderMap::new();
        let value = "a".repeat(64);
        headers.insert(header::COOKIE, format!("x=1; giaoban={value}; y=2").parse().unwrap());
        assert_eq!(token(&headers), Some(value.as_str()));
        headers.insert(header::COOKIE, "giaoban=short; notgiaoban=1".parse().unwrap());
        assert_eq!(token(&headers), None);
    }

    #[test]
    fn the_store_never_sees_the_token() {
        assert_ne!(kept("secret").0, "secret");
        assert_eq!(kept("secret").0.len(), 64);
    }
}
