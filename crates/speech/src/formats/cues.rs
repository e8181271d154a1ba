//! Cutting a transcript into subtitles that a screen holds and that every player takes.

use colloquy_domain::transcript::Entry;

use crate::sentences::ends_sentence;

/// Most characters of a line, and of the two lines of one subtitle: what the large broadcasters allow.
const LINE_CHARACTERS: usize = 42;
const CUE_CHARACTERS: usize = 2 * LINE_CHARACTERS;
/// Longest time that one subtitle stands, where it is known when each word was said.
const LONGEST_SECONDS: f64 = 7.0;
/// What stands for less long is put together with what stands beside it, where both fit.
const READABLE_SECONDS: f64 = 1.0;
/// Shortest time that one subtitle stands.
const SHORTEST_SECONDS: f64 = 0.4;

/// A subtitle.
pub(super) struct Cue {
    pub speaker_index: u32,
    pub start_seconds: f64,
    pub end_seconds: f64,
    pub text: String,
}

/// The subtitles of a transcript, by time. They do not overlap: some players refuse that, and others show one only.
/// `beside` are the characters that a speaker's name takes in each of them.
pub(super) fn cues(entries: &[Entry], beside: impl Fn(u32) -> usize) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    for entry in entries {
        let most = CUE_CHARACTERS.saturating_sub(beside(entry.speaker_index)).max(LINE_CHARACTERS);
        let mut own: Vec<Cue> = Vec::new();
        for (sentence, longest_seconds) in sentences(entry) {
            let most = Most { characters: most, longest_seconds };
            for cue in evenly_cut(entry.speaker_index, &sentence, most) {
                match own.last_mut().filter(|last| belong_together(last, &cue, most)) {
                    Some(last) => {
                        last.text = format!("{} {}", last.text, cue.text);
                        last.end_seconds = last.end_seconds.max(cue.end_seconds);
                    }
                    None => own.push(cue),
                }
            }
        }
        cues.append(&mut own);
    }
    cues.sort_by(|one, other| one.start_seconds.total_cmp(&other.start_seconds));
    lay_out(&mut cues);
    cues
}

/// Short sentences that follow each other at once: alone they would be gone before anybody has read them.
fn belong_together(last: &Cue, next: &Cue, most: Most) -> bool {
    let is_short = |cue: &Cue| cue.end_seconds - cue.start_seconds < READABLE_SECONDS;
    (is_short(last) || is_short(next))
        && next.start_seconds - last.end_seconds < SHORTEST_SECONDS
        && next.end_seconds - last.start_seconds <= LONGEST_SECONDS
        && last.text.chars().count() + 1 + next.text.chars().count() <= most.characters
}

/// A text on one line, or on two of about the same length.
pub(super) fn lines(text: &str) -> String {
    let length = text.chars().count();
    if length <= LINE_CHARACTERS {
        return text.to_owned();
    }
    let blanks = text.match_indices(' ').map(|(at, _)| (at, text[..at].chars().count()));
    match blanks.min_by_key(|(_, before)| (*before).max(length - before - 1)) {
        Some((at, _)) => format!("{}\n{}", &text[..at], &text[at + 1..]),
        None => text.to_owned(),
    }
}

/// A word as it stands in its entry: with the space before it, where there is one.
struct Piece {
    text: String,
    start_seconds: f64,
    end_seconds: f64,
}

impl Piece {
    fn characters(&self) -> usize {
        self.text.chars().count()
    }
}

/// What a subtitle may be at most.
#[derive(Clone, Copy)]
struct Most {
    characters: usize,
    longest_seconds: f64,
}

impl Most {
    /// Whether a word fits by itself.
    fn holds(self, piece: &Piece) -> bool {
        piece.text.trim_start().chars().count() <= self.characters
            && piece.end_seconds - piece.start_seconds <= self.longest_seconds
    }
}

