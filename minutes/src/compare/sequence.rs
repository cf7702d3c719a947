//! The shortest way from one sequence to another (E. W. Myers, An O(ND) Difference Algorithm, 1986).

/// Steps away from each other after which two sequences are told as wholly different: bounds time and memory.
const FARTHEST: usize = 2_000;

/// A step on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The element at this place of the old one is at that place of the new one.
    Kept(usize, usize),
    /// The element at this place of the old one is gone.
    Removed(usize),
    /// The element at this place of the new one has come.
    Added(usize),
}

/// The steps in order.
pub(super) fn steps<T: PartialEq>(old: &[T], new: &[T]) -> Vec<Step> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let (middle_old, middle_new) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let mut all: Vec<Step> = (0..head).map(|at| Step::Kept(at, at)).collect();
    all.extend(middle(middle_old, middle_new).into_iter().map(|step| match step {
        Step::Kept(a, b) => Step::Kept(a + head, b + head),
        Step::Removed(a) => Step::Removed(a + head),
        Step::Added(b) => Step::Added(b + head),
    }));
    all.extend((0..tail).map(|at| Step::Kept(old.len() - tail + at, new.len() - tail + at)));
    all
}

fn middle<T: PartialEq>(old: &[T], new: &[T]) -> Vec<Step> {
    let different = || (0..old.len()).map(Step::Removed).chain((0..new.len()).map(Step::Added)).collect();
    if old.is_empty() || new.is_empty() {
        return different();
    }
    let most = (old.len() + new.len()).min(FARTHEST);
    let offset = most + 1;
    // Furthest place in `old` on each diagonal; a copy for each distance is what the way back is read from.
    let mut furthest = vec![0_usize; 2 * most + 3];
    let mut trace: Vec<Vec<usize>> = Vec::new();
    for distance in 0..=most {
        trace.push(furthest[offset - distance..=offset + distance].to_vec());
        for diagonal in (0..=2 * distance).step_by(2) {
            // `k` is the diagonal, shifted by `offset` so that it is never negative.
            let k = offset + diagonal - distance;
            let down = diagonal == 0 || (diagonal != 2 * distance && furthest[k - 1] < furthest[k + 1]);
            let mut x = if distance == 0 {
                0
            } else if down {
                furthest[k + 1]
            } else {
                furthest[k - 1] + 1
            };
            let mut y = x + offset - k;
            while x < old.len() && y < new.len() && old[x] == new[y] {
                (x, y) = (x + 1, y + 1);
            }
            furthest[k] = x;
            if x >= old.len() && y >= new.len() {
                return back(&trace, distance, (old.len(), new.len()));
            }
        }
    }
    different()
}

/// Reads the way back from the end.
fn back(trace: &[Vec<usize>], distance: usize, (mut x, mut y): (usize, usize)) -> Vec<Step> {
    let mut way = Vec::new();
    for d in (1..=distance).rev() {
        // `trace[d]` holds the diagonals -d..=d as they were after distance d - 1; diagonal k is at k + d.
        let known = &trace[d];
        let k = x as isize - y as isize;
        let at = |diagonal: isize| known[(diagonal + d as isize) as usize];
        let (edge_low, edge_high) = (k == -(d as isize), k == d as isize);
        let down = edge_low || (!edge_high && at(k - 1) < at(k + 1));
        let before_x = if down { at(k + 1) } else { at(k - 1) };
        let before_y = (before_x as isize - if down { k + 1 } else { k - 1 }) as usize;
        while x > before_x + usize::from(!down) && y > before_y + usize::from(down) {
            (x, y) = (x - 1, y - 1);
            way.push(Step::Kept(x, y));
        }
        if down {
            y -= 1;
            way.push(Step::Added(y));
        } else {
            x -= 1;
            way.push(Step::Removed(x));
        }
    }
    while x > 0 && y > 0 {
        (x, y) = (x - 1, y - 1);
        way.push(Step::Kept(x, y));
    }
    way.reverse();
    way
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_element_is_told_once_in_order_and_what_is_kept_is_equal(old in prop::collection::vec(0_u8..4, 0..30), new in prop::collection::vec(0_u8..4, 0..30)) {
            let steps = steps(&old, &new);
            let from: Vec<usize> = steps.iter().filter_map(|s| match s { Step::Kept(a, _) | Step::Removed(a) => Some(*a), Step::Added(_) => None }).collect();
            let to: Vec<usize> = steps.iter().filter_map(|s| match s { Step::Kept(_, b) | Step::Added(b) => Some(*b), Step::Removed(_) => None }).collect();
            prop_assert_eq!(from, (0..old.len()).collect::<Vec<_>>());
            prop_assert_eq!(to, (0..new.len()).collect::<Vec<_>>());
            for step in steps {
                if let Step::Kept(a, b) = step {
                    prop_assert_eq!(old[a], new[b]);
                }
            }
        }
    }

    #[test]
    fn the_way_is_a_shortest_one() {
        let kept = |old: &str, new: &str| {
            let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
            steps(&old, &new).iter().filter(|s| matches!(s, Step::Kept(..))).count()
        };
        assert_eq!(kept("abcabba", "cbabac"), 4);
        assert_eq!(kept("abc", "abc"), 3);
        assert_eq!(kept("abc", "xyz"), 0);
    }
}
