//! Putting an act into the audit log.

use giaoban_models::account::Account;
use giaoban_models::audit::AuditEntry;
use giaoban_models::store::StoreError;

use crate::server::App;

/// Notes what an account did to `subject`.
///
/// # Errors
/// When the store fails: an act that cannot be noted is not done.
pub async fn by(app: &App, account: &Account, act: &str, subject: &str) -> Result<(), StoreError> {
    app.store
        .audit(&AuditEntry {
            at: app.now(),
            actor: Some(account.id.clone()),
            actor_name: account.name.clone(),
            act: act.to_owned(),
            subject: subject.to_owned(),
            detail: serde_json::Value::Null,
        })
        .await
}

/// Notes what happened without an account.
///
/// # Errors
/// When the store fails.
pub async fn by_nobody(app: &App, act: &str, subject: &str) -> Result<(), StoreError> {
    app.store
        .audit(&AuditEntry {
            at: app.now(),
            actor: None,
            actor_name: String::new(),
            act: act.to_owned(),
            subject: subject.to_owned(),
            detail: serde_json::Value::Null,
        })
        .await
}
