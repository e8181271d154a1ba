//! How people felt: of each speaker and of the whole, from -1 (negative) to 1 (positive).
//!
//! With a model a speaker's score is the probability of "positive" less that of "negative". Without, a careful
//! lexicon ([`lexicon`]); it is told with little confidence, because words alone mislead: an angry customer
//! says thank you too.

mod lexicon;

use colloquy_domain::evidence::{Evidence, Grounds};
use colloquy_domain::insight::{Sentiment, SpeakerSentiment};

use crate::analyst::{Analyst, basic, rules_must_know_the_language};
use crate::error::InsightError;
use crate::evidence::{distinct, quote_utterance};
use crate::model::{LanguageModel, probability_of};
use crate::offload::offloaded;
use crate::prompt::{label, prefixes};
use crate::reading::Reading;
use crate::view::{ConversationView, Utterance};

/// Most quotes beside a speaker.
const MOST_EVIDENCE: usize = 2;
/// What a lexicon is worth.
const CONFIDENCE_OF_WORDS: f64 = 0.3;

/// What a score is worth that sounds in nothing that was said.
const CONFIDENCE_WITHOUT_EVIDENCE: f64 = 0.3;
/// Scores nearer to zero say that there is no mood, and that stands nowhere.
const NEUTRAL: f64 = 0.3;

/// The score of a speaker, with how sure the engine is.
struct Mood {
    speaker_index: u32,
    score: f64,
    confidence: f64,
}

pub(crate) async fn sentiment(
    analyst: &Analyst,
    view: &ConversationView<'_>,
) -> Result<Sentiment, InsightError> {
    let reading = offloaded(|| Reading::new(view));
    let mut speakers: Vec<u32> = reading.utterances.iter().map(Utterance::speaker).collect();
    speakers.sort_unstable();
    speakers.dedup();
    if speakers.is_empty() {
        return Err(InsightError::NothingSaid);
    }
    let (moods, engine) = match analyst.model.as_deref() {
        Some(model) => (by_model(&reading, model, &speakers).await?, model.label()),
        None => {
            rules_must_know_the_language(view)?;
            (offloaded(|| by_words(&reading, &speakers)), basic())
        }
    };
    let mut confidence = 0.0;
    let mut scored = Vec::with_capacity(moods.len());
    for mood in moods {
        let evidence = offloaded(|| telling(&reading, mood.speaker_index, mood.score));
        let is_heard = !evidence.is_empty() || mood.score.abs() < NEUTRAL;
        confidence +=
            if is_heard { mood.confidence } else { mood.confidence.min(CONFIDENCE_WITHOUT_EVIDENCE) };
        let score = mood.score.clamp(-1.0, 1.0);
        scored.push(SpeakerSentiment { speaker_index: mood.speaker_index, score, evidence });
    }
    let count = scored.len() as f64;
    let overall = scored.iter().map(|speaker| speaker.score).sum::<f64>() / count;
    let evidence = scored.iter().filter_map(|speaker| speaker.evidence.first().cloned()).collect();
    let grounds = Grounds { evidence, confidence: confidence / count, engine };
    Ok(Sentiment { overall, speakers: scored, grounds })
}

/// Asks for each speaker's mood in every piece in which they say something.
async fn by_model(
    reading: &Reading<'_>,
    model: &dyn LanguageModel,
    speakers: &[u32],
) -> Result<Vec<Mood>, InsightError> {
    let options = ["negative".to_owned(), "neutral".to_owned(), "positive".to_owned()];
    let labels: Vec<String> = speakers.iter().map(|speaker| label(&reading.view, *speaker)).collect();
    let mut sums = vec![([0.0_f64; 3], 0.0_f64); speakers.len()];
    for piece in &prefixes(reading, model).await? {
        for (label, (sums, asked)) in labels.iter().zip(&mut sums) {
            if !piece.context.contains(&format!("\n{label}: ")) {
                continue;
            }
            let question = format!(
                "Question: What is the mood of {label} in this conversation?\nAnswer with one of: negative, neutral, positive."
            );
            let probabilities = model.choose(piece, &question, &options).await?;
            for (option, sum) in sums.iter_mut().enumerate() {
                *sum += probability_of(&probabilities, option)?;
            }
            *asked += 1.0;
        }
    }
    let moods = speakers.iter().zip(sums).map(|(speaker_index, (sums, asked))| {
        let asked = asked.max(1.0);
        Mood {
            speaker_index: *speaker_index,
            score: (sums[2] - sums[0]) / asked,
            confidence: sums.iter().copied().fold(0.0, f64::max) / asked,
        }
    });
    Ok(moods.collect())
}

fn by_words(reading: &Reading<'_>, speakers: &[u32]) -> Vec<Mood> {
    let moods = speakers.iter().map(|speaker| {
        let own = reading.utterances.iter().filter(|utterance| utterance.speaker() == *speaker);
        Mood { speaker_index: *speaker, score: lexicon::score(own), confidence: CONFIDENCE_OF_WORDS }
    });
    moods.collect()
}

/// The sentences of a speaker that sound most like the score; none where none does.
fn telling(reading: &Reading<'_>, speaker: u32, score: f64) -> Vec<Evidence> {
    if !reading.view.is_english() {
        return Vec::new();
    }
    let own = reading.utterances.iter().filter(|utterance| utterance.speaker() == speaker);
    let mut found: Vec<(f64, &Utterance<'_>)> = own
        .map(|utterance| (lexicon::weight(utterance.normal()), utterance))
        .filter(|(weight, _)| weight * score > 0.0)
        .collect();
    found.sort_by(|(one, _), (other, _)| other.abs().total_cmp(&one.abs()));
    distinct(found.into_iter().map(|(_, utterance)| quote_utterance(utterance)), MOST_EVIDENCE)
}
