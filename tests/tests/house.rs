//! How the house is built: who may depend on whom, what each crate may name, how long a file may be.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use giaoban_tests::sources::{self, modules, names};
use serde_json::Value;

/// Each crate and those of ours it may use. `tests` may use all, nothing may use `tests`.
const DIRECTION: [(&str, &[&str]); 6] = [
    ("models", &[]),
    ("transcribe", &["models"]),
    ("minutes", &["models"]),
    ("conference", &["models"]),
    ("web", &["models", "conference", "transcribe", "minutes"]),
    ("tests", &["models", "conference", "transcribe", "minutes", "web"]),
];

/// Crates of others that only one place may name, the name in code and the folder or file it is kept to.
const KEPT_TO: [(&str, &str, &str); 15] = [
    ("axum", "axum", "web/"),
    ("axum-server", "axum_server", "web/"),
    ("rtc", "rtc", "conference/"),
    ("webrtc", "webrtc", "conference/"),
    ("whisper-rs", "whisper_rs", "transcribe/"),
    ("ort", "ort", "transcribe/"),
    ("symphonia", "symphonia", "transcribe/"),
    ("cpal", "cpal", "transcribe/"),
    ("sqlx", "sqlx", "models/src/store"),
    ("tantivy", "tantivy", "models/src/search"),
    ("yrs", "yrs", "minutes/"),
    ("typst", "typst", "minutes/src/render"),
    ("typst-layout", "typst_layout", "minutes/src/render"),
    ("typst-pdf", "typst_pdf", "minutes/src/render"),
    ("quick-xml", "quick_xml", "minutes/"),
];

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 9] = ["util", "utils", "helper", "helpers", "common", "misc", "manager", "service", "mod"];

/// Lines of the longest source file that is still taken.
const LONGEST: usize = 800;

/// Written by the program from its own types, so nobody reads it as a whole.
const GENERATED: &str = "web/app/src/wire.ts";

fn packages() -> Vec<Value> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let asked = Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(sources::root())
        .output()
        .unwrap();
    assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
    let all: Value = serde_json::from_slice(&asked.stdout).unwrap();
    all["packages"].as_array().unwrap().clone()
}

fn dependencies(package: &Value) -> BTreeSet<String> {
    let listed = package["dependencies"].as_array().unwrap();
    listed.iter().map(|d| d["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn crates_depend_in_one_direction() {
    let packages = packages();
    assert_eq!(packages.len(), DIRECTION.len(), "a crate is missing from the table, or from the workspace");
    for package in packages {
        let name = package["name"].as_str().unwrap().strip_prefix("giaoban-").unwrap().to_owned();
        let (_, allowed) = DIRECTION.iter().find(|(of, _)| *of == name).unwrap();
        for used in dependencies(&package) {
            if let Some(ours) = used.strip_prefix("giaoban-") {
                assert!(allowed.contains(&ours), "{name} must not depend on {ours}");
            }
        }
    }
}

#[test]
fn a_library_is_declared_only_by_the_crate_it_is_kept_to() {
    for package in packages() {
        let name = package["name"].as_str().unwrap().strip_prefix("giaoban-").unwrap().to_owned();
        for used in dependencies(&package) {
            if let Some((_, _, place)) = KEPT_TO.iter().find(|(library, _, _)| *library == used) {
                assert!(place.starts_with(&format!("{name}/")), "{name} must not depend on {used}");
            }
        }
    }
}

#[test]
fn a_library_is_named_only_where_it_is_kept_to() {
    for (file, text) in sources::texts(&["rs"]).unwrap() {
        let code = names::code_only(&text);
        let path = file.to_str().unwrap();
        for (_, name, place) in KEPT_TO {
            assert!(
                path.starts_with(place) || !names::names(&code, name),
                "{path} names {name}, which is kept to {place}"
            );
        }
        let media = path.starts_with("conference/") || !code.contains("UdpSocket");
        assert!(media, "{path} opens a media socket; only conference does");
    }
}

#[test]
fn every_rust_file_is_part_of_its_crate() {
    let root = sources::root();
    let mut reached = BTreeSet::new();
    for package in packages() {
        for target in package["targets"].as_array().unwrap() {
            let start = Path::new(target["src_path"].as_str().unwrap());
            reached.extend(modules::reached_from(start).unwrap());
        }
    }
    for (file, _) in sources::texts(&["rs"]).unwrap() {
        assert!(reached.contains(&root.join(&file)), "{} is in no module tree", file.display());
    }
}

#[test]
fn no_source_file_is_longer_than_the_budget() {
    let mut lengths = Vec::new();
    for (file, text) in sources::texts(&["rs", "ts", "svelte", "py", "bash"]).unwrap() {
        if file != Path::new(GENERATED) {
            lengths.push((text.lines().count(), file));
        }
    }
    lengths.sort();
    let at = |share: usize| lengths[(lengths.len() - 1) * share / 100].0;
    let (longest, name) = lengths.last().unwrap();
    println!(
        "{} source files, lines: median {}, nine in ten up to {}, longest {longest} ({})",
        lengths.len(),
        at(50),
        at(90),
        name.display()
    );
    let over: Vec<_> = lengths.iter().filter(|(lines, _)| *lines > LONGEST).collect();
    assert!(over.is_empty(), "longer than {LONGEST} lines: {over:?}");
}

#[test]
fn no_file_has_a_name_that_says_nothing() {
    for file in sources::kept_files().unwrap() {
        let stem = file.file_stem().unwrap().to_str().unwrap().to_lowercase();
        assert!(!EMPTY_NAMES.contains(&stem.as_str()), "{}", file.display());
    }
}

#[test]
fn nothing_names_a_folder_of_one_machine_or_a_host_of_a_package_client() {
    // Put together here so that this file does not hold them either.
    let forbidden: Vec<String> = [
        ["/wo", "rk/"],
        ["py", "pi.org"],
        ["python", "hosted.org"],
        ["npm", "js.org"],
        ["npm", "js.com"],
        ["static.", "crates.io"],
        ["index.", "crates.io"],
        ["deb.", "debian.org"],
        ["hugging", "face.co"],
    ]
    .iter()
    .map(|parts| parts.concat())
    .collect();
    let root = sources::root();
    for file in sources::kept_files().unwrap() {
        // Pictures and fonts are no text.
        let Ok(text) = std::fs::read_to_string(root.join(&file)) else { continue };
        for word in &forbidden {
            assert!(!text.contains(word.as_str()), "{} names {word}", file.display());
        }
    }
}
