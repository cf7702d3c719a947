//! The HTTP interface and the meeting socket: every route, with the act it needs.

pub mod error;
pub mod gate;
pub mod wire;

mod accounts;
mod allowance;
mod audit;
mod body;
mod calendar;
mod corrections;
mod directives;
mod directory;
mod dispatches;
mod earlier;
mod figures;
mod files;
mod handovers;
mod meetings;
mod metrics;
mod minutes;
mod misheard;
mod notices;
mod own_account;
mod papers;
mod proposals;
mod records;
mod search;
mod setup;
mod sign_in;
mod socket;
mod start;
mod system;
mod tracks;
mod transcript;
mod turns;
mod typescript;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, Method, header};
use axum::routing::{delete, get, post};
use giaoban_models::access::Act;
use giaoban_models::refusal::Refusal;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::server::App;
use error::ApiError;
use gate::{Gate, Gated, Route};

/// Largest request body, bytes: a meeting with sixteen sites has about two thousand.
const LARGEST_BODY: usize = 64 * 1024;

/// Every route of the server. The table is what the tests walk, role by role.
pub fn routes(app: &Arc<App>) -> (Router<Arc<App>>, Vec<Route>) {
    use Gate::{Act as For, Public, SignIn};
    Gated::new(app.clone())
        .route(Method::GET, "/health", Public, get(start::health))
        .route(Method::GET, "/ca.crt", Public, get(start::authority))
        .route(Method::GET, "/api/start", Public, get(start::page))
        .route(Method::POST, "/api/session", SignIn, post(sign_in::sign_in))
        .route(Method::GET, "/api/session", For(Act::SeeSelf), get(sign_in::who))
        .route(Method::POST, "/api/session/password", For(Act::SeeSelf), post(sign_in::change_password))
        .route(Method::GET, "/api/session/machines", For(Act::SeeSelf), get(own_account::machines))
        .route(Method::POST, "/api/session/machines/ending", For(Act::SeeSelf), post(own_account::end_machine))
        .route(Method::GET, "/api/session/second-factor", For(Act::SeeSelf), get(own_account::second_factor))
        .route(Method::POST, "/api/session/second-factor", For(Act::SeeSelf), post(own_account::confirm))
        .route(Method::POST, "/api/session/second-factor/offer", For(Act::SeeSelf), post(own_account::offer))
        .route(Method::POST, "/api/session/second-factor/removal", For(Act::SeeSelf), post(own_account::remove))
        .route(Method::GET, "/api/session/calendar", For(Act::SeeSelf), get(calendar::state))
        .route(Method::POST, "/api/session/calendar", For(Act::SeeSelf), post(calendar::make))
        .route(Method::POST, "/api/session/calendar/removal", For(Act::SeeSelf), post(calendar::remove))
        .route(Method::GET, "/api/calendar/{id}", SignIn, get(calendar::read))
        .route(Method::GET, "/metrics", Public, get(metrics::read))
        .route(Method::POST, "/api/setup", SignIn, post(setup::found))
        .route(Method::DELETE, "/api/session", For(Act::SeeSelf), delete(sign_in::sign_out))
        .route(Method::GET, "/api/meetings", For(Act::SeeMeetings), get(meetings::list))
        .route(Method::POST, "/api/meetings", For(Act::CallMeeting), post(meetings::call))
        .route(Method::GET, "/api/directory", For(Act::CallMeeting), get(directory::list))
        .route(Method::GET, "/api/meetings/{id}", For(Act::SeeMeetings), get(meetings::one))
        .route(Method::GET, "/api/meetings/{id}/socket", For(Act::JoinMeeting), get(socket::open))
        .route(Method::GET, "/api/meetings/{id}/transcript", For(Act::ReadTranscript), get(transcript::read))
        .route(Method::GET, "/api/meetings/{id}/proposals", For(Act::SeeDirectives), get(proposals::list))
        .route(Method::POST, "/api/proposals/{id}/acceptance", For(Act::EditMinutes), post(proposals::accept))
        .route(Method::POST, "/api/proposals/{id}/rejection", For(Act::EditMinutes), post(proposals::reject))
        .route(Method::POST, "/api/meetings/{id}/directives", For(Act::EditMinutes), post(directives::add))
        .route(Method::GET, "/api/directives", For(Act::SeeDirectives), get(directives::all))
        .route(Method::GET, "/api/directives/{id}", For(Act::SeeDirectives), get(directives::one))
        .route(Method::POST, "/api/directives/{id}/answers", For(Act::AnswerDirective), post(directives::answer))
        .route(Method::POST, "/api/directives/{id}/decisions", For(Act::FollowDirectives), post(directives::decide))
        .route(Method::GET, "/api/notices", For(Act::SeeDirectives), get(notices::page))
        .route(Method::GET, "/api/notices/unread", For(Act::SeeDirectives), get(notices::unread))
        .route(Method::POST, "/api/notices/read", For(Act::SeeDirectives), post(notices::read))
        .route(Method::GET, "/api/meetings/{id}/dispatch", For(Act::DispatchDirectives), get(dispatches::page))
        .route(Method::POST, "/api/meetings/{id}/dispatch", For(Act::DispatchDirectives), post(dispatches::send))
        .route(Method::GET, "/api/meetings/{id}/review", For(Act::SeeDirectives), get(earlier::page))
        .route(Method::GET, "/api/handovers", For(Act::FollowDirectives), get(handovers::page))
        .route(Method::POST, "/api/handovers", For(Act::FollowDirectives), post(handovers::hand_over))
        .route(Method::POST, "/api/utterances/{id}/revision", For(Act::CorrectTranscript), post(corrections::revise))
        .route(Method::GET, "/api/misheard", For(Act::CorrectTranscript), get(misheard::list))
        .route(Method::POST, "/api/misheard/decision", For(Act::CorrectTranscript), post(misheard::decide))
        .route(
            Method::POST,
            "/api/meetings/{id}/revisions",
            For(Act::CorrectTranscript),
            post(corrections::revise_many).layer(DefaultBodyLimit::max(corrections::LARGEST_TOGETHER)),
        )
        .route(
            Method::POST,
            "/api/meetings/{id}/turns",
            For(Act::CorrectTranscript),
            post(turns::change).layer(DefaultBodyLimit::max(turns::LARGEST)),
        )
        .route(Method::GET, "/api/meetings/{id}/minutes", For(Act::ReadMinutes), get(minutes::page))
        .route(Method::GET, "/api/meetings/{id}/minutes/socket", For(Act::ReadMinutes), get(minutes::socket::open))
        .route(Method::GET, "/api/meetings/{id}/minutes/history", For(Act::EditMinutes), get(minutes::history::read))
        .route(Method::POST, "/api/meetings/{id}/minutes/draft", For(Act::EditMinutes), post(minutes::draft))
        .route(Method::POST, "/api/meetings/{id}/minutes/approval", For(Act::ApproveMinutes), post(minutes::approve))
        .route(Method::POST, "/api/meetings/{id}/minutes/issue", For(Act::IssueMinutes), post(minutes::issue))
        .route(Method::GET, "/api/meetings/{id}/minutes/docx", For(Act::ReadMinutes), get(minutes::papers::docx))
        .route(Method::GET, "/api/meetings/{id}/minutes/pdf", For(Act::ReadMinutes), get(minutes::papers::pdf))
        .route(Method::GET, "/api/meetings/{id}/minutes/review", For(Act::ReviewMinutes), get(minutes::review::page))
        .route(
            Method::GET,
            "/api/meetings/{id}/minutes/comparison",
            For(Act::ReviewMinutes),
            get(minutes::review::comparison),
        )
        .route(
            Method::POST,
            "/api/meetings/{id}/minutes/comments",
            For(Act::ReviewMinutes),
            post(minutes::review::comment),
        )
        .route(
            Method::POST,
            "/api/meetings/{id}/minutes/submission",
            For(Act::EditMinutes),
            post(minutes::review::submit),
        )
        .route(
            Method::POST,
            "/api/meetings/{id}/minutes/return",
            For(Act::ApproveMinutes),
            post(minutes::review::send_back),
        )
        .route(Method::POST, "/api/comments/{id}/decision", For(Act::EditMinutes), post(minutes::review::decide))
        .route(Method::GET, "/api/meetings/{id}/papers", For(Act::ReadMinutes), get(papers::list))
        .route(Method::POST, "/api/meetings/{id}/papers", For(Act::EditMinutes), post(papers::begin))
        .route(Method::GET, "/api/papers/{id}", For(Act::ReadMinutes), get(papers::page))
        .route(Method::GET, "/api/papers/{id}/docx", For(Act::ReadMinutes), get(papers::files::docx))
        .route(Method::GET, "/api/papers/{id}/pdf", For(Act::ReadMinutes), get(papers::files::pdf))
        .route(Method::POST, "/api/papers/{id}/text", For(Act::EditMinutes), post(papers::write))
        .route(Method::POST, "/api/papers/{id}/submission", For(Act::EditMinutes), post(papers::steps::submit))
        .route(Method::POST, "/api/papers/{id}/correction", For(Act::EditMinutes), post(papers::steps::correct))
        .route(Method::POST, "/api/papers/{id}/return", For(Act::ApproveMinutes), post(papers::steps::send_back))
        .route(Method::POST, "/api/papers/{id}/approval", For(Act::ApproveMinutes), post(papers::steps::approve))
        .route(Method::POST, "/api/papers/{id}/issue", For(Act::IssueMinutes), post(papers::steps::issue))
        .route(Method::POST, "/api/papers/{id}/recall", For(Act::IssueMinutes), post(papers::steps::recall))
        .route(Method::POST, "/api/meetings/{id}/votes", For(Act::EditMinutes), post(minutes::vote))
        .route(Method::GET, "/api/tracks/{id}/sound", For(Act::HearRecording), get(tracks::sound))
        .route(Method::GET, "/api/figures", For(Act::SeeFigures), get(figures::page))
        .route(Method::GET, "/api/figures/usage", For(Act::SeeFigures), get(figures::usage))
        .route(Method::GET, "/api/figures/xlsx", For(Act::SeeFigures), get(figures::workbook))
        .route(Method::GET, "/api/search", For(Act::Search), get(search::find))
        .route(Method::GET, "/api/searches", For(Act::Search), get(search::kept))
        .route(Method::POST, "/api/searches", For(Act::Search), post(search::keep))
        .route(Method::POST, "/api/searches/{id}/seen", For(Act::Search), post(search::seen))
        .route(Method::POST, "/api/searches/{id}/removal", For(Act::Search), post(search::drop_one))
        .route(Method::GET, "/api/system", For(Act::SeeSystem), get(system::page))
        .route(Method::GET, "/api/accounts", For(Act::SeeAccounts), get(accounts::list))
        .route(Method::POST, "/api/accounts", For(Act::ManageAccounts), post(accounts::make))
        .route(Method::GET, "/api/accounts/directory", For(Act::ManageAccounts), get(accounts::directory))
        .route(Method::POST, "/api/accounts/{id}/password", For(Act::ManageAccounts), post(accounts::reset))
        .route(Method::POST, "/api/accounts/{id}/place", For(Act::ManageAccounts), post(accounts::place))
        .route(Method::POST, "/api/accounts/{id}/closing", For(Act::ManageAccounts), post(accounts::close))
        .route(
            Method::GET,
            "/api/accounts/second-factor-rule",
            For(Act::ManageAccounts),
            get(accounts::second_factor_rule),
        )
        .route(
            Method::POST,
            "/api/accounts/second-factor-rule",
            For(Act::ManageAccounts),
            post(accounts::set_second_factor_rule),
        )
        .route(
            Method::POST,
            "/api/accounts/{id}/second-factor-removal",
            For(Act::ManageAccounts),
            post(accounts::remove_second_factor),
        )
        .route(Method::GET, "/api/records", For(Act::KeepRecords), get(records::page))
        .route(Method::POST, "/api/records/terms", For(Act::KeepRecords), post(records::set_terms))
        .route(Method::POST, "/api/meetings/{id}/hold", For(Act::KeepRecords), post(records::hold))
        .route(Method::POST, "/api/meetings/{id}/purge", For(Act::KeepRecords), post(records::purge))
        .route(Method::GET, "/api/audit/chain", For(Act::ReadAudit), get(audit::chain))
        .route(Method::GET, "/api/audit", For(Act::ReadAudit), get(audit::page))
        .finish()
}

/// The whole site: the interface, and the pages for every other path.
pub fn site(app: Arc<App>) -> Router {
    let (router, table) = routes(&app);
    for route in table {
        tracing::debug!(method = %route.method, path = route.path, gate = ?route.gate, "route");
    }
    let header = |name, value| SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value));
    router
        .route("/api/{*unknown}", axum::routing::any(|| async { ApiError::from(Refusal::NotFound) }))
        .method_not_allowed_fallback(|| async { ApiError::from(Refusal::BadRequest) })
        .fallback(get(crate::assets::page))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(CompressionLayer::new())
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(header::REFERRER_POLICY, "same-origin"))
        .layer(header(header::X_FRAME_OPTIONS, "DENY"))
        .layer(header(header::CACHE_CONTROL, "no-store"))
        .with_state(app)
}

#[cfg(test)]
mod tests;
