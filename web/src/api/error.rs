//! How a request is refused: status, stable code, and a sentence in both languages.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use giaoban_models::access::Denied;
use giaoban_models::refusal::{Refusal, RefusalText};
use giaoban_models::store::StoreError;

/// What a handler answers when it cannot do what was asked.
#[derive(Debug)]
pub enum ApiError {
    /// The person is told why.
    Refused(Refusal),
    /// The person is told that the server failed; the cause goes to the log, once, here.
    Failed(Box<dyn std::error::Error + Send + Sync>),
}

/// Answer of a handler.
pub type ApiResult<T> = Result<T, ApiError>;

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Denied> for ApiError {
    fn from(_: Denied) -> Self {
        Self::Refused(Refusal::NotAllowed)
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Refused(refusal) => Self::Refused(refusal),
            StoreError::UsernameTaken => Self::Refused(Refusal::UsernameTaken),
            other => Self::Failed(other.into()),
        }
    }
}

impl From<std::io::Error> for ApiError {
    fn from(error: std::io::Error) -> Self {
        Self::Failed(error.into())
    }
}

fn status(refusal: Refusal) -> StatusCode {
    match refusal {
        Refusal::WrongPassword | Refusal::SessionExpired | Refusal::SecondFactorNeeded => StatusCode::UNAUTHORIZED,
        Refusal::TooManyAttempts | Refusal::TooManyMessages => StatusCode::TOO_MANY_REQUESTS,
        Refusal::NotAllowed
        | Refusal::PasswordToChange
        | Refusal::SecondFactorToSetUp
        | Refusal::InsecureConnection
        | Refusal::ForeignOrigin
        | Refusal::NotPresiding
        | Refusal::NotYourUnit => StatusCode::FORBIDDEN,
        Refusal::NotFound => StatusCode::NOT_FOUND,
        Refusal::UsernameTaken
        | Refusal::AlreadySetUp
        | Refusal::LastAdministrator
        | Refusal::SecondFactorStands
        | Refusal::SecondFactorNotOffered
        | Refusal::SecondFactorRequired
        | Refusal::SecondFactorOwnFirst
        | Refusal::PurgeLive
        | Refusal::PurgeIssued
        | Refusal::PurgeOnHold
        | Refusal::PurgeDone
        | Refusal::MinutesIssued
        | Refusal::MinutesApproved
        | Refusal::NoDraft
        | Refusal::NotApproved
        | Refusal::ChangedMeanwhile => StatusCode::CONFLICT,
        Refusal::TextEmpty => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Refusal::ServerFailed => StatusCode::INTERNAL_SERVER_ERROR,
        Refusal::DiskFull => StatusCode::INSUFFICIENT_STORAGE,
        Refusal::ProposalDecided
        | Refusal::StepNotNow
        | Refusal::ExtensionTooLate
        | Refusal::NothingToDispatch
        | Refusal::CommentDecided
        | Refusal::PaperExists
        | Refusal::PaperIssued
        | Refusal::PaperStepNotNow
        | Refusal::MeetingNotEnded => StatusCode::CONFLICT,
        Refusal::SecondFactorWrong
        | Refusal::PurgeNotConfirmed
        | Refusal::RetentionWrong
        | Refusal::StateSecret
        | Refusal::MeetingIncomplete
        | Refusal::DirectiveIncomplete
        | Refusal::ReasonMissing
        | Refusal::AccountIncomplete
        | Refusal::PasswordWeak
        | Refusal::PaperIncomplete
        | Refusal::DocumentMissing => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::BAD_REQUEST,
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let refusal = match self {
            Self::Refused(refusal) => refusal,
            Self::Failed(cause) => {
                let full = matches!(cause.downcast_ref(), Some(StoreError::DiskFull));
                tracing::error!(error = %cause, "a request failed");
                if full { Refusal::DiskFull } else { Refusal::ServerFailed }
            }
        };
        (status(refusal), Json(RefusalText::from(refusal))).into_response()
    }
}
