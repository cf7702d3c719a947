//! What must be true of a meeting that was held.

use giaoban_conference::link::Rung;

use crate::world::{Site, World};

/// What a plan promises of its weak site (number 1); the others have good links and must not notice.
#[derive(Clone, Copy, Debug)]
pub struct Promise {
    /// Longest gap of the floor's sound, milliseconds, outages not counted.
    pub gap: u64,
    /// Share of the floor's sound that must be heard.
    pub heard: f64,
    /// Most changes of rung in any minute.
    pub changes: usize,
    /// On a constant link: share of it (or of what is wanted) the estimate must reach within 10 s, on average.
    pub fit: Option<f64>,
    /// Most packets lost to a full queue from then on.
    pub overflow: f64,
    /// The rung at the end.
    pub ends: Option<Rung>,
    /// Sound must be back so soon after an outage, milliseconds.
    pub back: u64,
}

impl Default for Promise {
    fn default() -> Self {
        Self { gap: 250, heard: 0.97, changes: 4, fit: None, overflow: 0.03, ends: None, back: 2_000 }
    }
}

/// Figures of the weak site.
#[derive(Debug)]
pub struct Figures {
    pub gap: u64,
    pub heard: f64,
    pub changes: usize,
    pub fit: f64,
    /// How far the estimate is above what the link carries, on average, 1 for not.
    pub above: f64,
    pub overflow: f64,
    pub rung: Rung,
    pub back: Option<u64>,
    pub sent_kbit: f64,
    pub padding: f64,
}

pub fn figures(world: &World, site: &Site) -> Figures {
    let excused = |ms: u64| site.excused.iter().any(|(from, to)| (*from..=*to).contains(&ms));
    let due = site.floor_due.iter().filter(|ms| !excused(**ms)).count();
    let heard = site.receiver.floor.iter().filter(|(ms, _)| !excused(*ms)).count();
    let settled: Vec<_> = site.history.iter().filter(|(ms, ..)| *ms >= 10_000).collect();
    let target = |wanted: u32| site.down.nature.rate.min(f64::from(wanted) * 1.05);
    let fit = settled.iter().map(|(_, rate, _, wanted)| (f64::from(*rate) / target(*wanted)).min(1.0)).sum::<f64>()
        / settled.len().max(1) as f64;
    let above = settled.iter().map(|(_, rate, ..)| (f64::from(*rate) / site.down.nature.rate).max(1.0)).sum::<f64>()
        / settled.len().max(1) as f64;
    Figures {
        above,
        gap: longest_gap(site),
        heard: if due == 0 { 1.0 } else { (heard as f64 / due as f64).min(1.0) },
        changes: most_in_a_minute(&site.changes),
        fit,
        overflow: (site.down.overflowed - site.early.1) as f64 / (site.down.sent - site.early.0).max(1) as f64,
        rung: site.history.last().map_or(Rung::Captions, |entry| entry.2),
        back: site.back_ms,
        sent_kbit: site.sent_bytes as f64 * 8.0 / world.ms as f64,
        padding: site.padding_bytes as f64 / (site.sent_bytes + site.padding_bytes).max(1) as f64,
    }
}

/// Longest time without a new frame of the floor while one was due.
fn longest_gap(site: &Site) -> u64 {
    let mut heard: Vec<u64> = site.receiver.floor.iter().map(|(ms, _)| *ms).collect();
    heard.sort_unstable();
    let mut longest = 0;
    for pair in heard.windows(2) {
        let excused = site.excused.iter().any(|(from, to)| *from <= pair[1] && *to + 100 >= pair[0]);
        // Nothing was due while the floor changed hands or rested.
        let due = site.floor_due.iter().filter(|ms| (pair[0]..pair[1]).contains(*ms)).count() as u64;
        if !excused {
            longest = longest.max((pair[1] - pair[0]).min(due * 20));
        }
    }
    longest
}

fn most_in_a_minute(changes: &[(u64, Rung)]) -> usize {
    // The first ten seconds are the way to the first rung.
    let times: Vec<u64> = changes.iter().map(|(ms, _)| *ms).filter(|ms| *ms > 10_000).collect();
    times.iter().map(|from| times.iter().filter(|ms| (*from..from + 60_000).contains(*ms)).count()).max().unwrap_or(0)
}

/// What of a promise was not kept.
pub fn broken(promise: &Promise, figures: &Figures, world: &World) -> Vec<String> {
    let mut broken = Vec::new();
    let mut must = |holds: bool, what: String| {
        if !holds {
            broken.push(what);
        }
    };
    must(figures.gap <= promise.gap, format!("gap {} ms, promised {}", figures.gap, promise.gap));
    must(figures.heard >= promise.heard, format!("heard {:.3}, promised {}", figures.heard, promise.heard));
    must(figures.changes <= promise.changes, format!("{} changes, promised {}", figures.changes, promise.changes));
    if let Some(fit) = promise.fit {
        must(figures.above <= 1.2, format!("estimate {:.2} times what the link carries", figures.above));
        must(figures.fit >= fit, format!("estimate {:.2} of the link, promised {fit}", figures.fit));
    }
    must(
        figures.overflow <= promise.overflow,
        format!("overflow {:.3}, promised {}", figures.overflow, promise.overflow),
    );
    if let Some(ends) = promise.ends {
        must(figures.rung == ends, format!("ends on {:?}, promised {ends:?}", figures.rung));
    }
    if let Some(back) = figures.back {
        must(back <= promise.back, format!("sound back after {back} ms, promised {}", promise.back));
    }
    for (n, site) in world.sites.iter().enumerate() {
        if let Some(after) = &site.state_after {
            must(*after == site.state_before, format!("site {n}: {} became {after}", site.state_before));
        }
        if n != 1 && site.cut_at.is_none() {
            let gap = longest_gap(site);
            must(gap <= promise.gap.max(200), format!("site {n} with a good link has a gap of {gap} ms"));
        }
    }
    must(world.stage.refused.is_empty(), format!("the room refused: {:?}", world.stage.refused));
    broken
}
