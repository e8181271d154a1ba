//! What an action may look like.
//!
//! Variables may stand in path and query of the address, never in what says where the request goes: else whoever talks
//! to the agent would choose who gets the operator's secrets. Which networks may be reached is asked when the request
//! is made, since only then names have addresses.

use colloquy_domain::action::{InputVariable, Pair};
use colloquy_domain::text::one_line;
use url::Url;

use super::NewAction;
use crate::AppError;
use crate::agent_profiles::Refusals;

/// Longest name, in characters.
const LONGEST_NAME: usize = 255;
/// Longest description or message, in characters.
const LONGEST_TEXT: usize = 10_000;
/// Longest address, in characters.
const LONGEST_URL: usize = 4_096;
/// Longest value of a header or a parameter, in characters.
const LONGEST_VALUE: usize = 4_096;
/// Most headers, parameters or variables.
const MOST_ENTRIES: usize = 50;

/// The action as it is kept: none where nothing stands there.
///
/// # Errors
/// [`AppError::Malformed`] naming each field that breaks a rule.
pub(super) fn checked(mut new: NewAction) -> Result<NewAction, AppError> {
    let mut refusals = Refusals::default();
    for text in [&mut new.name, &mut new.url] {
        *text = text.take().map(|text| one_line(&text).trim().to_owned()).filter(|text| !text.is_empty());
    }
    refusals.longest("name", new.name.as_deref(), LONGEST_NAME);
    refusals.longest("description", new.description.as_deref(), LONGEST_TEXT);
    refusals.longest("waiting_message", new.waiting_message.as_deref(), LONGEST_TEXT);
    if let Some(url) = &new.url {
        refusals.length("url", url, 0, LONGEST_URL);
        if let Err(rule) = address(url) {
            refusals.refuse("url", "invalid_format", rule);
        }
    }
    pairs("headers", &new.headers, &mut refusals);
    for (place, header) in new.headers.iter().enumerate().take(MOST_ENTRIES) {
        if !is_header_name(&header.key) {
            refusals.refuse(&format!("headers[{place}].key"), "invalid_format", "must be a header's name");
        }
        if header.value.chars().any(|character| character.is_control() && character != '\t') {
            refusals.refuse(&format!("headers[{place}].value"), "invalid_format", "must be one line");
        }
    }
    pairs("query_params", &new.query_params, &mut refusals);
    for (place, param) in new.query_params.iter().enumerate().take(MOST_ENTRIES) {
        if param.key.is_empty() {
            refusals.refuse(&format!("query_params[{place}].key"), "required", "must not be blank");
        }
    }
    variables(&mut new.input_variables, &mut refusals);
    refusals.finish()?;
    Ok(new)
}

fn pairs(field: &str, pairs: &[Pair], refusals: &mut Refusals) {
    refusals.count(field, pairs, MOST_ENTRIES);
    for (place, pair) in pairs.iter().enumerate().take(MOST_ENTRIES) {
        refusals.length(&format!("{field}[{place}].key"), &pair.key, 0, LONGEST_NAME);
        refusals.length(&format!("{field}[{place}].value"), &pair.value, 0, LONGEST_VALUE);
    }
}

fn variables(variables: &mut [InputVariable], refusals: &mut Refusals) {
    refusals.count("input_variables", variables, MOST_ENTRIES);
    let mut seen: Vec<&str> = Vec::new();
    for (place, variable) in variables.iter_mut().enumerate().take(MOST_ENTRIES) {
        let field = format!("input_variables[{place}].name");
        variable.name = variable.name.trim().to_owned();
        let variable = &*variable;
        if variable.name.is_empty() {
            refusals.refuse(&field, "required", "must not be blank");
        } else if variable.name.contains(|character: char| character.is_control() || "{}".contains(character))
        {
            refusals.refuse(&field, "invalid_format", "must have no braces and be one line");
        } else if seen.contains(&variable.name.as_str()) {
            refusals.refuse(&field, "duplicate", "stands there twice");
        }
        seen.push(&variable.name);
        refusals.length(&field, &variable.name, 0, LONGEST_NAME);
        let place = |member: &str| format!("input_variables[{place}].{member}");
        refusals.longest(&place("description"), variable.description.as_deref(), LONGEST_TEXT);
        refusals.length(&place("data_type"), &variable.data_type, 0, LONGEST_NAME);
    }
}

