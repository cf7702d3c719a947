//! A directive as it was ordered, with its history; and the forms in which people order and answer.

use super::standing::Standing;
use super::{DirectiveEvent, DirectiveEventKind, Document, NamedUnit, due};
use crate::id::{DirectiveId, MeetingId, PersonId, ProposalId, UnitId, UtteranceId};
use crate::refusal::Refusal;
use crate::text::kept;

/// Characters of a task at most: a long paragraph of minutes.
pub const LONGEST_TASK: usize = 2_000;
/// Characters of a report or a reason at most: two pages.
pub const LONGEST_NOTE: usize = 4_000;
/// Characters of a document's number and sign at most.
pub const LONGEST_NUMBER: usize = 60;
/// Units one order can name at most, as leads and as co-operating ones: a province has 78 communes.
pub const MOST_UNITS: usize = 200;

/// A tracked directive (nhiệm vụ giao): exactly one lead unit, never changed after it was ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// Identity.
    pub id: DirectiveId,
    /// Mã nhiệm vụ: "CĐ-2026-000123", the register of the year it was entered in.
    pub code: String,
    /// What joins it with the directives of the same order to other units.
    pub parent: Option<String>,
    /// Its meeting.
    pub meeting: MeetingId,
    /// Title of the meeting.
    pub meeting_title: String,
    /// Whether the asking account sees the meeting, not only the directive.
    pub meeting_in_sight: bool,
    /// What it was made from.
    pub proposal: Option<ProposalId>,
    /// Đơn vị chủ trì, as it was assigned; who leads now, [`Directive::holder`] tells.
    pub lead: NamedUnit,
    /// Đơn vị phối hợp.
    pub co_units: Vec<NamedUnit>,
    /// Nội dung nhiệm vụ.
    pub task: String,
    /// Nguyên văn; empty when nothing said is given.
    pub quote: String,
    /// What it rests on, the one with the quote first.
    pub utterances: Vec<UtteranceId>,
    /// Ngày chỉ đạo, `YYYY-MM-DD`.
    pub directed_on: String,
    /// Lãnh đạo chỉ đạo.
    pub leader: PersonId,
    /// Their name.
    pub leader_name: String,
    /// Their post of that day; empty when it is not known.
    pub leader_post: String,
    /// The phrase the due date came from.
    pub due_text: Option<String>,
    /// Thường xuyên.
    pub recurring: bool,
    /// Có điều kiện.
    pub conditional: bool,
    /// Its history, oldest first.
    pub events: Vec<DirectiveEvent>,
    /// What the history adds up to.
    pub standing: Standing,
}

/// What a person orders when accepting a proposal or adding a directive by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Leads: one directive each, a group is its members.
    pub lead_units: Vec<UnitId>,
    /// Co-operating units; a group stands as it is.
    pub co_units: Vec<UnitId>,
    /// The task.
    pub task: String,
    /// `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM` or none.
    pub due: Option<String>,
    /// Comes again and again.
    pub recurring: bool,
    /// Depends on something happening.
    pub conditional: bool,
}

/// A step somebody takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What happens.
    pub kind: DirectiveEventKind,
    /// Report, reason or remark.
    pub note: String,
    /// The new due date of an extension, or the one asked for.
    pub due: Option<String>,
    /// The document it rests on, for an urging and a hand-over.
    pub document: Option<Document>,
    /// The unit that takes over, for a hand-over.
    pub to: Option<UnitId>,
}

impl Directive {
    /// The unit that leads it now: the one it was assigned to, or the one it was handed over to last.
    #[must_use]
    pub fn holder(&self) -> &NamedUnit {
        self.standing.inherited_by.as_ref().unwrap_or(&self.lead)
    }
}

impl Document {
    /// The document with its number as it is kept.
    ///
    /// # Errors
    /// [`Refusal::DocumentMissing`] without a number or with a day that is none, [`Refusal::TooLarge`].
    pub fn checked(self) -> Result<Self, Refusal> {
        let number = kept(&self.number);
        let on = self.on.map(|on| on.trim().to_owned()).filter(|on| !on.is_empty());
        if number.chars().count() > LONGEST_NUMBER {
            return Err(Refusal::TooLarge);
        }
        let real = on.as_deref().is_none_or(|on| due::is_real(on) && due::day(on) == on);
        if number.is_empty() || !real { Err(Refusal::DocumentMissing) } else { Ok(Self { number, on }) }
    }
}

impl Order {
    /// The order with its texts as they are kept.
    ///
    /// # Errors
    /// [`Refusal::DirectiveIncomplete`] without a lead unit, a task or a real date; [`Refusal::TooLarge`].
    pub fn checked(mut self) -> Result<Self, Refusal> {
        self.task = kept(&self.task);
        self.due = self.due.map(|due| due.trim().to_owned()).filter(|due| !due.is_empty());
        if self.task.chars().count() > LONGEST_TASK || self.lead_units.len().max(self.co_units.len()) > MOST_UNITS {
            return Err(Refusal::TooLarge);
        }
        let real = self.due.as_deref().is_none_or(due::is_real);
        if self.task.is_empty() || self.lead_units.is_empty() || !real {
            return Err(Refusal::DirectiveIncomplete);
        }
        Ok(self)
    }
}

