//! What going live costs: time to the final text, and words.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{BenchError, Clip, Options};
use crate::{
    engine::Engine,
    file,
    report::{LiveEvent, LiveKind},
    wer::{Errors, compare},
};

/// The live pipeline over some clips.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LiveBench {
    /// Clips fed at real time.
    pub clips: u64,
    /// Final texts.
    pub finals: u64,
    /// From the end of speech to the final text, half of the finals, seconds.
    pub final_latency_p50_s: f64,
    /// The same, 95 of 100.
    pub final_latency_p95_s: f64,
    /// Word error rate of these clips as files.
    pub wer_percent_file: f64,
    /// And live.
    pub wer_percent_live: f64,
    /// Points lost by going live.
    pub lost_points: f64,
}

/// One clip as it came out live.
struct Fed {
    latencies: Vec<f64>,
    heard: String,
}

/// Feeds some of the clips at real time; `heard` is what each clip gave as a file.
pub(super) fn measure(
    engine: &Arc<dyn Engine>,
    clips: &[Clip],
    heard: &[String],
    options: &Options,
) -> Result<Option<LiveBench>, BenchError> {
    let step = clips.len().div_ceil(options.live_clips.max(1)).max(1);
    let chosen: Vec<(&Clip, &String)> = clips.iter().zip(heard).step_by(step).take(options.live_clips).collect();
    let (mut latencies, mut as_file, mut as_live) = (Vec::new(), Errors::default(), Errors::default());
    for group in chosen.chunks(options.live_at_once.max(1)) {
        let fed: Vec<Fed> = std::thread::scope(|scope| {
            let running: Vec<_> = group.iter().map(|(clip, _)| scope.spawn(|| feed(engine, clip))).collect();
            running
                .into_iter()
                .map(|thread| thread.join().expect("feeding a clip does not panic"))
                .collect::<Result<_, _>>()
        })?;
        for ((clip, heard), fed) in group.iter().zip(fed) {
            as_file += compare(&clip.transcript, heard);
            as_live += compare(&clip.transcript, &fed.heard);
            latencies.extend(fed.latencies);
        }
    }
    latencies.sort_by(f64::total_cmp);
    let (Some(half), Some(most)) = (percentile(&latencies, 0.50), percentile(&latencies, 0.95)) else {
        return Ok(None);
    };
    Ok(Some(LiveBench {
        clips: chosen.len() as u64,
        finals: latencies.len() as u64,
        final_latency_p50_s: half,
        final_latency_p95_s: most,
        wer_percent_file: as_file.percent(),
        wer_percent_live: as_live.percent(),
        lost_points: as_live.percent() - as_file.percent(),
    }))
}

fn feed(engine: &Arc<dyn Engine>, clip: &Clip) -> Result<Fed, BenchError> {
    let mut fed = Fed { latencies: vec![], heard: String::new() };
    let mut note = |event: LiveEvent| {
        if event.kind == LiveKind::Final {
            fed.latencies.push(event.emitted_at - event.end);
            fed.heard.push(' ');
            fed.heard.push_str(&event.text);
        }
    };
    let told = |source| BenchError::Clip { file: clip.file.display().to_string(), source };
    file::transcribe_live(engine, &clip.file, &Arc::default(), &mut note).map_err(told)?;
    Ok(fed)
}

/// The value that so many of the sorted values do not exceed (nearest rank).
fn percentile(sorted: &[f64], share: f64) -> Option<f64> {
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_occurred() {
        let values: Vec<f64> = (1..=20).map(f64::from).collect();
        assert_eq!((percentile(&values, 0.5), percentile(&values, 0.95)), (Some(10.0), Some(19.0)));
        assert_eq!(percentile(&[], 0.5), None);
    }
}
