//! The actions of a turn: what the model may call, what it called, and as much of what that brought as it can read.

use colloquy_domain::action::Action;
use colloquy_domain::text::one_line;
use tokio::time::Instant;

use super::{Runtime, ToolUse};
use crate::chat::{ToolCall, ToolSpec};
use crate::material::unmarked;
use crate::tools::{self, tool_spec};

/// So much of one result a model reads, in characters: what it is to tell in a few sentences.
const LONGEST_RESULT: usize = 8_000;
/// So much of all results of a turn together: as much as it reads of the dialogue.
const LONGEST_RESULTS: usize = 24_000;
/// What the model reads in place of the rest.
const CUT: &str = "\n(the result goes on; the rest was left out)";

/// Runs what a model calls, and remembers it.
pub(super) struct Toolbox<'a> {
    runtime: &'a Runtime,
    tools: Vec<(ToolSpec, &'a Action)>,
    uses: Vec<ToolUse>,
    started_at: Instant,
    /// So many characters of results may follow.
    room: usize,
}

impl<'a> Toolbox<'a> {
    /// With these actions, for a turn that begins now.
    pub fn new(runtime: &'a Runtime, actions: &'a [Action]) -> Self {
        Self {
            runtime,
            tools: named(actions),
            uses: Vec::new(),
            started_at: Instant::now(),
            room: LONGEST_RESULTS,
        }
    }

    /// What the model may call.
    pub fn specs(&self) -> Vec<ToolSpec> {
        self.tools.iter().map(|(spec, _)| spec.clone()).collect()
    }

    /// Whether anything ran.
    pub fn has_run(&self) -> bool {
        !self.uses.is_empty()
    }

    /// What ran, in its order.
    pub fn into_uses(self) -> Vec<ToolUse> {
        self.uses
    }

    fn action(&self, name: &str) -> Option<&'a Action> {
        self.tools.iter().find(|(spec, _)| spec.name == name).map(|(_, action)| *action)
    }

    /// The same call within this turn.
    fn earlier(&self, call: &ToolCall) -> Option<&ToolUse> {
        self.uses.iter().find(|before| before.name == call.name && before.arguments == call.arguments)
    }

    /// What is said while the call runs, where it has to.
    pub fn waiting_message(&self, call: &ToolCall) -> Option<&'a str> {
        let action = self.action(&call.name).filter(|_| self.earlier(call).is_none())?;
        action.waiting_message.as_deref().map(str::trim).filter(|words| !words.is_empty())
    }

    /// What the model reads of what the call brought.
    pub async fn result_of(&mut self, call: &ToolCall) -> String {
        let result = self.run(call).await;
        let most = LONGEST_RESULT.min(self.room);
        let Some((end, _)) = result.char_indices().nth(most) else {
            self.room -= result.chars().count();
            return unmarked(&result);
        };
        self.room -= most;
        format!("{}{CUT}", unmarked(&result[..end]))
    }

    /// What the call brings. One that was made before brings the same again and does not run: a model that repeats itself
    /// must not order twice.
    async fn run(&mut self, call: &ToolCall) -> String {
        if let Some(before) = self.earlier(call) {
            return before.result.clone();
        }
        let Some(action) = self.action(&call.name) else {
            let name: String = one_line(&call.name).chars().take(64).collect();
            return format!("there is no tool {name:?}");
        };
        let began_at = Instant::now();
        let outcome = tools::run(&self.runtime.guard, &self.runtime.secrets, action, &call.arguments).await;
        let duration = began_at.elapsed();
        tracing::info!(
            action.id = %action.id,
            is_error = outcome.is_error,
            duration_ms = duration.as_millis() as u64,
            "an agent ran an action"
        );
        self.uses.push(ToolUse {
            action_id: action.id,
            name: call.name.clone(),
            arguments: call.arguments.clone(),
            result: outcome.text.clone(),
            is_error: outcome.is_error,
            offset_ms: (began_at - self.started_at).as_millis() as u64,
            duration_ms: duration.as_millis() as u64,
        });
        outcome.text
    }
}

/// The actions as the model knows them: a name for each, unlike all others.
fn named(actions: &[Action]) -> Vec<(ToolSpec, &Action)> {
    let mut tools: Vec<(ToolSpec, &Action)> = Vec::new();
    for action in actions {
        let Some(mut spec) = tool_spec(action) else { continue };
        let slug: String = spec.name.chars().take(60).collect();
        let mut number = 1;
        while tools.iter().any(|(known, _)| known.name == spec.name) {
            number += 1;
            spec.name = format!("{slug}_{number}");
        }
        tools.push((spec, action));
    }
    tools
}
