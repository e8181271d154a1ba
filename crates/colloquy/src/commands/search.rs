//! `colloquy search reindex`.

use std::io::IsTerminal;

use colloquy_app::{App, search};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use crate::cli::SearchCommand;
use crate::output;

pub async fn run(app: &App, command: SearchCommand) -> anyhow::Result<()> {
    let SearchCommand::Reindex { all, output } = command;
    if all {
        search::clear_index(app).await?;
    }
    let bar = match std::io::stderr().is_terminal() {
        true => ProgressBar::new(search::outdated(app).await?),
        false => ProgressBar::hidden(),
    };
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}, {eta} left") {
        bar.set_style(style);
    }
    bar.set_message("words");
    let written = search::rebuild(app, |written| bar.set_position(written)).await;
    bar.finish_and_clear();
    let (written, index_bytes) = (written?, search::index_bytes(app).await?);
    output::print(output.json, &json!({ "written": written, "index_bytes": index_bytes }), |_| {
        vec![
            format!("wrote the words of {written} conversations"),
            format!("the index takes {:.1} MB", index_bytes as f64 / 1e6),
        ]
    })
}
