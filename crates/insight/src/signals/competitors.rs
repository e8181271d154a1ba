//! Names of other companies, by the words around them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::reading::Reading;
use crate::view::Utterance;

const NAME: &str = r"(?P<name>\p{Lu}[\p{L}\d&]*(?:[ -]\p{Lu}[\p{L}\d&]*){0,3})";

static AROUND: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        format!(r"\b(?:[Ss]witch(?:ing)?|[Mm]ov(?:e|ing)|[Gg]o(?:ing)?|[Cc]hang(?:e|ing)) (?:over )?(?:to|with|for) {NAME}"),
        format!(r"\b(?:[Cc]ompared? (?:to|with)|[Vv]ersus|[Vv]s\.?|[Ll]ooking at|[Tt]alking to|[Tt]alked to|[Ee]valuating|(?:[Qq]uote|[Oo]ffer|[Pp]roposal|[Tt]rial|[Dd]emo) (?:from|of|by)|[Ii]nstead of|[Cc]ompetitors?,? (?:like|such as)|(?:[Aa]t|[Ww]ith) our current (?:provider|vendor|supplier),?|[Cc]urrently (?:use|using|with)) {NAME}"),
        format!(r"\b{NAME} (?:quoted|offered|offers|charges|charged|undercut|undercuts|is cheaper|are cheaper|gave (?:us|me) a|wants only|does (?:it|that) for|costs us)\b"),
    ]
    .into_iter()
    .map(|pattern| Regex::new(&pattern).expect("the patterns are constant and every test compiles them"))
    .collect()
});

/// A word with a capital that is no company.
const NO_COMPANY: &str = " i we he she it they you the that this our your my monday tuesday wednesday thursday friday \
    saturday sunday january february march april may june july august september october november december plan \
    option who what nobody somebody someone everyone god english spanish german french ";

/// The company named in a sentence as another provider, if one is.
pub(super) fn competitor_in(reading: &Reading<'_>, utterance: &Utterance<'_>) -> Option<Range<usize>> {
    let source = utterance.phrase.source();
    AROUND.iter().flat_map(|pattern| pattern.captures_iter(source)).find_map(|captures| {
        let name = captures.name("name")?;
        let is_company = name
            .as_str()
            .split([' ', '-'])
            .all(|word| !NO_COMPANY.split_ascii_whitespace().any(|other| other == word.to_lowercase()));
        (is_company && !reading.is_somebody_here(name.as_str()))
            .then(|| utterance.range.start + name.start()..utterance.range.start + name.end())
    })
}
