//! `colloquy erase ID…`.

use anyhow::{Context, bail};
use colloquy_app::{App, erase, setup};
use colloquy_dialect_askelephant::parse_engagement;
use colloquy_domain::ConversationId;
use serde_json::json;

use crate::cli::EraseArgs;
use crate::output;

pub async fn run(app: &App, arguments: EraseArgs) -> anyhow::Result<()> {
    let workspace = setup::find_workspace(app, arguments.workspace.as_deref()).await?;
    let ids = arguments.ids.iter().map(|id| parse(id)).collect::<anyhow::Result<Vec<_>>>()?;
    if !arguments.yes {
        bail!("what is erased cannot be brought back: repeat the command with --yes");
    }
    for id in &ids {
        erase::conversation(app, workspace.id, *id).await.with_context(|| id.to_string())?;
    }
    output::print(arguments.output.json, &json!({ "erased": ids }), |_| {
        ids.iter().map(|id| format!("erased {id}")).collect()
    })
}

/// A conversation's id, however an API spells it.
fn parse(text: &str) -> anyhow::Result<ConversationId> {
    let id = parse_engagement(text).or_else(|| text.parse().ok());
    id.with_context(|| format!("{text:?} is no conversation's id"))
}
