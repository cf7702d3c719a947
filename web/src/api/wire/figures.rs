//! Wire types of the figures.

use giaoban_models::clock::Moment;
use giaoban_models::directive::NamedUnit;
use giaoban_models::id::{DirectiveId, MeetingId, UnitId};
use giaoban_models::statistics::{AGES, Figures};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::directives::{DirectiveCounts, SourceSentence};

/// What the rows of a report are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FiguresBy {
    /// Đơn vị chủ trì.
    Unit,
    /// Lãnh đạo chỉ đạo.
    Leader,
    /// Cuộc họp.
    Meeting,
    /// Tuần.
    Week,
    /// Tháng.
    Month,
    /// Quý.
    Quarter,
    /// Năm.
    Year,
}

/// Which day puts a directive into a stretch of days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FiguresBasis {
    /// Giao trong kỳ.
    #[default]
    Directed,
    /// Đến hạn trong kỳ.
    Due,
}

/// How many are overdue for so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AgeCount {
    /// First day of lateness.
    pub from: i32,
    /// Last day; none for no end.
    pub to: Option<i32>,
    /// How many.
    pub count: u32,
}

/// Figures of some directives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FiguresOf {
    /// By the official identity.
    pub counts: DirectiveCounts,
    /// Đến hạn: done or overdue, what ratios are of.
    pub fallen_due: u32,
    /// Lần gia hạn.
    pub extensions: u32,
    /// Lần trả lại.
    pub returns: u32,
    /// Lần yêu cầu làm lại.
    pub redos: u32,
    /// Phối hợp: directives of others that a unit helps with; counted for their leads only.
    pub helped: u32,
    /// The overdue ones by how long.
    pub ages: Vec<AgeCount>,
    /// Days the longest overdue one is late; 0 when none is.
    pub longest: i32,
}

/// One row of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FiguresRow {
    /// Identity of the unit, person or meeting; of a stretch of days `2026-W47`, `2026-11`, `2026-Q4`, `2026`.
    pub key: String,
    /// Name.
    pub name: String,
    /// First day of a stretch, `YYYY-MM-DD`.
    pub from: Option<String>,
    /// Its last day.
    pub to: Option<String>,
    /// Figures.
    pub figures: FiguresOf,
}

/// A directive that is late, with the words that ordered it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LateDirective {
    /// Identity.
    pub id: DirectiveId,
    /// Mã nhiệm vụ.
    pub code: String,
    /// Nội dung nhiệm vụ.
    pub task: String,
    /// Đơn vị chủ trì.
    pub lead: NamedUnit,
    /// Lãnh đạo chỉ đạo.
    pub leader_name: String,
    /// Ngày chỉ đạo, `YYYY-MM-DD`.
    pub directed_on: String,
    /// The due date it missed.
    pub due: String,
    /// Days since.
    pub days_late: i32,
    /// Its meeting.
    pub meeting: MeetingId,
    /// Title of the meeting.
    pub meeting_title: String,
    /// Nguyên văn; empty when nothing said is given.
    pub quote: String,
    /// The sentence, where this account may see its meeting.
    pub sentence: Option<SourceSentence>,
}

/// `GET /api/figures?by=&from=&to=&basis=&as_of=&unit=&leader=&meeting=`: days are `YYYY-MM-DD`, `as_of` is a moment in
/// milliseconds (none is now).
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct FiguresPage {
    /// The moment the figures are of: the same log and moment give the same figures.
    pub as_of: Moment,
    /// What the rows are.
    pub by: FiguresBy,
    /// What puts a directive into the days.
    pub basis: FiguresBasis,
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// Whether these are the figures of one's own unit only.
    pub own: bool,
    /// Everything in it.
    pub total: FiguresOf,
    /// Most overdue first; stretches of days in their order.
    pub rows: Vec<FiguresRow>,
    /// The longest late, longest first; twenty at most.
    pub late: Vec<LateDirective>,
}

/// How one unit uses the system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnitUsage {
    /// Which.
    pub unit: UnitId,
    /// Name.
    pub name: String,
    /// Held meetings it was called to.
    pub called: u32,
    /// Of these, those somebody of it came to.
    pub came: u32,
    /// How long it spoke, milliseconds.
    #[ts(as = "f64")]
    pub spoke_ms: i64,
    /// Directives that fell due.
    pub fallen_due: u32,
    /// Of these, those reported in time.
    pub on_time: u32,
}

/// `GET /api/figures/usage?from=&to=`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsagePage {
    /// The moment the figures are of.
    pub as_of: Moment,
    /// By unit, in the order of their names.
    pub units: Vec<UnitUsage>,
}

impl From<Figures> for FiguresOf {
    fn from(figures: Figures) -> Self {
        let ages = AGES.iter().zip(figures.ages);
        Self {
            counts: figures.counts.into(),
            fallen_due: figures.counts.fallen_due(),
            extensions: figures.extensions,
            returns: figures.returns,
            redos: figures.redos,
            helped: figures.helped,
            ages: ages.map(|(age, count)| AgeCount { from: age.from, to: age.to, count }).collect(),
            longest: figures.longest,
        }
    }
}
