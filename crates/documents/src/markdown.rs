//! The text of Markdown, without its marks.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::builder::TextBuilder;
use crate::{Document, DocumentError, html};

/// Reads a text in Markdown. Its title is its first heading of the first level.
pub(crate) fn read(text: &str) -> Result<Document, DocumentError> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut reading = Reading::default();
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(tag) => reading.start(&tag),
            Event::End(tag) => reading.end(tag)?,
            Event::Text(words) => reading.words(&words),
            Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
                reading.words(&words)
            }
            Event::Html(part) => reading.html.push_str(&part),
            Event::SoftBreak => reading.words(" "),
            Event::HardBreak => reading.builder.line(),
            Event::Rule => reading.builder.paragraph(),
            // Tags within a line are marks as any other.
            _ => {}
        }
    }
    Ok(Document { title: reading.title.finished, text: reading.builder.finish()? })
}

#[derive(Default)]
struct Reading {
    builder: TextBuilder,
    title: Title,
    /// What was said of the text before it begins is no part of it.
    is_in_metadata: bool,
    is_in_code: bool,
    /// Cells of this row so far.
    cells: usize,
    /// Tags that stand in lines of their own.
    html: String,
}

#[derive(Default)]
struct Title {
    open: Option<String>,
    finished: Option<String>,
}

impl Reading {
    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.builder.paragraph();
                if *level == HeadingLevel::H1 && self.title.finished.is_none() {
                    self.title.open = Some(String::new());
                }
            }
            Tag::Paragraph
            | Tag::BlockQuote(..)
            | Tag::List(..)
            | Tag::Table(..)
            | Tag::FootnoteDefinition(..) => {
                self.builder.paragraph();
            }
            Tag::CodeBlock(..) => {
                self.builder.paragraph();
                self.is_in_code = true;
            }
            Tag::Item => self.builder.line(),
            Tag::TableHead | Tag::TableRow => {
                self.builder.line();
                self.cells = 0;
            }
            Tag::TableCell => {
                if self.cells > 0 {
                    self.builder.cell();
                }
                self.cells += 1;
            }
            Tag::MetadataBlock(..) => self.is_in_metadata = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) -> Result<(), DocumentError> {
        match tag {
            TagEnd::Heading(..) => {
                self.builder.paragraph();
                self.title.finished = self.title.open.take().or_else(|| self.title.finished.take());
            }
            TagEnd::Paragraph | TagEnd::BlockQuote(..) | TagEnd::List(..) | TagEnd::Table => {
                self.builder.paragraph();
            }
            TagEnd::CodeBlock => {
                self.builder.paragraph();
                self.is_in_code = false;
            }
            TagEnd::HtmlBlock => {
                let part = std::mem::take(&mut self.html);
                self.builder.paragraph();
                self.builder.lines(&html::read(&part)?.text);
                self.builder.paragraph();
            }
            TagEnd::MetadataBlock(..) => self.is_in_metadata = false,
            _ => {}
        }
        Ok(())
    }

    fn words(&mut self, words: &str) {
        if self.is_in_metadata {
            return;
        }
        if let Some(title) = &mut self.title.open {
            title.push_str(words);
        }
        if self.is_in_code {
            self.builder.lines(words);
        } else {
            self.builder.words(words);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        let text = "---\ntitle: no\n---\n# Returns *and* refunds\n\nWithin **30 days**, with\nthe [receipt](https://a.example).\n\n\
                    - by `post`\n- in a shop\n\n| Country | Days |\n|---|---|\n| DE | 30 |\n\n```sh\ncurl a\n  | b\n```\n\n\
                    <div>Ask <b>us</b></div>\n\nEnd<br>\n";
        let document = read(text).expect("a text");
        assert_eq!(document.title.as_deref(), Some("Returns and refunds"));
        let expected = "Returns and refunds\n\nWithin 30 days, with the receipt.\n\nby post\nin a shop\n\n\
                        Country | Days\nDE | 30\n\ncurl a\n| b\n\nAsk us\n\nEnd";
        assert_eq!(document.text, expected);
    }

    #[test]
    fn nesting_without_end_is_read() {
        let deep = format!("{}words", "> ".repeat(10_000));
        assert!(read(&deep).is_ok_and(|document| document.text.ends_with("words")));
        let brackets = "[".repeat(20_000);
        assert_eq!(read(&brackets).map(|document| document.text.len()), Ok(20_000));
    }
}
