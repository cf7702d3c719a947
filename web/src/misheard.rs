//! Words often misheard (từ hay nghe nhầm): corrections are compared with what was heard, and what people accepted is written
//! from then on.

use giaoban_minutes::mend::{Corrector, Learned, taught};
use giaoban_models::misheard::CorrectedSentence;
use giaoban_models::refusal::Refusal;
use giaoban_models::store::{Store, StoreError};

use crate::server::App;

/// Rounds of comparing at one look; what is left is compared at the next.
const ROUNDS: usize = 20;
/// An accepted pair counts as corrected at least so often: a person has said that it is right.
const ACCEPTED: u32 = 3;

/// Compares what people corrected since the last look with what was heard.
///
/// # Errors
/// When the store fails.
pub async fn look(app: &App) -> Result<(), StoreError> {
    for _ in 0..ROUNDS {
        let (sentences, more) = app.store.corrections_to_compare(app.now()).await?;
        let compared = tokio::task::spawn_blocking(move || sentences.into_iter().map(compare).collect::<Vec<_>>())
            .await
            .map_err(|_| Refusal::ServerFailed)?;
        app.store.keep_misheard(&compared).await?;
        if !more {
            break;
        }
    }
    Ok(())
}

fn compare(sentence: CorrectedSentence) -> (CorrectedSentence, Vec<(String, String)>) {
    let pairs = taught::pairs(&sentence.spoken, &sentence.shown, &sentence.corrected);
    let pairs = pairs.into_iter().map(|pair| (pair.heard, pair.meant)).collect();
    (sentence, pairs)
}

/// What people accepted, for a pen.
///
/// # Errors
/// When the store fails.
pub async fn learned(store: &Store) -> Result<Vec<Learned>, StoreError> {
    let words = store.learned_words().await?;
    Ok(words
        .into_iter()
        .map(|pair| Learned { heard: pair.heard, meant: pair.meant, count: pair.times.max(ACCEPTED) })
        .collect())
}

/// Mends only what people accepted.
///
/// # Errors
/// When the store fails.
pub async fn corrector(store: &Store) -> Result<Corrector, StoreError> {
    Ok(Corrector::of_learned(&learned(store).await?))
}
