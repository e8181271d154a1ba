//! The words of a mail that is written in HTML alone.
//!
//! What is shown is kept, line by line; quoted blocks get the mark `>` that plain mail has, so that they are taken out
//! like any other quote. It is no browser: what cannot be made out is left as it stands.

/// Marks of deeper quotes say nothing more.
const MOST_MARKS: usize = 3;

/// Longest name of a character between `&` and `;`, in bytes.
const LONGEST_NAME: usize = 10;

/// Characters by name, beyond those that have a number.
const NAMED: [(&str, char); 47] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("bull", '•'),
    ("middot", '·'),
    ("euro", '€'),
    ("pound", '£'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("deg", '°'),
    ("auml", 'ä'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("Auml", 'Ä'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
    ("szlig", 'ß'),
    ("agrave", 'à'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("ccedil", 'ç'),
    ("egrave", 'è'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("iacute", 'í'),
    ("ntilde", 'ñ'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("uacute", 'ú'),
    ("ugrave", 'ù'),
    ("iexcl", '¡'),
    ("iquest", '¿'),
];

/// The text that a reader would see.
pub(super) fn to_text(html: &str) -> String {
    let mut page = Page::default();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        page.text(&rest[..open]);
        rest = &rest[open..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        if !rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            page.text("<");
            rest = &rest[1..];
            continue;
        }
        let Some(close) = rest.find('>') else { break };
        let tag = &rest[1..close];
        rest = &rest[close + 1..];
        let name = name(tag);
        if matches!(name.as_str(), "script" | "style" | "title") {
            rest = after_end(rest, &name);
        } else {
            page.tag(&name);
        }
    }
    page.text(rest);
    page.written
}

/// The tag's name in lower case, with the slash of one that closes.
fn name(tag: &str) -> String {
    let slash = usize::from(tag.starts_with('/'));
    let length = tag[slash..].find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len() - slash);
    tag[..slash + length].to_ascii_lowercase()
}

/// What follows the element's end, or nothing where it has none.
fn after_end<'a>(rest: &'a str, name: &str) -> &'a str {
    let mut after = rest;
    while let Some((_, tag)) = after.split_once("</") {
        after = tag;
        let is_end = tag.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name));
        if is_end {
            return tag.split_once('>').map_or("", |(_, after)| after);
        }
    }
    ""
}

#[derive(Default)]
struct Page {
    written: String,
    /// How many quoted blocks are open.
    quotes: usize,
    /// Whether something stands on the line.
    has_words: bool,
    /// Whether white space comes before the next word.
    has_gap: bool,
}

impl Page {
    fn text(&mut self, text: &str) {
        for c in unescaped(text).chars() {
            if c.is_whitespace() {
                self.has_gap = true;
                continue;
            }
            if !self.has_words {
                for _ in 0..self.quotes.min(MOST_MARKS) {
                    self.written.push_str("> ");
                }
            } else if self.has_gap {
                self.written.push(' ');
            }
            self.written.push(c);
            (self.has_words, self.has_gap) = (true, false);
        }
    }

    fn tag(&mut self, name: &str) {
        match name {
            "br" => self.end_line(),
            "p" | "/p" | "h1" | "h2" | "h3" | "h4" | "/h1" | "/h2" | "/h3" | "/h4" | "ul" | "/ul" | "ol"
            | "/ol" => {
                self.begin_block();
                if !self.written.is_empty() && !self.written.ends_with("\n\n") {
                    self.end_line();
                }
            }
            "div" | "/div" | "tr" | "/tr" | "table" | "/table" | "hr" | "/li" | "pre" | "/pre" => {
                self.begin_block();
            }
            "li" => {
                self.begin_block();
                self.text("- ");
            }
            "td" | "/td" | "th" | "/th" => self.has_gap = true,
            "blockquote" => {
                self.begin_block();
                self.quotes += 1;
            }
            "/blockquote" => {
                self.begin_block();
                self.quotes = self.quotes.saturating_sub(1);
            }
            _ => {}
        }
    }

    fn begin_block(&mut self) {
        if self.has_words {
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        self.written.push('\n');
        (self.has_words, self.has_gap) = (false, false);
    }
}

/// The text with its escaped characters put in.
fn unescaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        written.push_str(before);
        rest = after;
        let name =
            after.bytes().take(LONGEST_NAME + 1).position(|byte| byte == b';').map(|end| &after[..end]);
        match name.and_then(|name| Some((name, character(name)?))) {
            Some((name, c)) => {
                written.push(c);
                rest = &after[name.len() + 1..];
            }
            None => written.push('&'),
        }
    }
    written.push_str(rest);
    written
}

fn character(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return NAMED.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_kept_line_by_line() {
        for (html, text) in [
            ("Hi <b>there</b>,<br>how\n are you?", "Hi there,\nhow are you?"),
            ("<div>a</div><div>b</div>", "a\nb\n"),
            ("<p>a</p><p>b</p>", "a\n\nb\n\n"),
            ("<ul><li>a<li>b</ul>c", "- a\n- b\n\nc"),
            ("<td>a</td><td>b</td>", "a b"),
            (
                "yes<blockquote>no<br>never<blockquote>x</blockquote></blockquote>so",
                "yes\n> no\n> never\n> > x\nso",
            ),
            ("<style>p { a > b }</style>a<script>if (1<2) b</script>c", "ac"),
            ("<STYLE>x</Style\n>a<style>y", "a"),
            ("a<!-- b --> c<!-- d", "a c"),
            ("1 < 2 & 3 &lt; 4 &#8364;&#x20ac;&uuml;&nbsp;&nope; &", "1 < 2 & 3 < 4 €€ü &nope; &"),
            ("a <b", "a <b"),
            ("<", "<"),
            ("&ü; &#xFFFFFFFF; &#;", "&ü; &#xFFFFFFFF; &#;"),
        ] {
            assert_eq!(to_text(html), text, "{html}");
        }
    }
}
