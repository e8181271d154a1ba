//! Which paths belong to this API. `/v1` is shared with an API whose nouns stand in the singular: what is not named here
//! is that one's.

use colloquy_http::edge::is_below;

/// First words of paths below `/v1`.
const WORDS: [&str; 10] = [
    "engagements",
    "evaluations",
    "audio-files",
    "exports",
    "campaigns",
    "conversations",
    "voice-calls",
    "webhooks",
    "usage",
    "health",
];

/// What stands below `/v1/analytics` here; the rest there is the other API's.
const ANALYTICS: [&str; 6] = ["summary", "campaigns", "call-centers", "executives", "trends", "export"];

/// Whether a path belongs to this API, but for the files by signed address. All below `/api/v1` does that no dialect
/// claims before, so that clients understand also what is said of a path that nobody knows.
pub fn is_of_the_api(path: &str) -> bool {
    is_below(path, "/api/v1") || path == "/swagger" || is_original(path)
}

fn is_original(path: &str) -> bool {
    let mut parts = path.strip_prefix("/v1/").unwrap_or_default().split('/');
    match parts.next() {
        Some("analytics") => parts.next().is_some_and(|part| ANALYTICS.contains(&part)),
        Some(word) => WORDS.contains(&word),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plural_words_are_ours_and_singular_ones_are_not() {
        let ours = [
            "/v1/engagements",
            "/v1/evaluations/eval_1/results",
            "/v1/analytics/summary",
            "/v1/analytics/export/job_1",
            "/v1/webhooks",
            "/v1/health",
            "/api/v1",
            "/api/v1/engagements",
            "/api/v1/nothing",
            "/swagger",
        ];
        for path in ours {
            assert!(is_of_the_api(path), "{path}");
        }
        let others = [
            "/v1",
            "/v1/",
            "/v1/webhook",
            "/v1/evaluation/job",
            "/v1/analytics",
            "/v1/analytics/schema",
            "/v1/analytics/query",
            "/v1/engagementsx",
            "/v1/call/engagements",
            "/api/v2/engagements",
            "/api/v10",
            "/swagger/x",
            "/health",
            "/engagements",
        ];
        for path in others {
            assert!(!is_of_the_api(path), "{path}");
        }
    }
}