/// Each sentence in its words. A time limit only where the words' times are known: guessed times say nothing about
/// pauses.
fn sentences(entry: &Entry) -> Vec<(Vec<Piece>, f64)> {
    if !entry.words.is_empty() {
        return of_words(entry).into_iter().map(|sentence| (sentence, LONGEST_SECONDS)).collect();
    }
    let whole = [(entry.text.as_str(), entry.start_seconds, entry.end_seconds)];
    let known: Vec<_> = entry
        .sentences
        .iter()
        .map(|sentence| (sentence.text.as_str(), sentence.start_seconds, sentence.end_seconds))
        .collect();
    let parts = if known.is_empty() { &whole[..] } else { &known[..] };
    let mut found = Vec::new();
    for (text, start_seconds, end_seconds) in parts {
        let mut sentence: Vec<Piece> = Vec::new();
        for piece in guessed(text, *start_seconds, *end_seconds) {
            let is_end = ends_sentence(piece.text.trim());
            sentence.push(piece);
            if is_end {
                found.push((std::mem::take(&mut sentence), f64::INFINITY));
            }
        }
        found.push((sentence, f64::INFINITY));
    }
    found
}

/// Words whose times are guessed: as if every character took the same time.
fn guessed(text: &str, start_seconds: f64, end_seconds: f64) -> Vec<Piece> {
    let total = text.split_whitespace().map(|word| word.chars().count() + 1).sum::<usize>().max(1) as f64;
    let length = (end_seconds - start_seconds).max(0.0);
    let mut passed = 0;
    let mut pieces: Vec<Piece> = Vec::new();
    for word in text.split_whitespace() {
        let after = passed + word.chars().count() + 1;
        pieces.push(Piece {
            text: format!(" {word}"),
            start_seconds: start_seconds + length * passed as f64 / total,
            end_seconds: start_seconds + length * after as f64 / total,
        });
        passed = after;
    }
    pieces
}

fn of_words(entry: &Entry) -> Vec<Vec<Piece>> {
    let mut found = Vec::new();
    let mut sentence: Vec<Piece> = Vec::new();
    let mut rest = entry.text.as_str();
    for word in &entry.words {
        let (space, after) = match rest.find(word.text.as_str()) {
            Some(at) => (rest[..at].contains(char::is_whitespace), &rest[at + word.text.len()..]),
            None => (true, rest),
        };
        rest = after;
        let space = if space { " " } else { "" };
        sentence.push(Piece {
            text: format!("{space}{}", word.text),
            start_seconds: word.start_seconds,
            end_seconds: word.end_seconds,
        });
        let is_end = entry
            .sentences
            .iter()
            .any(|one| one.end_seconds <= word.end_seconds && one.end_seconds > word.start_seconds);
        if is_end {
            found.push(std::mem::take(&mut sentence));
        }
    }
    found.push(sentence);
    found
}

/// Cues of about the same length, the fewest that fit, or one more. A word that is too long is one of its own; what
/// stands before it and after it is cut as if it were not there.
fn evenly_cut(speaker_index: u32, pieces: &[Piece], most: Most) -> Vec<Cue> {
    let mut cues = Vec::new();
    for run in pieces.chunk_by(|one, other| most.holds(one) && most.holds(other)) {
        let packed = filled(speaker_index, run, most, 1);
        let fewest = packed.len();
        let even = [fewest, fewest + 1]
            .into_iter()
            .map(|count| filled(speaker_index, run, most, count))
            .zip(fewest..)
            .find(|(cues, count)| cues.len() <= *count);
        cues.extend(even.map_or(packed, |(cues, _)| cues));
    }
    cues.retain(|cue| !cue.text.is_empty());
    cues
}

