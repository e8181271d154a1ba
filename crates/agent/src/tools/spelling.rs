//! How a character may be spelled: as it is, or as addresses, JSON and pages escape it.
//!
//! Spellings may lie within each other, as where a page holds JSON or an address holds an address: a few layers are taken
//! off, and what each layer says is one thing that may be meant. Nothing here decides which it is.

/// Spellings that are looked at in one place: the character as it is, and what each of three layers says.
const MOST: usize = 4;

/// Names of HTML for characters that may stand in secrets and that are not letters or digits.
const ENTITIES: [(&str, char); 44] = [
    ("AMP", '&'),
    ("GT", '>'),
    ("Hat", '^'),
    ("LT", '<'),
    ("NewLine", '\n'),
    ("QUOT", '"'),
    ("Tab", '\t'),
    ("UnderBar", '_'),
    ("VerticalLine", '|'),
    ("amp", '&'),
    ("apos", '\''),
    ("ast", '*'),
    ("bsol", '\\'),
    ("colon", ':'),
    ("comma", ','),
    ("commat", '@'),
    ("dollar", '$'),
    ("equals", '='),
    ("excl", '!'),
    ("grave", '`'),
    ("gt", '>'),
    ("lbrace", '{'),
    ("lbrack", '['),
    ("lcub", '{'),
    ("lowbar", '_'),
    ("lpar", '('),
    ("lsqb", '['),
    ("lt", '<'),
    ("midast", '*'),
    ("nbsp", ' '),
    ("num", '#'),
    ("percnt", '%'),
    ("period", '.'),
    ("plus", '+'),
    ("quest", '?'),
    ("quot", '"'),
    ("rbrace", '}'),
    ("rbrack", ']'),
    ("rcub", '}'),
    ("rpar", ')'),
    ("rsqb", ']'),
    ("semi", ';'),
    ("sol", '/'),
    ("vert", '|'),
];

/// Longest of these names, and of a number with zeros before it.
const LONGEST_ENTITY: usize = 12;

/// What may be meant, and where its spelling ends.
pub(super) type Spelled = (char, usize);

/// What may be meant by what stands in `text` at `at`, which is the beginning of a character.
pub(super) fn spelled_at(text: &str, at: usize) -> [Option<Spelled>; MOST] {
    let mut found = [None; MOST];
    let Some(mut sign) = text[at..].chars().next() else { return found };
    let mut end = at + sign.len_utf8();
    found[0] = Some((sign, end));
    for layer in &mut found[1..] {
        let Some((meant, length)) = meant_by(sign, &text[end..]) else { break };
        (sign, end) = (meant, end + length);
        *layer = Some((sign, end));
    }
    found
}

/// Whether a sign may mean something else than itself.
pub(super) fn begins_spelling(sign: char) -> bool {
    matches!(sign, '\\' | '%' | '&' | '+')
}

/// What a sign means together with what follows it, and how many bytes of that belong to it.
fn meant_by(sign: char, rest: &str) -> Option<(char, usize)> {
    match sign {
        '\\' => escaped(rest),
        '%' => percent_encoded(rest),
        '&' => entity(rest),
        '+' => Some((' ', 0)),
        _ => None,
    }
}

/// What follows a back slash, in JSON and in programs.
fn escaped(rest: &str) -> Option<(char, usize)> {
    let sign = rest.chars().next()?;
    let meant = match sign {
        'u' => return code_units(&rest[1..]).map(|(meant, length)| (meant, length + 1)),
        'x' => return Some((char::from(hex_byte(&rest[1..])?), 3)),
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        sign if sign.is_ascii_punctuation() => sign,
        _ => return None,
    };
    Some((meant, 1))
}

/// Four hexadecimal digits, and four more where two of them make one character.
fn code_units(digits: &str) -> Option<(char, usize)> {
    let first = hex_unit(digits)?;
    let second = digits[4..].strip_prefix("\\u").and_then(hex_unit);
    let pair = [first, second.unwrap_or_default()];
    if let Some(Ok(meant)) = char::decode_utf16([first]).next() {
        return Some((meant, 4));
    }
    let meant = char::decode_utf16(pair).next()?.ok()?;
    Some((meant, 10))
}

fn hex_unit(digits: &str) -> Option<u16> {
    let digits = digits.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u16::from_str_radix(digits, 16).ok()
}

