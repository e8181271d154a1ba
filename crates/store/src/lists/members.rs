//! Which conversations belong to companies, people and deals.

use colloquy_domain::filter::ConversationFilter;
use colloquy_domain::{CompanyId, ContactId, WorkspaceId};

use super::query::Query;

/// Ends a subquery that PostgreSQL is to ask for each row: without an offset it would join, and go through all
/// conversations of a company to find the newest few.
const ONE: &str = "LIMIT 1 OFFSET 0";

/// Things of which a conversation must have one.
pub(super) enum Bucket<'a> {
    /// Companies whose people took part.
    Companies(&'a [CompanyId], &'a [String]),
    /// People who took part.
    People(&'a [ContactId], &'a [String]),
    /// Deals of the CRM that it belongs to.
    Deals(&'a [String]),
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
        buckets
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
        }
    }

    /// A condition on a row of `conversation`.
    pub(super) fn condition(&self, query: &mut Query, workspace_id: WorkspaceId) -> String {
        match self {
            Self::Companies(ids, crm) => {
                let companies =
                    live("company", query, workspace_id, ids.iter().map(|id| id.0).collect(), crm);
                format!(
                    "EXISTS (SELECT 1 FROM participant CROSS JOIN contact \
                     WHERE participant.conversation_id = conversation.id \
                     AND contact.id = participant.contact_id AND contact.deleted_at IS NULL \
                     AND contact.company_id IN ({companies}) {ONE})"
                )
            }
            Self::People(ids, crm) => {
                let people = live("contact", query, workspace_id, ids.iter().map(|id| id.0).collect(), crm);
                format!(
                    "EXISTS (SELECT 1 FROM participant WHERE participant.conversation_id = conversation.id \
                     AND participant.contact_id IN ({people}) {ONE})"
                )
            }
            Self::Deals(crm) => {
                let deals = query.values(crm.iter().map(String::as_str));
                // The sign keeps the index by CRM record out: here another one leads.
                format!(
                    "conversation.crm_object_type = 'deal' AND conversation.crm_object_id || '' IN ({deals})"
                )
            }
        }
    }
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
