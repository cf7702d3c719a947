//! Stretches of time.

use giaoban_models::clock::Moment;

/// A stretch of time, from and to; never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First moment.
    pub from: Moment,
    /// One past the last.
    pub to: Moment,
}

/// What `spans` cover together within `bounds`: by time, apart from each other.
pub(super) fn covered(spans: &[Span], bounds: Span) -> Vec<Span> {
    let mut inside: Vec<Span> = spans
        .iter()
        .map(|span| Span { from: span.from.max(bounds.from), to: span.to.min(bounds.to) })
        .filter(|span| span.from < span.to)
        .collect();
    inside.sort_by_key(|span| span.from);
    let mut joined: Vec<Span> = Vec::new();
    for span in inside {
        match joined.last_mut() {
            Some(last) if span.from <= last.to => last.to = last.to.max(span.to),
            _ => joined.push(span),
        }
    }
    joined
}

/// What `spans` cover together and `taken` (by time, apart from each other) does not.
pub(super) fn without(spans: &[Span], taken: &[Span]) -> Vec<Span> {
    let everything = Span { from: Moment(i64::MIN), to: Moment(i64::MAX) };
    let mut left = Vec::new();
    for mut span in covered(spans, everything) {
        for hole in taken {
            if hole.to <= span.from || hole.from >= span.to {
                continue;
            }
            if hole.from > span.from {
                left.push(Span { from: span.from, to: hole.from });
            }
            span.from = hole.to;
            if span.from >= span.to {
                break;
            }
        }
        if span.from < span.to {
            left.push(span);
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: i64, to: i64) -> Span {
        Span { from: Moment(from), to: Moment(to) }
    }

    #[test]
    fn spans_that_touch_become_one_and_what_is_outside_the_bounds_is_cut() {
        let spans = [span(5, 9), span(0, 3), span(3, 4), span(20, 30)];
        assert_eq!(covered(&spans, span(1, 8)), [span(1, 4), span(5, 8)]);
    }

    #[test]
    fn what_is_taken_cuts_holes() {
        assert_eq!(without(&[span(0, 10)], &[span(2, 3), span(5, 6)]), [span(0, 2), span(3, 5), span(6, 10)]);
        assert_eq!(without(&[span(2, 4), span(8, 9)], &[span(0, 5)]), [span(8, 9)]);
    }
}
