//! The tokens of a model: CTranslate2 keeps them as printable text, whisper.cpp as bytes.
//!
//! The printable form is that of GPT-2: every byte has a character. Bytes that print stand for themselves,
//! the others are counted through from U+0100. Older packages have one token a line, newer ones a JSON list.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use super::ConvertError;

/// Most bytes of a vocabulary file; Whisper's has one megabyte.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// First of the tokens that are no text, in every Whisper model.
const FIRST_SPECIAL_TOKEN: &str = "<|endoftext|>";

/// The text tokens of a model as bytes, by id. The special tokens that follow them are left out:
/// whisper.cpp names those itself.
pub fn read(path: &Path) -> Result<Vec<Vec<u8>>, ConvertError> {
    let read_error = |source| ConvertError::Read { path: path.to_path_buf(), source };
    let wrong = |reason: String| ConvertError::Vocabulary { path: path.to_path_buf(), reason };
    let length = fs::metadata(path).map_err(read_error)?.len();
    if length > MOST_BYTES {
        return Err(wrong(format!("{length} bytes, at most {MOST_BYTES} are taken")));
    }
    let text = fs::read_to_string(path).map_err(read_error)?;
    let tokens: Vec<String> = if path.extension().is_some_and(|extension| extension == "json") {
        serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?
    } else {
        text.lines().map(str::to_owned).collect()
    };
    let text_tokens = tokens
        .iter()
        .position(|token| token == FIRST_SPECIAL_TOKEN)
        .ok_or_else(|| wrong(format!("no token {FIRST_SPECIAL_TOKEN}")))?;
    let byte_of: HashMap<char, u8> =
        (0..=u8::MAX).scan(0x100, |next, byte| Some((printable(byte, next), byte))).collect();
    tokens[..text_tokens]
        .iter()
        .enumerate()
        .map(|(id, token)| {
            let bytes: Option<Vec<u8>> =
                token.chars().map(|character| byte_of.get(&character).copied()).collect();
            bytes.ok_or_else(|| wrong(format!("token {id} ({token}) is not in the byte alphabet")))
        })
        .collect()
}

/// The character that stands for `byte`; `next` counts those that do not stand for themselves.
fn printable(byte: u8, next: &mut u32) -> char {
    if matches!(byte, b'!'..=b'~' | 0xA1..=0xAC | 0xAE..=0xFF) {
        return char::from(byte);
    }
    let character = char::from_u32(*next).unwrap_or(char::REPLACEMENT_CHARACTER);
    *next += 1;
    character
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_become_the_bytes_that_they_stand_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vocabulary.json");
        fs::write(&path, r#"["a", "Ġthe", "åľº", "", "<|endoftext|>", "<|en|>"]"#).unwrap();
        let tokens = read(&path).unwrap();
        assert_eq!(tokens, [b"a".to_vec(), b" the".to_vec(), "场".as_bytes().to_vec(), Vec::new()]);

        let lines = folder.path().join("vocabulary.txt");
        fs::write(&lines, "a\nĠthe\nåľº\n\n<|endoftext|>\n<|en|>\n").unwrap();
        assert_eq!(read(&lines).unwrap(), tokens);

        fs::write(&path, r#"["日", "<|endoftext|>"]"#).unwrap();
        assert!(read(&path).unwrap_err().to_string().contains("token 0"));
        fs::write(&path, r#"["a"]"#).unwrap();
        assert!(read(&path).unwrap_err().to_string().contains("<|endoftext|>"));
    }
}
