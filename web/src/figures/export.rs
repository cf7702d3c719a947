//! The figures as a workbook: what goes into the file of a session, of a rating, or of a report upward.

use giaoban_minutes::workbook::{Table, Value, workbook as written};
use giaoban_models::clock::Moment;
use giaoban_models::directive::Timeliness;
use giaoban_models::statistics::{AGES, Asked, Basis, By, Figures, Grain, Ledger, Row, Scope};

use crate::api::wire::figures::UnitUsage;

/// What is exported.
pub struct Exported<'a> {
    /// The log.
    pub ledger: &'a Ledger,
    /// Whose figures.
    pub scope: &'a Scope,
    /// The days, the moment and the narrowing.
    pub asked: &'a Asked,
    /// How units use the system.
    pub usage: &'a [UnitUsage],
    /// Name of the authority.
    pub authority: &'a str,
}

/// The file.
///
/// # Errors
/// When it does not fit into an archive.
pub fn workbook(exported: &Exported<'_>) -> std::io::Result<Vec<u8>> {
    let about = about(exported);
    let by = |by| Asked { by, late: 0, ..exported.asked.clone() };
    let report = |what| exported.ledger.report(exported.scope, &by(what));
    let mut tables = Vec::new();
    for (name, head, what) in [
        ("Theo đơn vị", "Đơn vị chủ trì", By::Unit),
        ("Theo lãnh đạo chỉ đạo", "Lãnh đạo chỉ đạo", By::Leader),
        ("Theo cuộc họp", "Cuộc họp", By::Meeting),
        ("Theo tháng", "Tháng", By::Period(Grain::Month)),
    ] {
        let report = report(what);
        let mut rows: Vec<Vec<Value>> = report.rows.iter().map(|row| line(row_name(row), &row.figures)).collect();
        rows.push(line("Tổng cộng".to_owned(), &report.total));
        tables.push(Table { name: name.to_owned(), about: about.clone(), columns: columns(head), rows });
    }
    tables.push(late(exported, &about));
    tables.extend(evidence(exported, &about));
    tables.push(usage(exported.usage, &about));
    written(&tables)
}

/// What every sheet says first: whose figures, of which days, as of when, and what the ratios are of.
fn about(exported: &Exported<'_>) -> Vec<String> {
    let asked = exported.asked;
    let day = |day: Option<time::Date>, open: &str| {
        day.map_or(open.to_owned(), |day| format!("{:02}/{:02}/{}", day.day(), u8::from(day.month()), day.year()))
    };
    let what = match asked.basis {
        Basis::Directed => "giao",
        Basis::Due => "đến hạn",
    };
    let days = match (asked.days.from, asked.days.to) {
        (None, None) => format!("Nhiệm vụ được {what}: toàn bộ thời gian"),
        (from, to) => format!("Nhiệm vụ {what} từ {} đến {}", day(from, "đầu"), day(to, "nay")),
    };
    vec![
        exported.authority.to_owned(),
        format!("{days}; số liệu đến {}", moment(asked.as_of)),
        "Tỷ lệ tính trên số nhiệm vụ đến hạn (hoàn thành + đang quá hạn). Nhiệm vụ chung chỉ tính cho đơn vị chủ trì."
            .to_owned(),
    ]
}

fn moment(at: Moment) -> String {
    let at = at.in_vietnam();
    format!("{:02}:{:02} ngày {:02}/{:02}/{}", at.hour(), at.minute(), at.day(), u8::from(at.month()), at.year())
}

fn row_name(row: &Row) -> String {
    match row.key.split_once('-') {
        Some((year, month)) if row.days.is_some() => format!("{month}/{year}"),
        _ => row.name.clone(),
    }
}

