//! Speech models.

use giaoban_transcribe::catalogue::{Cache, FileState, MODELS, Model};

use super::Finding;
use crate::speech::Choice;

/// Whether what the chosen engine needs is there, and every byte of it right.
pub(super) fn examine(cache: &Cache, choice: &Choice) -> Vec<Finding> {
    if let Some(file) = &choice.model {
        let name = file.display();
        let missing = Finding::new(
            "model_missing",
            format!("Không có tệp mô hình {name}."),
            format!("There is no model file {name}."),
            "giaoban models list",
        );
        return if file.is_file() { Vec::new() } else { vec![missing] };
    }
    let wanted = MODELS.iter().find(|model| model.engine == Some(choice.engine.as_str()));
    let Some(model) = wanted else { return Vec::new() };
    let needed = MODELS.iter().filter(|other| model.needs.contains(&other.id));
    [model].into_iter().chain(needed).filter_map(|model| look(cache, model)).collect()
}

fn look(cache: &Cache, model: &'static Model) -> Option<Finding> {
    let id = model.id;
    let mend = format!("GIAOBAN_MODELS={} giaoban models fetch {id}", super::shell(cache.root()));
    let states = match cache.verify(model) {
        Ok(states) => states,
        Err(error) => {
            return Some(Finding::new(
                "model_damaged",
                format!("Không đọc được mô hình {id} ({error})."),
                format!("The model {id} cannot be read ({error})."),
                mend,
            ));
        }
    };
    let first = |state| states.iter().find(|(_, found)| *found == state).map(|(file, _)| file.name);
    if let Some(file) = first(FileState::Missing) {
        return Some(Finding::new(
            "model_missing",
            format!("Chưa có mô hình nhận dạng tiếng nói {id} (thiếu {file}); cuộc họp sẽ không có phụ đề."),
            format!("The speech model {id} is not installed ({file} is missing); meetings have no captions."),
            mend,
        ));
    }
    first(FileState::Wrong).map(|file| {
        Finding::new(
            "model_damaged",
            format!("Tệp {file} của mô hình {id} bị hỏng (SHA-256 không khớp)."),
            format!("The file {file} of the model {id} is damaged (its SHA-256 is wrong)."),
            mend,
        )
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::fs;

    use super::*;

    fn choice(engine: &str) -> Choice {
        Choice { engine: engine.to_owned(), model: None }
    }

    #[test]
    fn a_model_that_is_not_there_is_told_with_the_command_that_fetches_it() {
        let folder = tempfile::tempdir().unwrap();
        let found = examine(&Cache::at(folder.path()), &choice("conformer"));
        assert!(!found.is_empty() && found.iter().all(|finding| finding.code == "model_missing"));
        assert!(found[0].mend.contains("giaoban models fetch "), "{}", found[0].mend);
        assert_eq!(examine(&Cache::at(folder.path()), &choice("scripted")), []);
    }

    #[test]
    fn a_model_of_the_right_length_with_wrong_bytes_is_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path());
        let smallest = |model: &&&Model| model.files.iter().map(|file| file.bytes).sum::<u64>();
        let model = MODELS.iter().min_by_key(|model| smallest(&model)).unwrap();
        fs::create_dir(folder.path().join(model.id)).unwrap();
        for file in model.files {
            fs::File::create(cache.path(model, file)).unwrap().set_len(file.bytes).unwrap();
        }
        assert!(cache.installed(model));
        assert_eq!(look(&cache, model).unwrap().code, "model_damaged");
    }

    #[test]
    fn a_model_file_of_one_s_own_must_be_there() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("own.bin");
        let own = Choice { engine: "whisper".to_owned(), model: Some(file.clone()) };
        assert_eq!(examine(&Cache::at(folder.path()), &own)[0].code, "model_missing");
        fs::write(file, "").unwrap();
        assert_eq!(examine(&Cache::at(folder.path()), &own), []);
    }
}