fn hex_byte(digits: &str) -> Option<u8> {
    let digits = digits.get(..2).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u8::from_str_radix(digits, 16).ok()
}

/// What follows a percent sign: a byte, and the further bytes of its character.
fn percent_encoded(rest: &str) -> Option<(char, usize)> {
    let mut bytes = vec![hex_byte(rest)?];
    let mut length = 2;
    let most = match bytes[0] {
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf7 => 4,
        _ => 1,
    };
    while bytes.len() < most {
        bytes.push(rest[length..].strip_prefix('%').and_then(hex_byte)?);
        length += 3;
    }
    let meant = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    Some((meant, length))
}

/// What follows an ampersand: a name and a semicolon, or a number, which may do without.
fn entity(rest: &str) -> Option<(char, usize)> {
    if let Some(number) = rest.strip_prefix('#') {
        let (digits, base, before) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16, 2),
            None => (number, 10, 1),
        };
        let is_other = |digit: char| !digit.is_digit(base);
        let length = digits.find(is_other).unwrap_or(digits.len());
        let number = digits.get(..length).filter(|_| length <= LONGEST_ENTITY)?;
        let meant = char::from_u32(u32::from_str_radix(number, base).ok()?)?;
        let closed = usize::from(digits[length..].starts_with(';'));
        return Some((meant, before + length + closed));
    }
    let length = rest.bytes().take(LONGEST_ENTITY + 1).position(|byte| byte == b';')?;
    let (_, meant) = ENTITIES.iter().find(|(known, _)| *known == &rest[..length])?;
    Some((*meant, length + 1))
}

#[cfg(test)]
mod tests {
    use super::spelled_at;

    /// What may be meant at the beginning, with what is left behind each.
    fn meant(text: &str) -> Vec<(char, &str)> {
        spelled_at(text, 0).into_iter().flatten().map(|(meant, end)| (meant, &text[end..])).collect()
    }

    #[test]
    fn every_layer_says_what_may_be_meant() {
        let rows: [(&str, &[(char, &str)]); 29] = [
            ("", &[]),
            ("ab", &[('a', "b")]),
            ("ü", &[('ü', "")]),
            // Addresses.
            ("%2fx", &[('%', "2fx"), ('/', "x")]),
            ("%2Fx", &[('%', "2Fx"), ('/', "x")]),
            ("%c3%BCx", &[('%', "c3%BCx"), ('ü', "x")]),
            ("%c3x", &[('%', "c3x")]),
            ("%2", &[('%', "2")]),
            ("%+2", &[('%', "+2")]),
            ("+x", &[('+', "x"), (' ', "x")]),
            ("%252F", &[('%', "252F"), ('%', "2F"), ('/', "")]),
            // JSON.
            (r"\/x", &[('\\', "/x"), ('/', "x")]),
            (r#"\"x"#, &[('\\', "\"x"), ('"', "x")]),
            (r"\u002Fx", &[('\\', "u002Fx"), ('/', "x")]),
            (r"\u002fx", &[('\\', "u002fx"), ('/', "x")]),
            (r"\ud83d\uDE00x", &[('\\', r"ud83d\uDE00x"), ('😀', "x")]),
            (r"\ud83dx", &[('\\', "ud83dx")]),
            (r"\u00", &[('\\', "u00")]),
            (r"\nx", &[('\\', "nx"), ('\n', "x")]),
            (r"\x2fx", &[('\\', "x2fx"), ('/', "x")]),
            (r"\d", &[('\\', "d")]),
            // JSON in JSON.
            (r"\\\/", &[('\\', r"\\/"), ('\\', r"\/"), ('\\', "/"), ('/', "")]),
            // Pages.
            ("&amp;x", &[('&', "amp;x"), ('&', "x")]),
            ("&sol;x", &[('&', "sol;x"), ('/', "x")]),
            ("&#47;x", &[('&', "#47;x"), ('/', "x")]),
            ("&#x2F;x", &[('&', "#x2F;x"), ('/', "x")]),
            ("&#0047x", &[('&', "#0047x"), ('/', "x")]),
            ("&#;", &[('&', "#;")]),
            // An address on a page.
            ("&#37;2F", &[('&', "#37;2F"), ('%', "2F"), ('/', "")]),
        ];
        for (text, expected) in rows {
            assert_eq!(meant(text), expected, "{text}");
        }
    }
}
