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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

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
