//! The square picture (mã QR) a phone reads.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

/// White around the picture, modules; less than four and some phones do not find it.
const MARGIN: i32 = 4;

/// Side of the picture and the path of its black modules, in units of one module, as SVG takes them; none when the text is too
/// long for any picture.
#[must_use]
pub fn square(text: &str) -> Option<(u32, String)> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            let _ = write!(path, "M{},{}h1v1h-1z", x + MARGIN, y + MARGIN);
        }
    }
    Some((u32::try_from(code.size() + 2 * MARGIN).ok()?, path))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_picture_has_its_corners_and_white_around() {
        let (side, path) = square("otpauth://totp/a:b?secret=GEZDGNBVGY3TQOJQ").unwrap();
        assert!((29..=80).contains(&side));
        // The first module of the corner a phone looks for, and nothing outside of it.
        assert!(path.starts_with("M4,4h1v1h-1z"));
        assert!(!path.contains("M3,"));
        assert!(square(&"x".repeat(5000)).is_none());
    }
}
