//! Words that somebody is still typing: each stands somewhere in the title, or begins a word of the title or of the name of
//! somebody who took part.
//!
//! What a word begins is asked of the index of words. Where it begins few names, their conversations are gathered, once;
//! where it begins many, each conversation is asked in turn, and soon there are enough.

use std::collections::BTreeSet;

use colloquy_domain::WorkspaceId;
use colloquy_domain::filter::ConversationFilter;
use colloquy_domain::words::words;
use sea_orm::{ConnectionTrait, DbBackend};

use super::conversations::FEW;
use super::members::ONE;
use super::query::Query;
use crate::error::StoreError;
use crate::search::workspace_word;
use crate::sql::query_one;

/// How many conversations have something that the word begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// None, or the word has nothing that could begin anything.
    Nothing,
    /// So few that they are gathered.
    Few,
    /// More.
    Many,
}

/// A word that is looked up.
#[derive(Debug)]
pub(super) struct Name {
    /// In lower case, as titles are looked at.
    text: String,
    /// Its parts as the index of words knows them; the last is only the beginning of one.
    parts: Vec<String>,
    reach: Reach,
}

impl Name {
    /// The words of a filter, without asking how far they reach.
    pub(super) fn of(filter: &ConversationFilter) -> Vec<Self> {
        let text = filter.look_up.as_deref().unwrap_or_default().to_lowercase();
        let texts: BTreeSet<&str> = text.split_whitespace().collect();
        let name = |text: &&str| {
            let parts: Vec<String> = words(text).into_iter().map(|word| word.text).collect();
            let reach = if parts.is_empty() { Reach::Nothing } else { Reach::Many };
            Self { text: (*text).to_owned(), parts, reach }
        };
        texts.iter().map(name).collect()
    }

    /// The words of a filter, with how far each reaches.
    pub(super) async fn reaching(
        conn: &impl ConnectionTrait,
        workspace_id: WorkspaceId,
        filter: &ConversationFilter,
    ) -> Result<Vec<Self>, StoreError> {
        let mut names = Self::of(filter);
        for name in names.iter_mut().filter(|name| name.reach == Reach::Many) {
            let mut query = Query::default();
            let found = name.conversations(&mut query, conn.get_database_backend(), workspace_id);
            let sql = format!("SELECT COUNT(*) FROM ({found} LIMIT {}) AS counted", FEW + 1);
            let count = query_one(conn, &sql, query.into_values(), |row| row.take::<i64>()).await?;
            name.reach = match count.unwrap_or(0) {
                0 => Reach::Nothing,
                1..=FEW => Reach::Few,
                _ => Reach::Many,
            };
        }
        Ok(names)
    }

    /// Whether each conversation has to be asked.
    pub(super) fn reaches_many(&self) -> bool {
        self.reach == Reach::Many
    }

    /// A condition on the conversation whose id and title in lower case stand in `id` and `title`.
    pub(super) fn condition(
        &self,
        query: &mut Query,
        backend: DbBackend,
        workspace_id: WorkspaceId,
        id: &str,
        title: &str,
    ) -> String {
        let in_title = query.contains(title, &self.text);
        match self.reach {
            Reach::Nothing => in_title,
            Reach::Few => {
                let found = self.conversations(query, backend, workspace_id);
                format!("({in_title} OR {id} IN ({found}))")
            }
            Reach::Many => {
                let begins = self.begins(query, backend);
                format!(
                    "({in_title} OR EXISTS (SELECT 1 FROM search_document AS named \
                     WHERE named.conversation_id = {id} AND {begins} {ONE}))"
                )
            }
        }
    }

    /// Selects the conversations that have something which the word begins.
    fn conversations(&self, query: &mut Query, backend: DbBackend, workspace_id: WorkspaceId) -> String {
        if backend == DbBackend::Postgres {
            let (workspace, wanted) = (query.value(workspace_id.0), query.value(self.tsquery()));
            return format!(
                "SELECT conversation_id FROM search_document WHERE workspace = {workspace} \
                 AND ts_filter(words, '{{a,b}}') @@ CAST(CAST({wanted} AS TEXT) AS tsquery)"
            );
        }
        let wanted = query.value(self.fts5(workspace_id));
        format!(
            "SELECT search_document.conversation_id FROM search_word CROSS JOIN search_document \
             WHERE search_word MATCH {wanted} AND search_document.position = search_word.rowid"
        )
    }

    /// A condition on the row of the index of words `named`.
    fn begins(&self, query: &mut Query, backend: DbBackend) -> String {
        if backend == DbBackend::Postgres {
            let wanted = query.value(self.tsquery());
            return format!("ts_filter(named.words, '{{a,b}}') @@ CAST(CAST({wanted} AS TEXT) AS tsquery)");
        }
        let last = self.parts.len().saturating_sub(1);
        let conditions = self.parts.iter().enumerate().map(|(position, part)| {
            // Letters and digits alone: nothing in it has a meaning for LIKE.
            let end = if position == last { "" } else { " " };
            let pattern = query.value(format!("% {part}{end}%"));
            format!("' ' || named.title_words || ' ' || named.people_words || ' ' LIKE {pattern}")
        });
        conditions.collect::<Vec<_>>().join(" AND ")
    }

    fn fts5(&self, workspace_id: WorkspaceId) -> String {
        let last = self.parts.len().saturating_sub(1);
        let part = |(position, part): (usize, &String)| {
            let star = if position == last { " *" } else { "" };
            format!("{{title_words people_words}} : \"{part}\"{star}")
        };
        let own = format!("workspace_word : \"{}\"", workspace_word(workspace_id));
        self.parts.iter().enumerate().map(part).chain([own]).collect::<Vec<_>>().join(" AND ")
    }

    fn tsquery(&self) -> String {
        let last = self.parts.len().saturating_sub(1);
        let part = |(position, part): (usize, &String)| {
            format!("'{part}'{}", if position == last { ":*" } else { "" })
        };
        self.parts.iter().enumerate().map(part).collect::<Vec<_>>().join(" & ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_is_looked_up_once_and_as_the_index_knows_it() {
        let filter = ConversationFilter {
            look_up: Some("  JO jo É-Mail & ".to_owned()),
            ..ConversationFilter::default()
        };
        let names = Name::of(&filter);
        let texts: Vec<(&str, Vec<&str>)> = names
            .iter()
            .map(|name| (name.text.as_str(), name.parts.iter().map(String::as_str).collect()))
            .collect();
        assert_eq!(texts, [("&", vec![]), ("jo", vec!["jo"]), ("é-mail", vec!["e", "mail"])]);
        assert_eq!(names[2].tsquery(), "'e' & 'mail':*");
        assert!(!names[0].reaches_many());
    }
}