/// Whether a request can go to an address once its placeholders are filled in; else what rule it breaks.
fn address(template: &str) -> Result<(), &'static str> {
    let parsed = |word: &str| Url::parse(&filled(template, word));
    let (Ok(one), Ok(other)) = (parsed("x"), parsed("y")) else {
        return Err("must be an address, such as https://shop.example/orders?phone={phone}");
    };
    if !matches!(one.scheme(), "http" | "https") || !one.has_host() {
        return Err("must begin with http:// or https:// and a host");
    }
    if !one.username().is_empty() || one.password().is_some() {
        return Err("must have no user name or password: they belong into a header, as a secret");
    }
    let leads_elsewhere = one.scheme() != other.scheme()
        || one.host_str() != other.host_str()
        || one.port_or_known_default() != other.port_or_known_default();
    if leads_elsewhere {
        return Err("must have variables in its path and query only");
    }
    Ok(())
}

/// The template with `x` for each secret and `word` for each variable.
fn filled(template: &str, word: &str) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        text.push_str(&rest[..open]);
        let from_open = &rest[open..];
        let (opening, closing, value) = match from_open.starts_with("{{") {
            true => ("{{", "}}", "x"),
            false => ("{", "}", word),
        };
        let Some(length) = from_open[opening.len()..].find(closing) else {
            text.push_str(from_open);
            return text;
        };
        text.push_str(value);
        rest = &from_open[opening.len() + length + closing.len()..];
    }
    text.push_str(rest);
    text
}

fn is_header_name(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_where_the_operator_said() {
        for good in [
            "https://shop.example/order-phone-number?phone={phone}",
            "https://{{shop}}.example/orders/{order id}/items",
            "http://shop.example:8080/{a}{b}?c={{c}}",
            "https://shop.example/a{b", // braces that close nowhere are text
        ] {
            assert_eq!(address(good), Ok(()), "{good}");
        }
        for bad in [
            "https://{host}/orders",          // the caller would choose the host
            "https://shop.{zone}/orders",     // and here its end
            "https://shop.example{rest}",     // and here, too
            "https://shop.example:{port}/",   // no port
            "{scheme}://shop.example/",       // no scheme
            "ftp://shop.example/",            // another protocol
            "/orders",                        // no host
            "https://me:secret@shop.example", // a secret in the open
            "https://{user}@shop.example/",   // a user name
            "shop",
        ] {
            assert!(address(bad).is_err(), "{bad}");
        }
    }

    fn action() -> NewAction {
        NewAction {
            name: None,
            description: None,
            waiting_message: None,
            method: None,
            url: None,
            headers: Vec::new(),
            query_params: Vec::new(),
            input_variables: Vec::new(),
        }
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let pair = |key: &str, value: &str| Pair { key: key.into(), value: value.into() };
        let variable = |name: &str| InputVariable {
            name: name.into(),
            description: None,
            is_required: true,
            data_type: "string".into(),
        };
        let wrong = NewAction {
            url: Some("nowhere".into()),
            headers: vec![pair("X-Token", "{{token}}"), pair("X Token", "a\r\nb")],
            query_params: vec![pair("", "{phone}")],
            input_variables: vec![variable("phone"), variable(" phone "), variable(""), variable("a}b")],
            ..action()
        };
        let Err(AppError::Malformed(problems)) = checked(wrong) else { panic!("not refused") };
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        let expected = [
            "url",
            "headers[1].key",
            "headers[1].value",
            "query_params[0].key",
            "input_variables[1].name",
            "input_variables[2].name",
            "input_variables[3].name",
        ];
        assert_eq!(fields, expected);
        assert!(checked(action()).is_ok(), "one without an address is kept; it cannot run");
    }
}
