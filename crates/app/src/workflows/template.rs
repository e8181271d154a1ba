//! Bodies of HTTP calls, written as templates.
//!
//! The language is that of Jinja, cut down to what a body needs: `{{ value }}`, `if`, `for`, `with` and `raw`, and a
//! handful of filters. What is left out could build values of any size out of small ones: texts are put together a
//! few times only and nowhere where the result gets a name, lists hold constants, and there are no maps. Together with
//! the limits on steps and on the result, a template cannot take the server's memory or time.
//!
//! Where the body is JSON, `{{ value }}` writes the value as JSON, quotes included (`{{ value | tojson }}` does the
//! same and says so), and what comes out must be JSON. Elsewhere values are written as they are.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use colloquy_domain::workflow::HttpCall;
use minijinja::machinery::{Token, tokenize};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value, escape_formatter, filters, tests,
};

use super::facts::Facts;
use super::names::unknown_name;

/// Longest template, in characters.
pub(super) const LONGEST_TEMPLATE: usize = 20_000;
/// Longest body, in bytes.
const LONGEST_BODY: usize = 256 * 1_024;
/// Steps of one rendering.
const FUEL: u64 = 20_000;
/// Texts that one template may put together, name or pass on after a filter: each takes room of its own.
const MOST_JOINTS: usize = 8;
/// What a tag may begin with; `raw` is text before it is a tag.
const TAGS: [&str; 8] = ["if", "elif", "else", "endif", "for", "endfor", "with", "endwith"];
/// Words after which a bracket begins a value.
const OPERATORS: [&str; 11] =
    ["if", "elif", "else", "for", "in", "with", "is", "not", "and", "or", "recursive"];

/// Type of the body: what the call's headers say, JSON where they say nothing.
pub(crate) fn content_type(call: &HttpCall) -> &str {
    let named = call.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    named.map_or("application/json", |(_, value)| value.as_str())
}

/// A body, as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Body {
    pub text: String,
    /// Values that were written although they are not known: as `null` in JSON, as nothing elsewhere. What is null in
    /// JSON by itself is none of them.
    pub left_empty: usize,
}

impl Body {
    /// What there is to say of it, for the log of a run.
    pub fn note(&self) -> Option<String> {
        let count = self.left_empty;
        (count > 0).then(|| format!("{count} values in the body are not known and were left empty"))
    }
}

/// The body of a call, or what is wrong with its template, with the line.
pub(crate) fn render_body(call: &HttpCall, facts: &Facts) -> Result<Body, String> {
    let is_json = content_type(call).to_ascii_lowercase().contains("json");
    check_bounds(&call.body)?;
    let mut environment = Environment::empty();
    environment.set_fuel(Some(FUEL));
    environment.set_undefined_behavior(UndefinedBehavior::Chainable);
    environment.set_auto_escape_callback(move |_| if is_json { AutoEscape::Json } else { AutoEscape::None });
    environment.add_filter("tojson", tojson);
    environment.add_filter("default", filters::default);
    environment.add_filter("upper", filters::upper);
    environment.add_filter("lower", filters::lower);
    environment.add_filter("trim", filters::trim);
    environment.add_filter("length", filters::length);
    environment.add_filter("first", filters::first);
    environment.add_filter("last", filters::last);
    environment.add_filter("round", filters::round);
    environment.add_test("defined", tests::is_defined);
    environment.add_test("none", tests::is_none);
    let left_empty = Arc::new(AtomicUsize::new(0));
    let counter = left_empty.clone();
    environment.set_formatter(move |out, state, value| {
        let is_unknown = value.is_undefined() || (value.is_none() && !is_json);
        if is_unknown {
            counter.fetch_add(1, Ordering::Relaxed);
        }
        match is_unknown && !is_json {
            // Text has no word for nothing.
            true => escape_formatter(out, state, &Value::UNDEFINED),
            false => escape_formatter(out, state, value),
        }
    });
    let mut body = Bounded(Vec::new());
    let template = environment.template_from_named_str("body", &call.body).map_err(told)?;
    let rendered = template.render_captured_to(Value::from_serialize(facts), &mut body);
    if body.0.len() > LONGEST_BODY {
        return Err(format!("the body becomes longer than {LONGEST_BODY} bytes"));
    }
    rendered.map_err(told)?;
    let text = String::from_utf8(body.0).map_err(|error| error.to_string())?;
    if is_json && let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(&text) {
        return Err(format!(
            "the body becomes no JSON: {error}; write {{{{ value }}}} without quotes around it, they are added"
        ));
    }
    Ok(Body { text, left_empty: left_empty.load(Ordering::Relaxed) })
}

