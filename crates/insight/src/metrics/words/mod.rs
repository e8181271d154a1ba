//! What the words tell: repetition, fillers, questions, machines that answer.

mod fillers;
mod questions;
mod repetition;
mod voicemail;

use colloquy_domain::metric::{EvidenceSpan, Measured, Role};

use self::repetition::without_phrases;
use super::subject::{MetricSettings, SIDES, Sides, Subject};
use crate::reading::Reading;
use crate::view::Utterance;

/// Most places that are shown for one value.
const MOST_EVIDENCE: usize = 20;

/// The values of a metric that is made of words; none where the slug is none of these.
pub(super) fn measure(subject: &Subject<'_>, settings: &MetricSettings, slug: &str) -> Option<Vec<Measured>> {
    let metric = metric_of(slug)?;
    if !subject.has_words() {
        return Some(vec![Measured::data_missing("there is no transcript")]);
    }
    let reading = Reading::new(&subject.view);
    Some(metric(&Spoken { subject, settings, reading: &reading }))
}

/// A conversation as these metrics read it.
struct Spoken<'s, 'a> {
    subject: &'s Subject<'a>,
    settings: &'s MetricSettings,
    reading: &'s Reading<'a>,
}

type Metric = fn(&Spoken<'_, '_>) -> Vec<Measured>;

fn metric_of(slug: &str) -> Option<Metric> {
    Some(match slug {
        "repetition_density" => |spoken| spoken.of_both(repetition::density),
        "loop_count" => |spoken| vec![repetition::loops(spoken)],
        "filler_word_count" => |spoken| spoken.of_both(fillers::count),
        "filler_word_rate" => |spoken| spoken.of_both(fillers::rate),
        "unanswered_question_count" => |spoken| spoken.of_both(questions::unanswered),
        "voicemail_detected" => |spoken| vec![voicemail::detected(spoken)],
        _ => return None,
    })
}

impl<'a> Spoken<'_, 'a> {
    fn of_both(&self, measure: impl Fn(&Self, Role) -> Measured) -> Vec<Measured> {
        SIDES.into_iter().map(|role| measure(self, role).of(role)).collect()
    }

    /// The sentences of a side.
    fn said_by(&self, role: Role) -> impl Iterator<Item = &Utterance<'a>> {
        let sides = Sides::of(&self.reading.view);
        self.reading.utterances.iter().filter(move |utterance| sides.side(utterance.speaker()) == Some(role))
    }

    /// The words of a sentence in normal spelling, without phrases that do not count.
    fn counted_words(&self, utterance: &Utterance<'_>) -> Vec<String> {
        without_phrases(utterance.normal(), &self.settings.excluded_phrases)
    }
}

/// The words of a text: what holds a letter or a digit.
pub(super) fn count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// A sentence as evidence.
fn evidence(utterance: &Utterance<'_>, reason: Option<String>) -> EvidenceSpan {
    EvidenceSpan {
        from: utterance.entry.id,
        to: utterance.entry.id,
        quote: Some(utterance.phrase.source().to_owned()),
        reason,
    }
}
