//! What is told of a list: faults and changes in words.

use giaoban_models::roster::{Aspect, Fault, FaultKind, Outcome};

use super::super::numbered::Wrong;

/// How a list of units is filled in.
pub(super) const UNIT_REMARKS: &[&str] = &[
    "Dòng bắt đầu bằng # là ghi chú, không được nhập. Cột có dấu * là bắt buộc. (Lines with # are remarks; * is required.)",
    "Mã: duy nhất, giữ nguyên khi đơn vị đổi tên. (Id: unique, kept when the unit is renamed.)",
    "Loại: tỉnh, xã, phường, sở, phòng, thôn...; nhóm = cách gọi nhiều đơn vị, ghi Mã thành viên. (Kind; nhóm is a group with members.)",
    "Nhiều giá trị trong một ô cách nhau bằng dấu | (several values in a cell are divided by |).",
    "Ngày: 01/07/2025 hoặc 2025-07-01; để trống nếu không rõ. Tên mới có hiệu lực từ ngày ghi ở Từ ngày hoặc --valid-from; tên cũ giữ cho \
     hồ sơ cũ. (Days; a new name begins on that day, old records keep the old one.)",
];

/// How a list of people is filled in.
pub(super) const PERSON_REMARKS: &[&str] = &[
    "Dòng bắt đầu bằng # là ghi chú, không được nhập. Cột có dấu * là bắt buộc. (Lines with # are remarks; * is required.)",
    "Mỗi dòng là một chức vụ; người kiêm nhiệm có nhiều dòng cùng Mã. (A line is a post; several lines of one id are several posts.)",
    "Chức vụ đang giữ mà không có trong tệp sẽ kết thúc vào ngày trước ngày thay đổi. (A post held and not named ends the day before.)",
    "Nhiều cách xưng hô cách nhau bằng dấu | (several forms are divided by |). Ngày: 01/07/2025 hoặc 2025-07-01.",
];

/// A fault in words.
pub(super) fn fault(fault: &Fault) -> Wrong {
    let (vi, en) = match &fault.what {
        FaultKind::Twice { id, first } => {
            (format!("mã \"{id}\" trùng với dòng {first}"), format!("\"{id}\" stands on line {first} already"))
        }
        FaultKind::UnknownParent(id) => (
            format!("đơn vị cấp trên \"{id}\" không có trong tệp và trong hệ thống"),
            format!("the parent \"{id}\" is neither in the file nor known"),
        ),
        FaultKind::UnknownMember(id) => (
            format!("thành viên \"{id}\" không có trong tệp và trong hệ thống"),
            format!("the member \"{id}\" is neither in the file nor known"),
        ),
        FaultKind::UnknownSuccessor(id) => (
            format!("đơn vị kế thừa \"{id}\" không có trong tệp và trong hệ thống"),
            format!("the successor \"{id}\" is neither in the file nor known"),
        ),
        FaultKind::UnknownUnit(id) => (
            format!("chức vụ ở đơn vị \"{id}\" chưa có trong hệ thống; nhập đơn vị trước (giaoban import units)"),
            format!("a post in the unit \"{id}\", which is not known; import units first"),
        ),
        FaultKind::NoGroup => (
            "có thành viên nhưng loại không phải \"nhóm\"".to_owned(),
            "it has members but its kind is not \"nhóm\"".to_owned(),
        ),
        FaultKind::Circle(id) => {
            (format!("đơn vị \"{id}\" trực thuộc chính nó"), format!("the unit \"{id}\" would stand under itself"))
        }
        FaultKind::EndsFirst => ("ngày kết thúc trước ngày bắt đầu".to_owned(), "it ends before it begins".to_owned()),
        FaultKind::NotOnDay { id, day } => (
            format!("đơn vị \"{id}\" không tồn tại vào ngày {}", shown(day)),
            format!("the unit \"{id}\" does not exist on {day}"),
        ),
        FaultKind::TwoNames { first } => (
            format!("cùng một mã nhưng dòng trên ghi họ tên là \"{first}\""),
            format!("an earlier line of this id has the name \"{first}\""),
        ),
    };
    Wrong::new(fault.line, vi, en)
}

/// What becomes otherwise, in words.
pub(super) fn aspects(outcome: &Outcome) -> Vec<String> {
    let Outcome::Changed(aspects) = outcome else { return Vec::new() };
    aspects.iter().map(aspect).collect()
}

fn aspect(aspect: &Aspect) -> String {
    let joined = |ids: &[giaoban_models::id::UnitId]| ids.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", ");
    let unit =
        |id: &Option<giaoban_models::id::UnitId>| id.as_ref().map_or_else(|| "không".to_owned(), |id| id.0.clone());
    match aspect {
        Aspect::Name { old, from } => format!("tên trước là \"{old}\", đổi từ {} (renamed)", shown(from)),
        Aspect::Parent { old, new, from } => {
            format!("cấp trên: {} → {}, từ {} (moved)", unit(old), unit(new), shown(from))
        }
        Aspect::Kind { old } => format!("loại trước là \"{old}\" (another kind)"),
        Aspect::Ends { on } => format!("tồn tại đến hết {} (ends)", shown(on)),
        Aspect::Called(more) => format!("thêm cách gọi: {} (more names)", more.join(", ")),
        Aspect::Members(more) => format!("thêm thành viên: {} (more members)", joined(more)),
        Aspect::Successors(more) => format!("thêm đơn vị kế thừa: {} (more successors)", joined(more)),
        Aspect::Begins { unit, post, from } => format!("nhận chức vụ {post} ({unit}) từ {} (post begins)", shown(from)),
        Aspect::Leaves { unit, post, to } => format!("thôi chức vụ {post} ({unit}) sau {} (post ends)", shown(to)),
    }
}

/// A day as an office writes it.
fn shown(day: &str) -> String {
    day.rsplit('-').collect::<Vec<_>>().join("/")
}
