//! How passages look inside the document: what y-prosemirror (@tiptap/y-tiptap 3) makes of the editor's nodes.
//!
//! Each passage is an element `section`, `topic` or `paragraph` under the fragment, with the text attributes
//! `utterances` (identifiers separated by spaces) and `proposal` where there are any, and one text in which bold and
//! italic are the formatting attributes `bold` and `italic` with an empty map. A paragraph that a machine drafted has the
//! attribute `origin` = `machine`, and `checked` (milliseconds, a blank, a name) once a person has said that it is right;
//! both are between the people who write, no reader of the minutes needs them. What else an editor may write (an unknown
//! element, blocks inside blocks, text beside elements) is read as paragraphs, in order.

use std::collections::HashMap;
use std::sync::Arc;

use giaoban_models::id::{ProposalId, UtteranceId};
use giaoban_models::minutes::{Passage, PassageKind, Run};
use giaoban_models::text;
use yrs::types::text::YChange;
use yrs::types::{Attrs, Delta};
use yrs::{
    Any, In, Out, ReadTxn, Text as _, TransactionMut, Xml as _, XmlElementPrelim, XmlElementRef, XmlFragment,
    XmlFragmentRef, XmlOut, XmlTextPrelim, XmlTextRef,
};

const UTTERANCES: &str = "utterances";
const PROPOSAL: &str = "proposal";
const ORIGIN: &str = "origin";
const MACHINE: &str = "machine";
const BOLD: &str = "bold";
const ITALIC: &str = "italic";
/// Elements inside each other that are followed; an editor makes two levels.
const DEEPEST: usize = 32;

const TAGS: [(&str, PassageKind); 3] =
    [("section", PassageKind::Section), ("topic", PassageKind::Topic), ("paragraph", PassageKind::Paragraph)];

/// Writes `passages` in place of what the fragment holds, as a machine's.
pub(super) fn write(txn: &mut TransactionMut<'_>, fragment: &XmlFragmentRef, passages: &[Passage]) {
    let before = fragment.len(txn);
    if before > 0 {
        fragment.remove_range(txn, 0, before);
    }
    for passage in passages {
        let tag = TAGS.iter().find(|(_, kind)| *kind == passage.kind).map_or("paragraph", |(tag, _)| tag);
        let element = fragment.push_back(txn, XmlElementPrelim::empty(tag));
        if !passage.utterances.is_empty() {
            let ids: Vec<&str> = passage.utterances.iter().map(UtteranceId::as_str).collect();
            element.insert_attribute(txn, UTTERANCES, ids.join(" "));
        }
        if let Some(proposal) = &passage.proposal {
            element.insert_attribute(txn, PROPOSAL, proposal.as_str());
        }
        if passage.kind == PassageKind::Paragraph {
            element.insert_attribute(txn, ORIGIN, MACHINE);
        }
        let inside = element.push_back(txn, XmlTextPrelim::new(""));
        let runs = passage.runs.iter().filter(|run| !run.text.is_empty());
        let delta: Vec<Delta<In>> = runs.map(|run| Delta::Inserted(run.text.as_str().into(), style(run))).collect();
        inside.apply_delta(txn, delta);
    }
}

fn style(run: &Run) -> Option<Box<Attrs>> {
    let marks = [(BOLD, run.bold), (ITALIC, run.italic)].into_iter().filter(|(_, set)| *set);
    let attrs: Attrs = marks.map(|(mark, _)| (mark.into(), Any::Map(Arc::new(HashMap::new())))).collect();
    (!attrs.is_empty()).then(|| Box::new(attrs))
}

/// The passages the fragment holds.
pub(super) fn read(txn: &impl ReadTxn, fragment: &XmlFragmentRef) -> Vec<Passage> {
    let mut reader = Reader { txn, passages: Vec::new(), open: None, blocks: 0 };
    let plain = Block { kind: PassageKind::Paragraph, utterances: Vec::new(), proposal: None };
    reader.children(fragment, &plain, 0);
    reader.passages.retain_mut(settle);
    reader.passages
}

