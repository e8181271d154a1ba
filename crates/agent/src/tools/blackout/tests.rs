//! Tests of [`super`].

use base64::engine::general_purpose::{STANDARD, URL_SAFE};

use super::*;

const SECRETS: [&str; 6] = ["top/secret \"x\"", "abc-def", "abc", "Größe+1%&", "", "first\r\nsecond"];

fn shown(text: &str) -> String {
    blacked_out(text, SECRETS.into_iter(), false)
}

fn cut(text: &str) -> String {
    blacked_out(text, SECRETS.into_iter(), true)
}

#[test]
fn every_spelling_goes_and_nothing_else() {
    let rows = [
        // As it is.
        ("a top/secret \"x\" b", "a … b"),
        // Addresses, and forms.
        ("?k=top%2Fsecret%20%22x%22&", "?k=…&"),
        ("?k=top%2fsecret+%22x%22&", "?k=…&"),
        ("?k=top/secret%20\"x\"&", "?k=…&"),
        ("?k=Gr%C3%B6%c3%9Fe%2B1%25%26&", "?k=…&"),
        ("?u=%3Fk%3Dtop%252Fsecret%2520%2522x%2522", "?u=%3Fk%3D…"),
        // JSON, and JSON in JSON.
        (r#"{"k":"top/secret \"x\""}"#, r#"{"k":"…"}"#),
        (r#"{"k":"top\/secret \"x\""}"#, r#"{"k":"…"}"#),
        (r#"{"k":"\u0074op\u002Fsecret\u0020\u0022x\u0022"}"#, r#"{"k":"…"}"#),
        (r#"{"k":"top\u002fsecret \u0022x\""}"#, r#"{"k":"…"}"#),
        (r#"{"k":"Gr\u00f6\u00DFe+1%&"}"#, r#"{"k":"…"}"#),
        (r#""{\"k\":\"top\\\/secret \\\"x\\\"\"}""#, r#""{\"k\":\"…\"}""#),
        // Pages.
        ("<b>top/secret &quot;x&quot;</b>", "<b>…</b>"),
        ("<b>top&sol;secret&nbsp;&#34;x&#x22;</b>", "<b>…</b>"),
        ("<b>&#116;op&#X2f;secret &#34x&#34</b>", "<b>…</b>"),
        ("<b>Gr&#246;&#xdf;e+1%&amp;</b>", "<b>…</b>"),
        ("<b>Gr&amp;#246;&#223;e&plus;1&percnt;&amp;</b>", "<b>…</b>"),
        // What controls something goes first.
        ("top/sec\u{0}ret\u{1b} \"x\"", "…"),
        ("ab\r\u{7f}c", "…"),
        ("a\u{0}z\tc\nd\u{9b}", "az\tc\nd"),
        // A secret of several lines, however they are parted.
        ("first\r\nsecond|first\nsecond|firstsecond", "…|…|…"),
        (r"first\r\nsecond", "…"),
        ("first%0D%0Asecond", "…"),
        // The longer of two, both of two, and one that begins within another.
        ("abc-def abc abcabc", "… … ……"),
        ("abctop/secret \"x\"", "……"),
        // What is none.
        ("nothing, ab, bc, ABC, top/secret", "nothing, ab, bc, ABC, top/secret"),
        ("a&b%c\\d+e", "a&b%c\\d+e"),
        ("", ""),
    ];
    for (given, expected) in rows {
        assert_eq!(shown(given), expected, "{given}");
    }
    // No secret, no change.
    assert_eq!(blacked_out("as it is", [""].into_iter(), false), "as it is");
}

#[test]
fn places_that_overlap_are_one() {
    let secrets = ["abcd", "cdef"];
    assert_eq!(blacked_out("-abcdef-abcd-", secrets.into_iter(), false), "-…-…-");
}

#[test]
fn base64_goes_wherever_in_its_group_the_secret_begins() {
    let secret = "s3cret?>~key-0123";
    for before in ["", "x", "xy", "xyz", "user:", "user1:", "user12:"] {
        for behind in ["", "z", "zz", "\n", ":x"] {
            let plain = format!("{before}{secret}{behind}");
            for encoded in [STANDARD.encode(&plain), URL_SAFE.encode(&plain)] {
                let in_address: String = encoded.replace('+', "%2B").replace('/', "%2f").replace('=', "%3D");
                let in_json = encoded.replace('/', r"\/");
                for spelled in [encoded.clone(), in_address, in_json] {
                    let told = blacked_out(&format!("Basic {spelled}."), [secret].into_iter(), false);
                    let (head, tail) = told.split_once('…').unwrap_or_else(|| panic!("{plain}: {told}"));
                    // What is left are whole groups of what stands around it.
                    let left = head.strip_prefix("Basic ").expect("the head");
                    assert!(
                        encoded.starts_with(left) && left.len() <= before.len() * 4 / 3,
                        "{plain}: {told}"
                    );
                    let tail = tail.trim_end_matches('.').trim_end_matches("%3D").trim_end_matches('=');
                    assert!(tail.len() <= (behind.len() * 8).div_ceil(6), "{plain}: {told}");
                }
            }
        }
    }
    // Over two lines, as in mail.
    let encoded = STANDARD.encode(secret);
    let (one, other) = encoded.split_at(9);
    for broken in [format!("{one}\r\n{other}"), format!(r"{one}\n{other}")] {
        assert_eq!(blacked_out(&broken, [secret].into_iter(), false).trim_end_matches('='), "…");
    }
    // A secret of a letter or two is in everything.
    assert_eq!(blacked_out("eHg=", ["x"].into_iter(), false), "eHg=");
}

#[test]
fn the_beginning_of_a_secret_goes_from_the_end_of_what_was_cut() {
    let secret = SECRETS[0];
    for (length, _) in secret.char_indices().skip(1) {
        let beginning = &secret[..length];
        assert_eq!(cut(&format!("it is {beginning}")), "it is …", "{beginning}");
        assert_eq!(shown(&format!("it is {beginning}")), format!("it is {beginning}"), "it was whole");
    }
    for (given, expected) in [
        ("?k=top%2", "?k=…"),
        ("?k=top%2F", "?k=…"),
        (r"top\/secret \", "…"),
        (r"top\u002", "…"),
        ("top&#4", "…"),
        ("Gr\u{fffd}", "…"),
        // Nothing of it was there before the end.
        ("it is here!", "it is here!"),
        ("a stop, and so on.", "a stop, and so on."),
    ] {
        assert_eq!(cut(given), expected, "{given}");
    }
    let encoded = STANDARD.encode("user:s3cret?>~key-0123");
    let told = blacked_out(&encoded[..16], ["s3cret?>~key-0123"].into_iter(), true);
    assert_eq!(told, "dXNlcj…");
}
