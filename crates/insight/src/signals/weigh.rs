//! Weighs what the model says against what the words say.
//!
//! A model of 1.5 billion parameters says yes too easily: on three labelled calls it was right on 25 of 35
//! questions, and all ten errors were a yes where nobody had said anything of the kind. Wordings err on the other
//! side: they miss what is said in other words. So both count, as independent witnesses do: the logarithms of
//! their odds are added. A clear judgement of the model still stands against the words.

use colloquy_domain::signal::SignalDefinition;

use super::basic::Answer;
use super::defaults::still_default;
use super::patterns::wording;
use crate::reading::Reading;

/// What the words say to a yes/no question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opinion {
    /// A wording made for this question was found.
    Found,
    /// One of the workspace's own keywords was found: they may mean something else here.
    KeywordFound,
    /// There are wordings for this question and none was found.
    NotFound,
    /// There are keywords for this question and none was found.
    NoKeywordFound,
    /// Nothing is known about the words of this question.
    None,
}

impl Opinion {
    pub(super) fn of(reading: &Reading<'_>, definition: &SignalDefinition, rules: &Answer) -> Self {
        if !reading.view.is_english() {
            return Self::of_other_language(!rules.evidence.is_empty());
        }
        let has_wording = still_default(definition)
            .is_some_and(|name| wording(name).is_some() || name == "next_step_agreed");
        match (has_wording, definition.keywords.is_empty(), rules.evidence.is_empty()) {
            (true, _, false) => Self::Found,
            (true, _, true) => Self::NotFound,
            (false, false, false) => Self::KeywordFound,
            (false, false, true) => Self::NoKeywordFound,
            (false, true, _) => Self::None,
        }
    }

    /// Where the rules do not know the language: a keyword that is there says something, one that is not nothing.
    pub(crate) fn of_other_language(is_keyword_found: bool) -> Self {
        if is_keyword_found { Self::KeywordFound } else { Self::None }
    }

    /// Logarithm of the odds that this opinion adds.
    fn log_odds(self) -> f64 {
        match self {
            Self::Found => 1.8,
            Self::KeywordFound => 0.7,
            Self::NotFound => -1.5,
            Self::NoKeywordFound => -0.5,
            Self::None => 0.0,
        }
    }
}

/// The probability of yes after both were heard.
pub(crate) fn weighed(probability: f64, opinion: Opinion) -> f64 {
    let bounded = probability.clamp(0.001, 0.999);
    let log_odds = (bounded / (1.0 - bounded)).ln() + opinion.log_odds();
    1.0 / (1.0 + (-log_odds).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_move_a_doubtful_model_and_not_a_clear_one() {
        assert!((weighed(0.7, Opinion::None) - 0.7).abs() < 1e-9);
        assert!(weighed(0.64, Opinion::NotFound) < 0.4);
        assert!(weighed(0.95, Opinion::NotFound) > 0.6);
        assert!(weighed(0.41, Opinion::Found) > 0.6);
        assert!(weighed(0.03, Opinion::Found) < 0.4);
        assert!(weighed(0.0, Opinion::Found) >= 0.0 && weighed(1.0, Opinion::NotFound) <= 1.0);
    }
}
