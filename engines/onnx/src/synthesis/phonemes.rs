//! The alphabet of phonemes and the stress on them.
//!
//! The letters are those that the voice was trained on: IPA, with one letter each for diphthongs (A as in
//! "day", I "my", O "go", W "now", Y "boy") and affricates. A mark before a vowel stresses it.

/// Main stress of a word.
pub const PRIMARY: char = 'ˈ';
/// Side stress.
pub const SECONDARY: char = 'ˌ';

/// Whether a phoneme is a vowel.
pub fn is_vowel(phoneme: char) -> bool {
    "AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻ".contains(phoneme)
}

/// Whether it is a consonant.
pub fn is_consonant(phoneme: char) -> bool {
    "bdfhjklmnpstvwzðŋɡɹɾʃʒʤʧθ".contains(phoneme)
}

/// How long the sounds take: diphthongs and affricates count twice.
pub fn weight(sounds: &str) -> usize {
    sounds.chars().map(|sound| if "AIOQWYʤʧ".contains(sound) { 2 } else { 1 }).sum()
}

/// How the stress of a word is changed where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stress {
    /// None at all.
    None,
    /// Main stress becomes side stress.
    Weaker,
    /// Main stress becomes side stress; a word without any gets side stress.
    Side,
    /// A word without any gets side stress.
    Light,
    /// A word without main stress gets it.
    Strong,
}

/// `sounds` with another stress.
pub fn stressed(sounds: &str, stress: Option<Stress>) -> String {
    let has_primary = sounds.contains(PRIMARY);
    let has_any = has_primary || sounds.contains(SECONDARY);
    let weaker = || sounds.replace(SECONDARY, "").replace(PRIMARY, "ˌ");
    match stress {
        Some(Stress::None) => sounds.replace([PRIMARY, SECONDARY], ""),
        Some(Stress::Weaker | Stress::Side) if has_primary => weaker(),
        Some(Stress::Side | Stress::Light) if !has_any => before_vowel(sounds, SECONDARY),
        Some(Stress::Strong) if !has_any => before_vowel(sounds, PRIMARY),
        Some(Stress::Strong) if !has_primary => sounds.replace(SECONDARY, "ˈ"),
        _ => sounds.to_owned(),
    }
}

fn before_vowel(sounds: &str, mark: char) -> String {
    match sounds.find(is_vowel) {
        Some(vowel) => format!("{}{mark}{}", &sounds[..vowel], &sounds[vowel..]),
        None => sounds.to_owned(),
    }
}

/// Plural, possessive or third person: "s", "z" or another syllable.
pub fn with_s(sounds: &str) -> Option<String> {
    let last = sounds.chars().next_back()?;
    let ending = match last {
        'p' | 't' | 'k' | 'f' | 'θ' => "s",
        's' | 'z' | 'ʃ' | 'ʒ' | 'ʧ' | 'ʤ' => "ᵻz",
        _ => "z",
    };
    Some(format!("{sounds}{ending}"))
}

/// Past: "t", "d" or another syllable. After a vowel a "t" becomes a flap.
pub fn with_ed(sounds: &str) -> Option<String> {
    let mut backwards = sounds.chars().rev();
    let (last, before) = (backwards.next()?, backwards.next());
    Some(match (last, before) {
        ('p' | 'k' | 'f' | 'θ' | 'ʃ' | 's' | 'ʧ', _) => format!("{sounds}t"),
        ('d', _) => format!("{sounds}ᵻd"),
        ('t', None) => format!("{sounds}ɪd"),
        ('t', Some(before)) if flaps_after(before) => format!("{}ɾᵻd", &sounds[..sounds.len() - 1]),
        ('t', _) => format!("{sounds}ᵻd"),
        _ => format!("{sounds}d"),
    })
}

/// "-ing", with the same flap.
pub fn with_ing(sounds: &str) -> Option<String> {
    let mut backwards = sounds.chars().rev();
    let (last, before) = (backwards.next()?, backwards.next());
    Some(match before {
        Some(before) if last == 't' && flaps_after(before) => format!("{}ɾɪŋ", &sounds[..sounds.len() - 1]),
        _ => format!("{sounds}ɪŋ"),
    })
}

fn flaps_after(phoneme: char) -> bool {
    "AIOWYiuæɑəɛɪɹʊʌ".contains(phoneme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stress_is_moved_taken_and_given() {
        for (sounds, stress, expected) in [
            ("həlˈO", Some(Stress::None), "həlO"),
            ("ˌɛfbˌiˈI", Some(Stress::Weaker), "ɛfbiˌI"),
            ("ænd", Some(Stress::Weaker), "ænd"),
            ("ænd", Some(Stress::Light), "ˌænd"),
            ("ðɛɹ", Some(Stress::Strong), "ðˈɛɹ"),
            ("nˌɪɹ", Some(Stress::Strong), "nˈɪɹ"),
            ("nˈɪɹ", Some(Stress::Side), "nˌɪɹ"),
            ("nt", Some(Stress::Strong), "nt"),
            ("nˈɪɹ", None, "nˈɪɹ"),
        ] {
            assert_eq!(stressed(sounds, stress), expected, "{sounds} {stress:?}");
        }
    }

    #[test]
    fn endings_fit_the_last_sound() {
        assert_eq!(
            ["kˈæt", "bˈɑks", "dˈɔɡ"].map(|word| with_s(word).unwrap()),
            ["kˈæts", "bˈɑksᵻz", "dˈɔɡz"]
        );
        assert_eq!(
            ["wˈɑnt", "hˈit", "stˈɑp", "nˈid"].map(|word| with_ed(word).unwrap()),
            ["wˈɑntᵻd", "hˈiɾᵻd", "stˈɑpt", "nˈidᵻd"]
        );
        assert_eq!(["hˈɪt", "ɡˈO"].map(|word| with_ing(word).unwrap()), ["hˈɪɾɪŋ", "ɡˈOɪŋ"]);
        assert_eq!((with_s(""), with_ed(""), with_ing("")), (None, None, None));
    }
}
