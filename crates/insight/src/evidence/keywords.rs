//! Words and phrases to look for, in whatever number or tense: "refund" is in "both were refunded".

use crate::text::phrase::Phrase;
use crate::text::stems::stem;
use crate::view::Utterance;

/// Words and phrases, ready to be looked for.
pub(crate) struct Keywords(Vec<Vec<String>>);

impl Keywords {
    /// Reads them; what has no words is left out.
    pub(crate) fn new<'k>(keywords: impl IntoIterator<Item = &'k str>) -> Self {
        let stems = keywords.into_iter().map(|keyword| {
            Phrase::new(keyword).normal.split_ascii_whitespace().map(stem).collect::<Vec<String>>()
        });
        Self(stems.filter(|stems| !stems.is_empty()).collect())
    }

    /// Whether one of them is said in a sentence.
    pub(crate) fn are_in(&self, utterance: &Utterance<'_>) -> bool {
        self.places(utterance).next().is_some()
    }

    /// Where they stand, as positions in [`Utterance::stems`].
    pub(crate) fn places(&self, utterance: &Utterance<'_>) -> impl Iterator<Item = usize> {
        let stems = utterance.stems();
        self.0.iter().flat_map(move |wanted| {
            let starts = stems
                .windows(wanted.len())
                .enumerate()
                .filter(move |(_, window)| *window == wanted.as_slice());
            starts.map(|(start, _)| start)
        })
    }
}
