//! Who asks: the one proof under which the index answers.

use crate::access::{Grant, act};
use crate::id::{PersonId, UnitId};

/// What an account may find (phạm vi tra cứu). Only the store makes one, from a grant and the history of units.
#[derive(Clone, Debug)]
pub struct Reader {
    scope: Scope,
}

/// Which entries.
#[derive(Clone, Debug)]
pub(super) enum Scope {
    /// Every meeting of the authority.
    Everything,
    /// Those of these units, and those where the person presided or wrote.
    Own { units: Vec<UnitId>, person: PersonId },
}

impl Reader {
    /// The reader behind a grant. `line` is the account's unit and every unit whose records it inherited.
    pub(crate) fn of(grant: &Grant<act::Search>, line: Vec<UnitId>) -> Self {
        if grant.sees_every_meeting() {
            return Self::operator();
        }
        Self { scope: Scope::Own { units: line, person: grant.account().person.clone() } }
    }

    /// Whoever holds the data folder itself: the operator at the command line.
    #[must_use]
    pub fn operator() -> Self {
        Self { scope: Scope::Everything }
    }

    pub(super) fn scope(&self) -> &Scope {
        &self.scope
    }
}
