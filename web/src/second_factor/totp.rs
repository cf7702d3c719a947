//! Codes by time: RFC 6238 with HMAC-SHA1, six digits, thirty seconds, which every authenticator knows.

use giaoban_models::clock::Moment;
use hmac::{Hmac, Mac as _};
use sha1::Sha1;

/// Life of a code, milliseconds.
const STEP: i64 = 30_000;
/// Steps before and after the present one that are taken too: a phone's clock goes wrong by half a minute.
const SLACK: i64 = 1;
/// Length of a secret, bytes: that of the hash (RFC 4226, section 4).
const LENGTH: usize = 20;
/// Base32 (RFC 4648).
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The step of a moment.
#[must_use]
pub fn step_at(now: Moment) -> i64 {
    now.0.div_euclid(STEP)
}

/// What phone and server share.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Vec<u8>);

impl std::fmt::Debug for Secret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Secret")
    }
}

impl Secret {
    /// A new one.
    ///
    /// # Errors
    /// When the machine has no random numbers to give.
    pub fn fresh() -> Result<Self, getrandom::Error> {
        let mut bytes = vec![0; LENGTH];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// The secret as it is kept and typed: base32 without padding.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.0.len().div_ceil(5) * 8);
        let (mut held, mut bits) = (0_u32, 0_u32);
        for byte in &self.0 {
            held = (held << 8 | u32::from(*byte)) & 0xffff;
            bits += 8;
            while bits >= 5 {
                bits -= 5;
                text.push(char::from(LETTERS[(held >> bits & 31) as usize]));
            }
        }
        if bits > 0 {
            text.push(char::from(LETTERS[(held << (5 - bits) & 31) as usize]));
        }
        text
    }

    /// The secret of that text; none when it is no base32.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (mut held, mut bits, mut bytes) = (0_u32, 0_u32, Vec::new());
        for letter in text.bytes() {
            let value = LETTERS.iter().position(|known| *known == letter.to_ascii_uppercase())?;
            held = (held << 5 | u32::try_from(value).ok()?) & 0xffff;
            bits += 5;
            if bits >= 8 {
                bits -= 8;
                bytes.push(u8::try_from(held >> bits & 0xff).ok()?);
            }
        }
        Some(Self(bytes))
    }

    /// The address an authenticator reads from the square picture. `office` and `username` are shown beside the code.
    #[must_use]
    pub fn address(&self, office: &str, username: &str) -> String {
        let office = quoted(office);
        format!(
            "otpauth://totp/{office}:{}?secret={}&issuer={office}&algorithm=SHA1&digits=6&period=30",
            quoted(username),
            self.text()
        )
    }

    /// The code of a step.
    #[must_use]
    pub fn code(&self, step: i64) -> String {
        let mut mac = Hmac::<Sha1>::new_from_slice(&self.0).unwrap_or_else(|_| any_key());
        mac.update(&step.to_be_bytes());
        let hash = mac.finalize().into_bytes();
        let at = usize::from(hash[19] & 15);
        let number = u32::from_be_bytes([hash[at] & 0x7f, hash[at + 1], hash[at + 2], hash[at + 3]]);
        format!("{:06}", number % 1_000_000)
    }

    /// The step whose code this is, near `now` and newer than the last one taken.
    #[must_use]
    pub fn step_of(&self, code: &str, now: Moment, last: i64) -> Option<i64> {
        let present = step_at(now);
        // Every code is compared, so that the time does not tell which one was near.
        let mut found = None;
        for step in present - SLACK..=present + SLACK {
            let same = self.code(step).bytes().zip(code.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0;
            if same && code.len() == 6 && step > last {
                found = Some(step);
            }
        }
        found
    }
}

/// HMAC takes keys of every length, so nobody gets this one.
fn any_key() -> Hmac<Sha1> {
    Hmac::new(&Default::default())
}

/// Percent-encoded as part of an address (RFC 3986).
fn quoted(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// The secret of RFC 6238, appendix B.
    fn published() -> Secret {
        Secret(b"12345678901234567890".to_vec())
    }

    #[test]
    fn the_codes_are_those_of_the_standard() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(published().code(step_at(Moment(seconds * 1000))), code);
        }
    }

    #[test]
    fn a_secret_is_read_as_it_was_written() {
        assert_eq!(published().text(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        for length in 1..40 {
            let secret = Secret((0..length).map(|n: u8| n.wrapping_mul(37)).collect());
            assert_eq!(Secret::read(&secret.text()), Some(secret));
        }
        assert_eq!(Secret::read("gezd"), Secret::read("GEZD"));
        assert_eq!(Secret::read("0189"), None);
        assert_ne!(Secret::fresh().unwrap(), Secret::fresh().unwrap());
        assert_eq!(Secret::fresh().unwrap().text().len(), 32);
    }

    #[test]
    fn a_code_counts_for_half_a_minute_either_side_and_never_again() {
        let (secret, now) = (published(), Moment(1_111_111_111_000));
        let present = step_at(now);
        for (step, expected) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let taken = secret.step_of(&secret.code(present + step), now, 0);
            assert_eq!(taken, expected.then_some(present + step), "{step}");
        }
        let code = secret.code(present);
        assert_eq!(secret.step_of(&code, now, present), None, "taken before");
        for wrong in ["", "05047", "0504711", "050472", "abcdef"] {
            assert_eq!(secret.step_of(wrong, now, 0), None, "{wrong}");
        }
    }

    #[test]
    fn the_address_names_the_office_and_the_account() {
        let address = published().address("UBND xã", "quan.tri");
        assert!(address.starts_with("otpauth://totp/UBND%20x%C3%A3:quan.tri?secret=GEZD"), "{address}");
        assert!(address.contains("&issuer=UBND%20x%C3%A3&"));
    }
}
