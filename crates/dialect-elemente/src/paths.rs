//! Which paths belong to this API. `/api/v1` is shared: five words are ours, others are those of other APIs, and what
//! nobody knows is answered as the request lets suppose ([`crate::unclaimed`]).

/// First words of our paths below `/api/v1`.
const WORDS: [&str; 5] = ["calls", "agents", "actions", "knowledgebase", "skills"];

/// First words there that other APIs of this server own.
const WORDS_OF_OTHERS: [&str; 12] = [
    "engagements",
    "evaluations",
    "audio-files",
    "analytics",
    "campaigns",
    "conversations",
    "voice-calls",
    "webhooks",
    "usage",
    "exports",
    "health",
    "oauth",
];

/// Whether a path is ours.
pub fn owns(path: &str) -> bool {
    first_word(path).is_some_and(|word| WORDS.contains(&word))
}

/// Whether a path lies below `/api/v1` and begins there with a word that nobody knows.
pub fn is_nobodys(path: &str) -> bool {
    let is_unknown = |word: &str| !WORDS.contains(&word) && !WORDS_OF_OTHERS.contains(&word);
    first_word(path).is_some_and(is_unknown)
}

fn first_word(path: &str) -> Option<&str> {
    path.strip_prefix("/api/v1/")?.split('/').next().filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_matched_whole() {
        for ours in ["/api/v1/calls", "/api/v1/agents/x", "/api/v1/knowledgebase", "/api/v1/skills/x/y"] {
            assert!(owns(ours) && !is_nobodys(ours), "{ours}");
        }
        for nobodys in
            ["/api/v1/call", "/api/v1/callsx", "/api/v1/knowledgebases/x", "/api/v1/nothing", "/api/v1/Calls"]
        {
            assert!(!owns(nobodys) && is_nobodys(nobodys), "{nobodys}");
        }
        for others in [
            "/api/v1/voice-calls",
            "/api/v1/engagements/x/y",
            "/api/v1/oauth/nothing",
            "/api/v1",
            "/api/v1/",
            "/v1/agent",
            "/v1/calls",
            "/api/v2/agents",
            "/api/v10/calls",
        ] {
            assert!(!owns(others) && !is_nobodys(others), "{others}");
        }
    }
}