/// What is wrong with a template that is to be stored, as far as that can be known: it must render for a conversation
/// that has everything, and name nothing that no conversation has.
pub(super) async fn try_out(call: HttpCall) -> Result<(), String> {
    let tried = tokio::task::spawn_blocking(move || {
        let facts = super::sample::facts();
        render_body(&call, &facts)?;
        unknown_name(&call.body, &facts).map_or(Ok(()), Err)
    });
    tried.await.unwrap_or_else(|_| Err("the body could not be made".into()))
}

/// [`render_body`] where it holds up nothing else.
pub(crate) async fn render_body_aside(call: HttpCall, facts: Facts) -> Result<Body, String> {
    let rendered = tokio::task::spawn_blocking(move || render_body(&call, &facts)).await;
    rendered.unwrap_or_else(|_| Err("the body could not be made".into()))
}

fn told(error: Error) -> String {
    let line = error.line().map_or_else(String::new, |line| format!("line {line}: "));
    let what = match error.kind() {
        ErrorKind::OutOfFuel => "too many steps".to_owned(),
        ErrorKind::UnknownFilter | ErrorKind::UnknownFunction | ErrorKind::UnknownTest => {
            format!(
                "{}; see the description of templates for what there is",
                error.detail().unwrap_or_default()
            )
        }
        kind => error.detail().map_or_else(|| kind.to_string(), str::to_owned),
    };
    format!("{line}{what}")
}

