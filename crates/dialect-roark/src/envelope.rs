//! What answers have around them, and cursors of lists.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use colloquy_app::AppError;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::ids;

/// A success.
#[derive(Serialize, ToSchema)]
pub struct RoarkData<T> {
    /// What was asked for.
    pub data: T,
}

/// A page of a list.
#[derive(Serialize, ToSchema)]
pub struct RoarkList<T> {
    /// The rows.
    pub data: Vec<T>,
    /// Where the list goes on.
    pub pagination: Pagination,
}

/// Where a list goes on.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkPagination)]
pub struct Pagination {
    /// Whether there is a next page: exactly where there is a cursor.
    pub has_more: bool,
    /// What to send as `after` for the next page.
    #[schema(required)]
    pub next_cursor: Option<String>,
    /// Rows of all pages.
    pub total: u64,
}

impl Pagination {
    /// With the cursor of the next page, if there is one.
    pub fn new(next: Option<&Cursor>, total: u64) -> Self {
        Self { has_more: next.is_some(), next_cursor: next.map(Cursor::write), total }
    }
}

/// The place of a row in its list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Cursor {
    /// Its value of the field by which the list is sorted, as text; none where it has no value, or where the client
    /// sent the id alone.
    #[serde(default, deserialize_with = "text_or_number")]
    pub sort_value: Option<String>,
    /// The row.
    pub id: Uuid,
}

impl Cursor {
    /// The text that clients see: base64 of `{"sortValue", "id"}`.
    pub fn write(&self) -> String {
        let text = serde_json::json!({ "sortValue": self.sort_value, "id": self.id }).to_string();
        STANDARD.encode(text)
    }

    /// Reads a cursor, or the id of a row as older clients send it. The flag tells whether it was the id alone: then
    /// the row's sort value has to be looked up.
    pub fn read(text: &str) -> Result<(Self, bool), AppError> {
        if let Some(id) = ids::parse(text) {
            return Ok((Self { sort_value: None, id }, true));
        }
        let trimmed = text.trim_end_matches('=').replace('+', "-").replace('/', "_");
        let decoded = URL_SAFE_NO_PAD.decode(trimmed).ok();
        let cursor = decoded.and_then(|decoded| serde_json::from_slice::<Self>(&decoded).ok());
        let is_sound = |cursor: &Self| cursor.sort_value.as_ref().is_none_or(|value| !value.contains('\0'));
        cursor.filter(is_sound).map(|cursor| (cursor, false)).ok_or_else(|| {
            let message = "after must be the nextCursor of an earlier page, or the id of a row";
            AppError::malformed("after", "invalid_cursor", message)
        })
    }
}

fn text_or_number<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let value = Option::<serde_json::Value>::deserialize(deserializer)?;
    match value {
        None => Ok(None),
        Some(serde_json::Value::String(text)) => Ok(Some(text)),
        Some(serde_json::Value::Number(number)) => Ok(Some(number.to_string())),
        Some(_) => Err(serde::de::Error::custom("a cursor's sort value is a text or a number")),
    }
}

/// `limit` of a list's query: 20 where it is left out.
pub fn limit(given: Option<&str>, most: u64) -> Result<u64, AppError> {
    let Some(text) = given else { return Ok(20) };
    text.parse().ok().filter(|limit| (1..=most).contains(limit)).ok_or_else(|| {
        AppError::malformed(
            "limit",
            "invalid_range",
            format!("limit must be a whole number from 1 to {most}"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back_and_a_bare_id_is_one() {
        let id = Uuid::from_u128(7);
        let cursor = Cursor { sort_value: Some("2026-01-01T00:00:00.000Z".to_owned()), id };
        assert_eq!(Cursor::read(&cursor.write()).unwrap(), (cursor, false));
        assert_eq!(Cursor::read(&id.to_string()).unwrap(), (Cursor { sort_value: None, id }, true));
        let number = STANDARD.encode(format!("{{\"sortValue\": 12, \"id\": \"{id}\"}}"));
        assert_eq!(Cursor::read(&number).unwrap().0.sort_value.as_deref(), Some("12"));
        for wrong in ["", "x", "!", &STANDARD.encode("{}"), &STANDARD.encode("{\"sortValue\":[],\"id\":1}")] {
            assert!(Cursor::read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_limit_lies_within_its_bounds() {
        assert_eq!(limit(None, 50).unwrap(), 20);
        assert_eq!(limit(Some("50"), 50).unwrap(), 50);
        for wrong in ["0", "51", "-1", "1.5", "", "x"] {
            assert!(limit(Some(wrong), 50).is_err(), "{wrong}");
        }
    }
}
