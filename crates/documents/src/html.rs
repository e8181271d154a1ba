//! The text of a web page.
//!
//! The page is read as a stream of tags and characters; no tree is made of it, so that nesting costs nothing. What is
//! for machines or leads elsewhere (scripts, styles, navigation, forms' buttons) is left out. Where the page says which
//! part is its main one, that part is taken and the rest, which all pages of a site have alike, is not.

use std::cell::RefCell;
use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use crate::builder::TextBuilder;
use crate::{Document, DocumentError};

/// A main part with less text, in bytes, is filled in by scripts: then the whole page is taken.
const LEAST_MAIN_BYTES: usize = 200;
/// A title is read no further.
const MOST_TITLE_BYTES: usize = 4_096;

/// Elements of which nothing is read.
const SKIPPED: [&str; 15] = [
    "button", "canvas", "dialog", "iframe", "math", "nav", "noembed", "noframes", "noscript", "object",
    "script", "select", "style", "svg", "template",
];
/// Elements that stand apart from what is around them.
const PARAGRAPHS: [&str; 31] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "details",
    "dl",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "legend",
    "main",
    "menu",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "title",
    "ul",
];
/// Elements that begin and end a line.
const LINES: [&str; 13] = [
    "br",
    "caption",
    "dd",
    "div",
    "dt",
    "figcaption",
    "label",
    "li",
    "option",
    "tbody",
    "tfoot",
    "thead",
    "tr",
];

/// Reads a page.
pub(crate) fn read(page: &str) -> Result<Document, DocumentError> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(page));
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    // The sink never asks for a pause, so all is read at once.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner().finish()
}

