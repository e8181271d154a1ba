//! A transcript as text and as subtitles.
//!
//! Subtitles are cut so that a screen holds them: by sentence, and longer sentences by words, up to two lines
//! of 42 characters and seven seconds.

use std::fmt::Write;

use colloquy_domain::transcript::{Entry, Speaker};

/// Most characters of one subtitle: two lines of what the large broadcasters allow.
const MOST_CHARACTERS: usize = 84;
/// Longest time that one subtitle stands.
const LONGEST_SECONDS: f64 = 7.0;

/// One line per entry: `[00:01:05] Name: text`.
#[must_use]
pub fn plain_text(speakers: &[Speaker], entries: &[Entry]) -> String {
    let mut output = String::new();
    for entry in entries {
        let seconds = entry.start_seconds.max(0.0) as u64;
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let name = speaker_name(speakers, entry.speaker_index);
        // Writing to a string cannot fail.
        let _ = writeln!(output, "[{hours:02}:{minutes:02}:{seconds:02}] {name}: {}", entry.text);
    }
    output
}

/// SubRip.
#[must_use]
pub fn srt(speakers: &[Speaker], entries: &[Entry]) -> String {
    let mut output = String::new();
    for (cue, number) in cues(entries).into_iter().zip(1..) {
        let (start, end) = (timestamp(cue.start_seconds, ','), timestamp(cue.end_seconds, ','));
        let name = speaker_name(speakers, cue.speaker_index);
        // A blank line ends a cue, an arrow starts one: neither may come from the text.
        let text = one_line(&cue.text).replace("-->", "->");
        let _ = write!(output, "{number}\n{start} --> {end}\n{}: {text}\n\n", one_line(&name));
    }
    output
}

/// WebVTT, with the speakers as voices.
#[must_use]
pub fn vtt(speakers: &[Speaker], entries: &[Entry]) -> String {
    let mut output = "WEBVTT\n\n".to_owned();
    for cue in cues(entries) {
        let (start, end) = (timestamp(cue.start_seconds, '.'), timestamp(cue.end_seconds, '.'));
        let name = speaker_name(speakers, cue.speaker_index);
        let _ = write!(
            output,
            "{start} --> {end}\n<v {}>{}</v>\n\n",
            escape(&one_line(&name)),
            escape(&one_line(&cue.text))
        );
    }
    output
}

struct Cue {
    speaker_index: u32,
    start_seconds: f64,
    end_seconds: f64,
    text: String,
}

fn cues(entries: &[Entry]) -> Vec<Cue> {
    let mut cues = Vec::new();
    for entry in entries {
        if entry.words.is_empty() {
            cues.push(Cue {
                speaker_index: entry.speaker_index,
                start_seconds: entry.start_seconds,
                end_seconds: entry.end_seconds,
                text: entry.text.clone(),
            });
            continue;
        }
        cues.extend(cues_of_words(entry));
    }
    cues.sort_by(|a, b| a.start_seconds.total_cmp(&b.start_seconds));
    cues
}

/// A word as it stands in its entry: with the space before it, where there is one.
struct Piece {
    text: String,
    start_seconds: f64,
    end_seconds: f64,
}

/// Cuts after sentences, and sentences that do not fit into parts of about the same length, so that no word is
/// left to stand alone.
fn cues_of_words(entry: &Entry) -> Vec<Cue> {
    let mut cues = Vec::new();
    let mut sentence: Vec<Piece> = Vec::new();
    let mut rest = entry.text.as_str();
    for word in &entry.words {
        let (space, after) = match rest.find(word.text.as_str()) {
            Some(at) => (rest[..at].contains(char::is_whitespace), &rest[at + word.text.len()..]),
            None => (true, rest),
        };
        rest = after;
        let space = if space && !sentence.is_empty() { " " } else { "" };
        sentence.push(Piece {
            text: format!("{space}{}", word.text),
            start_seconds: word.start_seconds,
            end_seconds: word.end_seconds,
        });
        let ends_sentence = entry
            .sentences
            .iter()
            .any(|one| one.end_seconds <= word.end_seconds && one.end_seconds > word.start_seconds);
        if ends_sentence {
            cues.extend(evenly_cut(entry.speaker_index, &sentence));
            sentence.clear();
        }
    }
    cues.extend(evenly_cut(entry.speaker_index, &sentence));
    cues
}

/// The fewest cues of about the same length that fit; a word that is too long is one of its own.
fn evenly_cut(speaker_index: u32, pieces: &[Piece]) -> Vec<Cue> {
    let total: usize = pieces.iter().map(|piece| piece.text.chars().count()).sum();
    let fewest = total.div_ceil(MOST_CHARACTERS).max(1);
    (fewest..pieces.len())
        .map(|count| filled(speaker_index, pieces, total.div_ceil(count)))
        .find(|cues| cues.iter().all(fits))
        .unwrap_or_else(|| filled(speaker_index, pieces, 1))
}