/// Cues that each take words while they may, and until they have their share of what is left: as if there were to be
/// `count` of them.
fn filled(speaker_index: u32, pieces: &[Piece], most: Most, count: usize) -> Vec<Cue> {
    let mut left: usize = pieces.iter().map(Piece::characters).sum();
    let (mut length, mut enough) = (0, 0);
    let mut cues: Vec<Cue> = Vec::new();
    for piece in pieces {
        let characters = piece.characters();
        let has_room = |cue: &&mut Cue| {
            length < enough
                && length + characters <= most.characters
                && piece.end_seconds.max(cue.end_seconds) - cue.start_seconds <= most.longest_seconds
        };
        match cues.last_mut().filter(has_room) {
            Some(cue) => {
                cue.text.push_str(&piece.text);
                cue.end_seconds = cue.end_seconds.max(piece.end_seconds);
                length += characters;
            }
            None => {
                enough = left.div_ceil(count.saturating_sub(cues.len()).max(1));
                let text = piece.text.trim_start().to_owned();
                length = text.chars().count();
                let (start_seconds, end_seconds) = (piece.start_seconds, piece.end_seconds);
                cues.push(Cue { speaker_index, start_seconds, end_seconds, text });
            }
        }
        left -= characters;
    }
    cues
}

/// Has each cue, by time, end before the next begins. Of two that begin together one comes after the other.
fn lay_out(cues: &mut [Cue]) {
    for cue in cues.iter_mut() {
        cue.end_seconds = cue.end_seconds.max(cue.start_seconds + SHORTEST_SECONDS);
    }
    for next in 1..cues.len() {
        let (before, after) = cues.split_at_mut(next);
        let (Some(before), Some(after)) = (before.last_mut(), after.first_mut()) else { continue };
        if before.end_seconds <= after.start_seconds {
            continue;
        }
        if after.start_seconds - before.start_seconds < SHORTEST_SECONDS {
            let shared = before.end_seconds.min(after.end_seconds) - before.start_seconds;
            after.start_seconds = before.start_seconds + (shared / 2.0).max(SHORTEST_SECONDS);
            after.end_seconds = after.end_seconds.max(after.start_seconds + SHORTEST_SECONDS);
        }
        before.end_seconds = after.start_seconds;
    }
}

#[cfg(test)]
mod tests {
    use colloquy_domain::transcript::{EntryId, Sentence};

    use super::super::tests::entry;
    use super::*;

    fn shown(entries: &[Entry]) -> Vec<(f64, f64, String)> {
        let cues = cues(entries, |_| 0);
        let ends_first = |pair: &[Cue]| pair[0].end_seconds <= pair[1].start_seconds;
        assert!(
            cues.windows(2).all(ends_first) && cues.iter().all(|cue| cue.start_seconds < cue.end_seconds)
        );
        let rounded = |seconds: f64| (seconds * 10.0).round() / 10.0;
        cues.into_iter().map(|cue| (rounded(cue.start_seconds), rounded(cue.end_seconds), cue.text)).collect()
    }

    fn without_words(start_seconds: f64, end_seconds: f64, text: &str) -> Entry {
        Entry {
            id: EntryId(0),
            speaker_index: 0,
            start_seconds,
            end_seconds,
            text: text.to_owned(),
            sentences: Vec::new(),
            words: Vec::new(),
        }
    }

    #[test]
    fn long_sentences_are_cut_to_what_a_screen_holds() {
        let text = vec!["wonderful"; 30].join(" ");
        let mut long = entry(0, 0.0, &text);
        long.sentences.clear();
        for (start, end, text) in shown(&[long]) {
            assert!(text.len() <= CUE_CHARACTERS && end - start <= LONGEST_SECONDS);
        }
    }

    #[test]
    fn a_sentence_that_is_little_too_long_leaves_no_single_word() {
        let mut long = entry(0, 0.0, "And so my fellow Americans ask not");
        long.sentences.clear();
        for (word, place) in long.words.iter_mut().zip(0_u32..) {
            (word.start_seconds, word.end_seconds) = (f64::from(place) * 1.1, f64::from(place) * 1.1 + 1.0);
        }
        let texts: Vec<String> = shown(&[long]).into_iter().map(|(_, _, text)| text).collect();
        assert_eq!(texts, ["And so my fellow Americans", "ask not"]);
    }

