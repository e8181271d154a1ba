//! Secrets of actions: what each is, to which hosts it may be sent, and which workspaces may use it.
//!
//! Anybody who may write actions can name any of them, so that one without hosts is refused. Values are never told.

use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv6Addr;

use colloquy_agent::tools::Secret;
use colloquy_domain::WorkspaceId;
use colloquy_domain::secret::SecretText;
use url::Host;

use super::super::raw::{self, ActionSecret, SecretPart};

/// What can be said of a secret.
const PARTS: [&str; 3] = ["value", "hosts", "workspaces"];

pub(super) fn check(raw: &raw::Actions, problems: &mut Vec<String>) -> BTreeMap<String, Secret> {
    // A name that cannot be one may be a value in the wrong place: it is not told.
    let is_name = |name: &str| name.trim() == name && !name.is_empty() && !name.contains(['{', '}']);
    if raw.secrets.keys().any(|name| !is_name(name)) {
        problems
            .push("actions.secrets must have names without braces and without space around them".to_owned());
    }
    let named = raw.secrets.iter().filter(|(name, _)| is_name(name));
    named.filter_map(|(name, written)| Some((name.clone(), secret(name, written, problems)?))).collect()
}

fn secret(name: &str, written: &ActionSecret, problems: &mut Vec<String>) -> Option<Secret> {
    let setting = format!("actions.secrets.{name}");
    let ActionSecret::Table(parts) = written else {
        problems.push(format!(
            "{setting} must say to which hosts it may be sent: \
             {name} = {{ value = \"…\", hosts = [\"api.example.com\"] }}"
        ));
        return None;
    };
    if parts.keys().any(|part| !PARTS.contains(&part.as_str())) {
        problems.push(format!("{setting} must have nothing but {}", PARTS.join(", ")));
    }
    let value = value(&setting, parts.get("value"), problems);
    let hosts = hosts(&setting, parts.get("hosts"), problems);
    let workspaces = workspaces(&setting, parts.get("workspaces"), problems);
    Some(Secret { value: value?, hosts: hosts?, workspaces: workspaces? })
}

fn value(setting: &str, part: Option<&SecretPart>, problems: &mut Vec<String>) -> Option<SecretText> {
    match part {
        Some(SecretPart::Word(word)) if !word.0.trim().is_empty() => Some(SecretText::new(word.0.as_str())),
        _ => {
            problems.push(format!("{setting}.value must be a text that is not empty"));
            None
        }
    }
}

fn hosts(setting: &str, part: Option<&SecretPart>, problems: &mut Vec<String>) -> Option<BTreeSet<String>> {
    let rule = "must name the hosts to which it may be sent, such as [\"api.example.com\"]";
    let Some(texts) = part.and_then(texts).filter(|texts| !texts.is_empty()) else {
        problems.push(format!("{setting}.hosts {rule}"));
        return None;
    };
    let hosts: BTreeSet<String> = texts.iter().filter_map(|text| host(text)).collect();
    if texts.iter().any(|text| host(text).is_none()) {
        problems.push(format!("{setting}.hosts {rule}: each whole, without scheme, port, path or *"));
        return None;
    }
    Some(hosts)
}

/// None: wrong. None within: every workspace.
fn workspaces(
    setting: &str,
    part: Option<&SecretPart>,
    problems: &mut Vec<String>,
) -> Option<Option<BTreeSet<WorkspaceId>>> {
    let Some(part) = part else { return Some(None) };
    let ids: Option<BTreeSet<WorkspaceId>> =
        texts(part).and_then(|texts| texts.iter().map(|text| text.parse::<WorkspaceId>().ok()).collect());
    let ids = ids.filter(|ids| !ids.is_empty());
    if ids.is_none() {
        problems.push(format!(
            "{setting}.workspaces must hold ids of workspaces, as `colloquy workspace list` shows them, or be left out: \
             then every workspace may use it"
        ));
    }
    ids.map(Some)
}

/// A list, or one text with commas, as the environment has it.
fn texts(part: &SecretPart) -> Option<Vec<&str>> {
    let texts: Vec<&str> = match part {
        SecretPart::Word(word) => word.0.split(',').collect(),
        SecretPart::List(words) => words.iter().map(|word| word.0.as_str()).collect(),
        SecretPart::Other(_) => return None,
    };
    Some(texts.into_iter().map(str::trim).filter(|text| !text.is_empty()).collect())
}

/// A host as addresses spell it.
fn host(text: &str) -> Option<String> {
    let bracketed = text.parse::<Ipv6Addr>().map(|address| format!("[{address}]"));
    let host = Host::parse(bracketed.as_deref().unwrap_or(text)).ok()?.to_string();
    // A name may have it, and would stand for itself alone.
    (!host.contains('*')).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn hosts_are_spelled_as_in_addresses() {
        for (text, expected) in [
            ("API.Example.com", Some("api.example.com")),
            ("bücher.example", Some("xn--bcher-kva.example")),
            ("127.0.0.1", Some("127.0.0.1")),
            ("::1", Some("[::1]")),
            ("[2001:DB8::1]", Some("[2001:db8::1]")),
            ("https://api.example.com", None),
            ("api.example.com:443", None),
            ("api.example.com/v1", None),
            ("user@api.example.com", None),
            ("*.example.com", None),
            ("api example.com", None),
            ("", None),
        ] {
            assert_eq!(host(text).as_deref(), expected, "{text}");
        }
    }
}
