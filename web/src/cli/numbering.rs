//! `giaoban numbering`

use clap::{Args, ValueEnum};
use giaoban_models::paper::Numbering;
use giaoban_models::store::Store;

use super::{DataFolder, Done, print_line};

/// Say how documents are numbered, or set it.
#[derive(Args)]
pub struct NumberingOf {
    /// What holds from now on; left out, what holds is said.
    #[arg(value_name = "per-kind|shared")]
    set: Option<Way>,
    #[command(flatten)]
    data: DataFolder,
}

/// The two ways.
#[derive(Clone, Copy, ValueEnum)]
enum Way {
    /// A run of numbers for each kind of document.
    PerKind,
    /// One run for all kinds.
    Shared,
}

impl NumberingOf {
    /// Does it.
    pub fn run(self) -> Done {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let now = runtime.block_on(async {
            let store = Store::open(&self.data.path()).await?;
            if let Some(way) = self.set {
                let numbering = match way {
                    Way::PerKind => Numbering::PerKind,
                    Way::Shared => Numbering::Shared,
                };
                store.set_setting(Numbering::SETTING, numbering.code()).await?;
            }
            let kept = store.setting(Numbering::SETTING).await?;
            store.close().await;
            Ok::<_, Box<dyn std::error::Error>>(Numbering::from_setting(kept.as_deref()))
        })?;
        print_line(match now {
            Numbering::PerKind => "per-kind: mỗi loại văn bản một dãy số (a run of numbers for each kind)",
            Numbering::Shared => "shared: các loại văn bản chung một dãy số (one run of numbers for all kinds)",
        })
    }
}