    #[test]
    fn a_word_that_no_screen_holds_leaves_the_others_in_full_subtitles() {
        let (word, long) = ("word ".repeat(2_000), "x".repeat(200));
        let texts: Vec<String> = shown(&[without_words(0.0, 4_000.0, &format!("{word}{long} {word}"))])
            .into_iter()
            .map(|(_, _, text)| text)
            .collect();
        assert_eq!(texts.len(), 2 * 2_000_usize.div_ceil(17) + 1, "84 characters hold 17 of the words");
        assert_eq!(texts.iter().filter(|text| text.len() > CUE_CHARACTERS).collect::<Vec<_>>(), [&long]);
        let words: Vec<&str> = texts.iter().flat_map(|text| text.split(' ')).collect();
        assert_eq!(words.len(), 4_001, "nothing is lost");
    }

    #[test]
    fn without_word_times_sentences_share_the_time_by_their_length() {
        let turn = without_words(10.0, 20.0, "Dr. Weber is in. He  says\nhello to all, and nothing else.");
        let expected = [
            (10.0, 13.0, "Dr. Weber is in.".to_owned()),
            (13.0, 20.0, "He says hello to all, and nothing else.".into()),
        ];
        assert_eq!(shown(&[turn]), expected);
        let mut known = without_words(10.0, 20.0, "Yes. No.");
        let sentence = |text: &str, start_seconds, end_seconds| Sentence {
            text: text.to_owned(),
            start_seconds,
            end_seconds,
        };
        known.sentences = vec![sentence("Yes.", 10.0, 11.0), sentence("No.", 19.0, 20.0)];
        assert_eq!(shown(&[known]), [(10.0, 11.0, "Yes.".to_owned()), (19.0, 20.0, "No.".to_owned())]);
        // A short text that stands for long is not cut into its words.
        assert_eq!(shown(&[without_words(0.0, 60.0, "Great, thank you")]).len(), 1);
        assert_eq!(shown(&[without_words(0.0, 60.0, &"word ".repeat(100))]).len(), 6);
        assert_eq!(shown(&[without_words(0.0, 60.0, " \n ")]).len(), 0);
    }

    #[test]
    fn short_sentences_share_a_subtitle() {
        let texts = |entry| shown(&[entry]).into_iter().map(|(_, _, text)| text).collect::<Vec<_>>();
        assert_eq!(texts(without_words(0.0, 2.0, "Yes. No. Well, maybe.")), ["Yes. No. Well, maybe."]);
        let many = texts(without_words(0.0, 6.0, &"Just so. ".repeat(20)));
        assert_eq!(many.len(), 3, "as many as a screen holds: {many:?}");
    }

    #[test]
    fn what_is_said_at_once_is_shown_one_after_the_other() {
        let together = [
            without_words(0.0, 4.0, "One"),
            without_words(0.0, 4.0, "Two"),
            without_words(0.0, 0.0, "Three"),
            without_words(3.0, 9.0, "Four"),
            without_words(5.0, 6.0, "Five"),
        ];
        let shown = shown(&together);
        let texts: Vec<&str> = shown.iter().map(|(_, _, text)| text.as_str()).collect();
        assert_eq!(texts, ["One", "Two", "Three", "Four", "Five"]);
        assert_eq!((shown[3].0, shown[3].1), (3.0, 5.0), "one ends where another begins");
    }

    #[test]
    fn two_lines_are_about_as_long() {
        assert_eq!(lines("short"), "short");
        let text = "The price of the renewal is too high for us, we planned less";
        assert_eq!(lines(text), "The price of the renewal is too\nhigh for us, we planned less");
        assert_eq!(lines(&"x".repeat(60)), "x".repeat(60));
    }
}
