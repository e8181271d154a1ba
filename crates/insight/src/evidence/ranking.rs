//! Which sentences support a statement: by the words they share, and by meaning where there is an embedder.

use std::collections::{BTreeMap, BTreeSet};

use colloquy_domain::evidence::Evidence;

use super::{Keywords, quote_utterance};
use crate::embedder::Embedder;
use crate::error::InsightError;
use crate::offload::offloaded;
use crate::text::phrase::Phrase;
use crate::text::stems::content_stems;
use crate::view::Utterance;

/// Share of the meaning in the score where both are known; the rest are shared words. Names and numbers are
/// found by words, paraphrases by meaning.
const WEIGHT_OF_MEANING: f64 = 0.6;

/// Scores below are chance.
const LOWEST_USEFUL_SCORE: f64 = 0.2;

/// Sentences whose meaning is worked out, some twenty hours of talk; those beyond are found by their words alone.
const MOST_EMBEDDED: usize = 20_000;

/// A transcript's sentences, ready to be searched.
pub(crate) struct Ranking<'u, 'a> {
    utterances: &'u [Utterance<'a>],
    /// How telling a stem is: rare ones tell more.
    weights: BTreeMap<String, f64>,
    vectors: Option<Vec<Vec<f32>>>,
}

/// A sentence found, by its position, with its score from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Hit {
    /// Position in the list of sentences.
    pub position: usize,
    /// How well it fits.
    pub score: f64,
}

impl<'u, 'a> Ranking<'u, 'a> {
    /// Reads all sentences.
    pub(crate) async fn new(
        utterances: &'u [Utterance<'a>],
        embedder: Option<&dyn Embedder>,
    ) -> Result<Self, InsightError> {
        let weights = offloaded(|| weights(utterances));
        let vectors = match embedder {
            Some(embedder) if !utterances.is_empty() => {
                let texts: Vec<String> = utterances
                    .iter()
                    .take(MOST_EMBEDDED)
                    .map(|utterance| utterance.phrase.source().to_owned())
                    .collect();
                Some(embed_all(embedder, &texts).await?)
            }
            _ => None,
        };
        Ok(Self { utterances, weights, vectors })
    }

    /// For each query the sentences that fit best, best first, at most `count`. Sentences that fit by chance
    /// only are left out; the result may be empty.
    pub(crate) async fn search(
        &self,
        queries: &[String],
        count: usize,
        embedder: Option<&dyn Embedder>,
    ) -> Result<Vec<Vec<Hit>>, InsightError> {
        let vectors = match (embedder, &self.vectors) {
            (Some(embedder), Some(_)) if !queries.is_empty() => Some(embed_all(embedder, queries).await?),
            _ => None,
        };
        Ok(offloaded(|| {
            let best = queries.iter().enumerate().map(|(number, query)| {
                let vector = vectors.as_ref().and_then(|vectors| vectors.get(number));
                self.best(query, vector.map(Vec::as_slice), count)
            });
            best.collect()
        }))
    }

    /// Quotes of the sentences that fit one query best; none where nothing that was said does.
    pub(crate) async fn support(
        &self,
        query: &str,
        count: usize,
        embedder: Option<&dyn Embedder>,
    ) -> Result<Vec<Evidence>, InsightError> {
        let found = self.search(&[query.to_owned()], count, embedder).await?;
        let hits = found.into_iter().next().unwrap_or_default();
        Ok(hits.iter().map(|hit| quote_utterance(&self.utterances[hit.position])).collect())
    }

    fn best(&self, query: &str, vector: Option<&[f32]>, count: usize) -> Vec<Hit> {
        let wanted = content_stems(&Phrase::new(query).normal);
        let mut hits: Vec<Hit> = (0..self.utterances.len())
            .map(|position| {
                let words = self.shared_words(&wanted, position);
                let meaning = vector
                    .zip(self.vectors.as_ref())
                    .and_then(|(query, all)| all.get(position).map(|sentence| likeness(query, sentence)));
                let score = meaning
                    .map_or(words, |meaning| WEIGHT_OF_MEANING * meaning + (1.0 - WEIGHT_OF_MEANING) * words);
                Hit { position, score }
            })
            .filter(|hit| hit.score >= LOWEST_USEFUL_SCORE)
            .collect();
        hits.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.position.cmp(&other.position)));
        hits.truncate(count);
        hits
    }

    /// Share of the query's words, by weight, that the sentence has.
    fn shared_words(&self, wanted: &BTreeSet<String>, position: usize) -> f64 {
        let weight = |stem: &String| self.weights.get(stem).copied().unwrap_or(1.0);
        let total: f64 = wanted.iter().map(weight).sum();
        if total == 0.0 {
            return 0.0;
        }
        wanted
            .iter()
            .filter(|stem| self.utterances[position].subject().contains(*stem))
            .map(weight)
            .sum::<f64>()
            / total
    }

    /// Quotes of the sentences that have one of the words or phrases, in their order.
    pub(crate) fn with_keywords(&self, keywords: &Keywords) -> impl Iterator<Item = Evidence> {
        self.utterances.iter().filter(|utterance| keywords.are_in(utterance)).map(quote_utterance)
    }
}

/// The rarer a stem, the more it tells.
fn weights(utterances: &[Utterance<'_>]) -> BTreeMap<String, f64> {
    let mut occurrences: BTreeMap<&String, usize> = BTreeMap::new();
    for stem in utterances.iter().flat_map(|utterance| utterance.subject()) {
        *occurrences.entry(stem).or_default() += 1;
    }
    let total = utterances.len() as f64;
    occurrences.into_iter().map(|(stem, count)| (stem.clone(), (1.0 + total / count as f64).ln())).collect()
}

async fn embed_all(embedder: &dyn Embedder, texts: &[String]) -> Result<Vec<Vec<f32>>, InsightError> {
    let mut vectors = Vec::with_capacity(texts.len());
    // Hours of talk are thousands of sentences: small batches keep one line of the protocol small.
    for batch in texts.chunks(128) {
        let found = embedder.embed(batch).await?;
        if found.len() != batch.len() {
            return Err(InsightError::UnusableAnswer(format!(
                "{} vectors for {} texts",
                found.len(),
                batch.len()
            )));
        }
        vectors.extend(found);
    }
    Ok(vectors)
}

/// Cosine of two unit vectors, 0 where they point apart or differ in length.
fn likeness(one: &[f32], other: &[f32]) -> f64 {
    if one.len() != other.len() {
        return 0.0;
    }
    let product: f32 = one.iter().zip(other).map(|(a, b)| a * b).sum();
    f64::from(product).clamp(0.0, 1.0)
}
