//! What a server says of one mail: `* 2 FETCH (UID 17 BODY[]<0> {5} …)`, names and values in any order.
//!
//! A text is a literal, whose length stands in the line and whose bytes beside it, or stands in the line between quotation
//! marks, or is `NIL`, which is none: servers write short and empty mails so.

use super::response::{Response, literal_length};

/// A value.
#[derive(Debug, PartialEq, Eq)]
enum Value {
    /// A literal, by its place among those of the response.
    Literal(usize),
    /// What stood between quotation marks.
    Quoted(String),
    /// A list. Nothing that is asked for is one.
    List,
    /// A word or a number.
    Word(String),
}

impl Response {
    /// The text of that mail; none where this says something else. Servers may tell of others in between.
    pub(super) fn into_body_of(mut self, uid: u32) -> Option<Vec<u8>> {
        let (is_mail, body) = self.body_said(uid)?;
        match body? {
            _ if !is_mail => None,
            Value::Literal(place) if place < self.literals.len() => Some(self.literals.swap_remove(place)),
            Value::Quoted(text) => Some(text.into_bytes()),
            Value::Word(word) if word.eq_ignore_ascii_case("NIL") => Some(Vec::new()),
            Value::Literal(_) | Value::List | Value::Word(_) => None,
        }
    }

    /// Whether this is about that mail, and what it says of its text; none where it is about no mail.
    fn body_said(&self, uid: u32) -> Option<(bool, Option<Value>)> {
        let (number, rest) = self.text.strip_prefix("* ")?.split_once(' ')?;
        number.parse::<u32>().ok()?;
        let (word, rest) = rest.split_once(' ')?;
        if !word.eq_ignore_ascii_case("FETCH") {
            return None;
        }
        let mut items = Items { rest: rest.trim_start().strip_prefix('(')?, literals: 0 };
        let (mut is_mail, mut body) = (false, None);
        while let Some((name, value)) = items.next_item() {
            if name.eq_ignore_ascii_case("UID") {
                is_mail = value == Value::Word(uid.to_string());
            } else if name.get(..5).is_some_and(|begin| begin.eq_ignore_ascii_case("BODY[")) {
                body = Some(value);
            }
        }
        Some((is_mail, body))
    }
}

/// What is left of the names and values.
struct Items<'a> {
    rest: &'a str,
    /// How many literals there were so far.
    literals: usize,
}

impl<'a> Items<'a> {
    /// The next name with its value; none at the end, and where what follows is neither.
    fn next_item(&mut self) -> Option<(&'a str, Value)> {
        let name = self.name()?;
        self.rest = self.rest.trim_start_matches(' ');
        let value = self.value()?;
        Some((name, value))
    }

