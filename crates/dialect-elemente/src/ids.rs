//! Ids in this dialect's spelling: plain UUIDs, in answers in lower case.

use colloquy_app::AppError;
use uuid::Uuid;

/// What an id looks like.
pub const PATTERN: &str = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$";

/// What the variable part of a path with this name looks like, for descriptions.
pub fn pattern(name: &str) -> Option<&'static str> {
    name.ends_with("Id").then_some(PATTERN)
}

/// Reads an id: 36 characters with dashes, letters in either case.
pub fn parse(text: &str) -> Option<Uuid> {
    // The library reads other spellings, too, which no client writes.
    (text.len() == 36).then(|| Uuid::try_parse(text).ok()).flatten()
}

/// Reads an id that stands in a path; one that is none names nothing.
pub fn in_path<T>(text: &str, make: fn(Uuid) -> T, what: &'static str) -> Result<T, AppError> {
    parse(text).map(make).ok_or(AppError::NotFound(what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_spelling_with_dashes_is_an_id() {
        let id = Uuid::from_u128(0xabcdef);
        assert_eq!(parse(&id.to_string()), Some(id));
        assert_eq!(parse(&id.to_string().to_uppercase()), Some(id));
        for text in ["", "5464980934889674", &id.simple().to_string(), &format!("{id} ")] {
            assert_eq!(parse(text), None, "{text}");
            assert!(matches!(in_path(text, |id| id, "call"), Err(AppError::NotFound("call"))), "{text}");
        }
    }
}
