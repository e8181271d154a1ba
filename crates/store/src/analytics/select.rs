//! The statement that answers a selection.

use colloquy_domain::analytics::{
    Calendar, Fold, Judgement, Operator, Selection, Subject, ValueKind, Window,
};
use sea_orm::{ConnectionTrait, Value};

use super::comparison::{Holds, condition};
use super::filters::{Place, require_all};
use super::parts::{Key, Split};
use super::{MOST_ROWS, Sight};
use crate::error::StoreError;
use crate::lists::query::Query;
use crate::sql::{micros, query_one};

/// One, as the number that both engines add up and average as such.
const ONE: &str = "CAST(1 AS DOUBLE PRECISION)";
const ZERO: &str = "CAST(0 AS DOUBLE PRECISION)";

/// Texts up to this length, in characters, stand in an index. The schema has the same number.
const INDEXED_TEXT: u32 = 200;

/// A statement in the making. The rows that it is about are `f`: start, conversation, part, value `x`.
pub(super) struct Statement {
    query: Query,
    /// Sets that are gathered first.
    with: String,
    rows: String,
    split: Split,
    is_postgres: bool,
}

/// Whether a metric of texts has one in the window that no index holds. Nearly none has, and those can be read quicker.
pub(super) async fn has_long_texts(
    conn: &impl ConnectionTrait,
    sight: Sight,
    selection: &Selection,
    window: &Window,
) -> Result<bool, StoreError> {
    let Subject::Metric { definition_id, kind: ValueKind::Text } = selection.subject else {
        return Ok(false);
    };
    let sql = format!(
        "SELECT 1 FROM metric_value v WHERE v.workspace_id = $1 AND v.definition_id = $2 AND {} \
         AND v.started_at >= $3 AND v.started_at < $4 LIMIT 1",
        has_text(false)
    );
    let values = vec![
        sight.workspace_id.0.into(),
        definition_id.0.into(),
        micros(window.from).into(),
        micros(window.to).into(),
    ];
    Ok(query_one(conn, &sql, values, |_| Ok(())).await?.is_some())
}

/// The conditions of an index of texts, word by word.
fn has_text(is_short: bool) -> String {
    let than = if is_short { "<=" } else { ">" };
    format!("v.status = 'success' AND v.text IS NOT NULL AND length(v.text) {than} {INDEXED_TEXT}")
}

impl Statement {
    pub(super) fn new(
        is_postgres: bool,
        sight: Sight,
        selection: &Selection,
        window: &Window,
        has_long_texts: bool,
    ) -> Self {
        let mut query = Query::default();
        let (values, conversation) = match selection.subject {
            Subject::Conversations => (None, "v.id"),
            Subject::Metric { kind, .. } => (Some(kind), "v.conversation_id"),
        };
        let place = Place { workspace_id: sight.workspace_id, conversation, values, is_postgres };
        let split =
            Split::new(&mut query, sight.workspace_id, selection.breakdown.as_ref(), values, is_postgres);
        let mut statement = Self { query, with: String::new(), rows: String::new(), split, is_postgres };
        match selection.subject {
            Subject::Conversations => statement.count_conversations(sight, place, selection, window),
            Subject::Metric { definition_id, kind } => {
                let definition = statement.query.value(definition_id.0);
                let kinds = match kind {
                    ValueKind::Text if has_long_texts => vec![has_text(true), has_text(false)],
                    ValueKind::Text => vec![has_text(true)],
                    _ => vec!["v.status = 'success' AND v.number IS NOT NULL".to_owned()],
                };
                statement.take_values(sight, place, selection, window, &definition, &kinds);
            }
        }
        statement
    }

    /// Conversations by themselves; messages of e-mail are none that is spoken of here.
    fn count_conversations(&mut self, sight: Sight, place: Place, selection: &Selection, window: &Window) {
        let workspace = self.query.value(sight.workspace_id.0);
        self.query
            .require(format!("v.workspace_id = {workspace} AND v.deleted_at IS NULL AND v.kind <> 'email'"));
        if !sight.includes_private {
            self.query.require("NOT v.is_private");
        }
        self.require_window(window);
        require_all(&mut self.query, place, &selection.filters);
        self.rows = format!(
            "SELECT v.started_at, v.id AS conversation_id, {ONE} AS x FROM conversation v WHERE {}",
            self.query.conditions()
        );
    }

