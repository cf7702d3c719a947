//! Passwords: argon2id (RFC 9106), off the async threads, few at a time.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

/// Each check takes about 19 MiB and a core for some tens of milliseconds: more at once would starve the meetings.
static CHECKS_AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Longest password taken, bytes.
pub const LONGEST: usize = 512;

/// The hash to keep, as a PHC string.
///
/// # Errors
/// When the machine has no random numbers to give.
pub fn hash(password: &str) -> Result<String, argon2::password_hash::Error> {
    Ok(Argon2::default().hash_password(password.as_bytes())?.to_string())
}

/// [`hash`], off the async threads and few at a time.
///
/// # Errors
/// When the machine has no random numbers to give.
pub async fn hashed(password: String) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
    let _permit = CHECKS_AT_ONCE.acquire().await?;
    Ok(tokio::task::spawn_blocking(move || hash(&password)).await??)
}

/// Whether `password` is the one behind `kept`. Without a kept hash (unknown name) the same work is done, so that the time
/// does not tell which names exist.
pub async fn check(password: String, kept: Option<String>) -> bool {
    let Ok(_permit) = CHECKS_AT_ONCE.acquire().await else { return false };
    tokio::task::spawn_blocking(move || {
        let Some(kept) = kept else {
            let _ = hash(&password);
            return false;
        };
        PasswordHash::new(&kept)
            .is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
    })
    .await
    .unwrap_or(false)
}

/// Fewest characters of a password somebody chooses. Length is what counts; no mix of kinds is asked for, and no change by the
/// calendar (NIST SP 800-63B, 3.1.1.2).
const SHORTEST: usize = 10;
/// What everybody tries first, without marks, spaces and case.
const GUESSED: [&str; 12] = [
    "1234567890",
    "0123456789",
    "0987654321",
    "123456789",
    "12345678910",
    "1111111111",
    "0000000000",
    "qwertyuiop",
    "password123",
    "matkhau123",
    "matkhau1234",
    "giaoban123",
];

/// Whether somebody may choose this password for the account of that name.
#[must_use]
pub fn is_strong(password: &str, username: &str) -> bool {
    let key: String = giaoban_models::text::plain_key(password).split_whitespace().collect();
    let kinds: std::collections::HashSet<char> = key.chars().collect();
    password.len() <= LONGEST
        && password.chars().count() >= SHORTEST
        && kinds.len() >= 4
        && !GUESSED.contains(&key.as_str())
        && (username.is_empty() || key.replace(&username.to_lowercase(), "").chars().count() >= SHORTEST / 2)
}

/// Letters and digits nobody mistakes for each other when read from paper; 32 of them, five bits each.
const PLAIN: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789-";

/// A password for one use: three groups of four, 57 bits of chance or more.
///
/// # Errors
/// When the machine has no random numbers to give.
pub fn one_time() -> Result<String, getrandom::Error> {
    let mut letters = Vec::with_capacity(12);
    while letters.len() < 12 {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes)?;
        // The last of the alphabet is the divider between groups and is drawn again.
        letters.extend(bytes.iter().map(|byte| PLAIN[usize::from(byte % 32)]).filter(|letter| *letter != b'-'));
    }
    let groups: Vec<String> =
        letters[..12].chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    Ok(groups.join("-"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_password_is_long_not_the_name_and_not_what_everybody_tries() {
        for good in ["cơm gà Cam Lộ", "kx7m-p2qd-w8zt", "trời hôm nay nắng"] {
            assert!(is_strong(good, "thuky"), "{good}");
        }
        for bad in ["ngắn", "aaaaaaaaaaaaaa", "Mật khẩu 123", "1234567890", "thuky-thuky", "quantri2026"] {
            let name = if bad.starts_with("quantri") { "quantri" } else { "thuky" };
            assert!(!is_strong(bad, name), "{bad}");
        }
        assert!(!is_strong(&"ab cd".repeat(200), "thuky"), "over the limit");
    }

    #[test]
    fn a_password_for_one_use_is_never_the_same_and_passes_the_rule() {
        let (one, two) = (one_time().unwrap(), one_time().unwrap());
        assert_ne!(one, two);
        for password in [one, two] {
            assert_eq!(password.len(), 14, "{password}");
            assert_eq!(password.split('-').map(str::len).collect::<Vec<_>>(), [4, 4, 4]);
        }
    }

    #[tokio::test]
    async fn only_the_right_password_of_a_known_account_passes() {
        let kept = hash("mật khẩu 1").unwrap();
        assert!(kept.starts_with("$argon2id$"));
        assert!(check("mật khẩu 1".into(), Some(kept.clone())).await);
        assert!(!check("mật khẩu 2".into(), Some(kept)).await);
        assert!(!check("mật khẩu 1".into(), None).await);
        assert!(!check("x".into(), Some("not a hash".into())).await);
    }
}