    /// A name. Between its square brackets there may be blanks.
    fn name(&mut self) -> Option<&'a str> {
        self.rest = self.rest.trim_start_matches(' ');
        let mut is_in_brackets = false;
        let end = self.rest.find(|character: char| {
            match character {
                '[' => is_in_brackets = true,
                ']' => is_in_brackets = false,
                _ => {}
            }
            !is_in_brackets && matches!(character, ' ' | '(' | ')')
        });
        let (name, rest) = self.rest.split_at(end?);
        self.rest = rest;
        Some(name).filter(|name| !name.is_empty())
    }

    fn value(&mut self) -> Option<Value> {
        if let Some(text) = self.quoted() {
            return Some(Value::Quoted(text));
        }
        if self.rest.starts_with('(') {
            return self.list();
        }
        let end = self.rest.find([' ', ')']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        if literal_length(word.as_bytes()).is_some() {
            self.literals += 1;
            return Some(Value::Literal(self.literals - 1));
        }
        Some(Value::Word(word.to_owned())).filter(|_| !word.is_empty())
    }

    /// What stands between quotation marks; a back slash says that the next character is itself.
    fn quoted(&mut self) -> Option<String> {
        let inner = self.rest.strip_prefix('"')?;
        let mut text = String::new();
        let mut characters = inner.char_indices();
        while let Some((place, character)) = characters.next() {
            match character {
                '"' => {
                    self.rest = &inner[place + 1..];
                    return Some(text);
                }
                '\\' => text.extend(characters.next().map(|(_, character)| character)),
                character => text.push(character),
            }
        }
        None
    }

    /// Passes a list over, with the lists in it.
    fn list(&mut self) -> Option<Value> {
        let mut open = 0_usize;
        loop {
            match self.rest.chars().next()? {
                '(' => open += 1,
                ')' => open -= 1,
                ' ' => {}
                _ => {
                    self.value()?;
                    continue;
                }
            }
            self.rest = &self.rest[1..];
            if open == 0 {
                return Some(Value::List);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str, literals: &[&str]) -> Option<String> {
        let literals = literals.iter().map(|literal| literal.as_bytes().to_vec()).collect();
        let response = Response { text: text.to_owned(), literals };
        response.into_body_of(17).map(|body| String::from_utf8(body).unwrap())
    }

    #[test]
    fn the_text_of_a_mail_is_a_literal_or_a_quoted_string_or_nothing() {
        let rows: [(&str, &[&str], Option<&str>); 21] = [
            ("* 2 FETCH (UID 17 BODY[]<0> {5})", &["Hello"], Some("Hello")),
            ("* 2 FETCH (BODY[]<0> {5} UID 17)", &["Hello"], Some("Hello")),
            ("* 2 fetch (FLAGS (\\Recent) UID 17 body[]<0> {5})", &["Hello"], Some("Hello")),
            ("* 2 FETCH (UID 17 BODY[]<0> {5} FLAGS ())", &["Hello"], Some("Hello")),
            (
                "* 2 FETCH (ENVELOPE ({3} NIL ((\"a)b\" NIL))) UID 17 BODY[] {5})",
                &["one", "Hello"],
                Some("Hello"),
            ),
            ("* 2 FETCH (UID 17 BODY[HEADER.FIELDS (SUBJECT TO)] {5})", &["Hello"], Some("Hello")),
            // In the line itself.
            ("* 2 FETCH (UID 17 BODY[]<0> \"Hello\")", &[], Some("Hello")),
            ("* 2 FETCH (BODY[] \"Hello\" UID 17 FLAGS (\\Seen))", &[], Some("Hello")),
            (r#"* 2 FETCH (UID 17 BODY[] "From: \"a) {5}\" \\ (b")"#, &[], Some(r#"From: "a) {5}" \ (b"#)),
            ("* 2 FETCH (UID 17 BODY[]<0> \"\")", &[], Some("")),
            ("* 2 FETCH (UID 17 BODY[]<0> NIL)", &[], Some("")),
            ("* 2 FETCH (BODY[] nil UID 17)", &[], Some("")),
            // Of another mail, whatever its text says.
            ("* 2 FETCH (UID 171 BODY[]<0> {5})", &["Hello"], None),
            ("* 2 FETCH (BODY[] \"UID 17 BODY[] x\" UID 18)", &[], None),
            ("* 17 FETCH (BODY[] \"x\")", &[], None),
            // Nothing of its text, or nothing that could be read.
            ("* 2 FETCH (UID 17 FLAGS (\\Seen))", &[], None),
            ("* 2 FETCH (UID 17 BODY[] \"never closed)", &[], None),
            ("* 2 FETCH (UID 17 BODY[] {5})", &[], None),
            ("* 2 FETCH (UID 17 BODY[] (a b))", &[], None),
            ("* 17 EXISTS", &[], None),
            ("* OK FETCH (UID 17 BODY[] \"x\")", &[], None),
        ];
        for (text, literals, expected) in rows {
            assert_eq!(body(text, literals).as_deref(), expected, "{text}");
        }
    }
}
