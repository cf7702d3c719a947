//! `giaoban transcribe --meeting ID`: a second hearing.

use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use giaoban_models::id::MeetingId;
use giaoban_models::refusal::Refusal;
use giaoban_models::store::{DATABASE_FILE, Store, StoreError};
use giaoban_transcribe::catalogue::Cache;

use crate::cli::{Done, print_json};
use crate::speech::rehearing::{self, Progress, RehearingError};
use crate::speech::{self, Choice};

/// How often a person is told how far it is.
const TOLD_EVERY: Duration = Duration::from_secs(2);

pub(super) fn hear_again(data: &Path, cache: &Cache, choice: &Choice, meeting: &str, json: bool) -> Done {
    if !data.join(DATABASE_FILE).is_file() {
        return Err(format!(
            "thư mục {} chưa có dữ liệu; dùng --data để chỉ đúng thư mục (no data in this folder; name it with --data)",
            data.display()
        )
        .into());
    }
    let engine = speech::load(cache, choice)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let began = Instant::now();
    let mut told = began;
    let mut tell = |progress: Progress| {
        if told.elapsed() >= TOLD_EVERY && progress.heard > 0 {
            told = Instant::now();
            eprintln!("{}", line(progress, began.elapsed()));
        }
        true
    };
    let done = runtime.block_on(async {
        let store = Store::open(data).await?;
        let id = MeetingId(meeting.to_owned());
        let clock = || SystemTime::now().into();
        let done = rehearing::hear_again(&store, data, &engine, &id, clock, &mut tell).await;
        store.close().await;
        done
    });
    let done = done.map_err(|error| match error {
        RehearingError::Store(StoreError::Refused(Refusal::NotFound)) => {
            format!("không có cuộc họp {meeting:?} (no such meeting)").into()
        }
        other => Box::<dyn std::error::Error>::from(other),
    })?;
    if json {
        return print_json(&done);
    }
    println!(
        "Đã nghe lại {} đoạn: {} đoạn đổi lời, {} đoạn giữ nguyên vì đã có người sửa, {} đoạn không đọc được bản ghi âm.",
        done.heard, done.changed, done.corrected, done.unreadable
    );
    Ok(())
}

/// How far it is and how long it will take.
fn line(progress: Progress, spent: Duration) -> String {
    let left = spent.as_secs_f64() / progress.heard.max(1) as f64 * (progress.whole - progress.heard) as f64;
    format!(
        "đã nghe {}/{} đoạn, còn khoảng {} phút (heard; minutes left)",
        progress.heard,
        progress.whole,
        (left / 60.0).ceil()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_follows_from_the_time_spent() {
        let progress = Progress { whole: 30, heard: 10, ..Progress::default() };
        let said = line(progress, Duration::from_secs(60));
        assert!(said.starts_with("đã nghe 10/30 đoạn, còn khoảng 2 phút"), "{said}");
    }
}
