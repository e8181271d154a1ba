//! How characters are written as bytes: as the host says, as the document says, else UTF-8.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Within so many bytes a page must say how it is written.
const LOOKED_AT_BYTES: usize = 1_024;

/// The same text in UTF-8, where the `Content-Type` names another way to write it. A mark at the beginning of the bytes
/// goes before what the host says.
#[must_use]
pub fn in_utf8(content_type: Option<&str>, bytes: Vec<u8>) -> Vec<u8> {
    let named = content_type.and_then(charset_of).and_then(|name| Encoding::for_label(name.as_bytes()));
    match named {
        Some(encoding) if encoding != UTF_8 => encoding.decode(&bytes).0.into_owned().into_bytes(),
        _ => bytes,
    }
}

fn charset_of(content_type: &str) -> Option<&str> {
    let parameters = content_type.split(';').skip(1);
    let pairs = parameters.filter_map(|parameter| parameter.split_once('='));
    let mut named = pairs.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    named.next().map(|(_, value)| value.trim().trim_matches('"'))
}

/// The characters of a document. What is UTF-8 throughout is taken as such, whatever the document says of itself.
pub(crate) fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let said = own_charset(&bytes[..bytes.len().min(LOOKED_AT_BYTES)]);
    // Pages that say nothing and are not in UTF-8 are in this one nearly always.
    said.unwrap_or(WINDOWS_1252).decode(bytes).0
}

/// What the head of a page says: `<meta charset="…">`, or a `charset=` in the content of one.
fn own_charset(beginning: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(beginning).to_ascii_lowercase();
    let (_, after) = head.split_once("charset")?;
    let value = after.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end =
        value.find(|character: char| !(character.is_ascii_alphanumeric() || "-_:.".contains(character)));
    let label = &value[..end.unwrap_or(value.len())];
    // A page that could be read so far is in none of these, whatever it says.
    Encoding::for_label(label.as_bytes()).filter(|encoding| encoding.is_ascii_compatible())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_say_it_is_understood() {
        let latin = b"Gr\xfc\xdfe";
        let told = |content_type, bytes: &[u8]| decoded(&in_utf8(content_type, bytes.to_vec())).into_owned();
        assert_eq!(told(Some("text/html; Charset=\"ISO-8859-1\""), latin), "Grüße");
        assert_eq!(told(Some("text/html; charset=nonsense"), latin), "Grüße");
        assert_eq!(told(None, "Grüße".as_bytes()), "Grüße");
        assert_eq!(told(Some("text/plain; charset=utf-8"), "\u{feff}Grüße".as_bytes()), "Grüße");
        assert_eq!(told(None, b"\xff\xfeG\0r\0"), "Gr");
        let cyrillic =
            b"<meta http-equiv=x content='text/html; charset=windows-1251'>\xcf\xf0\xe8\xe2\xe5\xf2";
        assert!(told(None, cyrillic).ends_with("Привет"));
        assert!(told(None, b"<meta charset=koi8-r>\xf0\xd2\xc9\xd7\xc5\xd4").ends_with("Привет"));
    }
}
