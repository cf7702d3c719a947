//! The second factor (xác thực hai bước): codes of a phone's authenticator, and recovery codes for the day the phone is gone.

mod picture;
mod totp;

pub use picture::square;
pub use totp::Secret;
#[cfg(test)]
pub use totp::step_at;

use giaoban_models::account::Account;
use giaoban_models::clock::Moment;
use giaoban_models::store::{SecondFactor, StoreError};
use sha2::{Digest as _, Sha256};

use crate::assets::hex;
use crate::password;
use crate::server::App;

/// Name of the setting that asks every administrator for a second factor; its value then is [`REQUIRED`].
pub const SETTING: &str = "second_factor";
/// See [`SETTING`].
pub const REQUIRED: &str = "required";
/// Recovery codes given at once.
const CODES: usize = 10;
/// Longest code that is looked at, bytes.
const LONGEST: usize = 40;

/// What is kept of a recovery code. The codes are drawn by chance (57 bits), so a plain hash is enough.
pub fn kept_code(code: &str) -> String {
    let plain: String = code.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    hex(&Sha256::digest(plain.as_bytes()))
}

/// New recovery codes.
///
/// # Errors
/// When the machine has no random numbers to give.
pub fn recovery_codes() -> Result<Vec<String>, getrandom::Error> {
    (0..CODES).map(|_| password::one_time()).collect()
}

/// Takes a code of the phone or a recovery code, once. False when it is none, or was taken before.
///
/// # Errors
/// When the store fails.
pub async fn take(
    app: &App,
    account: &Account,
    factor: &SecondFactor,
    code: &str,
    now: Moment,
) -> Result<bool, StoreError> {
    if code.len() > LONGEST {
        return Ok(false);
    }
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let step = Secret::read(&factor.secret).and_then(|secret| secret.step_of(&digits, now, factor.last_step));
        return match step {
            Some(step) => app.store.take_code_of(&account.id, step).await,
            None => Ok(false),
        };
    }
    app.store.take_recovery_code(&account.id, &kept_code(code), now).await
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_recovery_code_is_known_again_however_it_is_typed() {
        assert_eq!(kept_code("kx7m-p2qd-w8zt"), kept_code(" KX7M p2qd w8zt"));
        assert_ne!(kept_code("kx7m-p2qd-w8zt"), kept_code("kx7m-p2qd-w8za"));
        let codes = recovery_codes().unwrap();
        let all: std::collections::HashSet<_> = codes.iter().map(|code| kept_code(code)).collect();
        assert_eq!(all.len(), 10);
    }
}
