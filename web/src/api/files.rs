//! Documents as answers.

use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use giaoban_minutes::render::RenderError;
use giaoban_models::refusal::Refusal;

use super::error::ApiError;
use crate::minutes::Paper;

/// The file under a name for every browser (RFC 6266): `plain` in letters they all know, and as it is (RFC 8187). With
/// `shown`, a PDF is opened in the browser instead of being saved.
pub fn answer(bytes: Vec<u8>, paper: Paper, plain: &str, name: &str, shown: bool) -> Response {
    let head = [
        (header::CONTENT_TYPE, paper.content_type().to_owned()),
        (header::CONTENT_DISPOSITION, disposition(plain, name, paper, shown)),
    ];
    (head, bytes).into_response()
}

fn disposition(plain: &str, name: &str, paper: Paper, shown: bool) -> String {
    let mut whole = String::with_capacity(name.len() * 3);
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            whole.push(char::from(byte));
        } else {
            whole.push_str(&format!("%{byte:02X}"));
        }
    }
    let way = if shown && matches!(paper, Paper::Pdf) { "inline" } else { "attachment" };
    format!("{way}; filename=\"{plain}.{}\"; filename*=UTF-8''{whole}", paper.ending())
}

/// What the person is told when a document cannot be made.
pub fn failed(error: RenderError) -> ApiError {
    match error {
        RenderError::TooLong { .. } => Refusal::TooLarge.into(),
        RenderError::MissingLetter { .. } => Refusal::LetterMissing.into(),
        other => ApiError::Failed(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_crosses_the_wire_for_old_and_new_browsers() {
        assert_eq!(
            disposition("bien-ban", "Họp.pdf", Paper::Pdf, false),
            "attachment; filename=\"bien-ban.pdf\"; filename*=UTF-8''H%E1%BB%8Dp.pdf"
        );
    }

    #[test]
    fn only_a_pdf_is_shown_in_the_browser() {
        assert!(disposition("giay-moi", "a", Paper::Pdf, true).starts_with("inline;"));
        assert!(disposition("giay-moi", "a", Paper::Docx, true).starts_with("attachment;"));
    }
}
