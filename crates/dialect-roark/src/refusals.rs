//! Refusals of use cases in this dialect's names of fields.

use colloquy_app::{AppError, FieldProblem};

/// The same refusal, with each part of a field's path that `names` has (ours, theirs) named as it is named here.
pub fn renamed(error: AppError, names: &[(&str, &str)]) -> AppError {
    let all = |problems: Vec<FieldProblem>| {
        problems.into_iter().map(|problem| in_their_words(problem, names)).collect()
    };
    match error {
        AppError::Invalid(problems) => AppError::Invalid(all(problems)),
        AppError::Malformed(problems) => AppError::Malformed(all(problems)),
        other => other,
    }
}

fn in_their_words(problem: FieldProblem, names: &[(&str, &str)]) -> FieldProblem {
    let parts = problem.field.split('.').map(|part| {
        let (name, place) = part.split_at(part.find('[').unwrap_or(part.len()));
        let theirs = names.iter().find(|(ours, _)| *ours == name).map_or(name, |(_, theirs)| *theirs);
        format!("{theirs}{place}")
    });
    let field = parts.collect::<Vec<_>>().join(".");
    // A message begins with the field that it is about.
    let rest = problem.message.strip_prefix(&problem.field);
    let message = rest.map_or_else(|| problem.message.clone(), |rest| format!("{field}{rest}"));
    FieldProblem { field, code: problem.code, message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_a_path_is_renamed() {
        let names = [("groups", "comparisonGroups"), ("pass_value", "passValue")];
        // Ours and theirs.
        for (ours, theirs) in [
            ("groups[1].filters[2]", "comparisonGroups[1].filters[2]"),
            ("measures[0].pass_value", "measures[0].passValue"),
            ("filters[0]", "filters[0]"),
        ] {
            let refusal = AppError::invalid(ours, "unknown_value", format!("{ours} is not known"));
            let AppError::Invalid(problems) = renamed(refusal, &names) else { panic!("another kind") };
            assert_eq!(problems[0].field, theirs);
            assert_eq!(problems[0].message, format!("{theirs} is not known"));
        }
    }
}
