//! Whether words sound as if somebody has said what they wanted to say.

/// Words with which nobody ends a sentence; recognisers put a period behind them all the same.
const GO_ON: [&str; 40] = [
    "a", "an", "and", "are", "as", "at", "because", "but", "by", "can", "for", "from", "i", "if", "in", "is",
    "its", "like", "my", "of", "on", "or", "our", "so", "than", "that", "the", "their", "then", "to", "uh",
    "um", "was", "well", "which", "with", "would", "your", "i'm", "it's",
];

/// Whether `text` ends as a sentence does, with a word that can end one.
#[must_use]
pub fn sounds_finished(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', ')', ' ']);
    let has_end = text.ends_with(['.', '?', '!', '。', '？', '！']) && !text.ends_with("..");
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let last = last.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    has_end && !last.is_empty() && !GO_ON.contains(&last.as_str())
}

#[cfg(test)]
mod tests {
    use super::sounds_finished;

    #[test]
    fn sentences_sound_finished_and_halves_do_not() {
        for text in ["Yes.", "How much is it?", "My name is \"Kim.\"", "It costs $5.", "好的。"] {
            assert!(sounds_finished(text), "{text}");
        }
        for text in
            ["", "...", "I wanted to", "I wanted to.", "And so, um.", "The number is.", "Well...", "."]
        {
            assert!(!sounds_finished(text), "{text}");
        }
    }
}
