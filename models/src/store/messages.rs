//! The outbox: what goes to people outside the program, by mail or through a gateway. Made from notices, sent once.
//!
//! A message is kept before it is sent, and its identity never changes: whoever gets it twice, because the process died
//! between the sending and the noting, can tell that it is the same.

use std::collections::{HashMap, HashSet};

use sqlx::QueryBuilder;

use super::{Db, Store, StoreError};
use crate::clock::Moment;
use crate::id::{AccountId, DirectiveId, PersonId};

/// Messages handed out for sending at once.
const HANDED_OUT: i64 = 50;
/// Notices one message names at most; the rest is counted.
pub const MOST_LINES: usize = 50;
/// How often a message is tried before it is given up.
pub const MOST_TRIES: i64 = 12;
/// Waiting after the first failed try, milliseconds; doubled after each other.
const FIRST_WAIT: i64 = 60_000;
/// Longest waiting between two tries, milliseconds.
const LONGEST_WAIT: i64 = 6 * 3_600_000;
/// Notices older than this are not sent any more when a channel is used for the first time, milliseconds: three days.
const FRESH: i64 = 3 * 86_400_000;

/// Contacts written by one statement.
const BATCH: usize = 1_000;

/// Where messages go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Channel {
    /// Official e-mail.
    Mail,
    /// A gateway of the authority's own, such as one for text messages.
    Gateway,
}

impl Channel {
    /// The name kept in the store.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Gateway => "gateway",
        }
    }
}

/// The address of person `p` on channel `$1`.
macro_rules! address {
    () => {
        "CASE WHEN $1 = 'mail' THEN p.email ELSE p.phone END"
    };
}

statements! {
    /// One message for each account with an address and something new to be told, all of it together.
    MAKE = concat!("INSERT INTO messages (id, channel, account_id, after_seq, up_to_seq, made_at, tries, try_at)
        SELECT $1 || '-' || a.id || '-' || new.last, $1, a.id, new.first - 1, new.last, CAST($2 AS BIGINT), 0,
            CAST($2 AS BIGINT)
        FROM accounts a JOIN person_contacts p ON p.person_id = a.person_id
        JOIN (SELECT n.account_id, MIN(n.seq) AS first, MAX(n.seq) AS last FROM notices n
            WHERE n.at >= CAST($3 AS BIGINT) AND n.seq > COALESCE((SELECT MAX(m.up_to_seq) FROM messages m
                WHERE m.channel = $1 AND m.account_id = n.account_id), 0)
            GROUP BY n.account_id) new ON new.account_id = a.id
        WHERE ", address!(), " <> '' ON CONFLICT DO NOTHING");
    DUE = concat!("SELECT m.id, m.account_id, m.after_seq, m.up_to_seq, ", address!(), " AS address, who.name
        FROM messages m JOIN accounts a ON a.id = m.account_id JOIN persons who ON who.id = a.person_id
        JOIN person_contacts p ON p.person_id = a.person_id
        WHERE m.channel = $1 AND m.sent_at IS NULL AND m.gave_up_at IS NULL AND m.try_at <= $2 AND ", address!(), " <> ''
        ORDER BY m.try_at, m.id LIMIT $3");
    LINES = "SELECT m.id, n.directive_id, d.code, n.kind, n.due FROM messages m
        JOIN notices n ON n.account_id = m.account_id AND n.seq > m.after_seq AND n.seq <= m.up_to_seq
        JOIN directives d ON d.id = n.directive_id
        WHERE m.channel = $1 AND m.sent_at IS NULL AND m.gave_up_at IS NULL AND m.try_at <= $2
        ORDER BY m.id, n.seq";
    SENT = "UPDATE messages SET sent_at = $2, tries = tries + 1 WHERE id = $1 AND sent_at IS NULL";
    FAILED = "UPDATE messages SET tries = tries + 1, try_at = $2,
            gave_up_at = CASE WHEN tries + 1 >= $3 THEN CAST($4 AS BIGINT) ELSE NULL END
        WHERE id = $1 AND sent_at IS NULL";
    TRIES = "SELECT tries FROM messages WHERE id = $1";
    PEOPLE = "SELECT id FROM persons";
}

/// A message that waits to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its identity, the same at every try.
    pub id: String,
    /// To whom.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// Their address on the channel.
    pub address: String,
    /// What it tells, oldest first, fifty at most.
    pub lines: Vec<MessageLine>,
    /// How much it tells, with what is left out.
    pub told: usize,
}

/// What a message says of one directive: which, what, until when. Nothing of its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageLine {
    /// The directive.
    pub directive: DirectiveId,
    /// Its code.
    pub code: String,
    /// "before_7", "day", "after_2", or the kind of a step.
    pub kind: String,
    /// The due date a reminder speaks of.
    pub due: Option<String>,
}