/// Takes so much and no more.
struct Bounded(Vec<u8>);

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.extend_from_slice(bytes);
        if self.0.len() > LONGEST_BODY { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Refuses what could make much out of little.
fn check_bounds(template: &str) -> Result<(), String> {
    let mut bounds = Bounds::default();
    // The engine's own tokens: whatever it takes for text or code is text or code here, too.
    for token in tokenize(template, false, Default::default(), Default::default()) {
        // What cannot be read is told by the parser, which reads the same.
        let Ok((token, span)) = token else { return Ok(()) };
        bounds.take(&token).map_err(|what| format!("line {}: {what}", span.start_line))?;
    }
    Ok(())
}

/// What `check_bounds` knows of the tokens before.
#[derive(Default)]
struct Bounds {
    /// A tag has begun and its name comes next.
    awaits_name: bool,
    /// In a tag that gives a name to a value. Values that have names could be doubled again and again.
    is_naming: bool,
    /// Brackets that are open, the innermost last.
    open: Vec<Bracket>,
    /// The token before ends a value: a bracket after it picks from the value or calls it.
    follows_value: bool,
    joints: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Bracket {
    /// `[…]` as a value.
    List,
    /// `(…)` around a value.
    Group,
    /// Arguments, or the place in a list.
    Other,
}

impl Bounds {
    fn take(&mut self, token: &Token<'_>) -> Result<(), String> {
        if self.open.last() == Some(&Bracket::List) && !is_constant(token) {
            return Err("a list can hold texts and numbers only".into());
        }
        match token {
            Token::VariableStart | Token::BlockStart => {
                *self = Self { joints: self.joints, ..Self::default() };
                self.awaits_name = matches!(token, Token::BlockStart);
            }
            Token::Ident(name) if self.awaits_name => {
                if !TAGS.contains(name) {
                    return Err(format!("unknown tag {name}: there are if, for, with and raw"));
                }
                self.awaits_name = false;
                self.is_naming = matches!(*name, "for" | "with");
            }
            Token::Ident("recursive") | Token::Mul | Token::Pow => {
                return Err("neither recursive loops nor * can be used".into());
            }
            Token::Tilde | Token::Plus if self.is_naming => {
                return Err("texts and numbers cannot be put together in for and with".into());
            }
            Token::Tilde | Token::Plus => self.join()?,
            // One filter after another needs the room of one result. Arguments and names keep them all.
            Token::Pipe if self.is_naming || !self.open.is_empty() => self.join()?,
            Token::BraceOpen => return Err("maps cannot be written".into()),
            Token::BracketOpen if !self.follows_value => self.open.push(Bracket::List),
            Token::ParenOpen if !self.follows_value => self.open.push(Bracket::Group),
            Token::BracketOpen | Token::ParenOpen => self.open.push(Bracket::Other),
            Token::BracketClose | Token::ParenClose => _ = self.open.pop(),
            Token::Comma if self.open.last() == Some(&Bracket::Group) => {
                return Err("a list is written in [ ]".into());
            }
            _ => {}
        }
        self.follows_value = match token {
            Token::Ident(word) => !OPERATORS.contains(word),
            Token::Str(_) | Token::String(_) | Token::BracketClose | Token::ParenClose => true,
            _ => false,
        };
        Ok(())
    }

    fn join(&mut self) -> Result<(), String> {
        self.joints += 1;
        if self.joints > MOST_JOINTS {
            return Err(format!(
                "more than {MOST_JOINTS} texts or numbers are put together, named or passed on"
            ));
        }
        Ok(())
    }
}

/// Whether the token may stand in a list.
fn is_constant(token: &Token<'_>) -> bool {
    matches!(
        token,
        Token::Str(_)
            | Token::String(_)
            | Token::Int(_)
            | Token::Int128(_)
            | Token::Float(_)
            | Token::Minus
            | Token::Comma
            | Token::BracketClose
            | Token::Ident("true" | "false" | "none")
    )
}

/// `tojson`, as long as a body at most: each time that a text is written as JSON it can double.
fn tojson(value: &Value) -> Result<Value, Error> {
    let mut json = Bounded(Vec::new());
    let failed = |what: String| Error::new(ErrorKind::InvalidOperation, what);
    let written = serde_json::to_writer(&mut json, value);
    if json.0.len() > LONGEST_BODY {
        return Err(failed(format!("what tojson writes becomes longer than {LONGEST_BODY} bytes")));
    }
    written.map_err(|error| failed(error.to_string()))?;
    let json = String::from_utf8(json.0).map_err(|error| failed(error.to_string()))?;
    Ok(Value::from_safe_string(json))
}

#[cfg(test)]
mod tests_of_templates {
    use super::*;
    use colloquy_domain::workflow::HttpMethod;
    use serde_json::{Value, json};

    fn rendered(body: &str, content_type: Option<&str>) -> Result<String, String> {
        let headers = content_type.map(|value| ("Content-Type".to_owned(), value.to_owned()));
        let call = HttpCall {
            method: HttpMethod::Post,
            url: "https://hooks.example/".into(),
            headers: headers.into_iter().collect(),
            body: body.into(),
        };
        render_body(&call, &super::super::sample::facts()).map(|body| body.text)
    }

    #[test]
    fn values_are_written_for_their_target() {
        let body = r#"{"title": {{ conversation.title }}, "again": {{ conversation.title | tojson }},
            "items": [{% for item in action_items %}{{ item.title }}{% if not loop.last %},{% endif %}{% endfor %}],
            "missing": {{ signals.never_asked.value }}, "price": {{ signals.pricing_discussed.value }},
            "people": {{ participants | length }}, "all": {{ summary }}}"#;
        let found: Value = serde_json::from_str(&rendered(body, None).unwrap()).unwrap();
        assert_eq!(found["title"], "Renewal \"call\" with\nCustomer & Co");
        assert_eq!(found["again"], found["title"]);
        assert_eq!(found["items"], json!(["Send a new quote"]));
        assert_eq!((&found["missing"], &found["price"]), (&Value::Null, &json!(true)));
        assert_eq!(found["people"], 2);
        assert_eq!(found["all"]["points"][0]["place"]["seconds"], 8.0);
        let plain = rendered("Hi {{ owner.name }} & {{ conversation.kind }}", Some("text/plain")).unwrap();
        assert_eq!(plain, "Hi Rae & call");
    }

    #[test]
    fn what_is_not_known_leaves_nothing_behind_and_is_counted() {
        let call = |body: &str, content_type: &str| HttpCall {
            method: HttpMethod::Post,
            url: "https://hooks.example/".into(),
            headers: vec![("Content-Type".to_owned(), content_type.to_owned())],
            body: body.into(),
        };
        let rows = [
            ("text/plain", "<{{ participants[1].name }}{{ signals.never.value }}>", "<>", 2),
            ("text/plain", "<{{ participants[1].name | default('x', true) }}>", "<x>", 0),
            (
                "application/json",
                "[{{ participants[1].name }}, {{ signals.never.value }}]",
                "[null, null]",
                1,
            ),
        ];
        for (content_type, body, expected, count) in rows {
            let made = render_body(&call(body, content_type), &super::super::sample::facts());
            assert_eq!(made, Ok(Body { text: expected.into(), left_empty: count }), "{body}");
        }
    }

    #[test]
    fn brackets_and_raw_text_are_those_of_the_language() {
        let rows = [
            ("{{ \"}}\" }}", "}}"),
            ("{% raw %}{{ \"%}{* a ~ b{% endraw %}{{ conversation.kind }}", "{{ \"%}{* a ~ bcall"),
            ("{%- if conversation.kind in ['call', 'chat'] -%} yes {%- endif %}", "yes"),
            ("{{ action_items[0].title | default('none') }}", "Send a new quote"),
            ("{{ (tags | length) - 1 }}{# * #}", "0"),
            ("{% with a = conversation.kind %}{{ a ~ '-' ~ (a | upper) }}{% endwith %}", "call-CALL"),
        ];
        for (body, expected) in rows {
            assert_eq!(rendered(body, Some("text/plain")).as_deref(), Ok(expected), "{body}");
        }
    }

    #[test]
    fn what_is_broken_is_told_with_its_line() {
        let rows = [
            ("{\n\"a\": {{ conversation.title }", "line 2"),
            ("{\n\n\"a\": {% if %}1{% endif %}}", "line 3"),
            ("[\n{{ conversation.title | frobnicate }}]", "line 2"),
            ("{\"a\": \"{{ conversation.title }}\"}", "without quotes"),
            ("[{% set x = 1 %}{{ x }}]", "unknown tag set"),
            ("[{% autoescape false %}{{ 1 }}{% endautoescape %}]", "unknown tag autoescape"),
            ("[\n{{ \"a\" * 1000000000 }}]", "line 2"),
            ("[{% for x in tags recursive %}{{ loop(tags) }}{% endfor %}]", "recursive"),
            (&format!("{{{{ \"}}}}\" {} }}}}", "~ links.api ".repeat(9)), "put together"),
            (
                "[{% for a in conversation.title %}{% for b in conversation.title %}{% for c in conversation.title %}\
              {% for d in conversation.title %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}1]",
                "too many steps",
            ),
            ("", "no JSON"),
            // The engine's lexer decides what is text: nothing hides behind `raw` or behind brackets of a value.
            (
                "{% raw %}{{ \"{% endraw %}\n{% with a = 'x' * 100000000 %}{% with b = a ~ a %}{{ b }}\
                 {% endwith %}{% endwith %}",
                "line 2: neither",
            ),
            ("{{ {\"a\":{}} and 'x' * 100000000 }}", "maps"),
            ("{% with a = links.api ~ links.api %}{{ a }}{% endwith %}", "in for and with"),
            ("{% for a in [tags, tags] %}{{ a }}{% endfor %}", "texts and numbers only"),
            ("{% with a = (tags, tags) %}{{ a }}{% endwith %}", "written in [ ]"),
            (&format!("{{{{ default({}1) }}}}", "summary | tojson, ".repeat(9)), "passed on"),
            (&format!("{{{{ conversation.title{} }}}}", " | tojson".repeat(60)), "longer than"),
        ];
        for (body, expected) in rows {
            let error = rendered(body, None).unwrap_err();
            assert!(error.contains(expected), "{body}: {error}");
        }
        let long = format!(
            "{{% for a in conversation.title %}}{{% for b in conversation.title %}}{}{{% endfor %}}{{% endfor %}}",
            "x".repeat(1_000)
        );
        assert!(rendered(&long, Some("text/plain")).unwrap_err().contains("longer"), "a bounded result");
    }
}
