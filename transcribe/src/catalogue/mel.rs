//! The mel filters Whisper was trained with: Slaney's scale (Auditory Toolbox, 1998), triangles of equal area.

/// Bands.
pub(super) const BANDS: usize = 80;
/// Bins of a 400-point transform at 16 kHz.
pub(super) const BINS: usize = 201;

const RATE: f64 = 16_000.0;
const FFT: f64 = 400.0;

/// `BANDS` rows of `BINS` weights.
pub(super) fn filters() -> Vec<f32> {
    let top = mel(RATE / 2.0);
    let edges: Vec<f64> = (0..BANDS + 2).map(|i| hertz(top * i as f64 / (BANDS + 1) as f64)).collect();
    let mut rows = Vec::with_capacity(BANDS * BINS);
    for edge in edges.windows(3) {
        let (low, middle, high) = (edge[0], edge[1], edge[2]);
        let area = 2.0 / (high - low);
        for bin in 0..BINS {
            let f = bin as f64 * RATE / FFT;
            let weight = ((f - low) / (middle - low)).min((high - f) / (high - middle)).max(0.0);
            rows.push((weight * area) as f32);
        }
    }
    rows
}

/// Linear to 1000 Hz (15 mel), then 27 steps for each factor of 6.4.
fn mel(hertz: f64) -> f64 {
    if hertz < 1000.0 { hertz * 3.0 / 200.0 } else { 15.0 + (hertz / 1000.0).ln() * 27.0 / 6.4_f64.ln() }
}

fn hertz(mel: f64) -> f64 {
    if mel < 15.0 { mel * 200.0 / 3.0 } else { 1000.0 * ((mel - 15.0) * 6.4_f64.ln() / 27.0).exp() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_goes_there_and_back() {
        for f in [0.0, 440.0, 1000.0, 3333.0, 8000.0] {
            assert!((hertz(mel(f)) - f).abs() < 1e-9);
        }
    }

    #[test]
    fn filters_are_triangles_of_equal_area_that_climb() {
        let rows = filters();
        assert_eq!(rows.len(), BANDS * BINS);
        let peaks: Vec<usize> =
            rows.chunks(BINS).map(|row| (0..BINS).max_by(|&a, &b| row[a].total_cmp(&row[b])).unwrap_or(0)).collect();
        assert!(peaks.is_sorted());
        // A wide filter sampled every 40 Hz sums to about 1/40.
        let sum: f32 = rows[70 * BINS..71 * BINS].iter().sum();
        assert!((sum - 0.025).abs() < 1e-3, "{sum}");
    }

    #[test]
    fn the_first_weights_are_those_of_the_published_filters() {
        // Band 0 has its peak between bins 0 and 1; librosa gives 0.02486259 at bin 1.
        assert!((filters()[1] - 0.024_862_59).abs() < 1e-6);
    }
}
