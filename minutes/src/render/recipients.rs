//! "Nơi nhận" (box 9b).

use super::layout::{Block, Paragraph};
use super::style::Style;
use super::words;

/// A list of so many lines stands whole under or beside the signatures; a longer one flows over the pages.
const FEW: usize = 20;

/// Whether the list is short enough to be kept on one page.
pub(super) fn few(names: &[String]) -> bool {
    names.len() <= FEW
}

/// The heading and a line for each, which ends with ";", the last with ".".
pub(super) fn lines(names: &[String]) -> Vec<Block> {
    let mut set = vec![Block::Text(Paragraph::plain(Style::RecipientsHead, "Nơi nhận:"))];
    for (at, name) in names.iter().enumerate() {
        let name = words::set_plain(name);
        let bare = name.trim_start_matches(['-', ' ']).trim_end_matches([';', '.', ' ']);
        let line = format!("- {bare}{}", if at + 1 == names.len() { '.' } else { ';' });
        set.push(Block::Text(Paragraph::plain(Style::Recipient, &line)));
    }
    set
}
