//! A JSON body, refused in words when it is not what the route takes.

use std::time::Duration;

use axum::Json;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use giaoban_models::refusal::Refusal;
use serde::de::DeserializeOwned;

use super::error::ApiError;

/// How long a body may take to come: the largest is 64 KiB, which a poor line carries in seconds.
const WITHIN: Duration = Duration::from_secs(if cfg!(test) { 1 } else { 30 });

/// The body of a request, read as `T`.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let Ok(read) = tokio::time::timeout(WITHIN, Json::from_request(request, state)).await else {
            return Err(Refusal::BadRequest.into());
        };
        match read {
            Ok(Json(body)) => Ok(Self(body)),
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(Refusal::TooLarge.into()),
            Err(_) => Err(Refusal::BadRequest.into()),
        }
    }
}
