//! The words by which people say in a short message that they want no more of them, or want them again.
//!
//! They are those that carriers and Twilio know. They count where they are the whole message, whatever the case and
//! the marks around them: "please stop by" is no such wish.

/// What somebody wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// No more messages.
    Stop,
    /// Messages again. It means something only for who has opted out: anybody else says `yes` in answer to a question.
    Start,
}

const STOP: [&str; 8] = ["stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"];

const START: [&str; 3] = ["start", "yes", "unstop"];

/// The wish, where the message is one.
#[must_use]
pub fn wish(text: &str) -> Option<Wish> {
    let word = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    if STOP.contains(&word.as_str()) {
        Some(Wish::Stop)
    } else if START.contains(&word.as_str()) {
        Some(Wish::Start)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_message_that_is_the_word_is_a_wish() {
        for (text, found) in [
            ("STOP", Some(Wish::Stop)),
            (" \"Stop!\" \n", Some(Wish::Stop)),
            ("stopall", Some(Wish::Stop)),
            ("Unsubscribe.", Some(Wish::Stop)),
            ("CANCEL", Some(Wish::Stop)),
            ("End", Some(Wish::Stop)),
            ("quit", Some(Wish::Stop)),
            ("REVOKE", Some(Wish::Stop)),
            ("OptOut", Some(Wish::Stop)),
            ("start", Some(Wish::Start)),
            ("YES", Some(Wish::Start)),
            ("Unstop", Some(Wish::Start)),
            ("HELP", None),
            ("please stop by", None),
            ("yes please", None),
            ("cancel my order", None),
            ("", None),
            ("!", None),
        ] {
            assert_eq!(wish(text), found, "{text}");
        }
    }
}
