//! The marks that the tokenizer takes off a word's front and end and cuts its middle at, after spaCy's rules
//! for English. All functions answer with the length of the mark in bytes, 0 where there is none.

const QUOTES: &str = "'\"”“`‘´’‚,„»«「」『』（）〔〕【】《》〈〉";
const PUNCTUATION: &str = "…,:;!?¿¡()[]{}<>_#*&。？！，、；：～·";
const ICONS: &str = "™®©°§¶†‡•";
const CURRENCY: &str = "$£€¥฿₽₹₩₪₺₴₦₫₱₲₵₸₼₾₿";
const DOLLARS: [&str; 3] = ["US$", "C$", "A$"];
const UNITS: [&str; 44] = [
    "km", "km²", "km³", "m", "m²", "m³", "dm", "dm²", "dm³", "cm", "cm²", "cm³", "mm", "mm²", "mm³", "ha",
    "µm", "nm", "yd", "in", "ft", "kg", "g", "mg", "µg", "t", "lb", "oz", "m/s", "km/h", "kmh", "mph", "hPa",
    "Pa", "mbar", "mb", "MB", "kb", "KB", "gb", "GB", "tb", "TB", "%",
];
/// Of one letter; apart from the others because they are also abbreviations of big numbers.
const MULTIPLES: [&str; 4] = ["T", "G", "M", "K"];
const POSSESSIVES: [&str; 4] = ["'s", "'S", "’s", "’S"];

/// The mark at the front of `word`.
pub fn prefix(word: &str) -> usize {
    let mut characters = word.chars();
    let Some(first) = characters.next() else { return 0 };
    let single = "§%=—–".contains(first)
        || first == '+' && !characters.next().is_some_and(|next| next.is_ascii_digit())
        || [PUNCTUATION, QUOTES, CURRENCY, ICONS].iter().any(|set| set.contains(first));
    if single {
        return first.len_utf8();
    }
    let periods = word.len() - word.trim_start_matches('.').len();
    if periods >= 2 {
        return periods;
    }
    DOLLARS.iter().find(|dollars| word.starts_with(**dollars)).map_or(0, |dollars| dollars.len())
}

/// The mark at the end of `word`: the longest.
pub fn suffix(word: &str) -> usize {
    let Some(last) = word.chars().next_back() else { return 0 };
    let body = &word[..word.len() - last.len_utf8()];
    let mut longest = 0;
    if "—–".contains(last) || [PUNCTUATION, QUOTES, ICONS].iter().any(|set| set.contains(last)) {
        longest = last.len_utf8();
    }
    let before = body.chars().next_back();
    let is_single = match last {
        '+' => before.is_some_and(|c| c.is_ascii_digit()),
        '.' => ends_before_period(body),
        _ => false,
    };
    if is_single {
        longest = longest.max(last.len_utf8());
    }
    let periods = word.len() - word.trim_end_matches('.').len();
    if periods >= 2 {
        longest = longest.max(periods);
    }
    if word.ends_with("……") {
        longest = longest.max("……".len());
    }
    let follows_digit = |mark: &str| {
        word.strip_suffix(mark).is_some_and(|number| number.ends_with(|c: char| c.is_ascii_digit()))
    };
    let after_digit = UNITS.iter().chain(&MULTIPLES).chain(&DOLLARS).filter(|mark| follows_digit(mark));
    let possessive = POSSESSIVES.iter().filter(|mark| word.ends_with(**mark));
    longest = after_digit.chain(possessive).map(|mark| mark.len()).fold(longest, usize::max);
    if CURRENCY.contains(last) && before.is_some_and(|c| c.is_ascii_digit()) {
        longest = longest.max(last.len_utf8());
    }
    longest
}

/// Whether a period after `body` is the sentence's and no abbreviation's.
fn ends_before_period(body: &str) -> bool {
    let mut backwards = body.chars().rev();
    let Some(last) = backwards.next() else { return false };
    let one_before = backwards.next();
    let is_scale = "FfCcKk".contains(last) && one_before == Some('°');
    is_scale
        || last.is_ascii_digit()
        || is_lower(last)
        || "%²-+".contains(last)
        || [PUNCTUATION, QUOTES].iter().any(|set| set.contains(last))
        || is_upper(last) && one_before.is_some_and(is_upper)
}

/// The mark within a word at position `at` of its characters, in characters.
pub fn infix(word: &[char], at: usize) -> usize {
    let get = |index: Option<usize>| index.and_then(|index| word.get(index)).copied();
    let here = word[at];
    let before = get(at.checked_sub(1));
    let run = word[at..].iter().take_while(|c| **c == here).count();
    let after = get(at.checked_add(1));
    let is = |c: Option<char>, test: fn(char) -> bool| c.is_some_and(test);
    let is_digit = |c: char| c.is_ascii_digit();
    let cuts = match here {
        '.' if run >= 2 => return run,
        '…' => true,
        c if ICONS.contains(c) => true,
        '+' | '*' | '^' if is(before, is_digit) && is(after, |c| c.is_ascii_digit() || c == '-') => true,
        '-' if is(before, is_digit) && is(after, |c| c.is_ascii_digit() || c == '-') => true,
        '.' => {
            is(before, |c| is_lower(c) || QUOTES.contains(c))
                && is(after, |c| is_upper(c) || QUOTES.contains(c))
        }
        ',' => is(before, char::is_alphabetic) && is(after, char::is_alphabetic),
        '-' | '—' | '–' | '~' if is(before, char::is_alphanumeric) => {
            // Up to three hyphens or two dashes; then a letter.
            let most = match here {
                '-' => 3,
                '—' => 2,
                _ => 1,
            };
            let is_dash = run <= most && is(get(at.checked_add(run)), char::is_alphabetic);
            return if is_dash { run } else { 0 };
        }
        ':' | '<' | '>' | '=' | '/' => is(before, char::is_alphanumeric) && is(after, char::is_alphabetic),
        _ => false,
    };
    usize::from(cuts)
}

fn is_lower(c: char) -> bool {
    matches!(c, 'a'..='z' | 'ß'..='ö' | 'ø'..='ÿ')
}

fn is_upper(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ')
}
