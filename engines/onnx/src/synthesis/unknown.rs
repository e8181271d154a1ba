//! How unknown words sound: a small network that reads them letter by letter.
//!
//! It answers with several slots for each letter, most of them empty; repeats stand for one phoneme.

use std::collections::HashMap;
use std::path::Path;

use ort::session::Session;
use ort::value::Tensor;
use serde::Deserialize;

use super::files;
use crate::error::EngineError;
use crate::runtime::Runtime;

#[derive(Deserialize)]
struct Alphabets {
    #[serde(rename = "in")]
    letters: Vec<char>,
    #[serde(rename = "out")]
    phonemes: Vec<char>,
    maxlen: usize,
}

/// The network with its letters and phonemes. Number 0 is the empty slot.
pub struct UnknownWords {
    session: Session,
    letters: HashMap<char, i64>,
    phonemes: Vec<char>,
    most_letters: usize,
}

impl UnknownWords {
    /// Loads `oov.onnx` and `oov.json` from `folder`.
    pub fn load(runtime: &Runtime, folder: &Path) -> Result<Self, EngineError> {
        let alphabets: Alphabets = files::table(folder, "oov.json")?;
        Ok(Self {
            session: runtime.open(&folder.join("oov.onnx"))?,
            letters: alphabets.letters.into_iter().zip(1..).collect(),
            phonemes: alphabets.phonemes,
            most_letters: alphabets.maxlen,
        })
    }

    /// The sounds of a word; empty for one of another script. Letters beyond those that the network reads at
    /// once are left out.
    pub fn read(&mut self, word: &str) -> Result<String, EngineError> {
        if word.chars().any(|letter| letter.is_alphabetic() && !is_latin(letter)) {
            return Ok(String::new());
        }
        let numbers = word.chars().filter_map(|letter| self.letters.get(&letter).copied());
        let numbers: Vec<i64> = numbers.take(self.most_letters).collect();
        if numbers.is_empty() {
            return Ok(String::new());
        }
        let outputs = self.session.run(ort::inputs! {
            "chars" => Tensor::from_array(([1, numbers.len()], numbers))?,
        })?;
        let (_, slots) = outputs[0].try_extract_tensor::<i64>()?;
        let mut sounds = String::new();
        let mut last = 0;
        for slot in slots {
            let phoneme = usize::try_from(slot - 1).ok().and_then(|index| self.phonemes.get(index));
            if let Some(phoneme) = phoneme.filter(|_| *slot != last) {
                sounds.push(*phoneme);
            }
            last = *slot;
        }
        Ok(sounds)
    }
}

fn is_latin(letter: char) -> bool {
    matches!(letter, '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | 'ﬀ'..='ﬆ')
}
