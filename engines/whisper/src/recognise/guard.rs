//! Tells speech from what Whisper makes up.
//!
//! Whisper was trained on subtitles and says something in any case: it fills noise with a polite phrase, or
//! falls into a loop. Both show in what it says about itself and in the words.

use super::words::{WindowWord, has_spaces};

/// The pair of limits of the Whisper paper (Radford et al. 2022, section 4.5): it thinks that nobody speaks,
/// and does not trust its own words.
const NO_SPEECH_PROBABILITY: f32 = 0.6;
const DOUBTFUL_LOG_PROBABILITY: f32 = -1.0;
/// Where it is nearly sure that nobody speaks, a few words are not believed however much it trusts them: they
/// are what subtitles say over silence ("you", "Thank you.").
const SURELY_NO_SPEECH_PROBABILITY: f32 = 0.85;
const FEW_WORDS: usize = 3;
/// Words that nobody would say with so little trust in them, whatever else the model thinks.
const INVENTED_LOG_PROBABILITY: f32 = -1.7;

/// Nobody speaks faster for longer than a breath: words in a second, and some for the breath. Where a language puts
/// no spaces between words, what counts as one here is a character or two, and there is no such bound.
const WORDS_PER_SECOND: f64 = 6.5;
const WORDS_OF_A_BREATH: f64 = 4.0;

/// Longest phrase whose repetition is looked for, in words.
const LONGEST_PHRASE: usize = 12;
/// A phrase that is said so many times in a row is a loop: words and pairs ("no no no no"), and longer ones.
const LOOP_OF_SHORT: usize = 6;
const LOOP_OF_LONG: usize = 3;
const SHORT_PHRASE: usize = 2;

/// What to think of the words heard in a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Take them.
    Speech,
    /// Listen again.
    Doubtful,
    /// Nobody spoke.
    Silence,
}

/// Judges `words` that were heard in `speech_seconds` of sound.
pub fn judge(
    words: &[WindowWord],
    language: &str,
    no_speech_probability: f32,
    speech_seconds: f64,
) -> Verdict {
    let Some(mean) = mean_log_probability(words) else { return Verdict::Silence };
    let nobody = no_speech_probability > NO_SPEECH_PROBABILITY && mean < DOUBTFUL_LOG_PROBABILITY;
    let surely_nobody = no_speech_probability > SURELY_NO_SPEECH_PROBABILITY && words.len() <= FEW_WORDS;
    if nobody || surely_nobody || mean < INVENTED_LOG_PROBABILITY {
        return Verdict::Silence;
    }
    let too_many =
        has_spaces(language) && words.len() as f64 > speech_seconds * WORDS_PER_SECOND + WORDS_OF_A_BREATH;
    if mean < DOUBTFUL_LOG_PROBABILITY || too_many || find_loop(words).is_some() {
        return Verdict::Doubtful;
    }
    Verdict::Speech
}

/// Mean log probability of the tokens of `words`; none where there are no words.
pub fn mean_log_probability<'a>(words: impl IntoIterator<Item = &'a WindowWord>) -> Option<f32> {
    let (sum, tokens) = words
        .into_iter()
        .fold((0.0, 0), |(sum, tokens), word| (sum + word.log_probability, tokens + word.tokens));
    (tokens > 0).then(|| sum / tokens as f32)
}

/// Reduces every loop to its phrase said once.
pub fn without_loops(mut words: Vec<WindowWord>) -> Vec<WindowWord> {
    while let Some(found) = find_loop(&words) {
        words.drain(found.start + found.phrase..found.start + found.phrase * found.times);
    }
    words
}

/// A phrase that is said again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Loop {
    start: usize,
    phrase: usize,
    times: usize,
}

fn find_loop(words: &[WindowWord]) -> Option<Loop> {
    let plain: Vec<String> = words
        .iter()
        .map(|word| {
            word.word.text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        })
        .collect();
    for phrase in 1..=LONGEST_PHRASE.min(plain.len() / LOOP_OF_LONG) {
        let enough = if phrase <= SHORT_PHRASE { LOOP_OF_SHORT } else { LOOP_OF_LONG };
        // Length of the run of words that equal the one a phrase before them.
        let mut run = 0;
        for index in phrase..=plain.len() {
            if index < plain.len() && plain[index] == plain[index - phrase] {
                run += 1;
                continue;
            }
            let times = run / phrase + 1;
            if times >= enough {
                return Some(Loop { start: index - run - phrase, phrase, times });
            }
            run = 0;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use colloquy_engine::protocol::RecognisedWord;

    use super::*;

    fn said(text: &str, log_probability: f32) -> Vec<WindowWord> {
        text.split_whitespace()
            .map(|word| WindowWord {
                word: RecognisedWord {
                    text: word.to_owned(),
                    start_seconds: 0.0,
                    end_seconds: 0.0,
                    probability: None,
                },
                space_before: true,
                log_probability,
                tokens: 1,
            })
            .collect()
    }

    fn text(words: &[WindowWord]) -> String {
        words.iter().map(|word| word.word.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn loops_are_found_and_reduced_and_plain_emphasis_is_left() {
        let looped = said("Well, I think so. I think so. I think so, I think so. Right?", -0.2);
        assert_eq!(judge(&looped, "en", 0.0, 30.0), Verdict::Doubtful);
        assert_eq!(text(&without_loops(looped)), "Well, I think so. Right?");
        let stutter = said("a a a a a a a a", -0.2);
        assert_eq!(text(&without_loops(stutter)), "a");
        let emphasis = said("No, no, no, no. Thank you, thank you.", -0.2);
        assert_eq!(judge(&emphasis, "en", 0.0, 30.0), Verdict::Speech);
        assert_eq!(without_loops(emphasis.clone()), emphasis);
    }

    #[test]
    fn doubt_and_silence() {
        let polite = said("Thank you for watching.", -1.2);
        assert_eq!(judge(&polite, "en", 0.9, 5.0), Verdict::Silence);
        assert_eq!(judge(&polite, "en", 0.1, 5.0), Verdict::Doubtful);
        assert_eq!(judge(&said("Thank you.", -2.0), "en", 0.1, 5.0), Verdict::Silence);
        assert_eq!(judge(&said("you", -0.3), "en", 0.93, 5.0), Verdict::Silence);
        assert_eq!(judge(&said("Yes.", -0.3), "en", 0.2, 5.0), Verdict::Speech);
        assert_eq!(judge(&[], "en", 0.1, 5.0), Verdict::Silence);
        let crowded = said("one two three four five six seven eight nine ten eleven twelve", -0.1);
        assert_eq!(judge(&crowded, "en", 0.0, 1.0), Verdict::Doubtful);
        assert_eq!(judge(&crowded, "en", 0.0, 4.0), Verdict::Speech);
        let characters = said("そ れ で は 明 日 の 十 時 に お 電 話 い た し ま す", -0.1);
        assert_eq!(judge(&characters, "ja", 0.0, 2.0), Verdict::Speech);
    }
}