impl Store {
    /// Makes the messages of a channel: one for each account with an address that was told something since its last one.
    /// Answers how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn make_messages(&self, channel: Channel, now: Moment) -> Result<u64, StoreError> {
        let made = sqlx::query(MAKE).bind(channel.code()).bind(now.0).bind(now.0 - FRESH).execute(&self.pool).await?;
        Ok(made.rows_affected())
    }

    /// Messages of a channel that are to be tried now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn messages_due(&self, channel: Channel, now: Moment) -> Result<Vec<Message>, StoreError> {
        let rows: Vec<(String, String, i64, i64, String, String)> =
            sqlx::query_as(DUE).bind(channel.code()).bind(now.0).bind(HANDED_OUT).fetch_all(&self.pool).await?;
        let lines: Vec<(String, String, String, String, Option<String>)> =
            sqlx::query_as(LINES).bind(channel.code()).bind(now.0).fetch_all(&self.pool).await?;
        let mut told: HashMap<String, Vec<MessageLine>> = HashMap::new();
        for (message, directive, code, kind, due) in lines {
            let line = MessageLine { directive: DirectiveId(directive), code, kind, due };
            told.entry(message).or_default().push(line);
        }
        let message = |(id, account, _, _, address, name): (String, String, i64, i64, String, String)| {
            let mut lines = told.remove(&id).unwrap_or_default();
            let told = lines.len();
            lines.truncate(MOST_LINES);
            Message { id, account: AccountId(account), name, address, lines, told }
        };
        Ok(rows.into_iter().map(message).collect())
    }

    /// Notes that a message was taken by the other side.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn message_sent(&self, id: &str, now: Moment) -> Result<(), StoreError> {
        sqlx::query(SENT).bind(id).bind(now.0).execute(&self.pool).await?;
        Ok(())
    }

    /// Notes that a message was not taken: it is tried again, later each time, and given up after twelve tries. Answers
    /// whether it was given up.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn message_failed(&self, id: &str, now: Moment) -> Result<bool, StoreError> {
        let tries: i64 = sqlx::query_scalar(TRIES).bind(id).fetch_optional(&self.pool).await?.unwrap_or(0);
        let wait = FIRST_WAIT.saturating_mul(1 << tries.clamp(0, 20)).min(LONGEST_WAIT);
        sqlx::query(FAILED).bind(id).bind(now.plus(wait).0).bind(MOST_TRIES).bind(now.0).execute(&self.pool).await?;
        Ok(tries + 1 >= MOST_TRIES)
    }

    /// Keeps where people can be reached (person, e-mail, telephone); an empty text takes an address away. All of it, or
    /// nothing when somebody is not known or `rehearse` is set. Answers who is not known.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_contacts(
        &self,
        contacts: &[(PersonId, String, String)],
        rehearse: bool,
    ) -> Result<HashSet<PersonId>, StoreError> {
        let known: Vec<String> = sqlx::query_scalar(PEOPLE).fetch_all(&self.pool).await?;
        let known: HashSet<&str> = known.iter().map(String::as_str).collect();
        let unknown: HashSet<PersonId> =
            contacts.iter().map(|one| &one.0).filter(|id| !known.contains(id.as_str())).cloned().collect();
        if rehearse || !unknown.is_empty() {
            return Ok(unknown);
        }
        let mut tx = self.pool.begin().await?;
        for batch in contacts.chunks(BATCH) {
            let mut insert = QueryBuilder::<Db>::new("INSERT INTO person_contacts (person_id, email, phone) ");
            insert.push_values(batch, |mut row, (person, email, phone)| {
                row.push_bind(person.as_str()).push_bind(email).push_bind(phone);
            });
            insert.push(" ON CONFLICT (person_id) DO UPDATE SET email = excluded.email, phone = excluded.phone");
            insert.build().execute(&mut *tx).await?;
        }
        tx.commit().await?;
        Ok(unknown)
    }
}

#[cfg(test)]
mod tests;
