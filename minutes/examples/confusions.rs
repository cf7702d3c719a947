//! Counts what an engine confuses: `confusions MANIFEST HEARD...` prints `data/confusions.json`.
//!
//! MANIFEST is the `manifest.tsv` of a speech set, each HEARD the output of `giaoban transcribe --json` over its clips
//! (again with noise and narrow sound, if wished: a clip is known by its file name). Syllables are aligned by least
//! cost, where a substitution costs by the parts that differ; clips with digits are left out, and so are words that
//! are no Vietnamese syllables and whatever stands beside them.
#![allow(clippy::unwrap_used)]

use std::collections::HashMap;
use std::path::Path;

use giaoban_minutes::mend::confusions::{Confusions, Mask};
use giaoban_minutes::mend::sound::Sound;
use serde_json::Value;

fn file_name(path: &str) -> String {
    Path::new(path).file_name().unwrap().to_string_lossy().into_owned()
}

fn syllables(text: &str) -> Vec<(String, Option<Sound>)> {
    let text = giaoban_models::text::kept(text).to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(|w| (w.to_owned(), Sound::parse(w))).collect()
}

/// Cost of aligning two syllables: less the more parts they share, so that like stands over like.
fn apart(said: &(String, Option<Sound>), heard: &(String, Option<Sound>)) -> u32 {
    match (said.1, heard.1) {
        (Some(one), Some(other)) => [0, 4, 4, 8, 3, 7, 7, 12][usize::from(Mask::between(one, other).0)],
        _ if said.0 == heard.0 => 0,
        _ => 12,
    }
}

/// A drop and an insertion together cost a little more than a syllable with all parts changed.
const GAP: u32 = 7;

type Pair = (Option<usize>, Option<usize>);

fn aligned(said: &[(String, Option<Sound>)], heard: &[(String, Option<Sound>)]) -> Vec<Pair> {
    let width = heard.len() + 1;
    let mut best = vec![0_u32; (said.len() + 1) * width];
    for i in 0..=said.len() {
        for j in 0..=heard.len() {
            let mut ways = Vec::new();
            if i > 0 {
                ways.push(best[(i - 1) * width + j] + GAP);
            }
            if j > 0 {
                ways.push(best[i * width + j - 1] + GAP);
            }
            if i > 0 && j > 0 {
                ways.push(best[(i - 1) * width + j - 1] + apart(&said[i - 1], &heard[j - 1]));
            }
            best[i * width + j] = ways.into_iter().min().unwrap_or(0);
        }
    }
    let (mut i, mut j, mut pairs) = (said.len(), heard.len(), Vec::new());
    while i > 0 || j > 0 {
        let here = best[i * width + j];
        if i > 0 && j > 0 && here == best[(i - 1) * width + j - 1] + apart(&said[i - 1], &heard[j - 1]) {
            (i, j) = (i - 1, j - 1);
            pairs.push((Some(i), Some(j)));
        } else if i > 0 && here == best[(i - 1) * width + j] + GAP {
            i -= 1;
            pairs.push((Some(i), None));
        } else {
            j -= 1;
            pairs.push((None, Some(j)));
        }
    }
    pairs.reverse();
    pairs
}

fn main() {
    let mut args = std::env::args().skip(1);
    let manifest = std::fs::read_to_string(args.next().expect("MANIFEST")).unwrap();
    let clips: HashMap<String, &str> = manifest
        .lines()
        .skip(1)
        .map(|l| l.split('\t').collect::<Vec<_>>())
        .filter(|fields| fields[3] == "0")
        .map(|fields| (file_name(fields[0]), fields[4]))
        .collect();
    let mut counts = Confusions::default();
    let (mut passes, mut heard_clips) = (0, 0);
    for path in args {
        passes += 1;
        let heard = std::fs::read_to_string(path).unwrap();
        for line in heard.lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            let Some(said) = clips.get(&file_name(line["file"].as_str().unwrap())) else { continue };
            heard_clips += 1;
            let text: Vec<&str> =
                line["segments"].as_array().unwrap().iter().map(|s| s["spoken"].as_str().unwrap()).collect();
            let (said, heard) = (syllables(said), syllables(&text.join(" ")));
            let pairs = aligned(&said, &heard);
            // A foreign word breaks whatever stands beside it: up to the next syllable rightly heard is left out.
            let right = |p: &Pair| matches!(p, (Some(i), Some(j)) if said[*i].1.is_some() && said[*i].1 == heard[*j].1);
            let foreign =
                |p: &Pair| p.0.is_some_and(|i| said[i].1.is_none()) || p.1.is_some_and(|j| heard[j].1.is_none());
            for part in pairs.split_inclusive(right) {
                let kept = if part.iter().any(foreign) { &part[part.len() - 1..] } else { part };
                for pair in kept.iter().filter(|p| !foreign(p)) {
                    match *pair {
                        (Some(i), j) => counts.add(said[i].1.unwrap(), j.map(|j| heard[j].1.unwrap())),
                        (None, _) => counts.syllables.inserted += 1,
                    }
                }
            }
        }
    }
    counts.method = format!(
        "Syllables heard by the streaming conformer (greedy) aligned with what was read aloud, {heard_clips} clips in \
         {passes} passes (as recorded, and with the room and the line between); counted by examples/confusions.rs from \
         a manifest.tsv and the output of transcribe --json."
    );
    println!("{}", a_part_a_line(&serde_json::to_value(&counts).unwrap()));
}

/// JSON with one line for each part of a syllable, so that two counts can be compared line by line.
fn a_part_a_line(counts: &Value) -> String {
    let fields = counts.as_object().unwrap().iter().map(|(name, value)| match value.as_object() {
        Some(parts) if parts.values().all(Value::is_object) => {
            let lines: Vec<String> = parts.iter().map(|(part, heard)| format!("    {part:?}: {heard}")).collect();
            format!("  {name:?}: {{\n{}\n  }}", lines.join(",\n"))
        }
        _ => format!("  {name:?}: {value}"),
    });
    format!("{{\n{}\n}}", fields.collect::<Vec<_>>().join(",\n"))
}