fn columns(first: &str) -> Vec<(String, u32)> {
    let mut columns = vec![(first.to_owned(), 36)];
    let names = [
        "Tổng số",
        "Hoàn thành đúng hạn",
        "Hoàn thành quá hạn",
        "Đang thực hiện trong hạn",
        "Trong đó sắp đến hạn",
        "Đang thực hiện quá hạn",
        "Không thời hạn",
        "Tạm dừng, thu hồi",
        "Tỷ lệ hoàn thành",
        "Tỷ lệ đúng hạn",
        "Lần gia hạn",
        "Lần trả lại",
        "Lần làm lại",
        "Phối hợp",
        "Quá hạn lâu nhất (ngày)",
    ];
    columns.extend(names.iter().map(|name| ((*name).to_owned(), 13)));
    columns.extend(AGES.iter().map(|age| match age.to {
        Some(to) => (format!("Quá hạn {}-{to} ngày", age.from.max(1)), 13),
        None => (format!("Quá hạn trên {} ngày", age.from - 1), 13),
    }));
    columns
}

fn line(name: String, figures: &Figures) -> Vec<Value> {
    let counts = &figures.counts;
    let done = counts.done_on_time + counts.done_late;
    let mut cells = vec![Value::Text(name)];
    cells.extend(
        [
            counts.total,
            counts.done_on_time,
            counts.done_late,
            counts.within,
            counts.due_soon,
            counts.overdue,
            counts.no_due_date,
            counts.stopped,
        ]
        .map(Value::from),
    );
    cells.extend([share(done, counts.fallen_due()), share(counts.done_on_time, counts.fallen_due())]);
    cells.extend([figures.extensions, figures.returns, figures.redos, figures.helped].map(Value::from));
    cells.push(Value::Count(i64::from(figures.longest)));
    cells.extend(figures.ages.map(Value::from));
    cells
}

fn share(part: u32, whole: u32) -> Value {
    if whole == 0 { Value::Empty } else { Value::Share(f64::from(part) / f64::from(whole)) }
}

fn named(columns: &[(&str, u32)]) -> Vec<(String, u32)> {
    columns.iter().map(|(name, width)| ((*name).to_owned(), *width)).collect()
}

fn late(exported: &Exported<'_>, about: &[String]) -> Table {
    let report = exported.ledger.report(exported.scope, exported.asked);
    let row = |late: &giaoban_models::statistics::Late| -> Vec<Value> {
        vec![
            late.code.as_str().into(),
            late.task.as_str().into(),
            late.lead.name.as_str().into(),
            late.leader_name.as_str().into(),
            late.meeting_title.as_str().into(),
            day(&late.directed_on).into(),
            day(&late.due).into(),
            Value::Count(i64::from(late.days)),
        ]
    };
    Table {
        name: "Đang quá hạn".to_owned(),
        about: about.to_vec(),
        columns: named(&[
            ("Mã", 18),
            ("Nội dung nhiệm vụ", 60),
            ("Đơn vị chủ trì", 28),
            ("Lãnh đạo chỉ đạo", 24),
            ("Cuộc họp", 30),
            ("Ngày chỉ đạo", 13),
            ("Hạn xử lý", 16),
            ("Số ngày quá hạn", 12),
        ]),
        rows: report.late.iter().map(row).collect(),
    }
}

