//! The demonstration authority: Cam Lộ before and after July 2025, with invented people, a meeting for today, one held
//! in 2024 and two of the province in the last weeks, with their words, what was ordered and what became of it, and,
//! where a speech synthesiser is at hand, their sound.
//!
//! Loading can be repeated: what is there stays, what is missing is added. Everything synthetic is marked so.

mod authority;
mod held;
mod sound;
mod today;

use std::io;
use std::path::Path;

use giaoban_models::access::{Denied, Grant, Permit};
use giaoban_models::account::Account;
use giaoban_models::clock::Moment;
use giaoban_models::id::PersonId;
use giaoban_models::store::{Store, StoreError};

pub use sound::SoundState;

/// Mono sound at 16 kHz ([`giaoban_models::sound::SPEECH_RATE`]) as Opus packets of 20 ms each (RFC 6716), the last one
/// filled up with silence. This module has no encoder of its own.
pub type Encode = fn(&[i16]) -> io::Result<Vec<Vec<u8>>>;

/// What is there after loading.
#[derive(Clone, Debug)]
pub struct DemoSummary {
    /// Everybody who can sign in.
    pub accounts: Vec<Account>,
    /// Whether the held meeting can be heard.
    pub sound: SoundState,
}

impl DemoSummary {
    /// The sign-ins with their `password`, for whoever started the program; and what is missing, with its remedy.
    #[must_use]
    pub fn describe(&self, password: &str) -> String {
        let mut text = format!("Tài khoản dùng thử (mật khẩu chung: {password}):");
        for account in &self.accounts {
            let Account { username, name, post, unit_name, .. } = account;
            text.push_str(&format!("\n  {username:<11} {name}, {post}, {unit_name}"));
        }
        if let Some(notice) = self.sound.notice() {
            text.push('\n');
            text.push_str(&notice);
        }
        text
    }
}

/// Why the demonstration could not be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DemoError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The data folder holds demonstration accounts whose roles were changed.
    #[error(transparent)]
    Role(#[from] Denied),
    /// Somebody of the script holds no post on its day: the data folder holds another authority.
    #[error("{0} of the demonstration holds no post on the day of the held meeting")]
    NotInOffice(PersonId),
    /// Somebody else has the sign-in name, or the account was removed.
    #[error("the account {0} of the demonstration is not there")]
    NoAccount(&'static str),
}

/// Loads what is missing of the demonstration. `password_hash` (argon2id, PHC string) becomes that
/// of every account made now; accounts that are there keep theirs.
///
/// # Errors
/// When the store fails. Missing sound is no error: [`DemoSummary::sound`] tells of it.
pub async fn load(
    store: &Store,
    data_dir: &Path,
    password_hash: &str,
    encode: Encode,
    now: Moment,
) -> Result<DemoSummary, DemoError> {
    let plan = authority::Plan::embedded();
    plan.load(store, password_hash, now).await?;
    let people = People::of(store, now).await?;
    let mut tracks = Vec::new();
    for script in held::Script::embedded() {
        tracks.extend(script.load(store, &people, now).await?);
    }
    let sound = sound::make(store, data_dir, tracks, encode).await?;
    today::ensure(store, &plan.today, &people, now).await?;
    let mut accounts = Vec::with_capacity(plan.accounts.len());
    for account in &plan.accounts {
        accounts.extend(signed_in(store, &account.username, now).await?);
    }
    Ok(DemoSummary { accounts, sound })
}

/// The accounts that act while loading: the same rules hold for them as for people.
struct People {
    clerk: Account,
    chair: Account,
    secretary: Account,
    /// Those who answer and follow directives, by sign-in name.
    others: Vec<Account>,
}

impl People {
    async fn of(store: &Store, now: Moment) -> Result<Self, DemoError> {
        let there = async |username| signed_in(store, username, now).await?.ok_or(DemoError::NoAccount(username));
        let mut others = Vec::new();
        for username in ["theodoi", "camlo", "hieugiang", "chuyenvien"] {
            others.push(there(username).await?);
        }
        Ok(Self {
            clerk: there("vanthu").await?,
            chair: there("chutri").await?,
            secretary: there("thuky").await?,
            others,
        })
    }

    /// The account with this sign-in name.
    fn named(&self, username: &str) -> Option<&Account> {
        [&self.clerk, &self.chair, &self.secretary].into_iter().chain(&self.others).find(|a| a.username == username)
    }
}

async fn signed_in(store: &Store, username: &str, now: Moment) -> Result<Option<Account>, StoreError> {
    let Some(known) = store.credentials(username).await? else { return Ok(None) };
    store.account(&known.account, &now.day_in_vietnam()).await
}

fn grant<A: Permit>(account: &Account) -> Result<Grant<A>, Denied> {
    Grant::ask(account.clone())
}

#[cfg(test)]
mod tests;
