//! How answers compare.

use super::*;

#[test]
fn answers_are_compared_by_their_kind() {
    use Comparison::{AtLeast, AtMost, Contains, Is, IsNot};
    use SignalValue::{Choice, Number, Text, YesNo};
    let text = |text: &str| Text(text.to_owned());
    let rows = [
        (YesNo(true), Is, YesNo(true), true),
        (YesNo(false), Is, YesNo(true), false),
        (YesNo(false), IsNot, YesNo(true), true),
        (Number(10.0), AtLeast, Number(10.0), true),
        (Number(9.9), AtLeast, Number(10.0), false),
        (Number(9.9), AtMost, Number(10.0), true),
        (Choice("Won".into()), Is, Choice("won".into()), true),
        (Choice("lost".into()), IsNot, Choice("won".into()), true),
        (text("They use Initech today"), Contains, text("initech"), true),
        (text("nobody"), Contains, text("initech"), false),
        // A question whose kind was changed meets nothing.
        (YesNo(true), IsNot, Number(1.0), false),
        (text("10"), AtLeast, Number(1.0), false),
    ];
    for (answer, comparison, value, holds) in rows {
        let definition_id = SignalDefinitionId::generate();
        let condition = SignalCondition { definition_id, comparison, value };
        assert_eq!(condition.holds(&answer), holds, "{answer:?} {condition:?}");
    }
}
