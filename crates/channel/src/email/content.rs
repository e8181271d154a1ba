//! The words of a mail, out of its parts.

use mailparse::{DispositionType, ParsedMail};

use super::html;

/// Its text: the plain parts, or the words of the HTML parts where there is none. What is attached is left out.
pub(super) fn text(mail: &ParsedMail<'_>) -> String {
    let mut plain: Vec<String> = Vec::new();
    let mut shown: Vec<String> = Vec::new();
    for part in mail.parts() {
        let is_plain = part.ctype.mimetype == "text/plain";
        let is_text = is_plain || part.ctype.mimetype == "text/html";
        if !is_text || part.get_content_disposition().disposition == DispositionType::Attachment {
            continue;
        }
        let Some(text) = words(part) else { continue };
        if text.trim().is_empty() {
            continue;
        }
        if is_plain {
            plain.push(text);
        } else {
            shown.push(html::to_text(&text));
        }
    }
    let parts = if plain.is_empty() { shown } else { plain };
    parts.join("\n\n")
}

/// The part's text; none where it cannot be decoded, because it is cut off or damaged.
fn words(part: &ParsedMail<'_>) -> Option<String> {
    // A part that does not say how its letters are written is ASCII by the standard, and UTF-8 in fact.
    let is_undeclared = !part.ctype.params.contains_key("charset");
    if is_undeclared && let Some(text) = in_utf8(part.get_body_raw().ok()?) {
        return Some(text);
    }
    part.get_body().ok()
}

/// The text, where it is UTF-8; without its last letter, where the mail was cut off within.
fn in_utf8(bytes: Vec<u8>) -> Option<String> {
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Some(text),
        Err(error) => error,
    };
    let (whole, is_cut) = (error.utf8_error().valid_up_to(), error.utf8_error().error_len().is_none());
    let mut bytes = error.into_bytes();
    bytes.truncate(whole);
    if is_cut { String::from_utf8(bytes).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &[u8]) -> String {
        text(&mailparse::parse_mail(raw).unwrap())
    }

    #[test]
    fn the_plain_part_is_preferred_and_attachments_are_left_out() {
        let mail = "Content-Type: multipart/mixed; boundary=m\n\n\
                    --m\nContent-Type: multipart/alternative; boundary=a\n\n\
                    --a\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n\
                    Gr=FC=DFe\n--a\nContent-Type: text/html\n\n<p>Other</p>\n--a--\n\
                    --m\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nNot this\n\
                    --m\nContent-Type: text/plain\n\nSee you\n--m--\n";
        assert_eq!(read(mail.as_bytes()), "Grüße\n\nSee you");
    }

    #[test]
    fn letters_are_read_whatever_the_mail_says_of_them() {
        assert_eq!(read("Subject: x\n\nGrüße".as_bytes()), "Grüße");
        assert_eq!(read(b"Subject: x\n\nGr\xfc\xdfe"), "Grüße");
        assert_eq!(read(b"Subject: x\n\nGr\xc3\xbc\xc3"), "Grü");
        assert_eq!(read(b"Content-Type: text/html; charset=utf-8\n\n<p>a<br>b</p>"), "a\nb\n\n");
        assert_eq!(read(b"Content-Transfer-Encoding: base64\n\nSGVsbG8="), "Hello");
        assert_eq!(read(b"Content-Type: image/png\n\nx"), "");
    }
}
