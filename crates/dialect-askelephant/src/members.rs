//! Members that bodies of several resources have.

use colloquy_app::directory::Marked;
use colloquy_domain::crm::{CrmAssociation, CrmObjectType};
use colloquy_http::Fields;
use serde_json::Value;

/// A text of 1 to `longest` characters that null clears; `None` where it is left out.
pub fn clearable(fields: &mut Fields<'_>, name: &str, longest: usize) -> Option<Option<String>> {
    if fields.is_null(name) {
        return Some(None);
    }
    fields.string(name, 1, longest).map(|text| Some(text.to_owned()))
}

/// Notes members that are null although null clears nothing there.
pub fn refuse_null(fields: &mut Fields<'_>, names: &[&str]) {
    for name in names {
        if fields.is_null(name) {
            fields.refuse(name, "invalid_type", "must not be null");
        }
    }
}

/// An array of objects that hold one value each under `value_name`, one of them marked with `is_primary`; `None` where
/// it is left out.
pub fn marked(
    fields: &mut Fields<'_>,
    name: &str,
    value_name: &str,
    most: usize,
    longest: usize,
) -> Option<Vec<Marked>> {
    refuse_null(fields, &[name]);
    fields.value(name)?;
    Some(fields.items(name, most, |item| {
        item.require(value_name);
        refuse_null(item, &["is_primary"]);
        Marked {
            value: item.string(value_name, 1, longest).unwrap_or_default().to_owned(),
            is_primary: item.boolean("is_primary").unwrap_or(false),
        }
    }))
}

/// The body of a change of an association with a record of that type. What is wrong is noted; then what is returned
/// must not be used.
pub fn crm_association(fields: &mut Fields<'_>, object_type: CrmObjectType) -> CrmAssociation {
    for name in ["object_type", "crm_object_id", "source"] {
        fields.require(name);
    }
    let name = object_type.as_str();
    if fields.value("object_type").is_some_and(|value| value.as_str() != Some(name)) {
        fields.refuse("object_type", "invalid_value", &format!("must be {name}"));
    }
    let mut text = |name| fields.string(name, 1, 255).unwrap_or_default().to_owned();
    CrmAssociation { object_type, crm_object_id: text("crm_object_id"), source: text("source") }
}

/// A required array of ids that `read` knows. One that cannot be an id is noted as one that is not known.
pub fn ids<T>(fields: &mut Fields<'_>, name: &str, most: usize, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
    fields.require(name);
    let mut found = Vec::new();
    for (position, value) in fields.array(name, most).unwrap_or_default().iter().enumerate() {
        match value.as_str().map(&read) {
            Some(Some(id)) => found.push(id),
            Some(None) => {
                fields.refuse(&format!("{name}[{position}]"), "unknown_value", "is no id that is known")
            }
            None => fields.refuse(&format!("{name}[{position}]"), "invalid_type", "must be a string"),
        }
    }
    found
}

/// What `read` makes of a body, unless it noted something that is wrong with it.
pub fn body<T>(body: &Value, read: impl FnOnce(&mut Fields<'_>) -> T) -> Result<T, colloquy_app::AppError> {
    let mut fields = Fields::of_body(body)?;
    let value = read(&mut fields);
    fields.finish()?;
    Ok(value)
}
