//! A statement in the making: conditions and their values.

use colloquy_domain::Instant;
use colloquy_domain::filter::{Direction, InstantRange};
use sea_orm::Value;

use super::Window;
use crate::sql::number;

/// Conditions that all must hold, and the values that their placeholders stand for.
#[derive(Default)]
pub(crate) struct Query {
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Query {
    /// A placeholder that stands for `value`.
    pub(crate) fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// How many values there are, for [`Self::forget`].
    pub(crate) fn mark(&self) -> usize {
        self.values.len()
    }

    /// Takes back the values that came after the mark, since no condition came of them. PostgreSQL keeps a prepared
    /// statement by its text: one with a value that its text does not name takes the place of the one without.
    pub(crate) fn forget(&mut self, mark: usize) {
        self.values.truncate(mark);
    }

    /// Placeholders for a list, separated by commas.
    pub(crate) fn values<V: Into<Value>>(&mut self, values: impl IntoIterator<Item = V>) -> String {
        values.into_iter().map(|value| self.value(value)).collect::<Vec<_>>().join(", ")
    }

    /// Adds a condition.
    pub(crate) fn require(&mut self, condition: impl Into<String>) {
        self.conditions.push(condition.into());
    }

    /// The expression lies within the range. Clients see whole milliseconds, so these are compared.
    pub(crate) fn require_range(&mut self, expression: &str, range: &InstantRange) {
        let after = |instant| (milliseconds_below(instant) + 1).saturating_mul(1_000);
        let not_before = |instant| milliseconds_above(instant).saturating_mul(1_000);
        for (operator, bound) in [
            (">=", range.gt.map(after)),
            (">=", range.gte.map(not_before)),
            ("<", range.lt.map(not_before)),
            ("<", range.lte.map(after)),
        ] {
            if let Some(bound) = bound {
                let bound = self.value(bound);
                self.require(format!("{expression} {operator} {bound}"));
            }
        }
    }

    /// Every word of `search` stands somewhere in the column, which is in lower case.
    pub(crate) fn require_words(&mut self, column: &str, search: &str) {
        let search = search.to_lowercase();
        let mut words: Vec<&str> = search.split_whitespace().collect();
        words.sort_unstable();
        words.dedup();
        for word in words {
            let condition = self.contains(column, word);
            self.require(condition);
        }
    }

    /// The condition that `text`, which is in lower case, stands somewhere in the column, which is so, too.
    pub(super) fn contains(&mut self, column: &str, text: &str) -> String {
        let pattern = self.value(format!("%{}%", escaped(text)));
        format!("{column} LIKE {pattern} ESCAPE '\\'")
    }

    /// `search`, as it is, stands somewhere in the column, which is in lower case.
    pub(super) fn require_text(&mut self, column: &str, search: &str) {
        let condition = self.contains(column, &search.to_lowercase());
        self.require(condition);
    }

    /// Rows of the window only, in an order by `key` and `id`. Returns `ORDER BY … LIMIT …`.
    pub(crate) fn require_window(&mut self, key: &str, id: &str, window: &Window) -> String {
        let (operator, direction) = match window.order.direction {
            Direction::Ascending => (">", "ASC"),
            Direction::Descending => ("<", "DESC"),
        };
        if let Some(after) = window.after {
            let (micros, after_id) = (self.value(after.micros), self.value(after.id));
            self.require(format!("({key}, {id}) {operator} ({micros}, {after_id})"));
        }
        let limit = self.value(number(window.limit));
        format!("ORDER BY {key} {direction}, {id} {direction} LIMIT {limit}")
    }

    /// What stands after WHERE.
    pub(crate) fn conditions(&self) -> String {
        self.conditions.join(" AND ")
    }

    /// What the placeholders stand for.
    pub(crate) fn into_values(self) -> Vec<Value> {
        self.values
    }
}

/// Columns under the name of their table.
pub(crate) fn qualified(table: &str, columns: &str) -> String {
    columns.split(", ").map(|column| format!("{table}.{column}")).collect::<Vec<_>>().join(", ")
}

/// Nothing in a word has a meaning for LIKE.
fn escaped(word: &str) -> String {
    let mut text = String::with_capacity(word.len());
    for character in word.chars() {
        if matches!(character, '%' | '_' | '\\') {
            text.push('\\');
        }
        text.push(character);
    }
    text
}

/// The last whole millisecond at or before the instant.
fn milliseconds_below(instant: Instant) -> i64 {
    clamped(instant.unix_timestamp_nanos().div_euclid(1_000_000))
}

/// The first whole millisecond at or after the instant.
fn milliseconds_above(instant: Instant) -> i64 {
    clamped(-(-instant.unix_timestamp_nanos()).div_euclid(1_000_000))
}

/// Years that a calendar can hold fit; the margin is for adding one.
fn clamped(milliseconds: i128) -> i64 {
    i64::try_from(milliseconds).unwrap_or(i64::MAX - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(range: InstantRange) -> (String, Vec<Value>) {
        let mut query = Query::default();
        query.require_range("x", &range);
        (query.conditions(), query.into_values())
    }

    #[test]
    fn ranges_are_compared_in_whole_milliseconds() {
        let at = |nanos: i128| Some(Instant::from_unix_timestamp_nanos(nanos).unwrap());
        // Every bound at 5 ms: what a client sees as 5 ms has 5,000 to 5,999 microseconds.
        let exact = at(5_000_000);
        let exactly = InstantRange { gt: exact, gte: exact, lt: exact, lte: exact };
        let text = "x >= $1 AND x >= $2 AND x < $3 AND x < $4";
        let values = |bounds: [i64; 4]| bounds.map(Value::from).to_vec();
        assert_eq!(bounds(exactly), (text.to_owned(), values([6_000, 5_000, 5_000, 6_000])));
        // Every bound at 5.5 ms.
        let between = at(5_500_000);
        let between = InstantRange { gt: between, gte: between, lt: between, lte: between };
        assert_eq!(bounds(between), (text.to_owned(), values([6_000, 6_000, 6_000, 6_000])));
        let before_1970 = InstantRange { gte: at(-1_500_000), ..InstantRange::default() };
        assert_eq!(bounds(before_1970), ("x >= $1".to_owned(), vec![Value::from(-1_000_i64)]));
    }

    #[test]
    fn words_are_looked_for_as_they_are() {
        let mut query = Query::default();
        query.require_words("text", "  50%_ \\ \tÄrger 50%_ ");
        assert_eq!(query.conditions().matches("LIKE").count(), 3);
        let patterns = ["%50\\%\\_%", "%\\\\%", "%ärger%"].map(|text| Value::from(text.to_owned()));
        assert_eq!(query.into_values(), patterns);
    }
}
