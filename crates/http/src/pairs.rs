//! The query of an address as names and values, in order: for lists, whose parameters have names like
//! `filter[updated_at][gte]` and mean something different when they are repeated or misspelt.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use colloquy_app::{AppError, FieldProblem};
use colloquy_domain::Instant;
use percent_encoding::percent_decode_str;
use time::UtcOffset;
use time::format_description::well_known::Rfc3339;

use crate::{HttpState, Problem};

/// Longest name that is repeated in a message.
const LONGEST_ECHO: usize = 80;

/// Names and values of a query, decoded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueryPairs(Vec<(String, String)>);

impl QueryPairs {
    /// Reads what stands after the question mark. What is not UTF-8 once it is decoded is refused, and so is U+0000,
    /// which no stored text has.
    pub fn parse(query: &str) -> Result<Self, AppError> {
        let pairs = query.split('&').filter(|part| !part.is_empty()).map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let name = decoded(name).ok_or_else(|| undecodable("query", "a parameter's name"))?;
            let value = decoded(value).ok_or_else(|| undecodable(echo(&name), "its value"))?;
            Ok((name, value))
        });
        pairs.collect::<Result<_, _>>().map(Self)
    }

    /// The value of a parameter that may be given once.
    pub fn one(&self, name: &str) -> Result<Option<&str>, AppError> {
        let mut values = self.0.iter().filter(|(own, _)| own == name);
        let first = values.next();
        if values.next().is_some() {
            return Err(AppError::Malformed(vec![repeated(name)]));
        }
        Ok(first.map(|(_, value)| value.as_str()))
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl FromRequestParts<HttpState> for QueryPairs {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &HttpState) -> Result<Self, Problem> {
        Ok(Self::parse(parts.uri.query().unwrap_or_default())?)
    }
}

/// An ISO 8601 date and time with its offset, in UTC. None also where the year has not four digits in UTC any more: a
/// cursor could not say it.
#[must_use]
pub fn instant(text: &str) -> Option<Instant> {
    let instant = Instant::parse(text, &Rfc3339).ok()?.checked_to_offset(UtcOffset::UTC)?;
    (0..=9999).contains(&instant.year()).then_some(instant)
}

/// The problem of a parameter that was given more than once.
#[must_use]
pub fn repeated(name: &str) -> FieldProblem {
    let name = echo(name);
    FieldProblem::new(name, "repeated_parameter", format!("{name} must be given only once"))
}

/// The beginning of a name that a client made up, as far as it is worth repeating.
#[must_use]
pub fn echo(name: &str) -> &str {
    name.char_indices().nth(LONGEST_ECHO).map_or(name, |(end, _)| &name[..end])
}

fn undecodable(field: &str, what: &str) -> AppError {
    let message = format!("{field}: {what} must be percent-encoded UTF-8 without the character U+0000");
    AppError::malformed(field, "invalid_encoding", message)
}

/// Like a form: a plus sign is a blank.
fn decoded(text: &str) -> Option<String> {
    let text = text.replace('+', " ");
    let decoded = percent_decode_str(&text).decode_utf8().ok()?;
    (!decoded.contains('\0')).then(|| decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_decoded_in_order() {
        let read = |query: &str| {
            let pairs = QueryPairs::parse(query).unwrap();
            pairs.iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>()
        };
        assert_eq!(read(""), Vec::<String>::new());
        assert_eq!(read("a=1&&b&c=&=d"), ["a: 1", "b: ", "c: ", ": d"]);
        assert_eq!(read("filter%5Bx%5D[y]=a%2Cb%3D=c"), ["filter[x][y]: a,b==c"]);
        assert_eq!(read("q=%C3%BC+%2B%zz"), ["q: ü +%zz"]);
        for (query, field) in [("a=%ff", "a"), ("a=%00", "a"), ("%ff=a", "query")] {
            assert!(
                matches!(QueryPairs::parse(query), Err(AppError::Malformed(problems)) if problems[0].field == field),
                "{query}"
            );
        }
    }

    #[test]
    fn an_instant_can_be_written_in_utc() {
        let written = |text: &str| instant(text).map(|instant| instant.format(&Rfc3339).unwrap());
        assert_eq!(written("2026-05-13T14:00:00+02:00").as_deref(), Some("2026-05-13T12:00:00Z"));
        assert_eq!(written("0000-01-01T01:00:00+01:00").as_deref(), Some("0000-01-01T00:00:00Z"));
        assert_eq!(written("9999-12-31T22:59:59-01:00").as_deref(), Some("9999-12-31T23:59:59Z"));
        for none in ["0000-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "2026-05-13T14:00:00", "2026"]
        {
            assert_eq!(instant(none), None, "{none}");
        }
    }

    #[test]
    fn what_may_be_given_once_is_refused_twice() {
        let pairs = QueryPairs::parse("limit=1&limit=1&cursor=x").unwrap();
        assert!(
            matches!(pairs.one("limit"), Err(AppError::Malformed(problems)) if problems[0].field == "limit")
        );
        assert_eq!(pairs.one("cursor").unwrap(), Some("x"));
        assert_eq!(pairs.one("search").unwrap(), None);
        assert_eq!(echo(&"ü".repeat(200)).chars().count(), LONGEST_ECHO);
    }
}