    fn take_values(
        &mut self,
        sight: Sight,
        place: Place,
        selection: &Selection,
        window: &Window,
        definition: &str,
        kinds: &[String],
    ) {
        let workspace = self.query.value(sight.workspace_id.0);
        let mut hidden = format!(
            "SELECT c.id FROM conversation c WHERE c.workspace_id = {workspace} AND c.deleted_at IS NOT NULL"
        );
        if !sight.includes_private {
            hidden.push_str(&format!(
                " UNION ALL SELECT c.id FROM conversation c WHERE c.workspace_id = {workspace} AND c.is_private"
            ));
        }
        self.with = format!("WITH hidden(id) AS MATERIALIZED ({hidden}) ");
        self.query.require(format!("v.workspace_id = {workspace} AND v.definition_id = {definition}"));
        self.require_window(window);
        self.query.require(place.is_not_in("SELECT id FROM hidden"));
        require_all(&mut self.query, place, &selection.filters);
        let value = self.value(place.values, selection.judgement.as_ref());
        let key = self.split.of_value.map(|column| format!(", {column} AS part")).unwrap_or_default();
        let folded = match selection.fold {
            None | Some(Fold::Percentile(_)) => None,
            Some(Fold::Count) => Some("CAST(COUNT(*) AS DOUBLE PRECISION)".to_owned()),
            Some(Fold::Average) => Some(format!("AVG({value})")),
            Some(Fold::Minimum) => Some(format!("MIN({value})")),
            Some(Fold::Maximum) => Some(format!("MAX({value})")),
            Some(Fold::Sum) => Some(format!("SUM({value})")),
        };
        let columns =
            ["started_at", "conversation_id", "participant_role", "context", "variant_id", "number", "text"];
        let from = match kinds {
            [kind] => {
                self.query.require(kind);
                "metric_value v".to_owned()
            }
            // Each half from its own index.
            kinds => {
                let half = |kind: &String| {
                    format!(
                        "SELECT workspace_id, definition_id, {} FROM metric_value v WHERE v.workspace_id = {workspace} \
                         AND v.definition_id = {definition} AND {kind}",
                        columns.join(", ")
                    )
                };
                format!("({}) AS v", kinds.iter().map(half).collect::<Vec<_>>().join(" UNION ALL "))
            }
        };
        let conditions = self.query.conditions();
        self.rows = match folded {
            None => format!(
                "SELECT v.started_at, v.conversation_id{key}, {value} AS x FROM {from} WHERE {conditions}"
            ),
            // In the order of the index, so that nothing has to be sorted.
            Some(folded) => {
                let group = self.split.of_value.map(|column| format!(", {column}")).unwrap_or_default();
                format!(
                    "SELECT v.started_at, v.conversation_id{key}, {folded} AS x FROM {from} WHERE {conditions} \
                     GROUP BY v.started_at, v.conversation_id{group}"
                )
            }
        };
    }

    fn require_window(&mut self, window: &Window) {
        let (from, to) = (self.query.value(micros(window.from)), self.query.value(micros(window.to)));
        self.query.require(format!("v.started_at >= {from} AND v.started_at < {to}"));
    }

    /// The number that a row counts as: what is true or false and texts are judged before they are folded.
    fn value(&mut self, values: Option<ValueKind>, judgement: Option<&Judgement>) -> String {
        let judged = |query: &mut Query, column, holds, judgement: &Judgement| {
            let holds = judge(query, column, holds, judgement);
            format!("CASE WHEN {holds} THEN {ONE} ELSE {ZERO} END")
        };
        match (values, judgement) {
            (Some(ValueKind::Boolean), Some(judgement)) => {
                judged(&mut self.query, "v.number", Holds::Boolean, judgement)
            }
            (Some(ValueKind::Text), Some(judgement)) => {
                judged(&mut self.query, "v.text", Holds::Text, judgement)
            }
            (Some(ValueKind::Text), None) => ONE.to_owned(),
            _ => "v.number".to_owned(),
        }
    }

    /// What passes of the folded values.
    fn passes(&mut self, selection: &Selection) -> String {
        match (&selection.judgement, selection.subject) {
            (None, _) => "1 = 0".to_owned(),
            (Some(judgement), Subject::Metric { kind: ValueKind::Number, .. }) => {
                judge(&mut self.query, "f.x", Holds::Number, judgement)
            }
            // Judged before: 1 is what passes.
            (Some(_), _) => "f.x >= 1".to_owned(),
        }
    }