/// Whether the passage says anything; what it says is composed (NFC), neighbours of one style become one run.
fn settle(passage: &mut Passage) -> bool {
    let mut runs: Vec<Run> = Vec::with_capacity(passage.runs.len());
    for run in passage.runs.drain(..) {
        match runs.last_mut() {
            Some(last) if (last.bold, last.italic) == (run.bold, run.italic) => last.text.push_str(&run.text),
            _ => runs.push(run),
        }
    }
    for run in &mut runs {
        run.text = text::composed(&run.text);
    }
    passage.runs = runs;
    passage.runs.iter().any(|run| !run.text.trim().is_empty())
}

/// What a passage begun inside this element is.
struct Block {
    kind: PassageKind,
    utterances: Vec<UtteranceId>,
    proposal: Option<ProposalId>,
}

struct Reader<'a, T> {
    txn: &'a T,
    passages: Vec<Passage>,
    /// Number of the block the last passage belongs to; text of another block begins a new one.
    open: Option<usize>,
    blocks: usize,
}

impl<T: ReadTxn> Reader<'_, T> {
    fn children(&mut self, parent: &impl XmlFragment, block: &Block, depth: usize) {
        self.blocks += 1;
        let own = self.blocks;
        for child in parent.children(self.txn) {
            match child {
                XmlOut::Text(text) => self.text(&text, block, own),
                XmlOut::Element(element) if depth < DEEPEST => self.element(&element, block, own, depth),
                XmlOut::Fragment(inner) if depth < DEEPEST => self.children(&inner, block, depth + 1),
                XmlOut::Element(_) | XmlOut::Fragment(_) => {}
            }
        }
    }

    fn element(&mut self, element: &XmlElementRef, around: &Block, own: usize, depth: usize) {
        let tag = element.try_tag().map(|tag| tag.to_string()).unwrap_or_default();
        let known = TAGS.iter().find(|(name, _)| *name == tag).map(|(_, kind)| *kind);
        if element.len(self.txn) == 0 && known.is_none() {
            // A line break, a picture: its place in the sentence stays a place.
            if self.open == Some(own)
                && let Some(passage) = self.passages.last_mut()
            {
                passage.runs.push(Run::plain(" "));
            }
            return;
        }
        let attribute = |name| match element.get_attribute(self.txn, name) {
            Some(Out::Any(Any::String(text))) => Some(text.to_string()).filter(|text| !text.is_empty()),
            _ => None,
        };
        let utterances = attribute(UTTERANCES).map(|ids| ids.split_whitespace().map(UtteranceId::from).collect());
        let block = Block {
            kind: known.unwrap_or(PassageKind::Paragraph),
            utterances: utterances.unwrap_or_else(|| around.utterances.clone()),
            proposal: attribute(PROPOSAL).map(ProposalId).or_else(|| around.proposal.clone()),
        };
        self.children(element, &block, depth + 1);
    }

    fn text(&mut self, text: &XmlTextRef, block: &Block, own: usize) {
        for piece in text.diff(self.txn, YChange::identity) {
            let Out::Any(Any::String(words)) = piece.insert else { continue };
            let set = |mark: &str| {
                let value = piece.attributes.as_ref().and_then(|attrs| attrs.get(mark));
                value.is_some_and(|value| !matches!(value, Any::Null | Any::Undefined | Any::Bool(false)))
            };
            if self.open != Some(own) {
                self.passages.push(Passage {
                    kind: block.kind,
                    runs: Vec::new(),
                    utterances: block.utterances.clone(),
                    proposal: block.proposal.clone(),
                });
                self.open = Some(own);
            }
            let words: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            if let Some(passage) = self.passages.last_mut() {
                passage.runs.push(Run { text: words, bold: set(BOLD), italic: set(ITALIC) });
            }
        }
    }
}
