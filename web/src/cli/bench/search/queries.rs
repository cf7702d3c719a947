//! What people type, by kind.

use giaoban_models::text::plain_key;

use super::corpus::{COMMUNES, DEPARTMENTS, NAMES, WORKS};

/// The kind that is asked as the head of one commune.
pub(super) const AS_COMMUNE: &str = "as_commune";

/// Queries of every kind.
pub(super) fn kinds() -> Vec<(&'static str, Vec<String>)> {
    let works: Vec<String> = WORKS.iter().map(|work| work.replace("{n}", "7")).collect();
    let pairs = || COMMUNES.iter().zip(works.iter().cycle());
    vec![
        ("name", COMMUNES.iter().map(|name| (*name).to_owned()).collect()),
        ("name_no_diacritics", COMMUNES.iter().map(|name| plain_key(name)).collect()),
        ("work", works.clone()),
        ("work_no_diacritics", works.iter().map(|work| plain_key(work)).collect()),
        ("work_and_place", pairs().map(|(name, work)| format!("{work} {name}")).collect()),
        ("figure", (1..=12).map(|n| format!("đạt {},{}% kế hoạch", n * 2, n % 9 + 1)).collect()),
        ("person", NAMES.iter().map(|name| format!("đồng chí {name}")).collect()),
        ("half_typed", works.iter().map(|work| work.chars().take(9).collect()).collect()),
        ("department", DEPARTMENTS.iter().map(|name| (*name).to_owned()).collect()),
        ("one_common_word", ["xã", "việc", "đồng", "báo cáo", "tiến độ"].map(str::to_owned).to_vec()),
        (
            "long",
            pairs().map(|(name, work)| format!("đề nghị {name} báo cáo tiến độ {work} và nguyên nhân chậm")).collect(),
        ),
        (AS_COMMUNE, works),
    ]
}
