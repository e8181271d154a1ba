//! Placeholders of actions: `{name}` for what the model found out, `{{name}}` for a secret.
//!
//! A template is read once and put together from its parts, so that no value is ever read as a template. Braces around a
//! name that is no variable of the action's are text.

use colloquy_domain::action::Action;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};
use url::{Url, form_urlencoded};

use super::input::text_of;
use super::secrets::Secrets;

/// All but what may stand everywhere in an address.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

const LEADS_ELSEWHERE: &str =
    "the action's address cannot be used: variables and secrets may stand in path and query only";

/// A text as one value within an address.
pub(super) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// Fills in the templates of an action.
pub(super) struct Filler<'a> {
    pub(super) action: &'a Action,
    pub(super) secrets: &'a Secrets,
    pub(super) inputs: &'a Map<String, Value>,
}

/// A piece of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part<'a> {
    Text(&'a str),
    Variable(&'a str),
    Secret(&'a str),
}

impl Filler<'_> {
    /// The address with its query parameters. What is filled in stands in path and query only and cannot change the way
    /// there: secrets no more than what the model found out.
    pub(super) fn address(&self) -> Result<Url, String> {
        let template = self.action.url.as_deref().unwrap_or_default().trim();
        let parts = self.parts(template);
        // With harmless words, once these and once those: what may differ is words within segments and parameters, nothing
        // else. Where it leads is known before any secret is looked up.
        let (one, other) = (self.outline(&parts, "x")?, self.outline(&parts, "y")?);
        if !leads_to_same_host(&one, &other) {
            return Err(LEADS_ELSEWHERE.to_owned());
        }
        let mut url = parsed(&self.joined(&parts, host(&one), encoded)?)?;
        if !leads_to_same_host(&one, &url) {
            return Err(LEADS_ELSEWHERE.to_owned());
        }
        if !has_same_segments(&one, &url) {
            return Err("the action did not run: a value would change the path of its address".to_owned());
        }
        self.set_parameters(&mut url)?;
        url.set_fragment(None);
        Ok(url)
    }

    /// The address with a word for each secret and each variable that was given.
    fn outline(&self, parts: &[Part<'_>], word: &str) -> Result<Url, String> {
        let stand_in = |part: &Part<'_>| match part {
            Part::Text(words) => (*words).to_owned(),
            Part::Variable(name) if self.value(name).is_empty() => String::new(),
            Part::Variable(_) | Part::Secret(_) => word.to_owned(),
        };
        parsed(&parts.iter().map(stand_in).collect::<String>())
    }

    /// The value of a header of a request to that address: one line.
    pub(super) fn header_value(&self, url: &Url, name: &str, template: &str) -> Result<String, String> {
        let value = self.joined(&self.parts(template), host(url), str::to_owned)?;
        if value.chars().any(char::is_control) {
            return Err(format!(
                "the action did not run: the value of the header {name} would have more than one line"
            ));
        }
        Ok(value)
    }

    /// Adds the query parameters; each takes the place of those of its name in the address. One that has nothing but
    /// variables that were not given is left out.
    fn set_parameters(&self, url: &mut Url) -> Result<(), String> {
        let params = &self.action.query_params;
        if params.is_empty() {
            return Ok(());
        }
        let is_replaced = |piece: &str| {
            let (key, _) = form_urlencoded::parse(piece.as_bytes()).next().unwrap_or_default();
            params.iter().any(|param| param.key == key)
        };
        let before = url.query().unwrap_or_default().to_owned();
        let kept = before.split('&').filter(|piece| !piece.is_empty() && !is_replaced(piece));
        let mut pieces: Vec<String> = kept.map(str::to_owned).collect();
        for param in params {
            let parts = self.parts(&param.value);
            let value = self.joined(&parts, host(url), str::to_owned)?;
            let has_variable = parts.iter().any(|part| matches!(part, Part::Variable(_)));
            if !value.is_empty() || !has_variable {
                pieces.push(format!("{}={}", encoded(&param.key), encoded(&value)));
            }
        }
        let query = pieces.join("&");
        url.set_query((!query.is_empty()).then_some(query.as_str()));
        Ok(())
    }

    fn value(&self, variable: &str) -> String {
        self.inputs.get(variable).and_then(text_of).unwrap_or_default()
    }

    /// The parts together, each value spelled so, for a request to that host.
    fn joined(
        &self,
        parts: &[Part<'_>],
        host: &str,
        spell: impl Fn(&str) -> String,
    ) -> Result<String, String> {
        let mut text = String::new();
        for part in parts {
            match part {
                Part::Text(words) => text.push_str(words),
                Part::Variable(name) => text.push_str(&spell(&self.value(name))),
                Part::Secret(name) => {
                    let secret = self.secrets.for_request(name, self.action.workspace_id, host)?;
                    text.push_str(&spell(secret.reveal()));
                }
            }
        }
        Ok(text)
    }

    fn parts<'t>(&self, template: &'t str) -> Vec<Part<'t>> {
        let mut parts = Vec::new();
        // Where the text begins that is not in `parts` yet, and where to look on.
        let (mut begin, mut at) = (0, 0);
        while let Some(open) = template[at..].find('{').map(|found| at + found) {
            let Some((part, length)) = self.placeholder(&template[open..]) else {
                at = open + 1;
                continue;
            };
            if begin < open {
                parts.push(Part::Text(&template[begin..open]));
            }
            parts.push(part);
            at = open + length;
            begin = at;
        }
        if begin < template.len() {
            parts.push(Part::Text(&template[begin..]));
        }
        parts
    }

    /// The placeholder that a text begins with, and its length.
    fn placeholder<'t>(&self, text: &'t str) -> Option<(Part<'t>, usize)> {
        if let Some((name, _)) = text.strip_prefix("{{").and_then(|inner| inner.split_once("}}")) {
            return Some((Part::Secret(name.trim()), name.len() + 4));
        }
        let (written, _) = text.strip_prefix('{')?.split_once('}')?;
        let name = written.trim();
        let is_known = self.action.input_variables.iter().any(|variable| variable.name == name);
        is_known.then_some((Part::Variable(name), written.len() + 2))
    }
}

