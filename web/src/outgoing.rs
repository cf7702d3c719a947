//! Messages to people outside the program: official e-mail, and a gateway of the authority's own (text messages).
//!
//! Nothing of a meeting's content goes out: a message names a code, a day and a link, and whoever opens the link signs in.

mod gateway;
mod mail;

use std::sync::Arc;
use std::time::Duration;

use giaoban_models::clock::Moment;
use giaoban_models::directive::DirectiveEventKind;
use giaoban_models::store::{Channel, Message, MessageLine, Store, StoreError};

pub use gateway::Gateway;
pub use mail::{Mail, MailSettings};

use crate::server::App;

/// How often the outbox is looked into.
const EVERY: Duration = Duration::from_secs(30);

/// Where messages can be sent; nothing is sent where nothing is named.
#[derive(Clone, Default)]
pub struct Outgoing {
    /// The mail server.
    pub mail: Option<Mail>,
    /// The gateway.
    pub gateway: Option<Gateway>,
    /// Address people reach this server by, without a slash at its end: `https://giaoban.example`.
    pub address: String,
}

/// Why a message or a setting was not taken.
#[derive(Debug, thiserror::Error)]
pub enum OutgoingError {
    /// A setting that cannot be used.
    #[error("{0}")]
    Setting(String),
    /// The other side did not take it.
    #[error("{0}")]
    NotTaken(String),
}

impl OutgoingError {
    fn setting(said: impl Into<String>) -> Self {
        Self::Setting(said.into())
    }

    fn not_taken(error: impl std::fmt::Display) -> Self {
        Self::NotTaken(error.to_string())
    }
}

/// Makes and sends messages, for as long as the process runs.
pub async fn keep_sending(app: Arc<App>, outgoing: Outgoing) {
    if outgoing.mail.is_none() && outgoing.gateway.is_none() {
        return;
    }
    let mut again = tokio::time::interval(EVERY);
    loop {
        again.tick().await;
        if let Err(error) = send_all(&app.store, &outgoing, app.now()).await {
            tracing::error!(%error, "the outbox cannot be read; messages are sent at the next try");
        }
    }
}

/// Makes what is to be sent at `now` and tries to send it. Answers how many messages were taken.
///
/// # Errors
/// When the store fails. A message that is not taken is tried again later.
pub async fn send_all(store: &Store, outgoing: &Outgoing, now: Moment) -> Result<u32, StoreError> {
    let mut taken = 0;
    for channel in [Channel::Mail, Channel::Gateway] {
        let open = match channel {
            Channel::Mail => outgoing.mail.is_some(),
            Channel::Gateway => outgoing.gateway.is_some(),
        };
        if !open {
            continue;
        }
        store.make_messages(channel, now).await?;
        for message in store.messages_due(channel, now).await? {
            match outgoing.send(channel, &message).await {
                Ok(()) => {
                    store.message_sent(&message.id, now).await?;
                    taken += 1;
                }
                Err(error) => {
                    let gave_up = store.message_failed(&message.id, now).await?;
                    tracing::warn!(%error, channel = channel.code(), gave_up, "a message was not taken");
                }
            }
        }
    }
    Ok(taken)
}

impl Outgoing {
    async fn send(&self, channel: Channel, message: &Message) -> Result<(), OutgoingError> {
        match (channel, &self.mail, &self.gateway) {
            (Channel::Mail, Some(mail), _) => mail.send(message, &subject(message), &self.text(message)).await,
            (Channel::Gateway, _, Some(gateway)) => gateway.send(message, &self.short(message)).await,
            _ => Err(OutgoingError::setting("the channel is closed")),
        }
    }

    /// The text of a mail: a line for each directive, and the link.
    fn text(&self, message: &Message) -> String {
        let mut lines = vec![format!("Kính gửi: {},", message.name), String::new()];
        lines.extend(message.lines.iter().map(|line| {
            let due = line.due.as_deref().map(|due| format!(" (hạn {})", day(due))).unwrap_or_default();
            format!("- {}: {}{due}. {}/nhiem-vu/{}", line.code, said(line), self.address, line.directive)
        }));
        let rest = message.told.saturating_sub(message.lines.len());
        if rest > 0 {
            lines.push(format!("- và {rest} thông báo khác."));
        }
        lines.push(String::new());
        lines.push(format!("Xem tất cả: {}/thong-bao", self.address));
        lines.push("Thư này do hệ thống Giao ban gửi tự động, không cần trả lời.".to_owned());
        lines.join("\r\n")
    }

    /// The text of a short message: how much, and the link.
    fn short(&self, message: &Message) -> String {
        match message.lines.as_slice() {
            [one] if message.told == 1 => {
                format!("Giao ban: {} {}. {}/thong-bao", one.code, said(one).to_lowercase(), self.address)
            }
            _ => format!("Giao ban: có {} thông báo về nhiệm vụ. {}/thong-bao", message.told, self.address),
        }
    }
}

fn subject(message: &Message) -> String {
    match message.lines.as_slice() {
        [one] if message.told == 1 => format!("[Giao ban] {}: {}", one.code, said(one)),
        _ => format!("[Giao ban] {} thông báo về nhiệm vụ", message.told),
    }
}

/// What happened, in words.
fn said(line: &MessageLine) -> String {
    // It may be told late: the date says how many days are left.
    if line.kind.starts_with("before_") || line.kind == "day" {
        return "Nhắc đến hạn".to_owned();
    }
    if let Some(times) = line.kind.strip_prefix("after_") {
        return format!("Quá hạn, nhắc lần {times}");
    }
    let text = match DirectiveEventKind::from_code(&line.kind) {
        Some(DirectiveEventKind::Dispatched) => "Được giao theo biên bản",
        Some(DirectiveEventKind::HandedOver) => "Được bàn giao cho đơn vị",
        Some(DirectiveEventKind::Urged) => "Đôn đốc thực hiện",
        Some(DirectiveEventKind::SentBack) => "Yêu cầu thực hiện lại",
        Some(DirectiveEventKind::Insisted) => "Giao lại",
        Some(DirectiveEventKind::Extended) => "Được gia hạn",
        Some(DirectiveEventKind::ExtensionRefused) => "Không đồng ý gia hạn",
        Some(DirectiveEventKind::ExtensionAsked) => "Đơn vị đề nghị gia hạn",
        Some(DirectiveEventKind::Reported) => "Đơn vị báo cáo kết quả",
        Some(DirectiveEventKind::Returned) => "Đơn vị trả lại",
        Some(DirectiveEventKind::Confirmed) => "Đã xác nhận hoàn thành",
        Some(DirectiveEventKind::Suspended) => "Tạm dừng",
        Some(DirectiveEventKind::Resumed) => "Cho tiếp tục",
        Some(DirectiveEventKind::Cancelled) => "Thu hồi",
        _ => "Có thay đổi",
    };
    text.to_owned()
}

/// `YYYY-MM-DD` as offices write days.
fn day(due: &str) -> String {
    match (due.get(..4), due.get(5..7), due.get(8..10)) {
        (Some(year), Some(month), Some(day)) => format!("{day}/{month}/{year}"),
        _ => due.to_owned(),
    }
}

#[cfg(test)]
mod tests;
