//! Names in templates that no conversation could have.

use std::collections::BTreeSet;

use minijinja::Environment;
use serde_json::Value;

use super::facts::Facts;

/// Says which name in the template means nothing, if any does: `conversation.titel`. What a loop or `with` names is not
/// looked into, and signals have the names that people gave them.
pub(super) fn unknown_name(template: &str, facts: &Facts) -> Option<String> {
    let environment = Environment::empty();
    let template = environment.template_from_named_str("body", template).ok()?;
    let known = serde_json::to_value(facts).ok()?;
    // In order, so that the same one is told each time.
    let named: BTreeSet<String> = template.undeclared_variables(true).into_iter().collect();
    named.iter().find_map(|name| problem(name, &known))
}

fn problem(name: &str, known: &Value) -> Option<String> {
    let (mut there, mut path) = (known, "");
    for (position, part) in name.split('.').enumerate() {
        // Lists have places, and what is a text or a number has no members that we know of.
        let members = there.as_object()?;
        let Some(next) = members.get(part) else {
            if path == "signals" {
                return None;
            }
            let names = members.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
            let whose = if position == 0 { "there is" } else { path };
            let has = if position == 0 { "" } else { " has" };
            return Some(format!("{name} means nothing: {whose}{has} {names}"));
        };
        let end = path.len() + part.len() + usize::from(position > 0);
        path = name.get(..end)?;
        there = next;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_has_is_told_and_the_rest_is_taken() {
        let facts = super::super::sample::facts();
        for good in [
            "{{ conversation.title }} {{ participants[7].name }} {{ signals.any_name.value }} {{ owner.email }}",
            "{% for item in action_items %}{{ item.title }}{{ loop.index }}{% endfor %}{{ tags | length }}",
            "{% with a = summary %}{{ a.text }}{% endwith %}{{ summary.points[0].place.url }}",
            "{% raw %}{{ nothing }}{% endraw %}",
        ] {
            assert_eq!(unknown_name(good, &facts), None, "{good}");
        }
        for (wrong, told) in [
            ("{{ conversation.titel }}", "conversation.titel means nothing: conversation has "),
            ("{{ titel | default('x') }}", "titel means nothing: there is action_items, "),
            ("{% if summary.texts %}{% endif %}", "summary.texts means nothing: summary has "),
        ] {
            let found = unknown_name(wrong, &facts).unwrap_or_default();
            assert!(found.starts_with(told), "{wrong}: {found}");
        }
    }
}
