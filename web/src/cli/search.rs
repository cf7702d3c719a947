//! `giaoban search`

use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use clap::Args;
use giaoban_models::access::Grant;
use giaoban_models::clock::Moment;
use giaoban_models::search::{Asked, Found, Hit, HitKind, Index, Indexer, Reader, SearchError, USUAL_HITS};
use giaoban_models::store::{DATABASE_FILE, Store};
use serde_json::{Value, json};

use super::{DataFolder, Done, print_json};

/// Find what was said, written down and ordered; diacritics are not needed.
#[derive(Args)]
pub struct Search {
    /// The words.
    #[arg(required = true)]
    query: Vec<String>,
    /// With the rights of this account (default: everything, as the operator of the machine).
    #[arg(long = "as", value_name = "ACCOUNT")]
    account: Option<String>,
    /// Hits at most.
    #[arg(long, default_value_t = USUAL_HITS)]
    limit: usize,
    /// One JSON object.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: DataFolder,
}

impl Search {
    /// Does it.
    pub fn run(self) -> Done {
        let mut asked = Asked::understood(&self.query.join(" "))
            .ok_or("chưa có từ cần tìm; nhập ít nhất một từ (nothing to search for; type at least one word)")?;
        asked.limit = self.limit;
        let data = self.data.path();
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let found = runtime.block_on(find(&data, &asked, self.account.as_deref()))?;
        if self.json {
            return print_json(&as_json(&found));
        }
        print!("{}", as_text(&found));
        Ok(())
    }
}

async fn find(data: &Path, asked: &Asked, account: Option<&str>) -> Result<Found, Box<dyn std::error::Error>> {
    if !data.join(DATABASE_FILE).is_file() {
        let data = data.display();
        return Err(format!(
            "thư mục {data} chưa có dữ liệu; dùng --data để chỉ đúng thư mục (no data in this folder; name it with --data)"
        )
        .into());
    }
    let store = Store::open(data).await?;
    let now: Moment = SystemTime::now().into();
    let reader = match account {
        None => Reader::operator(),
        Some(name) => reader(&store, name, now).await?,
    };
    let index = Arc::new(Index::open(data));
    // Beside a running server that one keeps the index fresh; without, this does.
    match Indexer::new(index.clone()).refresh(&store, now).await {
        Ok(_) => {}
        Err(SearchError::Folder(error)) if error.kind() == std::io::ErrorKind::PermissionDenied => {}
        Err(error) => return Err(error.into()),
    }
    let found = index.find(&reader, asked, now)?;
    store.close().await;
    Ok(found)
}

/// What the account of that sign-in name may find.
async fn reader(store: &Store, name: &str, now: Moment) -> Result<Reader, Box<dyn std::error::Error>> {
    let unknown = || format!("không có tài khoản {name} (no account {name})");
    let known = store.credentials(name).await?.ok_or_else(unknown)?;
    let account = store.account(&known.account, &now.day_in_vietnam()).await?.ok_or_else(unknown)?;
    let grant = Grant::ask(account).map_err(|denied| {
        format!("tài khoản {name} không có quyền tra cứu ({denied}; choose an account that may search)")
    })?;
    Ok(store.search_reader(&grant).await?)
}

fn as_json(found: &Found) -> Value {
    let hits: Vec<Value> = found
        .hits
        .iter()
        .map(|hit| {
            json!({
                "kind": hit.kind, "id": hit.id, "meeting_id": hit.meeting_id, "title": hit.title,
                "snippet": hit.snippet.iter().map(|piece| piece.text.as_str()).collect::<String>(),
                "score": hit.score, "at_seconds": hit.at_seconds,
            })
        })
        .collect();
    json!({ "query": found.query, "took_ms": found.took_ms, "total": found.total, "hits": hits })
}

fn as_text(found: &Found) -> String {
    let mut text = match found.total {
        0 => format!("Không tìm thấy nội dung nào cho: {}\n", found.query),
        total => format!("{total} kết quả cho: {}\n", found.query),
    };
    if found.total == 0 {
        text.push_str("Đề nghị thử ít từ hơn, hoặc gõ không dấu.\n");
    }
    for (number, hit) in (1..).zip(&found.hits) {
        text.push_str(&format!("\n{number}. [{}] {}\n", kind(hit.kind), hit.title));
        let snippet: String = hit
            .snippet
            .iter()
            .map(|piece| if piece.hit { format!("«{}»", piece.text) } else { piece.text.clone() })
            .collect();
        text.push_str(&format!("   {snippet}\n   {}\n", place(hit)));
    }
    text
}

fn kind(kind: HitKind) -> &'static str {
    match kind {
        HitKind::Directive => "Nhiệm vụ",
        HitKind::Utterance => "Phát biểu",
        HitKind::Minutes => "Biên bản",
        HitKind::Document => "Văn bản",
    }
}

/// Which meeting, when, and where in it.
fn place(hit: &Hit) -> String {
    let mut day: Vec<&str> = hit.day.split('-').collect();
    day.reverse();
    let mut place = format!("{}, ngày {} (mã {})", hit.meeting_title, day.join("/"), hit.id);
    if let Some(seconds) = hit.at_seconds {
        let seconds = seconds.max(0.0) as u64;
        place.push_str(&format!(", phút {}:{:02}", seconds / 60, seconds % 60));
    }
    place
}

#[cfg(test)]
mod tests {
    use giaoban_models::search::Piece;

    use super::*;

    fn found() -> Found {
        let piece = |text: &str, hit| Piece { text: text.to_owned(), hit };
        Found {
            query: "cong so 7".to_owned(),
            took_ms: 1.5,
            total: 1,
            hits: vec![Hit {
                kind: HitKind::Utterance,
                id: "K-T1".to_owned(),
                meeting_id: "K".into(),
                meeting_title: "Giao ban tháng 10".to_owned(),
                day: "2024-10-21".to_owned(),
                title: "Lý Quốc Khánh, Chủ tịch UBND huyện".to_owned(),
                snippet: vec![piece("Sửa ", false), piece("cống số 7", true), piece(" ngay.", false)],
                score: 2.5,
                heard: None,
                at_seconds: Some(75.4),
                state: None,
                timeliness: None,
            }],
            as_of: None,
            facets: None,
        }
    }

    #[test]
    fn an_answer_is_read_by_people_with_the_words_marked_and_the_minute_named() {
        let text = as_text(&found());
        assert!(text.contains("1 kết quả cho: cong so 7"), "{text}");
        assert!(text.contains("[Phát biểu] Lý Quốc Khánh, Chủ tịch UBND huyện\n   Sửa «cống số 7» ngay."), "{text}");
        assert!(text.contains("ngày 21/10/2024 (mã K-T1), phút 1:15"), "{text}");
    }

    #[test]
    fn the_json_of_an_answer_has_its_fixed_form() {
        let json = as_json(&found());
        let mut fields: Vec<&String> = json["hits"][0].as_object().map(|hit| hit.keys().collect()).unwrap_or_default();
        fields.sort();
        assert_eq!(fields, ["at_seconds", "id", "kind", "meeting_id", "score", "snippet", "title"]);
        assert_eq!(json["hits"][0]["kind"], "utterance");
        assert_eq!(json["hits"][0]["snippet"], "Sửa cống số 7 ngay.");
        assert_eq!(json["total"], 1);
    }
}
