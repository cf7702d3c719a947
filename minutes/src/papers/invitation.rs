//! The invitation (form 1.7): who is asked to come, to what, under whom, when and where.

use giaoban_models::paper::{BlockKind, PaperBlock};

use super::Facts;
use super::wording::{formal_day, formal_moment};
use crate::calendar::parse_day;

/// The text.
pub(super) fn blocks(facts: &Facts) -> Vec<PaperBlock> {
    let meeting = &facts.meeting;
    let hall = meeting.sites.iter().find(|site| site.hall).map_or("", |site| site.unit_name.as_str());
    let others: Vec<&str> =
        meeting.sites.iter().filter(|site| !site.hall).map(|site| site.unit_name.as_str()).collect();
    let paragraph = |text: String| PaperBlock::new(BlockKind::Paragraph, text);
    let dash = |text: String| PaperBlock::new(BlockKind::Dash, text);

    let mut blocks = vec![paragraph(format!("{} trân trọng kính mời:", facts.body))];
    blocks.push(dash(format!("Tại điểm cầu chính: đại diện {hall};")));
    if !others.is_empty() {
        blocks.push(dash(format!("Tại các điểm cầu: đại diện {}.", others.join("; "))));
    }
    blocks.push(paragraph(format!("Tới dự: {}.", meeting.title)));
    if !facts.agenda.is_empty() {
        blocks.push(paragraph("Nội dung:".to_owned()));
        let last = facts.agenda.len() - 1;
        let item = |(at, item): (usize, &String)| {
            let end = if at == last { '.' } else { ';' };
            dash(format!("{}{end}", item.trim_end_matches(['.', ';', ' '])))
        };
        blocks.extend(facts.agenda.iter().enumerate().map(item));
    }
    let chair = [meeting.chair_name.as_str(), facts.chair_post.as_str()];
    let chair: Vec<&str> = chair.into_iter().filter(|part| !part.is_empty()).collect();
    blocks.push(paragraph(format!("Chủ trì: đồng chí {}.", chair.join(", "))));
    blocks.push(paragraph(format!("Thời gian: {}.", formal_moment(meeting.starts_at))));
    let place = if others.is_empty() {
        format!("Địa điểm: phòng họp {hall}.")
    } else {
        format!(
            "Địa điểm: điểm cầu chính tại phòng họp trực tuyến {hall}; các điểm cầu tại phòng họp trực tuyến của đơn vị."
        )
    };
    blocks.push(paragraph(place));
    if let Some(day) = facts.papers_due.as_deref().and_then(parse_day) {
        blocks.push(paragraph(format!("Đề nghị các đơn vị gửi báo cáo, tài liệu họp trước hết {}.", formal_day(day))));
    }
    let ask = if others.is_empty() {
        "Đề nghị các đại biểu dự họp đúng thành phần, đúng thời gian"
    } else {
        "Đề nghị các đơn vị dự họp đúng thành phần, đúng thời gian và kiểm tra đường truyền, âm thanh, hình ảnh trước giờ họp"
    };
    blocks.push(paragraph(format!("{ask}.")));
    blocks
}