fn parsed(text: &str) -> Result<Url, String> {
    Url::parse(text).map_err(|error| format!("the action's address cannot be used: {error}"))
}

fn host(url: &Url) -> &str {
    url.host_str().unwrap_or_default()
}

fn leads_to_same_host(one: &Url, other: &Url) -> bool {
    let place = |url: &Url| {
        let user = (url.username().to_owned(), url.password().map(str::to_owned));
        (url.scheme().to_owned(), user, url.host_str().map(str::to_owned), url.port_or_known_default())
    };
    place(one) == place(other)
}

/// Whether both paths have as many segments, empty ones at the same places: `..` takes segments away.
fn has_same_segments(one: &Url, other: &Url) -> bool {
    let shape = |url: &Url| -> Vec<bool> { url.path().split('/').map(str::is_empty).collect() };
    shape(one) == shape(other)
}

#[cfg(test)]
mod tests {
    use colloquy_domain::action::Pair;
    use serde_json::json;

    use super::super::input::tests::action;
    use super::super::secrets::tests::secrets as secrets_for;
    use super::*;

    fn secrets() -> Secrets {
        let pairs = [("shop-key", "s3cret/1"), ("sly", "{phone}"), ("lines", "a\nb"), ("up", "..")];
        secrets_for("a.example", &pairs)
    }

    fn pair(key: &str, value: &str) -> Pair {
        Pair { key: key.into(), value: value.into() }
    }

    fn address(url: &str, params: &[Pair], phone: &str) -> Result<String, String> {
        let mut action = action(&[("phone", "string", false), ("order id", "string", false)]);
        action.url = Some(url.to_owned());
        action.query_params = params.to_vec();
        let inputs =
            Map::from_iter([("phone".to_owned(), json!(phone)), ("order id".to_owned(), json!("7"))]);
        Filler { action: &action, secrets: &secrets(), inputs: &inputs }.address().map(String::from)
    }

    #[test]
    fn values_are_encoded_for_where_they_stand() {
        let rows: [(&str, &[Pair], &str, &str); 13] = [
            ("https://a.example/o?phone={phone}", &[], "+1 2", "https://a.example/o?phone=%2B1%202"),
            ("https://a.example/o/{phone}/x", &[], "1/../2", "https://a.example/o/1%2F..%2F2/x"),
            ("https://a.example/o/{ phone }", &[], "a?b#c", "https://a.example/o/a%3Fb%23c"),
            ("https://a.example/?p={phone}&q=1", &[], "1&q=2", "https://a.example/?p=1%26q%3D2&q=1"),
            ("https://a.example/?p={phone}", &[], "a\r\nb", "https://a.example/?p=a%0D%0Ab"),
            // No second look: neither a variable nor a secret comes out of a value or a secret.
            ("https://a.example/?p={phone}", &[], "{order id}", "https://a.example/?p=%7Border%20id%7D"),
            (
                "https://a.example/?p={phone}",
                &[],
                "{{shop-key}}",
                "https://a.example/?p=%7B%7Bshop-key%7D%7D",
            ),
            ("https://a.example/?p={{sly}}", &[], "1", "https://a.example/?p=%7Bphone%7D"),
            (
                "https://a.example/{{shop-key}}?k={{ shop-key }}",
                &[],
                "",
                "https://a.example/s3cret%2F1?k=s3cret%2F1",
            ),
            ("https://a.example/?p={unknown}", &[], "", "https://a.example/?p={unknown}"),
            // A parameter takes the place of its namesakes.
            (
                "https://a.example/?phone={phone}&x=1&ph%6Fne=2",
                &[pair("phone", "{phone}"), pair("a b", "c&d")],
                "5",
                "https://a.example/?x=1&phone=5&a%20b=c%26d",
            ),
            // What was not given is not sent.
            ("https://a.example/?phone=1", &[pair("phone", "{phone}")], "", "https://a.example/"),
            (
                "https://a.example/",
                &[pair("fixed", ""), pair("o", "{order id}")],
                "",
                "https://a.example/?fixed=&o=7",
            ),
        ];
        for (url, params, phone, expected) in rows {
            assert_eq!(address(url, params, phone).as_deref(), Ok(expected), "{url} {phone}");
        }
    }

