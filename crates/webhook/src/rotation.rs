//! Changing a secret without losing a message: for a while both are valid, and both sign.

use time::{Duration, OffsetDateTime};

use crate::secret::Secret;

/// How long the old secret stays valid after an ordinary rotation.
pub const ROTATION_OVERLAP: Duration = Duration::hours(24);

/// The secrets of one endpoint.
#[derive(Debug, Clone)]
pub struct SigningSecrets {
    /// The newest.
    pub current: Secret,
    /// The one before, and until when it is valid.
    pub previous: Option<(Secret, OffsetDateTime)>,
}

impl SigningSecrets {
    /// The secrets of a new endpoint.
    pub fn new(current: Secret) -> Self {
        Self { current, previous: None }
    }

    /// The secrets that sign at `now`, newest first. Never none.
    pub fn valid_at(&self, now: OffsetDateTime) -> Vec<&Secret> {
        let previous =
            self.previous.iter().filter(|(_, valid_until)| now < *valid_until).map(|(secret, _)| secret);
        std::iter::once(&self.current).chain(previous).collect()
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn both_secrets_are_valid_during_the_overlap() {
        let now = datetime!(2026-03-01 12:00 UTC);
        let texts = |secrets: &SigningSecrets, at| {
            let texts: Vec<String> = secrets.valid_at(at).into_iter().map(Secret::expose).collect();
            texts.join(" ")
        };
        let (first, second) = (Secret::generate(), Secret::generate());
        let [one, two] = [&first, &second].map(Secret::expose);

        let secrets = SigningSecrets::new(first.clone());
        assert_eq!(texts(&secrets, now), one);
        let secrets = SigningSecrets { current: second, previous: Some((first, now + ROTATION_OVERLAP)) };
        assert_eq!(texts(&secrets, now), format!("{two} {one}"));
        let last_moment = now + ROTATION_OVERLAP - Duration::NANOSECOND;
        assert_eq!(texts(&secrets, last_moment), format!("{two} {one}"));
        assert_eq!(texts(&secrets, now + ROTATION_OVERLAP), two);
    }
}
