//! What a built-in question needs beside the transcript.

use colloquy_domain::metric::Measured;

use crate::metrics::subject::{MetricSettings, Subject, ToolUse};
use crate::prompt::one_line;
use crate::redact::redact;

/// Longest parameters, result and description of a tool in a prompt, in characters.
const LONGEST_PART: usize = 400;
/// Most tool invocations in a prompt.
const MOST_TOOLS: usize = 40;

/// Texts that stand before the transcript.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Material(pub String);

impl Material {
    /// What the question of that slug needs; the value where it is not there.
    pub fn of_builtin(
        subject: &Subject<'_>,
        settings: &MetricSettings,
        slug: &str,
    ) -> Result<Self, Box<Measured>> {
        let is_wanted = |tool: &&ToolUse| settings.tools.is_empty() || settings.tools.contains(&tool.name);
        let tools: Vec<&ToolUse> = subject.tools.iter().filter(is_wanted).collect();
        let instructions = subject.instructions.map(str::trim).filter(|text| !text.is_empty());
        let missing = |value| Err(Box::new(value));
        match slug {
            "instruction_follow" => match instructions {
                Some(text) => Ok(Self(titled("Instructions of the agent", text))),
                None => missing(Measured::data_missing("the agent's prompt is not known")),
            },
            "tool_invocation_correct" | "tool_invocation_parameters_correct" if tools.is_empty() => {
                missing(Measured::not_applicable("the call has no tool invocations"))
            }
            "tool_invocation_order_correct" if tools.len() < 2 => {
                missing(Measured::not_applicable("the call has fewer than two tool invocations"))
            }
            "tool_invocation_correct"
            | "tool_invocation_parameters_correct"
            | "tool_invocation_order_correct" => Ok(Self(tools_text(&tools))),
            "knowledge_grounding_score" => {
                let mut text = String::new();
                if !tools.is_empty() {
                    text.push_str(&tools_text(&tools));
                }
                if let Some(instructions) = instructions {
                    text.push_str(&titled("Instructions of the agent", instructions));
                }
                match text.is_empty() {
                    true => missing(Measured::data_missing(
                        "there is nothing for the agent's statements to rest on: no tool results and no prompt",
                    )),
                    false => Ok(Self(text)),
                }
            }
            _ => Ok(Self::default()),
        }
    }
}

fn titled(title: &str, text: &str) -> String {
    format!("{title}:\n{}\n\n", redact(text.trim()))
}

fn tools_text(tools: &[&ToolUse]) -> String {
    let mut text = String::from("Tool invocations of the agent, in their order:\n");
    for (number, tool) in tools.iter().take(MOST_TOOLS).enumerate() {
        let name = one_line(&tool.name, LONGEST_PART);
        let seconds = tool.start_ms as f64 / 1_000.0;
        let parameters = one_line(&tool.parameters.to_string(), LONGEST_PART);
        let result = one_line(&tool.result.to_string(), LONGEST_PART);
        text.push_str(&format!("{}. at {seconds:.1} s {name}({parameters}) gave {result}", number + 1));
        if let Some(description) = &tool.description {
            text.push_str(&format!(" — {}", one_line(description, LONGEST_PART)));
        }
        text.push('\n');
    }
    if tools.len() > MOST_TOOLS {
        text.push_str(&format!("and {} more\n", tools.len() - MOST_TOOLS));
    }
    text.push('\n');
    text
}
