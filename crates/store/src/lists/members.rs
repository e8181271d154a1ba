//! Which conversations belong to companies, people and deals; which have a tag, were evaluated in a project, or hold an
//! answer.

use colloquy_domain::filter::{ConversationFilter, LONGEST_ANSWER, SignalFilter};
use colloquy_domain::{CompanyId, ContactId, ProjectId, TagId, WorkspaceId};
use sea_orm::DbBackend;

use super::query::Query;

/// Ends a subquery that PostgreSQL is to ask for each row: without an offset it would join, and go through all
/// conversations of a company to find the newest few.
pub(super) const ONE: &str = "LIMIT 1 OFFSET 0";

/// The answer that is no.
const NO: &str = "false";

/// Things of which a conversation must have one.
pub(super) enum Bucket<'a> {
    /// Companies whose people took part.
    Companies(&'a [CompanyId], &'a [String]),
    /// People who took part.
    People(&'a [ContactId], &'a [String]),
    /// Deals of the CRM that it belongs to.
    Deals(&'a [String]),
    /// Tags that it has.
    Tags(&'a [TagId]),
    /// Projects in which it was evaluated.
    Projects(&'a [ProjectId]),
    /// What was answered to a question.
    Answer(&'a SignalFilter),
}

impl<'a> Bucket<'a> {
    /// Those that name anything.
    pub(super) fn of(filter: &'a ConversationFilter) -> Vec<Self> {
        let mut buckets = Vec::new();
        if !(filter.company_ids.is_empty() && filter.crm_companies.is_empty()) {
            buckets.push(Self::Companies(&filter.company_ids, &filter.crm_companies));
        }
        if !(filter.contact_ids.is_empty() && filter.crm_contacts.is_empty()) {
            buckets.push(Self::People(&filter.contact_ids, &filter.crm_contacts));
        }
        if !filter.crm_deals.is_empty() {
            buckets.push(Self::Deals(&filter.crm_deals));
        }
        if !filter.tag_ids.is_empty() {
            buckets.push(Self::Tags(&filter.tag_ids));
        }
        if !filter.project_ids.is_empty() {
            buckets.push(Self::Projects(&filter.project_ids));
        }
        buckets.extend(filter.signal.as_ref().map(Self::Answer));
        buckets
    }

    /// Whether its conversations can be named without looking at all of them: of those in which a question was denied
    /// nothing is kept beside.
    pub(super) fn can_be_gathered(&self) -> bool {
        !matches!(self, Self::Answer(SignalFilter { answer: Some(answer), .. }) if answer == NO)
    }

    /// Whether somebody may ask for so many conversations of it, and for so little beside, that a walk over all of them
    /// would take too long.
    pub(super) fn may_be_slow(&self) -> bool {
        matches!(self, Self::Tags(_) | Self::Projects(_) | Self::Answer(_))
    }

    /// Selects the conversations, some perhaps more than once. CROSS JOIN, because SQLite goes through the tables in
    /// the order in which they stand there: from the few things that are named to what hangs on them.
    pub(super) fn conversations(&self, query: &mut Query, workspace_id: WorkspaceId) -> String {
        match self {
            Self::Companies(ids, crm) => {
                let companies =
                    live("company", query, workspace_id, ids.iter().map(|id| id.0).collect(), crm);
                format!(
                    "SELECT participant.conversation_id FROM ({companies}) AS organisation \
                     CROSS JOIN contact CROSS JOIN participant \
                     WHERE contact.company_id = organisation.id AND contact.deleted_at IS NULL \
                     AND participant.contact_id = contact.id"
                )
            }
            Self::People(ids, crm) => {
                let people = live("contact", query, workspace_id, ids.iter().map(|id| id.0).collect(), crm);
                format!(
                    "SELECT participant.conversation_id FROM ({people}) AS person CROSS JOIN participant \
                     WHERE participant.contact_id = person.id"
                )
            }
            Self::Deals(crm) => {
                let workspace = query.value(workspace_id.0);
                let deals = query.values(crm.iter().map(String::as_str));
                format!(
                    "SELECT id AS conversation_id FROM conversation WHERE workspace_id = {workspace} \
                     AND crm_object_id IN ({deals}) AND crm_object_type = 'deal' AND deleted_at IS NULL"
                )
            }
            Self::Tags(ids) => {
                let tags = live_tags(query, workspace_id, ids);
                let workspace = query.value(workspace_id.0);
                format!(
                    "SELECT conversation_mark.conversation_id FROM ({tags}) AS wanted CROSS JOIN conversation_mark \
                     WHERE conversation_mark.workspace_id = {workspace} AND conversation_mark.mark_id = wanted.id"
                )
            }
            Self::Projects(ids) => {
                let workspace = query.value(workspace_id.0);
                let projects = query.values(ids.iter().map(|id| id.0));
                format!(
                    "SELECT conversation_id FROM evaluation WHERE workspace_id = {workspace} \
                     AND project_id IN ({projects}) AND deleted_at IS NULL"
                )
            }
            Self::Answer(wanted) => {
                let workspace = query.value(workspace_id.0);
                let answered = answered(query, wanted);
                format!(
                    "SELECT conversation_id FROM conversation_mark WHERE workspace_id = {workspace} AND {answered}"
                )
            }
        }
    }

    /// A condition on the conversation whose id stands in `id`.
    pub(super) fn condition(
        &self,
        query: &mut Query,
        backend: DbBackend,
        workspace_id: WorkspaceId,
        id: &str,
    ) -> String {
        match self {
            Self::Companies(ids, crm) => {
                let companies =
                    live("company", query, workspace_id, ids.iter().map(|id| id.0).collect(), crm);
                format!(
                    "EXISTS (SELECT 1 FROM participant CROSS JOIN contact \
                     WHERE participant.conversation_id = {id} \
                     AND contact.id = participant.contact_id AND contact.deleted_at IS NULL \
                     AND contact.company_id IN ({companies}) {ONE})"
                )
            }
            Self::People(ids, crm) => {
                let people = live("contact", query, workspace_id, ids.iter().map(|id| id.0).collect(), crm);
                format!(
                    "EXISTS (SELECT 1 FROM participant WHERE participant.conversation_id = {id} \
                     AND participant.contact_id IN ({people}) {ONE})"
                )
            }
            Self::Deals(crm) => {
                let deals = query.values(crm.iter().map(String::as_str));
                // The sign keeps the index by CRM record out: here another one leads.
                let is_deal = |table: &str| {
                    format!("{table}.crm_object_type = 'deal' AND {table}.crm_object_id || '' IN ({deals})")
                };
                if id == "conversation.id" {
                    return is_deal("conversation");
                }
                format!(
                    "EXISTS (SELECT 1 FROM conversation AS dealt WHERE dealt.id = {id} AND {} {ONE})",
                    is_deal("dealt")
                )
            }
            Self::Tags(ids) => {
                let tags = live_tags(query, workspace_id, ids);
                format!(
                    "EXISTS (SELECT 1 FROM conversation_mark WHERE conversation_mark.conversation_id = {id} \
                     AND conversation_mark.mark_id IN ({tags}) {ONE})"
                )
            }
            Self::Projects(ids) => {
                let projects = query.values(ids.iter().map(|id| id.0));
                format!(
                    "EXISTS (SELECT 1 FROM evaluation WHERE evaluation.conversation_id = {id} \
                     AND evaluation.project_id IN ({projects}) AND evaluation.deleted_at IS NULL {ONE})"
                )
            }
            Self::Answer(wanted) => {
                let marked = answered(query, wanted);
                let is_marked = format!(
                    "EXISTS (SELECT 1 FROM conversation_mark WHERE conversation_mark.conversation_id = {id} \
                     AND {marked} {ONE})"
                );
                if self.can_be_gathered() {
                    return is_marked;
                }
                let definition = query.value(wanted.definition_id.0);
                let is_no = match backend {
                    DbBackend::Postgres => "CAST(signal.document AS json) -> 'value' ->> 'value' = 'false'",
                    _ => "signal.document -> 'value' -> 'value' = 'false'",
                };
                format!(
                    "({is_marked} OR EXISTS (SELECT 1 FROM signal WHERE signal.conversation_id = {id} \
                     AND signal.definition_id = {definition} AND {is_no} {ONE}))"
                )
            }
        }
    }
}

/// A condition on a row of `conversation_mark`: it tells of the answer that is wanted, or of any but no.
fn answered(query: &mut Query, wanted: &SignalFilter) -> String {
    let definition = query.value(wanted.definition_id.0);
    let Some(answer) = &wanted.answer else { return format!("conversation_mark.mark_id = {definition}") };
    let spelled = query.values(spellings(answer));
    format!("conversation_mark.mark_id = {definition} AND conversation_mark.value IN ({spelled})")
}

/// An answer as it may be kept: cut where it is long; a number also as the one that is stored, which has a fraction.
fn spellings(answer: &str) -> Vec<String> {
    let cut: String = answer.chars().take(LONGEST_ANSWER).collect();
    let number = answer.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    let number = number.and_then(|number| serde_json::to_string(&number).ok()).filter(|text| *text != cut);
    std::iter::once(cut).chain(number).collect()
}

/// Selects the ids of tags that are not deleted.
fn live_tags(query: &mut Query, workspace_id: WorkspaceId, ids: &[TagId]) -> String {
    let workspace = query.value(workspace_id.0);
    let wanted = query.values(ids.iter().map(|id| id.0));
    format!("SELECT id FROM tag WHERE workspace_id = {workspace} AND id IN ({wanted}) AND deleted_at IS NULL")
}

/// Selects the ids of rows that are not deleted, by id or by the CRM's record of them.
fn live(
    table: &str,
    query: &mut Query,
    workspace_id: WorkspaceId,
    ids: Vec<uuid::Uuid>,
    crm: &[String],
) -> String {
    let workspace = query.value(workspace_id.0);
    let mut parts = Vec::new();
    let mut part = |column: &str, wanted: String| {
        if !wanted.is_empty() {
            parts.push(format!(
                "SELECT id FROM {table} WHERE workspace_id = {workspace} AND {column} IN ({wanted}) \
                 AND deleted_at IS NULL"
            ));
        }
    };
    part("id", query.values(ids));
    part("crm_object_id", query.values(crm.iter().map(String::as_str)));
    parts.join(" UNION ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_looked_for_as_they_are_kept() {
        let long = "ü".repeat(LONGEST_ANSWER + 1);
        let rows: [(&str, &[&str]); 6] = [
            ("true", &["true"]),
            ("Won", &["Won"]),
            ("42", &["42", "42.0"]),
            ("42.0", &["42.0"]),
            ("1e3", &["1e3", "1000.0"]),
            // A number that is none in JSON.
            ("inf", &["inf"]),
        ];
        for (answer, expected) in rows {
            assert_eq!(spellings(answer), expected, "{answer}");
        }
        assert_eq!(spellings(&long), [long.chars().take(LONGEST_ANSWER).collect::<String>()]);
    }
}