#[derive(Default)]
struct Sink(RefCell<Page>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return page.start(&tag),
            Token::TagToken(tag) => page.end(&tag.name),
            Token::CharacterTokens(text) => page.characters(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// What is known of a page so far.
#[derive(Default)]
struct Page {
    builder: TextBuilder,
    title: Option<String>,
    is_in_title: bool,
    /// The element that is being left out, and how many of its name are open.
    skipped: Option<(&'static str, usize)>,
    /// How many elements are open whose line breaks stay.
    preformatted: usize,
    /// Cells of this row so far.
    cells: usize,
    /// Where the main part begins, while it is open.
    main_from: Option<usize>,
    main: Option<Range<usize>>,
}

impl Page {
    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        // An element that was never closed must not swallow what the page is about.
        if name == "main" {
            self.skipped = None;
        }
        if let Some((skipped, open)) = &mut self.skipped {
            if name == *skipped && !tag.self_closing {
                *open += 1;
            }
            let is_foreign = matches!(*skipped, "svg" | "math");
            return if is_foreign { TokenSinkResult::Continue } else { content_of(name) };
        }
        if let Some(skipped) = SKIPPED.iter().copied().find(|skipped| *skipped == name) {
            let is_whole = tag.self_closing && matches!(skipped, "svg" | "math");
            if !is_whole {
                self.skipped = Some((skipped, 1));
            }
            return content_of(name);
        }
        match name {
            "title" if self.title.is_none() => {
                self.title = Some(String::new());
                self.is_in_title = true;
            }
            "main" if self.main.is_none() && self.main_from.is_none() => {
                self.main_from = Some(self.builder.len())
            }
            "pre" | "textarea" => self.preformatted += 1,
            "tr" => self.cells = 0,
            "td" | "th" => {
                if self.cells > 0 {
                    self.builder.cell();
                }
                self.cells += 1;
            }
            _ => {}
        }
        self.part(name);
        content_of(name)
    }

    fn end(&mut self, name: &str) {
        if let Some((skipped, open)) = &mut self.skipped {
            let is_over = match name {
                "body" | "html" => true,
                name if name == *skipped => {
                    *open -= 1;
                    *open == 0
                }
                _ => false,
            };
            if is_over {
                self.skipped = None;
            }
            return;
        }
        match name {
            "title" => self.is_in_title = false,
            "main" => self.end_main(),
            "pre" | "textarea" => self.preformatted = self.preformatted.saturating_sub(1),
            _ => {}
        }
        self.part(name);
    }

    fn characters(&mut self, text: &str) {
        if self.skipped.is_some() {
            return;
        }
        if self.is_in_title {
            if let Some(title) = self.title.as_mut().filter(|title| title.len() < MOST_TITLE_BYTES) {
                title.push_str(text);
            }
        } else if self.preformatted > 0 {
            self.builder.lines(text);
        } else {
            self.builder.words(text);
        }
    }

    /// Parts what stands before a tag from what stands behind it.
    fn part(&mut self, name: &str) {
        if PARAGRAPHS.contains(&name) {
            self.builder.paragraph();
        } else if LINES.contains(&name) {
            self.builder.line();
        }
    }

    fn end_main(&mut self) {
        if let Some(from) = self.main_from.take() {
            self.main = Some(from..self.builder.len());
        }
    }

    fn finish(mut self) -> Result<Document, DocumentError> {
        self.end_main();
        let whole = self.builder.finish()?;
        let main = self.main.filter(|main| main.len() >= LEAST_MAIN_BYTES);
        let text = match main.and_then(|main| whole.get(main)) {
            Some(main) => main.trim().to_owned(),
            None => whole,
        };
        Ok(Document { title: self.title, text })
    }
}

/// How the characters within an element are to be read: in some, tags and references are none.
fn content_of(name: &str) -> TokenSinkResult<()> {
    match name {
        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "plaintext" => TokenSinkResult::Plaintext,
        _ => TokenSinkResult::Continue,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(page: &str) -> String {
        read(page).expect("a page").text
    }

    #[test]
    fn what_people_read_is_kept() {
        let page = "<!doctype html><html><head><title>Opening\n hours &amp; more</title>
            <style>p { color: red }</style><script>if (a < b) document.write('<p>no</p>')</script></head>
            <body><nav><ul><li><a href=/>Home</a></ul></nav>
            <h1>Opening&nbsp;hours</h1><p>We are <b>open</b> from<br>nine&#33;<p>Sundays: closed
            <ul><li>Berlin<li>Paris</ul><svg><title/><text>no</text></svg>
            <table><tr><th>Day<th>Time</tr><tr><td>Mon</td><td>9&ndash;17</td></tr></table>
            <!-- no --><noscript>no</noscript><pre>one\n  two</pre><button>no</button></body></html>";
        let document = read(page).expect("a page");
        assert_eq!(document.title.as_deref(), Some("Opening\n hours & more"));
        let expected = "Opening hours\n\nWe are open from\nnine!\n\nSundays: closed\n\nBerlin\nParis\n\n\
                        Day | Time\nMon | 9–17\n\none\ntwo";
        assert_eq!(document.text, expected);
    }

    #[test]
    fn the_main_part_is_taken_where_it_says_something() {
        let words = "All about it. ".repeat(20);
        let page =
            |main: &str| format!("<p>Menu<nav>never closed<main><p>{main}</main><footer>Imprint</footer>");
        assert_eq!(text_of(&page(&words)), words.trim());
        assert_eq!(text_of(&page("Loading")), "Menu\n\nLoading\n\nImprint");
    }

    #[test]
    fn broken_and_hostile_pages_are_read_all_the_same() {
        let deep = format!("{}deep{}", "<div><b>".repeat(200_000), "</b></div>".repeat(200_000));
        assert_eq!(text_of(&deep), "deep");
        for (page, expected) in [
            ("", ""),
            ("plain &lt;b&gt; &unknown; &#x110000; words", "plain <b> &unknown; \u{fffd} words"),
            ("<p>cut <scri", "cut"),
            ("<script>never closed <p>no", ""),
            ("<p>a</script></p></p></nav>b", "a\n\nb"),
            ("<nav><nav>no</nav>no</nav>yes", "yes"),
            ("a\0b", "ab"),
        ] {
            assert_eq!(text_of(page), expected, "{page}");
        }
    }
}
