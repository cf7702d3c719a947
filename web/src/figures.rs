//! The figures while the server runs: one ledger of the log of directives, brought up before every answer.

use std::collections::HashSet;
use std::sync::Arc;

use giaoban_models::access::{Grant, act};
use giaoban_models::statistics::{Ledger, Scope};
use giaoban_models::store::{Store, StoreError};
use tokio::sync::{OwnedRwLockReadGuard, RwLock};

pub mod export;

/// The kept fold (sổ số liệu). Cheap to clone; all clones are the same.
#[derive(Clone, Default)]
pub struct Kept {
    ledger: Arc<RwLock<Ledger>>,
}

impl Kept {
    /// The ledger as the log is now. The first call after a start reads the whole log.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn now(&self, store: &Store) -> Result<OwnedRwLockReadGuard<Ledger>, StoreError> {
        store.read_ledger(&mut *self.ledger.write().await).await?;
        Ok(self.ledger.clone().read_owned().await)
    }
}

/// Whose figures this account reads: all of them, or those of its unit and the units whose records it inherited.
///
/// # Errors
/// When the store fails.
pub async fn scope(store: &Store, grant: &Grant<act::SeeFigures>) -> Result<Scope, StoreError> {
    if grant.sees_every_meeting() {
        return Ok(Scope::Everything);
    }
    let own: HashSet<_> = store.unit_line(&grant.account().unit).await?.into_iter().collect();
    Ok(Scope::Led(own))
}
