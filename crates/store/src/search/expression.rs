//! The two engines' own languages for documents and for what is looked for.
//!
//! Words hold letters and digits alone, so none of them can mean anything in either language; all of them stand in
//! quotes all the same.

use std::collections::BTreeMap;
use std::fmt::Write;

use colloquy_domain::WorkspaceId;

use super::find::{Term, Wanted};
use super::index::Document;

/// The word that stands in every row of a workspace. No text has it, as it has a sign that no word has.
pub(crate) fn workspace_word(id: WorkspaceId) -> String {
    format!("={}", id.0.simple())
}

/// A document as text of a `tsvector`: each word with the fields that have it, as weights A to D.
pub(super) fn vector(document: &Document) -> String {
    let fields = [
        (&document.title, "1A"),
        (&document.people, "2B"),
        (&document.addresses, "3C"),
        (&document.transcript, "4D"),
    ];
    let mut places: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (words, field) in fields {
        for word in words {
            places.entry(word).or_default().push(field);
        }
    }
    let mut text = format!("'{}'", workspace_word(document.workspace_id));
    for (word, fields) in places {
        // Writing to a string cannot fail.
        let _ = write!(text, " '{word}':{}", fields.join(","));
    }
    text
}

/// For `MATCH` of SQLite's FTS5.
pub(super) fn fts5(wanted: &Wanted) -> String {
    let mut fields = vec!["title_words", "people_words"];
    fields.extend(wanted.in_addresses.then_some("address_words"));
    fields.extend(wanted.in_transcripts.then_some("transcript_words"));
    let fields = fields.join(" ");
    let term = |term: &Term| {
        let star = if term.is_prefix { " *" } else { "" };
        format!("{{{fields}}} : \"{}\"{star}", term.word)
    };
    let mut parts: Vec<String> = wanted.terms.iter().map(term).collect();
    parts.push(format!("workspace_word : \"{}\"", workspace_word(wanted.workspace_id)));
    let mut text = format!("({})", parts.join(" AND "));
    for excluded in &wanted.excluded {
        text = format!("({text} NOT {})", term(excluded));
    }
    text
}

/// For a `tsquery` of PostgreSQL.
pub(super) fn tsquery(wanted: &Wanted) -> String {
    let weights = match (wanted.in_addresses, wanted.in_transcripts) {
        // Without weights the index alone tells, and no row has to be looked at.
        (true, true) => "",
        (true, false) => "ABC",
        (false, true) => "ABD",
        (false, false) => "AB",
    };
    let term = |term: &Term| {
        let star = if term.is_prefix { "*" } else { "" };
        let colon = if term.is_prefix || !weights.is_empty() { ":" } else { "" };
        format!("'{}'{colon}{star}{weights}", term.word)
    };
    let mut parts = vec![format!("'{}'", workspace_word(wanted.workspace_id))];
    parts.extend(wanted.terms.iter().map(term));
    parts.extend(wanted.excluded.iter().map(|excluded| format!("!{}", term(excluded))));
    parts.join(" & ")
}
