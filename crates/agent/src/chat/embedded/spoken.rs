//! What a model writes, as the agent's words.

use super::lines::{AGENT, CUSTOMER};

/// The agent's words alone: without the name before them, quotation marks around them, or a next line that the model
/// made up for the customer.
pub(super) fn spoken(written: &str) -> String {
    let text = up_to_next_line(after_name(written)).trim();
    let inner = text.strip_prefix('"').and_then(|inner| inner.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(text).trim().to_owned()
}

/// The same for a text that is still being written: hands on what belongs to the words whatever follows.
#[derive(Default)]
pub(super) struct Speech {
    written: String,
    told_bytes: usize,
}

impl Speech {
    /// Takes the next piece, and gives what can be said of all that was written so far.
    pub(super) fn push(&mut self, piece: &str) -> &str {
        self.written.push_str(piece);
        let sure = sure(&self.written);
        let next = sure.get(self.told_bytes..).unwrap_or_default();
        self.told_bytes += next.len();
        next
    }

    /// What is still to be said of the words, now that they are known.
    pub(super) fn rest<'t>(&self, words: &'t str) -> &'t str {
        words.get(self.told_bytes..).unwrap_or_default()
    }
}

/// The beginning of what [`spoken`] will give.
fn sure(written: &str) -> &str {
    let begun = written.trim_start();
    // The name may still be coming, and whether a quotation mark stands around all of it shows at the end.
    let text = up_to_next_line(after_name(begun)).trim_start();
    if AGENT.starts_with(begun) || text.starts_with('"') {
        return "";
    }
    let last_line = text.rfind('\n').map_or(0, |place| place + 1);
    let may_be_next = [CUSTOMER, AGENT].into_iter().any(|who| who.starts_with(&text[last_line..]));
    text[..if may_be_next { last_line } else { text.len() }].trim_end()
}

fn after_name(written: &str) -> &str {
    let text = written.trim_start();
    text.strip_prefix(AGENT).unwrap_or(text)
}

fn up_to_next_line(text: &str) -> &str {
    let next = [CUSTOMER, AGENT].into_iter().filter_map(|who| {
        text.match_indices(who).map(|(place, _)| place).find(|place| text[..*place].ends_with('\n'))
    });
    next.min().map_or(text, |place| &text[..place])
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: [(&str, &str); 12] = [
        ("Agent: Hello.", "Hello."),
        ("\"Hello.\"", "Hello."),
        ("Agent: \"Hello.\" ", "Hello."),
        ("\"Yes\" or \"no\"", "\"Yes\" or \"no\""),
        ("\"Yes", "\"Yes"),
        ("Hello.\nCustomer: Hi\nAgent: So", "Hello."),
        ("Hello.\n Agent of ours:\nAgentless, ünd\nCust", "Hello.\n Agent of ours:\nAgentless, ünd\nCust"),
        ("I tell the Agent: yes", "I tell the Agent: yes"),
        ("Agent", "Agent"),
        (" One.  Two.\n\n", "One.  Two."),
        ("Agent: \nCustomer: Hi", ""),
        (" ", ""),
    ];

    #[test]
    fn the_agents_words_are_taken_out() {
        for (written, expected) in ROWS {
            assert_eq!(spoken(written), expected, "{written:?}");
        }
    }

    #[test]
    fn words_that_come_in_pieces_are_the_same() {
        for (written, expected) in ROWS {
            let characters: Vec<char> = written.chars().collect();
            for size in 1..=characters.len() {
                let mut speech = Speech::default();
                let mut told = String::new();
                for piece in characters.chunks(size) {
                    told.push_str(speech.push(&piece.iter().collect::<String>()));
                }
                told.push_str(speech.rest(&spoken(written)));
                assert_eq!(told, expected, "{written:?} by {size}");
            }
        }
        let mut speech = Speech::default();
        assert_eq!(speech.push("Agent: We open"), "We open", "nobody waits for the end");
    }
}
