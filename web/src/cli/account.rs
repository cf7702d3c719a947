//! `giaoban account`

use std::time::SystemTime;

use clap::{Args, Subcommand};
use giaoban_models::clock::Moment;
use giaoban_models::store::Store;

use super::{DataFolder, Done, print_line};
use crate::password;

/// What the operator may do with accounts from the server's own terminal, when the browser cannot help.
#[derive(Subcommand)]
pub enum Account {
    /// Give an account a one-time password, for an administrator who forgot theirs.
    Reset(Named),
}

/// Which account.
#[derive(Args)]
pub struct Named {
    /// Its sign-in name.
    username: String,
    /// Take its second factor away too, when phone and recovery codes are gone.
    #[arg(long)]
    second_factor: bool,
    #[command(flatten)]
    data: DataFolder,
}

impl Account {
    /// Does it.
    pub fn run(self) -> Done {
        let Self::Reset(named) = self;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let one_time = runtime.block_on(reset(&named))?;
        print_line(&format!(
            "Mật khẩu dùng một lần của {} (one-time password): {one_time}\nKhi đăng nhập, hệ thống sẽ yêu cầu đặt mật khẩu mới.",
            named.username
        ))
    }
}

async fn reset(named: &Named) -> Result<String, Box<dyn std::error::Error>> {
    let store = Store::open_existing(&named.data.path()).await?;
    let now: Moment = SystemTime::now().into();
    let found = store.credentials(&named.username).await?;
    let Some(known) = found else {
        store.close().await;
        return Err(format!(
            "không có tài khoản {} đang mở trong thư mục dữ liệu này (no open account of that name in this data folder)",
            named.username
        )
        .into());
    };
    let one_time = password::one_time()?;
    store.set_password(&known.account, &password::hash(&one_time)?, true, None).await?;
    let mut acts = vec!["account.password_reset"];
    if named.second_factor && store.remove_second_factor(&known.account).await? {
        acts.push("second_factor.removed");
    }
    for act in acts {
        store
            .audit(&giaoban_models::audit::AuditEntry {
                at: now,
                actor: None,
                actor_name: "giaoban account".to_owned(),
                act: act.to_owned(),
                subject: known.account.as_str().to_owned(),
                detail: serde_json::Value::Null,
            })
            .await?;
    }
    store.close().await;
    Ok(one_time)
}
