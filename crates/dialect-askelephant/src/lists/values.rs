//! Values of filters.

use colloquy_domain::Instant;
use colloquy_domain::filter::{InstantRange, LONGEST_SEARCH, is_search};
use colloquy_http::pairs;
use uuid::Uuid;

/// Why a value was refused: a stable code, and the rule that follows the parameter's name.
pub type Refusal = (&'static str, String);

/// Most ids in one filter.
const MOST_IDS: usize = 25;
/// Longest id of a CRM.
const LONGEST_RECORD: usize = 255;

/// What stands between the brackets of `filter[…][…]`; nothing where the brackets are wrong, none where the parameter
/// is no filter.
pub fn filter_segments(name: &str) -> Option<Vec<&str>> {
    let mut rest = name.strip_prefix("filter").filter(|rest| rest.is_empty() || rest.starts_with('['))?;
    let mut segments = Vec::new();
    while !rest.is_empty() {
        let bracketed = rest.strip_prefix('[').and_then(|inside| inside.split_once(']'));
        let Some((segment, after)) = bracketed else { return Some(Vec::new()) };
        segments.push(segment);
        rest = after;
    }
    Some(segments)
}

/// How to set one bound of a range; none where there is no such operator.
pub fn range(operator: &str, value: &str) -> Result<Option<impl FnOnce(&mut InstantRange)>, Refusal> {
    let bound: fn(&mut InstantRange) -> &mut Option<Instant> = match operator {
        "gt" => |range| &mut range.gt,
        "gte" => |range| &mut range.gte,
        "lt" => |range| &mut range.lt,
        "lte" => |range| &mut range.lte,
        _ => return Ok(None),
    };
    match pairs::instant(value) {
        Some(instant) => Ok(Some(move |range: &mut InstantRange| *bound(range) = Some(instant))),
        None => {
            let rule = "must be an ISO 8601 date and time with its offset, such as 2026-05-13T14:00:00Z";
            Err(("invalid_format", rule.to_owned()))
        }
    }
}

/// The words that are searched for; none where there are none.
pub fn search(value: &str) -> Result<Option<String>, Refusal> {
    if !is_search(value) {
        return Err(("invalid_length", format!("must have at most {LONGEST_SEARCH} characters")));
    }
    let value = value.trim();
    Ok((!value.is_empty()).then(|| value.to_owned()))
}

/// Whether this can be the id of a CRM's record.
pub fn is_record(text: &str) -> bool {
    (1..=LONGEST_RECORD).contains(&text.chars().count()) && !text.contains('\0')
}

/// Whether so many ids can stand in a cursor: `eq` and `in` together.
pub fn is_number_of_ids(count: usize) -> bool {
    count <= MOST_IDS + 1
}

/// Ids of a kind, one with `eq`, several with `in`; none where there is no such operator. An id that is well-formed
/// and names nothing finds nothing.
pub fn ids(operator: &str, value: &str, prefix: &str) -> Result<Option<Vec<Uuid>>, Refusal> {
    let Some(parts) = parts(operator, value) else { return Ok(None) };
    if parts.len() > MOST_IDS {
        return Err(("invalid_length", format!("must have at most {MOST_IDS} ids")));
    }
    let read = |part: &&str| {
        let text = part.strip_prefix(prefix)?.strip_prefix('_')?;
        let is_well_formed = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_well_formed.then(|| colloquy_domain::id::parse_ulid(text).unwrap_or_default())
    };
    match parts.iter().map(read).collect() {
        Some(ids) => Ok(Some(ids)),
        None => {
            let several = if operator == "in" { ", or several separated by commas" } else { "" };
            Err(("invalid_format", format!("must be an id that begins with {prefix}_{several}")))
        }
    }
}

/// What `parse` makes of words, one with `eq`, several with `in`; none where there is no such operator. A word that
/// is known and stands for nothing here is `Some(None)`.
pub fn words<T>(operator: &str, value: &str, known: &[(&str, Option<T>)]) -> Result<Option<Vec<T>>, Refusal>
where
    T: Copy,
{
    let Some(parts) = parts(operator, value) else { return Ok(None) };
    let mut found = Vec::new();
    for part in parts {
        match known.iter().find(|(word, _)| *word == part) {
            Some((_, value)) => found.extend(*value),
            None => {
                let known: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
                let several = if operator == "in" { ", or several separated by commas" } else { "" };
                return Err(("unknown_value", format!("must be one of {}{several}", known.join(", "))));
            }
        }
    }
    Ok(Some(found))
}

fn parts<'a>(operator: &str, value: &'a str) -> Option<Vec<&'a str>> {
    match operator {
        "eq" => Some(vec![value]),
        "in" => Some(value.split(',').map(str::trim).collect()),
        _ => None,
    }
}
