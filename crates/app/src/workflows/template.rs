//! Bodies of HTTP calls, written as templates.
//!
//! The language is that of Jinja, cut down to what a body needs: `{{ value }}`, `if`, `for`, `with` and `raw`, and a
//! handful of filters. What is left out could build texts of any size out of small ones; together with the limits on
//! steps and on the result, a template cannot take the server's memory or time.
//!
//! Where the body is JSON, `{{ value }}` writes the value as JSON, quotes included (`{{ value | tojson }}` does the
//! same and says so), and what comes out must be JSON. Elsewhere values are written as they are.

use std::io;

use colloquy_domain::workflow::HttpCall;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, filters, tests};

use super::facts::Facts;

/// Longest template, in characters.
pub(super) const LONGEST_TEMPLATE: usize = 20_000;
/// Longest body, in bytes.
const LONGEST_BODY: usize = 256 * 1_024;
/// Steps of one rendering.
const FUEL: u64 = 20_000;
/// Texts that one template may put together: each can double what it is given.
const MOST_JOINTS: usize = 8;
/// What a tag may begin with.
const TAGS: [&str; 10] = ["if", "elif", "else", "endif", "for", "endfor", "with", "endwith", "raw", "endraw"];

/// Type of the body: what the call's headers say, JSON where they say nothing.
pub(crate) fn content_type(call: &HttpCall) -> &str {
    let named = call.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    named.map_or("application/json", |(_, value)| value.as_str())
}

/// The body of a call, or what is wrong with its template, with the line.
pub(crate) fn render_body(call: &HttpCall, facts: &Facts) -> Result<String, String> {
    let is_json = content_type(call).to_ascii_lowercase().contains("json");
    check_bounds(&call.body)?;
    let mut environment = Environment::empty();
    environment.set_fuel(Some(FUEL));
    environment.set_undefined_behavior(UndefinedBehavior::Chainable);
    environment.set_auto_escape_callback(move |_| if is_json { AutoEscape::Json } else { AutoEscape::None });
    environment.add_filter("tojson", filters::tojson);
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
    let mut body = Bounded(Vec::new());
    let template = environment.template_from_named_str("body", &call.body).map_err(told)?;
    let rendered = template.render_captured_to(minijinja::Value::from_serialize(facts), &mut body);
    if body.0.len() > LONGEST_BODY {
        return Err(format!("the body becomes longer than {LONGEST_BODY} bytes"));
    }
    rendered.map_err(told)?;
    let body = String::from_utf8(body.0).map_err(|error| error.to_string())?;
    if is_json && let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(&body) {
        return Err(format!(
            "the body becomes no JSON: {error}; write {{{{ value }}}} without quotes around it, they are added"
        ));
    }
    Ok(body)
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
    let mut joints = 0;
    for tag in tags(template) {
        let at_line = |what: &str| format!("line {}: {what}", tag.line);
        let words = || tag.code.split(|c: char| !c.is_alphanumeric() && c != '_');
        if tag.is_block {
            let name = words().find(|word| !word.is_empty()).unwrap_or_default();
            if !TAGS.contains(&name) {
                return Err(at_line(&format!("unknown tag {name}: there are if, for, with and raw")));
            }
        }
        if words().any(|word| word == "recursive") || tag.code.contains('*') {
            return Err(at_line("neither recursive loops nor * can be used"));
        }
        joints += tag.code.matches(['~', '+']).count();
        if joints > MOST_JOINTS {
            return Err(at_line(&format!("more than {MOST_JOINTS} texts or numbers are put together")));
        }
    }
    Ok(())
}

struct Tag {
    line: usize,
    is_block: bool,
    /// Without what stands in quotes.
    code: String,
}

/// What stands between `{{` and `}}` or `{%` and `%}`, where these do not stand in quotes or comments.
fn tags(template: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let (mut rest, mut line) = (template, 1);
    while let Some(start) = rest.find("{{").into_iter().chain(rest.find("{%")).chain(rest.find("{#")).min() {
        line += rest[..start].matches('\n').count();
        let opening = &rest[start..start + 2];
        rest = &rest[start + 2..];
        let end = match opening {
            "{#" => rest.find("#}").map_or(rest.len(), |end| end + 2),
            _ => {
                let (code, end) = code_until(rest, if opening == "{{" { "}}" } else { "%}" });
                found.push(Tag { line, is_block: opening == "{%", code });
                end
            }
        };
        line += rest[..end].matches('\n').count();
        rest = &rest[end..];
    }
    found
}

fn code_until(text: &str, closing: &str) -> (String, usize) {
    let (mut code, mut quote, mut is_escaped) = (String::new(), None, false);
    for (position, c) in text.char_indices() {
        match quote {
            Some(_) if is_escaped => is_escaped = false,
            Some(_) if c == '\\' => is_escaped = true,
            Some(mark) if c == mark => quote = None,
            Some(_) => {}
            None if text[position..].starts_with(closing) => return (code, position + closing.len()),
            None if c == '"' || c == '\'' => quote = Some(c),
            None => code.push(c),
        }
    }
    (code, text.len())
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
        render_body(&call, &super::super::sample::facts())
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
