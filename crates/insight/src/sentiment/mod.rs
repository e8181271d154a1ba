//! How people felt: of each speaker and of the whole, from -1 (negative) to 1 (positive).
//!
//! With a model a speaker's score is the probability of "positive" less that of "negative". Without, a careful
//! lexicon ([`lexicon`]); it is told with little confidence, because words alone mislead: an angry customer
//! says thank you too.

mod lexicon;

use colloquy_domain::evidence::{EngineLabel, Evidence, Grounds};
use colloquy_domain::insight::{Sentiment, SpeakerSentiment};

use crate::analyst::Analyst;
use crate::error::InsightError;
use crate::evidence::quote_utterance;
use crate::prompt::{label, prefixes};
use crate::view::{ConversationView, Utterance};

/// Most quotes beside a speaker.
const MOST_EVIDENCE: usize = 2;
/// What a lexicon is worth.
const CONFIDENCE_OF_WORDS: f64 = 0.3;

pub(crate) async fn sentiment(
    analyst: &Analyst,
    view: &ConversationView<'_>,
) -> Result<Sentiment, InsightError> {
    let utterances = view.utterances();
    let mut speakers: Vec<u32> = utterances.iter().map(Utterance::speaker).collect();
    speakers.sort_unstable();
    speakers.dedup();
    if speakers.is_empty() {
        return Err(InsightError::NothingSaid);
    }
    let mut scores = Vec::new();
    let mut confidence = CONFIDENCE_OF_WORDS;
    let mut engine = EngineLabel("basic".into());
    match analyst.model.as_deref() {
        Some(model) => {
            engine = model.label();
            confidence = 0.0;
            let prefixes = prefixes(view, model).await?;
            let options = ["negative".to_owned(), "neutral".to_owned(), "positive".to_owned()];
            for speaker in &speakers {
                let question = format!(
                    "Question: What is the mood of {} in this conversation?\nAnswer with one of: negative, neutral, positive.",
                    label(view, *speaker)
                );
                let mut sums = [0.0_f64; 3];
                for prefix in &prefixes {
                    let probabilities = model.choose(prefix, &question, &options).await?;
                    for (sum, probability) in sums.iter_mut().zip(probabilities) {
                        *sum += f64::from(probability) / prefixes.len() as f64;
                    }
                }
                confidence += sums.iter().copied().fold(0.0, f64::max) / speakers.len() as f64;
                scores.push((*speaker, sums[2] - sums[0]));
            }
        }
        None => {
            for speaker in &speakers {
                scores.push((
                    *speaker,
                    lexicon::score(utterances.iter().filter(|one| one.speaker() == *speaker)),
                ));
            }
        }
    }
    let speakers: Vec<SpeakerSentiment> = scores
        .into_iter()
        .map(|(speaker_index, score)| SpeakerSentiment {
            speaker_index,
            score: score.clamp(-1.0, 1.0),
            evidence: telling(&utterances, speaker_index, score),
        })
        .collect();
    let overall = speakers.iter().map(|speaker| speaker.score).sum::<f64>() / speakers.len() as f64;
    let evidence = speakers.iter().filter_map(|speaker| speaker.evidence.first().cloned()).collect();
    Ok(Sentiment { overall, speakers, grounds: Grounds { evidence, confidence, engine } })
}

/// The sentences of a speaker that sound most like the score; the longest one where none sounds like anything.
fn telling(utterances: &[Utterance<'_>], speaker: u32, score: f64) -> Vec<Evidence> {
    let own = || utterances.iter().filter(|utterance| utterance.speaker() == speaker);
    let mut found: Vec<(f64, &Utterance<'_>)> = own()
        .map(|utterance| (lexicon::weight(utterance.normal()), utterance))
        .filter(|(weight, _)| weight * score > 0.0)
        .collect();
    found.sort_by(|(one, _), (other, _)| other.abs().total_cmp(&one.abs()));
    let best: Vec<Evidence> =
        found.into_iter().take(MOST_EVIDENCE).map(|(_, utterance)| quote_utterance(utterance)).collect();
    if best.is_empty() {
        return own()
            .max_by_key(|utterance| utterance.phrase.words().len())
            .map(quote_utterance)
            .into_iter()
            .collect();
    }
    best
}
