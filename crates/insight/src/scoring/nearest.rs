//! The sentences that are nearest to a question, for criteria that no rule knows places for.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use colloquy_domain::evidence::Evidence;
use colloquy_domain::scorecard::Criterion;

use super::call::MOST_EVIDENCE;
use crate::embedder::Embedder;
use crate::error::InsightError;
use crate::evidence::{Ranking, distinct, quote_utterance};
use crate::reading::Reading;
use crate::text::phrase::Phrase;
use crate::text::stems::content_stems;

/// Looks sentences up; reads them all with the first question.
pub(super) struct Nearest<'n, 'a> {
    reading: &'n Reading<'a>,
    embedder: Option<&'n dyn Embedder>,
    ranking: Option<Ranking<'n, 'a>>,
}

impl<'n, 'a> Nearest<'n, 'a> {
    /// Nothing is read yet.
    pub fn new(reading: &'n Reading<'a>, embedder: Option<&'n dyn Embedder>) -> Self {
        Self { reading, embedder, ranking: None }
    }

    /// The sentences nearest to a criterion's question, best first; at least one where anything was said.
    pub async fn to(&mut self, criterion: &Criterion) -> Result<Vec<Evidence>, InsightError> {
        let ranking = match self.ranking.take() {
            Some(ranking) => ranking,
            None => Ranking::new(&self.reading.utterances, self.embedder).await?,
        };
        let query =
            format!("{} {}", criterion.question, criterion.guidance.as_deref().unwrap_or(&criterion.name));
        let found = ranking.support(&query, MOST_EVIDENCE, self.embedder).await;
        self.ranking = Some(ranking);
        let found = found?;
        Ok(if found.is_empty() { self.by_any_word(&query) } else { found })
    }

    /// Those that share any word at all, else the first one.
    fn by_any_word(&self, query: &str) -> Vec<Evidence> {
        let wanted: BTreeSet<String> = content_stems(&Phrase::new(query).normal);
        let mut shared: Vec<(Reverse<usize>, usize)> = self
            .reading
            .utterances
            .iter()
            .enumerate()
            .map(|(position, utterance)| {
                (Reverse(utterance.subject().intersection(&wanted).count()), position)
            })
            .filter(|(Reverse(count), _)| *count > 0)
            .collect();
        shared.sort_unstable();
        let best = shared.into_iter().map(|(_, position)| position).take(MOST_EVIDENCE);
        let found = distinct(
            best.filter_map(|position| self.reading.utterances.get(position)).map(quote_utterance),
            MOST_EVIDENCE,
        );
        if found.is_empty() {
            return self.reading.utterances.first().map(quote_utterance).into_iter().collect();
        }
        found
    }
}