    #[test]
    fn no_value_changes_the_way() {
        let rows = [
            // The host is the operator's.
            ("https://{phone}.example/", "evil"),
            ("https://a.example{phone}/", ".evil.example"),
            ("https://a.example:{phone}/", "8080"),
            ("https://{phone}@a.example/", "evil"),
            ("{phone}://a.example/", "https"),
            ("{phone}", "https://evil.example/"),
            // And no secret is a part of it.
            ("https://{{shop-key}}.example/", "1"),
            ("https://a.example{{shop-key}}/", "1"),
            ("https://{{shop-key}}@a.example/", "1"),
            ("https://a.example:{{shop-key}}/", "1"),
            ("{{shop-key}}://a.example/", "1"),
            ("{{shop-key}}", "1"),
            ("https://a.example/orders/{{up}}/lines", "1"),
            // Segments of dots are steps.
            ("https://a.example/orders/{phone}", ".."),
            ("https://a.example/orders/{phone}/lines", ".."),
            ("https://a.example/orders/{phone}/lines", "."),
            ("https://a.example/{phone}", ".."),
            ("https://a.example/orders/.{phone}/lines", "."),
            ("https://a.example/orders/{phone}{phone}/lines", "."),
            // What is no address at all.
            ("", "1"),
            ("/orders/{phone}", "1"),
            ("https://a.example/{{unknown}}", "1"),
        ];
        for (url, phone) in rows {
            let refused = address(url, &[], phone);
            let is_refused = refused.as_ref().is_err_and(|problem| !problem.contains("s3cret"));
            assert!(is_refused, "{url} {phone}: {refused:?}");
        }
    }

    #[test]
    fn a_secret_goes_to_its_host_only() {
        let params = [pair("k", "{{shop-key}}")];
        assert!(address("https://A.example:8443/", &params, "1").is_ok());
        let rows: [(&str, &[Pair]); 7] = [
            ("https://evil.example/", &params),
            ("https://evil.example/?k={{shop-key}}", &[]),
            ("https://evil.example/{{shop-key}}", &[]),
            ("https://a.example.evil.example/{{shop-key}}", &[]),
            ("https://evil.example\\@a.example/{{shop-key}}", &[]),
            ("https://a.example@evil.example/{{shop-key}}", &[]),
            ("https://evil.example/#@a.example/{{shop-key}}", &[]),
        ];
        for (url, params) in rows {
            let refused = address(url, params, "1").unwrap_err();
            assert!(refused.contains("evil.example") && !refused.contains("s3cret"), "{url}: {refused}");
        }
    }

    #[test]
    fn a_header_has_one_line() {
        let action = action(&[("phone", "string", false)]);
        let value = |template: &str, phone: &str| {
            let inputs = Map::from_iter([("phone".to_owned(), json!(phone))]);
            let url = Url::parse("https://a.example/orders").unwrap();
            Filler { action: &action, secrets: &secrets(), inputs: &inputs }
                .header_value(&url, "X-It", template)
        };
        assert_eq!(
            value("Bearer {{shop-key}} {phone} {other}", "5").as_deref(),
            Ok("Bearer s3cret/1 5 {other}")
        );
        assert_eq!(value("{phone}", "{{shop-key}}").as_deref(), Ok("{{shop-key}}"));
        for phone in ["1\r\nX-Evil: 1", "1\nX: 2", "\0", "1\r"] {
            let refused = value("{phone}", phone).unwrap_err();
            assert!(refused.contains("X-It") && !refused.contains("Evil"), "{refused}");
        }
        assert!(value("{{lines}}", "1").is_err());
        let elsewhere = Url::parse("https://evil.example/a.example").unwrap();
        let filler = Filler { action: &action, secrets: &secrets(), inputs: &Map::new() };
        let refused = filler.header_value(&elsewhere, "X-It", "{{shop-key}}").unwrap_err();
        assert!(refused.contains("evil.example") && !refused.contains("s3cret"), "{refused}");
    }
}
