//! Cursors of lists: all that the next page needs to know, so that a client has to send nothing else.
//!
//! A cursor says whose list it is, which rows (the filter), in what order, and where it stands. It opens nothing by
//! itself: workspace and scopes are those of whoever sends it, so it is not signed. What it says is checked like any
//! other input.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use colloquy_app::AppError;
use colloquy_app::lists::Walk;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Goes up when older cursors cannot be read any more.
const VERSION: u8 = 1;

/// Where a list goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor<F> {
    /// Which rows.
    pub filter: F,
    /// In what order, and where.
    pub walk: Walk,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written<L, F> {
    #[serde(rename = "v")]
    version: u8,
    #[serde(rename = "l")]
    list: L,
    #[serde(rename = "f")]
    filter: F,
    #[serde(rename = "w")]
    walk: Walk,
}

impl<F: Serialize + DeserializeOwned> Cursor<F> {
    /// Writes it as the cursor of that list.
    pub fn write(&self, list: &str) -> Result<String, AppError> {
        let written = Written { version: VERSION, list, filter: &self.filter, walk: self.walk };
        let text = serde_json::to_vec(&written).map_err(AppError::internal)?;
        Ok(URL_SAFE_NO_PAD.encode(text))
    }

    /// Reads the cursor of that list; anything else is refused.
    pub fn read(list: &str, text: &str) -> Result<Self, AppError> {
        let decoded = URL_SAFE_NO_PAD.decode(text).ok();
        let written = decoded.and_then(|text| serde_json::from_slice::<Written<String, F>>(&text).ok());
        match written {
            Some(Written { version: VERSION, list: own, filter, walk })
                if own == list && walk.after.is_some() =>
            {
                Ok(Self { filter, walk })
            }
            _ => Err(refused()),
        }
    }
}

/// The refusal of what is no cursor of the list.
#[must_use]
pub fn refused() -> AppError {
    let message = "cursor must be the next_cursor of an earlier page of the same list";
    AppError::malformed("cursor", "invalid_cursor", message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::filter::{ConversationFilter, DirectoryFilter, Order, Position};
    use uuid::Uuid;

    fn cursor() -> Cursor<DirectoryFilter> {
        let filter = DirectoryFilter { search: Some("ü \"x\"".to_owned()), ..DirectoryFilter::default() };
        let position = Position { micros: 1_748_854_800_000_001, id: Uuid::from_u128(7) };
        let walk = Walk { after: Some(position), until: Some(-1), ..Walk::new(Order::default()) };
        Cursor { filter, walk }
    }

    #[test]
    fn a_cursor_is_read_back_by_its_own_list_only() {
        let text = cursor().write("contacts").unwrap();
        assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)), "{text}");
        assert_eq!(Cursor::read("contacts", &text).unwrap(), cursor());
        assert!(Cursor::<DirectoryFilter>::read("companies", &text).is_err());
        // What a filter does not know is not left out silently.
        let domain = Some("customer.example".to_owned());
        let narrower = Cursor { filter: DirectoryFilter { domain, ..cursor().filter }, ..cursor() };
        let text = narrower.write("contacts").unwrap();
        assert_eq!(Cursor::read("contacts", &text).unwrap(), narrower);
        assert!(Cursor::<ConversationFilter>::read("contacts", &text).is_err());
    }

    #[test]
    fn what_is_no_cursor_is_refused() {
        let good = cursor().write("contacts").unwrap();
        let json = String::from_utf8(URL_SAFE_NO_PAD.decode(&good).unwrap()).unwrap();
        let first_page = Cursor { walk: Walk::new(Order::default()), ..cursor() }.write("contacts").unwrap();
        let broken = [
            String::new(),
            "!".to_owned(),
            good[..good.len() - 2].to_owned(),
            format!("{good}="),
            first_page,
            // The published example of the API's own documentation.
            URL_SAFE_NO_PAD.encode(r#"{"id":"cnt_01KFXKBAV0R7S2VBVK3QSBHMR3"}"#),
            URL_SAFE_NO_PAD.encode(json.replace("\"v\":1", "\"v\":2")),
            URL_SAFE_NO_PAD.encode(json.replace("\"v\":1", "\"v\":1,\"x\":1")),
            URL_SAFE_NO_PAD.encode(json.replace("\"micros\":", "\"micros\":1e99,\"y\":")),
            URL_SAFE_NO_PAD.encode(b"\xff\xfe"),
        ];
        for text in broken {
            let read = Cursor::<DirectoryFilter>::read("contacts", &text);
            assert!(
                matches!(read, Err(AppError::Malformed(problems)) if problems[0].field == "cursor"),
                "{text}"
            );
        }
    }
}