/// Cues that each take words until they have `enough` characters.
fn filled(speaker_index: u32, pieces: &[Piece], enough: usize) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    for piece in pieces {
        match cues.last_mut().filter(|cue| cue.text.chars().count() < enough) {
            Some(cue) => {
                cue.text.push_str(&piece.text);
                cue.end_seconds = cue.end_seconds.max(piece.end_seconds);
            }
            None => cues.push(Cue {
                speaker_index,
                start_seconds: piece.start_seconds,
                end_seconds: piece.end_seconds,
                text: piece.text.trim_start().to_owned(),
            }),
        }
    }
    cues
}

fn fits(cue: &Cue) -> bool {
    cue.text.chars().count() <= MOST_CHARACTERS && cue.end_seconds - cue.start_seconds <= LONGEST_SECONDS
}

fn speaker_name(speakers: &[Speaker], index: u32) -> String {
    speakers
        .get(index as usize)
        .and_then(|speaker| speaker.name.clone())
        .unwrap_or_else(|| format!("Speaker {}", index.saturating_add(1)))
}

fn timestamp(seconds: f64, decimal: char) -> String {
    let millis = (seconds.max(0.0) * 1000.0).round() as u64;
    let (hours, minutes) = (millis / 3_600_000, millis / 60_000 % 60);
    format!("{hours:02}:{minutes:02}:{:02}{decimal}{:03}", millis / 1000 % 60, millis % 1000)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use colloquy_domain::transcript::{EntryId, Sentence, Word};

    use super::*;

    fn entry(speaker_index: u32, start: f64, text: &str) -> Entry {
        let words: Vec<Word> = text
            .split(' ')
            .enumerate()
            .map(|(index, word)| Word {
                text: word.to_owned(),
                start_seconds: start + index as f64,
                end_seconds: start + index as f64 + 0.9,
                probability: None,
            })
            .collect();
        let end_seconds = words[words.len() - 1].end_seconds;
        let first_end = start + 1.9;
        let sentence = Sentence { text: String::new(), start_seconds: start, end_seconds: first_end };
        Entry {
            id: EntryId(0),
            speaker_index,
            start_seconds: start,
            end_seconds,
            text: text.to_owned(),
            sentences: vec![sentence],
            words,
        }
    }

    #[test]
    fn every_format_in_one_look() {
        let speakers = [Speaker { name: Some("Maya <QA>".to_owned()), ..Speaker::default() }];
        let entries = [entry(0, 3661.5, "Good morning. Is a & b --> c"), entry(1, 3700.0, "Yes.")];
        assert_eq!(
            plain_text(&speakers, &entries),
            "[01:01:01] Maya <QA>: Good morning. Is a & b --> c\n[01:01:40] Speaker 2: Yes.\n"
        );
        assert_eq!(
            srt(&speakers, &entries),
            "1\n01:01:01,500 --> 01:01:03,400\nMaya <QA>: Good morning.\n\n\
             2\n01:01:03,500 --> 01:01:09,400\nMaya <QA>: Is a & b -> c\n\n\
             3\n01:01:40,000 --> 01:01:40,900\nSpeaker 2: Yes.\n\n"
        );
        let vtt = vtt(&speakers, &entries);
        assert!(vtt.starts_with(
            "WEBVTT\n\n01:01:01.500 --> 01:01:03.400\n<v Maya &lt;QA&gt;>Good morning.</v>\n\n"
        ));
        assert!(vtt.contains("Is a &amp; b --&gt; c</v>"), "{vtt}");
    }

    #[test]
    fn long_sentences_are_cut_to_what_a_screen_holds() {
        let text = vec!["wonderful"; 30].join(" ");
        let mut long = entry(0, 0.0, &text);
        long.sentences.clear();
        for cue in cues(&[long]) {
            assert!(
                cue.text.len() <= MOST_CHARACTERS && cue.end_seconds - cue.start_seconds <= LONGEST_SECONDS
            );
        }
    }

    #[test]
    fn a_sentence_that_is_little_too_long_leaves_no_single_word() {
        let mut long = entry(0, 0.0, "And so my fellow Americans ask not");
        long.sentences.clear();
        for (word, place) in long.words.iter_mut().zip(0_u32..) {
            (word.start_seconds, word.end_seconds) = (f64::from(place) * 1.1, f64::from(place) * 1.1 + 1.0);
        }
        let texts: Vec<String> = cues(&[long]).into_iter().map(|cue| cue.text).collect();
        assert_eq!(texts, ["And so my fellow Americans", "ask not"]);
    }
}