impl Step {
    /// The step with its note as it is kept, if it says what it must; whether it fits where the directive stands is
    /// another question.
    ///
    /// # Errors
    /// [`Refusal::ReasonMissing`], [`Refusal::DirectiveIncomplete`] for an extension without a real date or a hand-over
    /// to nobody, [`Refusal::DocumentMissing`] for a hand-over without document and day, [`Refusal::TooLarge`],
    /// [`Refusal::BadRequest`] for a date, a document or a unit where none belongs.
    pub fn checked(mut self) -> Result<Self, Refusal> {
        self.note = kept(&self.note);
        if self.note.chars().count() > LONGEST_NOTE {
            return Err(Refusal::TooLarge);
        }
        if self.kind.needs_note() && self.note.is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        use DirectiveEventKind::{Extended, ExtensionAsked, HandedOver, Urged};
        self.document = self.document.map(Document::checked).transpose()?;
        match self.kind {
            HandedOver if self.document.as_ref().is_none_or(|document| document.on.is_none()) => {
                return Err(Refusal::DocumentMissing);
            }
            HandedOver if self.to.is_none() => return Err(Refusal::DirectiveIncomplete),
            HandedOver => {}
            kind if self.to.is_some() || (self.document.is_some() && kind != Urged) => return Err(Refusal::BadRequest),
            _ => {}
        }
        match (&self.due, self.kind) {
            (Some(due), Extended | ExtensionAsked) if due::is_real(due) => Ok(self),
            (_, Extended | ExtensionAsked) => Err(Refusal::DirectiveIncomplete),
            (None, _) => Ok(self),
            (Some(_), _) => Err(Refusal::BadRequest),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order() -> Order {
        Order {
            lead_units: vec!["u-xa-a".into()],
            co_units: vec![],
            task: "  Rà soát   hộ nghe\u{300}o ".to_owned(),
            due: Some("2026-11-30".to_owned()),
            recurring: false,
            conditional: false,
        }
    }

    fn step(kind: DirectiveEventKind, note: &str, due: Option<&str>) -> Result<Step, Refusal> {
        Step { kind, note: note.to_owned(), due: due.map(str::to_owned), document: None, to: None }.checked()
    }

    #[test]
    fn an_order_is_kept_composed_and_needs_a_lead_a_task_and_a_real_date() {
        assert_eq!(order().checked().map(|order| order.task), Ok("Rà soát hộ nghèo".to_owned()));
        for wrong in [
            Order { lead_units: vec![], ..order() },
            Order { task: " ".to_owned(), ..order() },
            Order { due: Some("2026-02-30".to_owned()), ..order() },
        ] {
            assert_eq!(wrong.checked(), Err(Refusal::DirectiveIncomplete));
        }
        let timeless = Order { due: Some(String::new()), ..order() };
        assert_eq!(timeless.checked().map(|order| order.due), Ok(None));
    }

    #[test]
    fn an_order_has_an_end() {
        let long = Order { task: "a".repeat(LONGEST_TASK + 1), ..order() };
        assert_eq!(long.checked(), Err(Refusal::TooLarge));
        let everybody = Order { lead_units: vec!["u".into(); MOST_UNITS + 1], ..order() };
        assert_eq!(everybody.checked(), Err(Refusal::TooLarge));
    }

    #[test]
    fn reports_and_reasons_are_not_empty_and_only_an_extension_has_a_date() {
        use DirectiveEventKind::{Accepted, Extended, Reported, SentBack};
        assert_eq!(step(Reported, " ", None), Err(Refusal::ReasonMissing));
        assert_eq!(step(SentBack, "", None), Err(Refusal::ReasonMissing));
        assert!(step(Accepted, "", None).is_ok());
        assert_eq!(step(Accepted, "", Some("2026-11-30")), Err(Refusal::BadRequest));
        assert_eq!(step(Extended, "", None), Err(Refusal::DirectiveIncomplete));
        assert_eq!(step(Extended, "", Some("30/11")), Err(Refusal::DirectiveIncomplete));
        assert!(step(Extended, "", Some("2026-11-30")).is_ok());
        assert_eq!(step(Reported, &"a".repeat(LONGEST_NOTE + 1), None), Err(Refusal::TooLarge));
    }

    #[test]
    fn a_hand_over_names_the_unit_and_the_document_with_its_day() {
        let document =
            |number: &str, on: Option<&str>| Some(Document { number: number.to_owned(), on: on.map(str::to_owned) });
        let over = |document, to: Option<&str>| {
            let kind = DirectiveEventKind::HandedOver;
            Step { kind, note: String::new(), due: None, document, to: to.map(Into::into) }.checked()
        };
        let decision = document(" 12/QĐ-UBND ", Some("2025-07-01"));
        assert_eq!(
            over(decision.clone(), Some("u")).map(|step| step.document),
            Ok(document("12/QĐ-UBND", Some("2025-07-01")))
        );
        for wrong in [None, document("", Some("2025-07-01")), document("12", None), document("12", Some("2025-13-01"))]
        {
            assert_eq!(over(wrong, Some("u")), Err(Refusal::DocumentMissing));
        }
        assert_eq!(over(decision.clone(), None), Err(Refusal::DirectiveIncomplete));
        assert_eq!(
            over(document(&"1".repeat(LONGEST_NUMBER + 1), Some("2025-07-01")), Some("u")),
            Err(Refusal::TooLarge)
        );
        let confirmed =
            Step { kind: DirectiveEventKind::Confirmed, note: String::new(), due: None, document: decision, to: None };
        assert_eq!(confirmed.checked(), Err(Refusal::BadRequest));
    }
}
