//! A JSON body, refused in words when it is not what the route takes.

use axum::Json;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use giaoban_models::refusal::Refusal;
use serde::de::DeserializeOwned;

use super::error::ApiError;

/// The body of a request, read as `T`.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        match Json::from_request(request, state).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(Refusal::TooLarge.into()),
            Err(_) => Err(Refusal::BadRequest.into()),
        }
    }
}