    fn slot(&mut self, calendar: Option<&Calendar>) -> String {
        let Some(calendar) = calendar else { return "CAST(0 AS BIGINT)".to_owned() };
        let shifts = calendar.shifts();
        let (last, earlier) = match shifts.split_last() {
            Some((last, earlier)) => (last.1, earlier),
            None => (0, shifts),
        };
        let last = self.query.value(last);
        let mut shift = format!("CAST({last} AS BIGINT)");
        if !earlier.is_empty() {
            let mut cases = String::new();
            for (until, shift) in earlier {
                let (until, shift) = (self.query.value(*until), self.query.value(*shift));
                cases.push_str(&format!(" WHEN f.started_at < {until} THEN CAST({shift} AS BIGINT)"));
            }
            shift = format!("CASE{cases} ELSE {shift} END");
        }
        let width = self.query.value(calendar.width());
        format!("(f.started_at + {shift}) / CAST({width} AS BIGINT)")
    }

    fn key(&self) -> (Option<String>, Key) {
        let column = match (&self.split.of_conversation, self.split.of_value) {
            (Some(column), _) => Some(column.clone()),
            (None, Some(_)) => Some("f.part".to_owned()),
            (None, None) => None,
        };
        (column, self.split.key)
    }

    /// What the values come to, by slot and part: slot, part if there is one, count, sum, least, most, how many pass.
    pub(super) fn parts(&mut self, selection: &Selection, calendar: Option<&Calendar>) -> (String, Key) {
        let (slot, passes) = (self.slot(calendar), self.passes(selection));
        let (column, key) = self.key();
        let (part, group) = match column {
            Some(column) => (format!("{column}, "), "1, 2"),
            None => (String::new(), "1"),
        };
        let sql = format!(
            "{}SELECT {slot}, {part}COUNT(*), SUM(f.x), MIN(f.x), MAX(f.x), \
             SUM(CASE WHEN {passes} THEN 1 ELSE 0 END) FROM ({}) AS f {} GROUP BY {group}",
            self.with, self.rows, self.split.join
        );
        (sql, key)
    }

    /// The values, those of a slot and part together: slot, part if there is one, the values separated by commas, each
    /// with all of its digits. Handing over each by itself would take several times as long as finding it.
    pub(super) fn singles(&mut self, calendar: Option<&Calendar>) -> (String, Key) {
        let together = if self.is_postgres {
            "STRING_AGG(CAST(f.x AS TEXT), ',')"
        } else {
            "GROUP_CONCAT(FORMAT('%!.17g', f.x), ',')"
        };
        let slot = self.slot(calendar);
        let (column, key) = self.key();
        let (part, group) = match column {
            Some(column) => (format!("{column}, "), "1, 2"),
            None => (String::new(), "1"),
        };
        let sql = format!(
            "{}SELECT {slot}, {part}{together} FROM (SELECT * FROM ({}) AS r LIMIT {}) AS f {} GROUP BY {group}",
            self.with,
            self.rows,
            MOST_ROWS + 1,
            self.split.join
        );
        (sql, key)
    }

    /// The values, each by itself: slot, part if there is one, value, conversation.
    pub(super) fn singles_with_conversations(&mut self, calendar: Option<&Calendar>) -> (String, Key) {
        let slot = self.slot(calendar);
        let (column, key) = self.key();
        let part = column.map(|column| format!("{column}, ")).unwrap_or_default();
        let sql = format!(
            "{}SELECT {slot}, {part}f.x, f.conversation_id FROM ({}) AS f {}",
            self.with, self.rows, self.split.join
        );
        (sql, key)
    }

    pub(super) fn into_values(self) -> Vec<Value> {
        self.query.into_values()
    }
}

/// The condition that a column passes.
fn judge(query: &mut Query, column: &str, holds: Holds, judgement: &Judgement) -> String {
    match judgement.operator {
        Operator::NotEquals => {
            let equal = condition(query, column, holds, Operator::Equals, &judgement.value);
            format!("NOT ({equal})")
        }
        operator => condition(query, column, holds, operator, &judgement.value),
    }
}
