//! From the words of the use cases to those of this API: errors name what clients know.

use colloquy_app::{AppError, FieldProblem};

/// Members that the use cases call by another name.
const MEMBERS: [(&str, &str); 5] = [
    ("media", "media_url"),
    ("supplied_text", "transcript_text"),
    ("transcript", "transcript_timeline"),
    ("transcript_id", "transcript_timeline_id"),
    ("phones", "phone_numbers"),
];

/// The same error in this API's words.
pub fn translated(error: AppError) -> AppError {
    match error {
        AppError::NotFound("conversation") => AppError::NotFound("engagement"),
        AppError::Malformed(problems) => AppError::Malformed(all_translated(problems)),
        AppError::Invalid(problems) => AppError::Invalid(all_translated(problems)),
        other => other,
    }
}

/// The same for writes whose pages document 422 and no 400: all that is wrong with a body that is JSON is 422 there.
pub fn translated_to_rules(error: AppError) -> AppError {
    match translated(error) {
        AppError::Malformed(problems) => AppError::Invalid(problems),
        other => other,
    }
}

fn all_translated(problems: Vec<FieldProblem>) -> Vec<FieldProblem> {
    let translate = |FieldProblem { field, code, message }| FieldProblem {
        field: renamed(&field),
        code,
        message: renamed(&message),
    };
    problems.into_iter().map(translate).collect()
}

/// The path of a field, or the message that begins with it, under the member's name here.
fn renamed(text: &str) -> String {
    let end = text.find(|character: char| !(character.is_ascii_lowercase() || character == '_'));
    let (member, rest) = text.split_at(end.unwrap_or(text.len()));
    let ours = MEMBERS.iter().find(|(theirs, _)| *theirs == member).map_or(member, |(_, ours)| ours);
    format!("{ours}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_have_this_apis_names() {
        let rows = [
            ("media", "media_url"),
            ("media: larger than 5 bytes", "media_url: larger than 5 bytes"),
            ("supplied_text must have at most 5 bytes", "transcript_text must have at most 5 bytes"),
            ("transcript.entries[3].text", "transcript_timeline.entries[3].text"),
            ("entries[3] must have a text", "entries[3] must have a text"),
            ("participants", "participants"),
            ("media_type", "media_type"), // another name that begins like one of them
        ];
        for (theirs, ours) in rows {
            assert_eq!(renamed(theirs), ours);
        }
        assert!(matches!(translated(AppError::NotFound("conversation")), AppError::NotFound("engagement")));
        let malformed = AppError::malformed("phones[0]", "invalid_type", "phones[0] must be an object");
        let AppError::Invalid(problems) = translated_to_rules(malformed) else { panic!("422") };
        assert_eq!(problems[0].field, "phone_numbers[0]");
        assert!(matches!(translated(AppError::NotFound("tag")), AppError::NotFound("tag")));
    }
}
