//! Running an action: one request to where the operator said, with what the model found out.
//!
//! The model gives values and nothing else. A value is put in once, encoded for where it stands: it cannot reach the
//! host, leave its segment of the path, add a parameter or a header, or bring a placeholder along. Secrets are put in at
//! the same time, where the action's workspace may use them and the host may have them; whatever comes back, answers and
//! errors alike, is looked through for them before anybody sees it. The request goes through netguard: https only and no
//! private address unless the operator allows it, no redirect, 15 seconds, 64 KiB.

mod blackout;
mod fill;
mod input;
mod secrets;
mod spec;
mod spelling;

use std::time::Duration;

use bytes::Bytes;
use colloquy_domain::action::{Action, ActionMethod};
use colloquy_netguard::{Answer, BodyEnd, Guard, PostLimits, SendMethod};
use serde_json::{Map, Value};

use self::fill::Filler;
pub use self::secrets::{Secret, Secrets};
pub use self::spec::tool_spec;

/// So much of an answer goes to the model.
const LONGEST_ANSWER_BYTES: usize = 64 * 1024;
/// How long an action may take.
const TIMEOUT: Duration = Duration::from_secs(15);
/// Headers that belong to the connection and not to the request. `accept-encoding` is ours, since nothing is unpacked.
const RESERVED_HEADERS: [&str; 8] = [
    "accept-encoding",
    "connection",
    "content-length",
    "expect",
    "host",
    "te",
    "transfer-encoding",
    "upgrade",
];

/// What the model is told of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToolOutcome {
    /// The answer, or what went wrong.
    pub text: String,
    /// Whether something went wrong.
    pub is_error: bool,
}

/// Runs an action with what the model found out. Never fails: what goes wrong is told to the model, which can ask the
/// customer for what is missing or say that it did not work.
pub async fn run(
    guard: &Guard,
    secrets: &Secrets,
    action: &Action,
    arguments: &Map<String, Value>,
) -> ToolOutcome {
    let (text, is_error) = match request(secrets, action, arguments) {
        Ok(request) => request.send(guard, secrets).await,
        Err(problem) => (secrets.blacked_out(&problem), true),
    };
    ToolOutcome { text, is_error }
}

/// A request that only has to be sent.
struct Request {
    method: SendMethod,
    url: String,
    headers: Vec<(String, String)>,
    body: Bytes,
}

/// Puts a request together.
fn request(secrets: &Secrets, action: &Action, arguments: &Map<String, Value>) -> Result<Request, String> {
    let inputs = input::read(action, arguments)?;
    let filler = Filler { action, secrets, inputs: &inputs };
    let method = action.method.unwrap_or(ActionMethod::Get);
    let url = filler.address()?;
    let mut headers = Vec::new();
    for header in &action.headers {
        let name = header.key.trim();
        if RESERVED_HEADERS.iter().any(|reserved| name.eq_ignore_ascii_case(reserved)) {
            continue;
        }
        headers.push((name.to_owned(), filler.header_value(&url, name, &header.value)?));
    }
    let mut body = Bytes::new();
    if method.has_body() {
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type")) {
            headers.push(("content-type".to_owned(), "application/json".to_owned()));
        }
        body = Bytes::from(Value::Object(inputs).to_string());
    }
    let method = match method {
        ActionMethod::Get => SendMethod::Get,
        ActionMethod::Post => SendMethod::Post,
        ActionMethod::Put => SendMethod::Put,
        ActionMethod::Patch => SendMethod::Patch,
        ActionMethod::Delete => SendMethod::Delete,
    };
    Ok(Request { method, url: url.into(), headers, body })
}

impl Request {
    /// What came back, and whether it is an error.
    async fn send(self, guard: &Guard, secrets: &Secrets) -> (String, bool) {
        let limits = PostLimits {
            timeout: TIMEOUT,
            answer_cap_bytes: LONGEST_ANSWER_BYTES,
            read_cap_bytes: LONGEST_ANSWER_BYTES as u64,
        };
        match guard.send(self.method, &self.url, &self.headers, self.body, limits).await {
            Ok(answer) => told(&answer, secrets),
            Err(error) => (secrets.blacked_out(&format!("the request failed: {error}")), true),
        }
    }
}

/// What the model is told of an answer.
fn told(answer: &Answer, secrets: &Secrets) -> (String, bool) {
    let text = String::from_utf8_lossy(&answer.body_prefix);
    let mut text = match answer.body_cut {
        true => secrets.blacked_out_beginning(&text),
        false => secrets.blacked_out(&text),
    };
    // What is no UTF-8, and what stands for secrets, may be longer than what was there.
    let is_long = answer.body_cut || text.len() > LONGEST_ANSWER_BYTES;
    text.truncate(text.floor_char_boundary(LONGEST_ANSWER_BYTES));
    if is_long && matches!(answer.body_end, BodyEnd::Complete | BodyEnd::TooLong) {
        text.push_str("\n(the answer goes on; the rest was left out)");
    }
    if let BodyEnd::TimedOut | BodyEnd::Broken(_) = &answer.body_end {
        return (secrets.blacked_out(&answer.body_end.why_incomplete().unwrap_or_default()), true);
    }
    match answer.status {
        200..=299 if text.trim().is_empty() => ("done; the answer is empty".to_owned(), false),
        200..=299 => (text, false),
        300..=399 => (format!("answered {}: redirects are not followed", answer.status), true),
        status => (format!("answered {status}: {text}"), true),
    }
}
