//! Words that stand in every text and every question, as they are folded.

/// In alphabetical order.
const STOP_WORDS: [&str; 132] = [
    "about", "again", "also", "am", "an", "and", "any", "are", "as", "at", "be", "because", "been", "being",
    "both", "but", "by", "can", "could", "did", "didn", "do", "does", "doesn", "don", "each", "few", "for",
    "from", "get", "got", "had", "has", "have", "he", "hello", "her", "here", "hers", "hi", "him", "his",
    "how", "if", "in", "into", "is", "isn", "it", "its", "just", "let", "like", "ll", "may", "me", "mine",
    "more", "most", "much", "my", "no", "nor", "not", "of", "off", "oh", "ok", "okay", "on", "only", "or",
    "our", "ours", "out", "over", "own", "please", "re", "same", "shall", "she", "should", "so", "some",
    "such", "tell", "than", "thank", "thanks", "that", "the", "their", "theirs", "them", "then", "there",
    "these", "they", "this", "those", "to", "too", "up", "us", "ve", "very", "want", "was", "wasn", "we",
    "well", "were", "what", "when", "where", "whether", "which", "who", "whom", "whose", "why", "will",
    "with", "won", "would", "wouldn", "yes", "yet", "you", "your", "yours",
];

/// Whether a folded word says nothing of what a text is about. A single Latin letter is what is left of `don't`.
pub(super) fn is_stop_word(word: &str) -> bool {
    let is_letter = word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_letter || STOP_WORDS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_in_order() {
        assert!(STOP_WORDS.is_sorted());
        assert!(is_stop_word("the") && is_stop_word("t") && !is_stop_word("delivery") && !is_stop_word("7"));
    }
}
