//! A transcript as subtitles.

use std::fmt::Write;

use colloquy_domain::transcript::Transcript;

/// SubRip: numbered blocks with commas in their times.
pub fn srt(transcript: &Transcript) -> String {
    let mut text = String::new();
    for (number, entry) in (1..).zip(&transcript.entries) {
        let (start, end) = (clock(entry.start_seconds, ','), clock(entry.end_seconds, ','));
        let (name, said) = (transcript.speaker_name(entry.speaker_index), one_line(&entry.text));
        // Writing to a string cannot fail.
        let _ = write!(text, "{number}\n{start} --> {end}\n{name}: {said}\n\n");
    }
    text
}

/// WebVTT, with speakers as voices.
pub fn vtt(transcript: &Transcript) -> String {
    let mut text = String::from("WEBVTT\n\n");
    for entry in &transcript.entries {
        let (start, end) = (clock(entry.start_seconds, '.'), clock(entry.end_seconds, '.'));
        let name = escaped(&one_line(&transcript.speaker_name(entry.speaker_index)));
        let said = escaped(&one_line(&entry.text));
        let _ = write!(text, "{start} --> {end}\n<v {name}>{said}\n\n");
    }
    text
}

/// `01:02:03.450`.
fn clock(seconds: f64, point: char) -> String {
    let milliseconds = (seconds.max(0.0) * 1_000.0).round() as u64;
    let (hours, minutes) = (milliseconds / 3_600_000, milliseconds / 60_000 % 60);
    format!("{hours:02}:{minutes:02}:{:02}{point}{:03}", milliseconds / 1_000 % 60, milliseconds % 1_000)
}

/// A blank line would end the block.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::transcript::{Entry, EntryId, Speaker, TranscriptSource};
    use colloquy_domain::{ConversationId, TranscriptId, WorkspaceId};

    #[test]
    fn blocks_are_what_players_read() {
        let transcript = Transcript {
            id: TranscriptId::generate(),
            workspace_id: WorkspaceId::generate(),
            conversation_id: ConversationId::generate(),
            source: TranscriptSource::Supplied,
            language: None,
            engine: None,
            speakers: vec![Speaker { name: Some("A <b>".into()), ..Speaker::default() }],
            entries: vec![Entry {
                id: EntryId(0),
                speaker_index: 0,
                start_seconds: 3_599.9996,
                end_seconds: 3_661.25,
                text: "One\n\ntwo & three".into(),
                sentences: Vec::new(),
                words: Vec::new(),
            }],
            created_at: time::macros::datetime!(2026-03-01 12:00 UTC),
        };
        assert_eq!(srt(&transcript), "1\n01:00:00,000 --> 01:01:01,250\nA <b>: One two & three\n\n");
        let expected = "WEBVTT\n\n01:00:00.000 --> 01:01:01.250\n<v A &lt;b&gt;>One two &amp; three\n\n";
        assert_eq!(vtt(&transcript), expected);
    }
}