/// What a rating rests on. The last column is for the person who confirms an objective cause; the program does not.
fn evidence(exported: &Exported<'_>, about: &[String]) -> [Table; 2] {
    let (months, items) = exported.ledger.evidence(exported.scope, exported.asked);
    let mut note = about.to_vec();
    note.push(
        "Minh chứng về số lượng, tiến độ theo Nghị định 335/2025/NĐ-CP; không tự xếp loại. Gia hạn được duyệt không tính là \
         trễ hạn; mỗi lần quá ngày hạn mà chưa báo cáo là một lần trễ, tính vào tháng của ngày hạn."
            .to_owned(),
    );
    let months = months.into_iter().map(|(month, _, name, evidence)| {
        let mut cells: Vec<Value> = vec![day(&month).into(), name.into()];
        cells.extend([evidence.assigned, evidence.completed, evidence.on_time].map(Value::from));
        cells.extend([evidence.delays, evidence.extensions, evidence.redos].map(Value::from));
        cells
    });
    let by_month = Table {
        name: "Minh chứng theo tháng".to_owned(),
        about: note.clone(),
        columns: named(&[
            ("Tháng", 12),
            ("Đơn vị", 30),
            ("Được giao", 12),
            ("Hoàn thành", 12),
            ("Trong đó đúng hạn", 12),
            ("Số lần trễ hạn", 12),
            ("Số lần gia hạn", 12),
            ("Số lần làm lại", 12),
        ]),
        rows: months.collect(),
    };
    let items = items.into_iter().map(|item| {
        let missed: Vec<String> = item.missed.iter().map(|date| day(date)).collect();
        vec![
            item.code.into(),
            item.task.into(),
            item.lead_name.into(),
            stands(item.timeliness).into(),
            Value::Count(i64::try_from(item.missed.len()).unwrap_or(i64::MAX)),
            missed.join("; ").into(),
            item.extensions.into(),
            item.redos.into(),
            Value::Empty,
        ]
    });
    let by_item = Table {
        name: "Minh chứng theo nhiệm vụ".to_owned(),
        about: note,
        columns: named(&[
            ("Mã", 18),
            ("Nội dung nhiệm vụ", 60),
            ("Đơn vị", 28),
            ("Tình trạng", 22),
            ("Số lần trễ hạn", 12),
            ("Ngày hạn đã qua", 26),
            ("Số lần gia hạn", 12),
            ("Số lần làm lại", 12),
            ("Nguyên nhân khách quan (người xác nhận ghi)", 34),
        ]),
        rows: items.collect(),
    };
    [by_month, by_item]
}

fn usage(units: &[UnitUsage], about: &[String]) -> Table {
    let row = |usage: &UnitUsage| -> Vec<Value> {
        vec![
            usage.name.as_str().into(),
            usage.called.into(),
            usage.came.into(),
            share(usage.came, usage.called),
            Value::Count(usage.spoke_ms / 60_000),
            usage.fallen_due.into(),
            usage.on_time.into(),
            share(usage.on_time, usage.fallen_due),
        ]
    };
    Table {
        name: "Mức độ sử dụng".to_owned(),
        about: about.to_vec(),
        columns: named(&[
            ("Đơn vị", 36),
            ("Cuộc họp được mời", 12),
            ("Cuộc họp có dự", 12),
            ("Tỷ lệ dự họp", 12),
            ("Phút phát biểu", 12),
            ("Nhiệm vụ đến hạn", 12),
            ("Báo cáo đúng hạn", 12),
            ("Tỷ lệ đúng hạn", 12),
        ]),
        rows: units.iter().map(row).collect(),
    }
}

fn stands(timeliness: Timeliness) -> &'static str {
    match timeliness {
        Timeliness::Within => "Đang thực hiện trong hạn",
        Timeliness::DueSoon => "Sắp đến hạn",
        Timeliness::Overdue => "Đang thực hiện quá hạn",
        Timeliness::DoneOnTime => "Hoàn thành đúng hạn",
        Timeliness::DoneLate => "Hoàn thành quá hạn",
        Timeliness::NoDueDate => "Không thời hạn",
        Timeliness::Stopped => "Tạm dừng, thu hồi",
    }
}

/// `2026-11-20` as 20/11/2026, `2026-11` as 11/2026, a time of day after it.
fn day(text: &str) -> String {
    let (day, clock) = text.split_once('T').map_or((text, None), |(day, clock)| (day, Some(clock)));
    let parts: Vec<&str> = day.rsplit('-').collect();
    match clock {
        Some(clock) => format!("{clock} {}", parts.join("/")),
        None => parts.join("/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_offices_write_them() {
        assert_eq!(
            [day("2026-11-20"), day("2026-11"), day("2026-11-20T16:30"), day("")],
            ["20/11/2026", "11/2026", "16:30 20/11/2026", ""]
        );
    }

    #[test]
    fn a_line_has_a_cell_for_every_column_and_no_ratio_of_nothing() {
        let cells = line("xã An".to_owned(), &Figures::default());
        assert_eq!(cells.len(), columns("Đơn vị").len());
        assert_eq!(cells[9..11], [Value::Empty, Value::Empty]);
    }
}
