//! Hearing a recording.

use std::io::SeekFrom;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use giaoban_models::access::act;
use giaoban_models::id::TrackId;
use giaoban_models::refusal::Refusal;
use giaoban_models::store::TrackKind;
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};
use tokio_util::io::ReaderStream;

use super::error::{ApiError, ApiResult};
use super::gate::{AppState, May};
use crate::audited;

/// `GET /api/tracks/{id}/sound`: Ogg Opus, whole or a range (RFC 9110, section 14), so that a browser can jump to a second.
pub async fn sound(
    State(app): AppState,
    May(grant): May<act::HearRecording>,
    Path(id): Path<TrackId>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let track = app.store.track_to_play(&grant, &id).await?.ok_or(Refusal::NotFound)?;
    if track.kind != TrackKind::Audio {
        return Err(Refusal::NotFound.into());
    }
    let mut file = match tokio::fs::File::open(app.data.join(&track.file)).await {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(Refusal::NotFound.into()),
        other => other?,
    };
    let length = file.metadata().await?.len();
    let wanted = headers.get(header::RANGE).and_then(|range| range.to_str().ok());
    let range = match wanted.map(|text| range(text, length)) {
        Some(None) => {
            let bounds = format!("bytes */{length}");
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, [(header::CONTENT_RANGE, bounds)]).into_response());
        }
        Some(Some(range)) => Some(range),
        None => None,
    };
    // A player asks for many ranges; hearing is noted once, when the beginning is asked for.
    if range.is_none_or(|(from, _)| from == 0) {
        audited::by(&app, grant.account(), "recording.heard", id.as_str()).await?;
    }
    let (from, to) = range.unwrap_or((0, length));
    file.seek(SeekFrom::Start(from)).await.map_err(ApiError::from)?;
    let body = Body::from_stream(ReaderStream::new(file.take(to - from)));
    let head = [
        (header::CONTENT_TYPE, "audio/ogg".to_owned()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (header::CONTENT_LENGTH, (to - from).to_string()),
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
    ];
    if range.is_some() {
        let bounds = format!("bytes {from}-{}/{length}", to.saturating_sub(1));
        return Ok((StatusCode::PARTIAL_CONTENT, head, [(header::CONTENT_RANGE, bounds)], body).into_response());
    }
    Ok((head, body).into_response())
}

/// First and one-past-last byte of a `Range` header with one range; none when it cannot be satisfied.
fn range(text: &str, length: u64) -> Option<(u64, u64)> {
    let (from, to) = text.strip_prefix("bytes=")?.split_once('-')?;
    let range = match (from.trim(), to.trim()) {
        ("", last) => (length.saturating_sub(last.parse().ok()?), length),
        (from, "") => (from.parse().ok()?, length),
        (from, to) => (from.parse().ok()?, to.parse::<u64>().ok()?.saturating_add(1).min(length)),
    };
    (range.0 < range.1).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        assert_eq!(range("bytes=0-", 100), Some((0, 100)));
        assert_eq!(range("bytes=10-19", 100), Some((10, 20)));
        assert_eq!(range("bytes=90-500", 100), Some((90, 100)));
        assert_eq!(range("bytes=-30", 100), Some((70, 100)));
        for unusable in ["bytes=100-", "bytes=5-4", "bytes=a-b", "lines=1-2", "bytes=0-1,5-6", "bytes=-0"] {
            assert_eq!(range(unusable, 100), None, "{unusable}");
        }
    }
}
