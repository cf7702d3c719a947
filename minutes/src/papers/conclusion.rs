//! The notice of a conclusion (form 1.4): the clauses of the conclusion as the minutes word them.

use giaoban_models::minutes::{Passage, PassageKind};
use giaoban_models::paper::{BlockKind, PaperBlock, lines};

use super::Facts;
use super::wording::{short_day, within};

/// The part of minutes that holds the conclusion says so.
const HEADING: &str = "KẾT LUẬN";

/// Trích yếu: "Kết luận của đồng chí ... tại ...".
pub(super) fn title(facts: &Facts) -> String {
    format!("Kết luận của {} tại {}", chair(facts), within(&facts.meeting.title))
}

fn chair(facts: &Facts) -> String {
    let name = &facts.meeting.chair_name;
    if facts.chair_post.is_empty() {
        format!("đồng chí {name}")
    } else {
        format!("đồng chí {name}, {},", facts.chair_post)
    }
    .trim_end_matches(',')
    .to_owned()
}

/// The text.
pub(super) fn blocks(facts: &Facts) -> Vec<PaperBlock> {
    let meeting = &facts.meeting;
    let hall = meeting.sites.iter().find(|site| site.hall).map_or("", |site| site.unit_name.as_str());
    let others: Vec<&str> =
        meeting.sites.iter().filter(|site| !site.hall).map(|site| site.unit_name.as_str()).collect();
    let paragraph = |text: String| PaperBlock::new(BlockKind::Paragraph, text);
    let day = short_day(meeting.opened_at.unwrap_or(meeting.starts_at).in_vietnam().date());
    let post = if facts.chair_post.is_empty() { String::new() } else { format!(", {},", facts.chair_post) };
    let mut opening =
        format!("Ngày {day}, tại {hall}, đồng chí {}{post} chủ trì {}.", meeting.chair_name, within(&meeting.title));
    if !others.is_empty() {
        opening.push_str(&format!(" Tham dự tại các điểm cầu có đại diện {}.", others.join(", ")));
    }
    let mut blocks = vec![
        paragraph(opening),
        paragraph("Sau khi nghe báo cáo và ý kiến của các đại biểu, chủ trì kết luận như sau:".to_owned()),
    ];
    blocks.extend(clauses(&facts.minutes));
    blocks.push(paragraph(format!("{} thông báo để các cơ quan, đơn vị biết, thực hiện.", facts.body)));
    blocks
}

/// The clauses of the conclusion: what stands under its heading, up to the next part or the end of the meeting.
fn clauses(minutes: &[Passage]) -> Vec<PaperBlock> {
    let Some(at) = minutes.iter().position(|p| p.kind == PassageKind::Section && p.text().contains(HEADING)) else {
        return Vec::new();
    };
    let under = minutes[at + 1..].iter().take_while(|p| p.kind != PassageKind::Section);
    let under: Vec<String> = under
        .map(Passage::text)
        .filter(|text| !["Cuộc họp kết thúc", "Biên bản"].iter().any(|start| text.trim_start().starts_with(start)))
        .collect();
    let mut blocks = lines::read(&under.join("\n"));
    for block in &mut blocks {
        block.text = block.text.trim_end_matches("./.").to_owned();
        if !block.text.ends_with(['.', ';', ':']) && block.kind == BlockKind::Point {
            block.text.push(';');
        }
    }
    blocks
}
