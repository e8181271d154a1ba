//! Some models think aloud before they speak, between `<think>` and `</think>`. Nobody is to hear that.

const BEGIN: &str = "<think>";
const END: &str = "</think>";

/// Lets an answer pass but for the thoughts and the space before its first word.
#[derive(Debug, Default)]
pub(super) struct Thoughts {
    /// What may still turn out to be a mark.
    held: String,
    state: State,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Beginning,
    Thinking,
    Speaking,
}

impl Thoughts {
    /// As much as may be said after this piece.
    pub(super) fn pass(&mut self, piece: &str) -> String {
        if self.state == State::Speaking {
            return piece.to_owned();
        }
        self.held.push_str(piece);
        loop {
            match self.state {
                State::Speaking => return std::mem::take(&mut self.held),
                State::Thinking => {
                    let Some((_, behind)) = self.held.split_once(END) else { return String::new() };
                    self.held = behind.to_owned();
                    self.state = State::Beginning;
                }
                State::Beginning => {
                    let begun = self.held.trim_start();
                    if let Some(behind) = begun.strip_prefix(BEGIN) {
                        self.held = behind.to_owned();
                        self.state = State::Thinking;
                    } else if BEGIN.starts_with(begun) {
                        return String::new();
                    } else {
                        self.held = begun.to_owned();
                        self.state = State::Speaking;
                    }
                }
            }
        }
    }

    /// What was held back when the answer ended.
    pub(super) fn end(&mut self) -> String {
        let held = std::mem::take(&mut self.held);
        if self.state == State::Thinking { String::new() } else { held.trim_start().to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thoughts_are_left_out_however_they_are_cut() {
        let rows = [
            ("Hello.", "Hello."),
            ("\n\n Hello. \n", "Hello. \n"),
            ("<think>What now?</think>\n\nHello.", "Hello."),
            ("<think>a</think><think>b</think> c", "c"),
            ("a <think> b", "a <think> b"),
            ("<thin ice", "<thin ice"),
            ("<th", "<th"),
            ("<think>for ever", ""),
            ("  ", ""),
        ];
        for (given, expected) in rows {
            for size in 1..=given.len() {
                let mut thoughts = Thoughts::default();
                let mut said = String::new();
                for piece in given.as_bytes().chunks(size) {
                    said.push_str(&thoughts.pass(std::str::from_utf8(piece).unwrap()));
                }
                said.push_str(&thoughts.end());
                assert_eq!(said, expected, "{given:?} in pieces of {size}");
            }
        }
    }
}
