//! The languages of a recording.
//!
//! A call may change its language, or have one on each channel; what is heard in one that is not spoken is a
//! translation at best. So nothing that was detected is forced on the rest: it is an expectation, for stretches
//! that are too short to tell.

/// Speech heard so far, by channel and language.
#[derive(Debug, Default)]
pub struct Languages {
    heard: Vec<Heard>,
}

#[derive(Debug)]
struct Heard {
    channel: usize,
    language: String,
    samples: u64,
}

impl Languages {
    /// Adds speech of a channel in which words were heard.
    pub fn add(&mut self, channel: usize, language: &str, samples: u64) {
        match self.heard.iter_mut().find(|heard| heard.channel == channel && heard.language == language) {
            Some(heard) => heard.samples += samples,
            None => self.heard.push(Heard { channel, language: language.to_owned(), samples }),
        }
    }

    /// What to expect on a channel: what was mostly heard there, otherwise on any.
    pub fn expected_on(&self, channel: usize) -> Option<String> {
        self.most_of(|heard| heard.channel == channel).or_else(|| self.most())
    }

    /// The language with most speech.
    pub fn most(&self) -> Option<String> {
        self.most_of(|_| true)
    }

    fn most_of(&self, is_meant: impl Fn(&Heard) -> bool) -> Option<String> {
        let meant = || self.heard.iter().filter(|heard| is_meant(heard));
        let samples_in = |language: &str| -> u64 {
            meant().filter(|heard| heard.language == language).map(|heard| heard.samples).sum()
        };
        // Of two with as much speech the one that was heard first.
        meant().rev().max_by_key(|heard| samples_in(&heard.language)).map(|heard| heard.language.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_mostly_heard_on_a_channel_is_expected_there() {
        let mut languages = Languages::default();
        assert_eq!((languages.expected_on(0), languages.most()), (None, None));
        languages.add(0, "en", 10);
        assert_eq!(languages.expected_on(1).as_deref(), Some("en"), "nothing is known of this channel");
        languages.add(1, "es", 8);
        languages.add(0, "es", 9);
        assert_eq!(languages.expected_on(0).as_deref(), Some("en"));
        assert_eq!(languages.expected_on(1).as_deref(), Some("es"));
        assert_eq!(languages.most().as_deref(), Some("es"));
        assert_eq!(languages.expected_on(2).as_deref(), Some("es"));
    }
}
