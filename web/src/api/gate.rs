//! The door of every route: denied unless listed.
//!
//! A route can only be added through [`Gated`], which asks for the act it needs. The door checks the way in (HTTPS or this
//! machine), the origin, the session and the role before the handler runs; [`May`] hands the handler its proof.

use std::sync::Arc;

use axum::Router;
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::{HeaderMap, Method, header, request::Parts};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::MethodRouter;
use giaoban_models::access::{Act, Grant, Permit};
use giaoban_models::account::Account;
use giaoban_models::refusal::Refusal;

use super::error::ApiError;
use crate::server::App;
use crate::session;

/// Who may pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Everybody, also over plain HTTP from the network: nothing of anybody's is behind it.
    Public,
    /// Everybody, but only over HTTPS or from this machine: a password is on the way.
    SignIn,
    /// Accounts whose role may do this act.
    Act(Act),
}

/// One route, as the access table lists it.
#[derive(Clone, Debug)]
pub struct Route {
    /// Method.
    pub method: Method,
    /// Path with its parameters in braces.
    pub path: &'static str,
    /// Who may pass.
    pub gate: Gate,
}

/// A router every route of which has a gate.
pub struct Gated {
    app: Arc<App>,
    router: Router<Arc<App>>,
    routes: Vec<Route>,
}

/// How a request came in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OverTls(pub bool);

impl<S: Sync> FromRequestParts<S> for OverTls {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get().copied().unwrap_or_default())
    }
}

impl Gated {
    /// A router without routes.
    pub fn new(app: Arc<App>) -> Self {
        Self { app, router: Router::new(), routes: Vec::new() }
    }

    /// Adds a route.
    #[must_use]
    pub fn route(mut self, method: Method, path: &'static str, gate: Gate, handler: MethodRouter<Arc<App>>) -> Self {
        let app = self.app.clone();
        let guarded = handler.layer(middleware::from_fn(move |request: Request, next: Next| {
            let app = app.clone();
            async move { pass(&app, gate, request, next).await }
        }));
        self.router = self.router.route(path, guarded);
        self.routes.push(Route { method, path, gate });
        self
    }

    /// The router, and the table of its routes.
    pub fn finish(self) -> (Router<Arc<App>>, Vec<Route>) {
        (self.router, self.routes)
    }
}

async fn pass(app: &Arc<App>, gate: Gate, mut request: Request, next: Next) -> Response {
    match gate {
        Gate::Public => {}
        Gate::SignIn if !is_secure(&request) => return ApiError::from(Refusal::InsecureConnection).into_response(),
        // Nobody is signed in over such a line, whatever cookie it brings.
        Gate::Act(_) if !is_secure(&request) => return ApiError::from(Refusal::SessionExpired).into_response(),
        Gate::SignIn | Gate::Act(_) => {}
    }
    if request.method() != Method::GET && !same_origin(request.headers()) {
        return ApiError::from(Refusal::ForeignOrigin).into_response();
    }
    if let Gate::Act(act) = gate {
        // A socket is a GET that can act: it must come from our own page too.
        if request.headers().contains_key(header::UPGRADE) && !same_origin(request.headers()) {
            return ApiError::from(Refusal::ForeignOrigin).into_response();
        }
        let signed = match session::signed(app, request.headers()).await {
            Ok(Some(signed)) => signed,
            Ok(None) => return ApiError::from(Refusal::SessionExpired).into_response(),
            Err(error) => return ApiError::from(error).into_response(),
        };
        let account = signed.account;
        // With a one-time password nothing but one's own account can be used.
        if signed.must_change && act != Act::SeeSelf {
            return ApiError::from(Refusal::PasswordToChange).into_response();
        }
        if signed.must_secure && act != Act::SeeSelf {
            return ApiError::from(Refusal::SecondFactorToSetUp).into_response();
        }
        if !act.allows(account.role) {
            tracing::debug!(role = account.role.code(), ?act, "denied");
            return ApiError::from(Refusal::NotAllowed).into_response();
        }
        request.extensions_mut().insert(account);
    }
    next.run(request).await
}

/// HTTPS, or a request of this very machine (browsers count localhost as secure).
pub fn is_secure(request: &Request) -> bool {
    let over_tls = request.extensions().get::<OverTls>().is_some_and(|tls| tls.0);
    over_tls
        || request
            .extensions()
            .get::<ConnectInfo<std::net::SocketAddr>>()
            .is_some_and(|ConnectInfo(peer)| peer.ip().to_canonical().is_loopback())
}

/// Whether the page that sent this is ours. Programs send no `Origin`; browsers always do where it matters.
fn same_origin(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let (Ok(origin), Some(Ok(host))) = (origin.to_str(), headers.get(header::HOST).map(|h| h.to_str())) else {
        return false;
    };
    origin.split_once("://").is_some_and(|(_, authority)| authority.eq_ignore_ascii_case(host))
}

/// Proof, for a handler, that the account behind the request may do the act.
pub struct May<A: Permit>(pub Grant<A>);

impl<A: Permit> FromRequestParts<Arc<App>> for May<A> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, ApiError> {
        let account = parts.extensions.get::<Account>().cloned().ok_or(Refusal::SessionExpired)?;
        Ok(Self(Grant::ask(account)?))
    }
}

/// The request's own address of the other side, for slowing down guesses.
pub struct Peer(pub String);

impl FromRequestParts<Arc<App>> for Peer {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Self::Rejection> {
        let peer = parts.extensions.get::<ConnectInfo<std::net::SocketAddr>>();
        Ok(Self(peer.map_or_else(String::new, |ConnectInfo(a)| a.ip().to_canonical().to_string())))
    }
}

/// The application, as handlers take it.
pub type AppState = State<Arc<App>>;
