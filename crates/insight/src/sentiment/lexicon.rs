//! Words and phrases that tell how somebody feels.
//!
//! Courtesy ("thanks", "please") counts almost nothing: people are polite when they are angry. What counts is
//! what they complain of and what they threaten.

use std::sync::LazyLock;

use regex::Regex;

use crate::view::Utterance;

/// Words before which a feeling turns round, and how many words they reach.
const NEGATORS: [&str; 8] = ["not", "no", "never", "hardly", "without", "nothing", "neither", "nor"];
const REACH_OF_NEGATOR: usize = 3;
/// How much a negated feeling counts on the other side: "not bad" is no praise.
const NEGATED: f64 = -0.6;

const WORDS: &[(f64, &str)] = &[
    (
        1.0,
        "great wonderful excellent perfect fantastic lovely amazing awesome brilliant delighted love helpful",
    ),
    (0.6, "good glad happy pleased nice useful appreciate relieved better comfortable impressed easy"),
    (0.2, "thanks thank fine cool"),
    (
        -0.6,
        "problem problems issue bad slow late wrong broken confusing difficult worried concerned unfortunately expensive behind complicated disappointed disappointing tired",
    ),
    (
        -1.0,
        "terrible awful horrible ridiculous unacceptable angry furious frustrated frustrating annoyed annoying useless worst hate nonsense joke rude outrageous disgusting sick",
    ),
];

static PHRASES: LazyLock<Vec<(f64, Regex)>> = LazyLock::new(|| {
    [
        (-1.2, r"\b(?:nobody|no one) (?:answered|called|came|replied|cares|helped|told)\b"),
        (-1.2, r"\b(?:clos(?:e|ing) (?:the|my|our) account|cancel (?:my|our|the) (?:account|subscription|contract|service)|switching to|go elsewhere|speak to (?:a|your) (?:manager|supervisor))\b"),
        (-1.0, r"\b(?:charged|billed) (?:me |us )?(?:twice|again|wrongly)\b|\b(?:second|third|fourth|\d+(?:th|rd|nd)) time\b|\bagain and again\b|\bevery (?:single )?(?:time|month|week)\b"),
        (-1.0, r"\blet me finish\b|\bdo not you (?:want|even)\b|\bare you (?:serious|kidding)\b|\bstill (?:waiting|not|does not|do not|no)\b|\bfed up\b|\bwaste of\b"),
        (-0.7, r"\b(?:is|are|has been|have been|was) (?:down|out|dead|offline|missing|late)\b|\bdoes not work\b|\bdid not work\b|\ba lot more than\b|\btoo (?:much|expensive|long|often|late|slow)\b|\bi really do not\b"),
        (0.8, r"\b(?:saves|saved|made) my (?:day|meeting|week|life)\b|\beven better\b|\blook(?:ing)? forward\b|\bthat (?:really )?helps\b|\bso (?:kind|patient|helpful|much)\b|\bmy pleasure\b|\bgood luck\b|\bi (?:completely |totally )?understand\b|\bsorry to hear\b"),
    ]
    .into_iter()
    .map(|(weight, pattern)| (weight, Regex::new(pattern).expect("the patterns are constant and every test compiles them")))
    .collect()
});

/// How a sentence feels: 0 for nothing, the sign for the side.
pub(super) fn weight(normal: &str) -> f64 {
    let words: Vec<&str> = normal.split(' ').collect();
    let mut sum: f64 =
        PHRASES.iter().map(|(weight, pattern)| weight * pattern.find_iter(normal).count() as f64).sum();
    for (position, word) in words.iter().enumerate() {
        let Some((weight, _)) = WORDS.iter().find(|(_, list)| list.split(' ').any(|known| known == *word))
        else {
            continue;
        };
        let before = &words[position.saturating_sub(REACH_OF_NEGATOR)..position];
        // A comma ends the reach: "no, great".
        let since_comma =
            before.iter().rposition(|word| *word == ",").map_or(before, |comma| &before[comma + 1..]);
        let is_negated = since_comma.iter().any(|word| NEGATORS.contains(word));
        sum += if is_negated { weight * NEGATED } else { *weight };
    }
    sum
}

/// How a speaker feels, -1 to 1. Few telling words move it little.
pub(super) fn score<'u, 'a: 'u>(utterances: impl Iterator<Item = &'u Utterance<'a>>) -> f64 {
    let (mut sum, mut telling) = (0.0, 0.0_f64);
    for utterance in utterances {
        let weight = weight(utterance.normal());
        if weight != 0.0 {
            sum += weight.clamp(-2.0, 2.0);
            telling += 1.0;
        }
    }
    (sum / (telling + 4.0)).tanh()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::phrase::Phrase;

    #[test]
    fn feelings_have_a_side() {
        let weight = |text: &str| weight(&Phrase::new(text).normal);
        assert!(weight("This is ridiculous, nobody answered.") < -1.5);
        assert!(weight("Wonderful, that saves my day!") > 1.5);
        assert!(weight("That's not great.") < 0.0);
        assert!(weight("Not bad at all.") > 0.0 && weight("Not bad at all.") < 0.6);
        assert!(weight("No, great.") > 0.5);
        assert_eq!(weight("The box is on the shelf."), 0.0);
    }
}
