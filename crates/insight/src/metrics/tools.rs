//! How tools fared.

use colloquy_domain::metric::Measured;
use serde_json::Value;

use super::statistics::{largest, percentile};
use super::subject::{Subject, ToolUse};

/// Words with which a text begins that tells of a failure.
const FAILURE_WORDS: [&str; 6] = ["error", "failed", "failure", "exception", "traceback", "timeout"];

/// The values of a metric that is made of tool invocations; none where the slug is none of these.
pub(super) fn measure(subject: &Subject<'_>, slug: &str) -> Option<Vec<Measured>> {
    let metric: fn(&[ToolUse]) -> Measured = match slug {
        "tool_invocation_count" => |tools| Measured::number(tools.len() as f64),
        "tool_success_rate" => success_rate,
        "tool_latency_p50" => |tools| latency(tools, |times| percentile(times, 50.0)),
        "tool_latency_p95" => |tools| latency(tools, |times| percentile(times, 95.0)),
        "tool_latency_max" => |tools| latency(tools, largest),
        _ => return None,
    };
    let is_count = slug == "tool_invocation_count";
    let value = match subject.tools {
        [] if !is_count => Measured::not_applicable("the call has no tool invocations"),
        tools => metric(tools),
    };
    Some(vec![value])
}

fn success_rate(tools: &[ToolUse]) -> Measured {
    let failed: Vec<&str> =
        tools.iter().filter(|tool| is_failure(&tool.result)).map(|tool| tool.name.as_str()).collect();
    let succeeded = tools.len() - failed.len();
    let reason = if failed.is_empty() {
        format!("all {} results tell of no failure", tools.len())
    } else {
        let shown = failed.iter().take(10).copied().collect::<Vec<_>>().join(", ");
        format!("{} of {} results tell of a failure: {shown}", failed.len(), tools.len())
    };
    Measured::number(succeeded as f64 / tools.len() as f64).because(reason)
}

fn latency(tools: &[ToolUse], value: impl Fn(&[f64]) -> Option<f64>) -> Measured {
    let times: Vec<f64> = tools
        .iter()
        .filter_map(|tool| tool.end_ms?.checked_sub(tool.start_ms))
        .filter(|length| *length >= 0)
        .map(|length| length as f64)
        .collect();
    value(&times).map_or_else(
        || Measured::data_missing("no tool invocation tells when it ended"),
        |value| Measured::number(value).because(format!("of {} invocations", times.len())),
    )
}

/// Whether the result of a tool tells of a failure.
#[must_use]
pub fn is_failure(result: &Value) -> bool {
    match result {
        Value::String(text) => is_failure_text(text),
        Value::Object(fields) => fields.iter().any(|(name, value)| match name.to_lowercase().as_str() {
            "success" | "ok" | "succeeded" => *value == Value::Bool(false),
            "error" | "errors" | "exception" => !is_empty(value),
            "status" => match value {
                Value::String(text) => {
                    matches!(text.to_lowercase().as_str(), "error" | "failed" | "failure" | "timeout")
                }
                other => is_error_code(other),
            },
            "statuscode" | "status_code" => is_error_code(value),
            _ => false,
        }),
        _ => false,
    }
}

fn is_failure_text(text: &str) -> bool {
    // Clients often send what was an object as its text.
    if let Ok(inner @ Value::Object(_)) = serde_json::from_str(text) {
        return is_failure(&inner);
    }
    let first: String = text.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
    FAILURE_WORDS.contains(&first.to_lowercase().as_str())
}

fn is_error_code(value: &Value) -> bool {
    value.as_f64().is_some_and(|code| (400.0..600.0).contains(&code))
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(true) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::is_failure;

    #[test]
    fn failures_are_told_from_results() {
        for result in [
            json!({"success": false}),
            json!({"error": "no such order"}),
            json!({"status": "failed"}),
            json!({"status_code": 503}),
            json!("Error: timed out"),
            json!("{\"ok\": false}"),
        ] {
            assert!(is_failure(&result), "{result}");
        }
        for result in [
            json!({"success": true, "error": null}),
            json!({"errors": [], "status": "open", "statusCode": 200}),
            json!("The errors were corrected"),
            json!({}),
            json!("booked"),
        ] {
            assert!(!is_failure(&result), "{result}");
        }
    }
}
