//! A transcript as text and as subtitles.
//!
//! Subtitles are cut so that a screen holds them: by sentence, and longer sentences by words, up to two lines
//! of 42 characters and seven seconds.

mod cues;

use std::fmt::Write;

use colloquy_domain::transcript::{Entry, Speaker};

use self::cues::{cues, lines};

/// One line per entry: `[00:01:05] Name: text`.
#[must_use]
pub fn plain_text(speakers: &[Speaker], entries: &[Entry]) -> String {
    let mut output = String::new();
    for entry in entries {
        let (time, name) = (clock(entry.start_seconds), speaker_name(speakers, entry.speaker_index));
        // Writing to a string cannot fail.
        let _ = writeln!(output, "[{time}] {}: {}", one_line(&name), one_line(&entry.text));
    }
    output
}

/// SubRip.
#[must_use]
pub fn srt(speakers: &[Speaker], entries: &[Entry]) -> String {
    let mut output = String::new();
    let name = |index| subrip_text(&speaker_name(speakers, index));
    for (cue, number) in cues(entries, |index| name(index).chars().count() + 2).into_iter().zip(1..) {
        let (start, end) = (timestamp(cue.start_seconds, ','), timestamp(cue.end_seconds, ','));
        let text = format!("{}: {}", name(cue.speaker_index), subrip_text(&cue.text));
        let _ = write!(output, "{number}\n{start} --> {end}\n{}\n\n", lines(&text));
    }
    output
}

/// WebVTT, with the speakers as voices.
#[must_use]
pub fn vtt(speakers: &[Speaker], entries: &[Entry]) -> String {
    let mut output = "WEBVTT\n\n".to_owned();
    for cue in cues(entries, |_| 0) {
        let (start, end) = (timestamp(cue.start_seconds, '.'), timestamp(cue.end_seconds, '.'));
        let name = speaker_name(speakers, cue.speaker_index);
        let _ = write!(
            output,
            "{start} --> {end}\n<v {}>{}</v>\n\n",
            escape(&one_line(&name)),
            escape(&lines(&one_line(&cue.text)))
        );
    }
    output
}

/// `01:02:03`.
#[must_use]
pub fn clock(seconds: f64) -> String {
    let seconds = seconds.max(0.0) as u64;
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
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

/// SubRip has no way to escape anything. A blank line ends a cue and an arrow makes its times: neither may come from
/// the text. Players take `<` before a letter for a tag, and `{\` for another, and hide them.
fn subrip_text(text: &str) -> String {
    let text = one_line(text).replace("-->", "->").replace("{\\", "{");
    let mut shown = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let is_tag = character == '<'
            && characters.peek().is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!'));
        shown.push(if is_tag { '‹' } else { character });
    }
    shown
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use colloquy_domain::transcript::{EntryId, Sentence, Word};

    use super::*;

    /// An entry with a word each second, whose first two words are a sentence.
    pub(super) fn entry(speaker_index: u32, start: f64, text: &str) -> Entry {
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
            "1\n01:01:01,500 --> 01:01:03,400\nMaya ‹QA>: Good morning.\n\n\
             2\n01:01:03,500 --> 01:01:09,400\nMaya ‹QA>: Is a & b -> c\n\n\
             3\n01:01:40,000 --> 01:01:40,900\nSpeaker 2: Yes.\n\n"
        );
        let vtt = vtt(&speakers, &entries);
        assert!(vtt.starts_with(
            "WEBVTT\n\n01:01:01.500 --> 01:01:03.400\n<v Maya &lt;QA&gt;>Good morning.</v>\n\n"
        ));
        assert!(vtt.contains("Is a &amp; b --&gt; c</v>"), "{vtt}");
    }

    #[test]
    fn nothing_said_can_end_a_cue_or_begin_one() {
        let mut sly = entry(0, 0.0, "x");
        sly.words.clear();
        sly.sentences.clear();
        sly.text = "One\n\n2\n00:00:09,000 --> 00:00:10,000\n{\\an8}Two <b>bold</b> 1 <2 <3".to_owned();
        let speakers = [Speaker { name: Some("A\n\nB -->".to_owned()), ..Speaker::default() }];
        let subrip = srt(&speakers, &[sly.clone()]);
        assert_eq!(subrip.matches("-->").count(), subrip.matches("\n\n").count(), "{subrip}");
        assert!(subrip.contains("‹b>bold‹/b>") && subrip.contains("1 <2 <3"), "{subrip}");
        let vtt = vtt(&speakers, &[sly]);
        assert_eq!(vtt.matches("-->").count() + 1, vtt.matches("\n\n").count(), "{vtt}");
    }
}
