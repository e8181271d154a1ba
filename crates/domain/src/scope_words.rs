//! Scopes in the words of somebody who never heard of them: for whoever is asked for a permission, and for whoever gives a
//! key to somebody.

use crate::credential::WORKSPACE_ADMIN;

/// What a credential with this scope may do; the scope's own name where no words were found for it.
#[must_use]
pub fn in_words(scope: &str) -> &str {
    match scope {
        WORKSPACE_ADMIN => "Do everything in the workspace",
        "actions:read" => "Read which requests agents may make while they speak",
        "actions:write" => "Add, change and delete requests that agents may make while they speak",
        "agents:read" => "Read voice agents, their numbers and their prompts",
        "agents:write" => "Add and change voice agents, their numbers and their prompts",
        "analytics:export" => "Export numbers, evaluations and calls as files",
        "analytics:read" => "Read numbers over evaluations",
        "audio:download" => "Download recordings",
        "audio:read" => "Read which recordings were sent in, and their transcripts",
        "audio:write" => "Send recordings in and have them evaluated",
        "calls:read" => "Read conversations that agents of this server hold, with everything that is said",
        "calls:write" => "Have agents call and write to customers, and end such conversations",
        "knowledge:read" => "Read texts and pages that agents answer from",
        "knowledge:write" => "Add, change and delete texts and pages that agents answer from",
        "skills:read" => "Read what agents are told to do",
        "skills:write" => "Add, change and delete what agents are told to do",
        "billing:read" => "See what conversations cost",
        "metrics:read" => "Read metrics, their values and analytics",
        "metrics:write" => "Add and change metrics, and measure conversations",
        "recordings:read" => "Listen to recordings of calls",
        "campaigns:read" => "Read campaigns and call centers",
        "campaigns:write" => {
            "Add and change campaigns and call centers, and say which conversations belong to them"
        }
        "conversations:read" => "Read conversations message by message",
        "evaluations:dispute" => "Dispute scores of conversations",
        "evaluations:read" => "Read scorecards and how conversations were scored",
        "evaluations:review" => "Confirm and correct scores of conversations",
        "evaluations:write" => "Change scorecards, and have conversations scored",
        "companies:read" => "Read companies",
        "companies:write" => "Add, change and delete companies",
        "contacts:read" => "Read contacts, with their e-mail addresses and phone numbers",
        "contacts:write" => "Add, change and delete contacts",
        "engagements:read" => {
            "Read conversations with their plain text, summaries, action items and signals, and projects"
        }
        "engagements:private:read" => "Read private conversations too, also those of others",
        "engagements:write" => {
            "Add conversations, change their contacts and tags, and add and change projects"
        }
        "engagements:private:write" => "Change contacts and tags of private conversations too",
        "tags:read" => "Read tags",
        "tags:write" => "Add, change and delete tags",
        "transcript_timelines:read" => "Read transcripts with speakers and times, and search and export them",
        "transcript_comments:read" => "Read comments on transcripts",
        "transcript_comments:write" => "Comment on transcripts",
        "usage:read" => "See how much of the server is used, and by which keys",
        "users:read" => "Read the users of the workspace",
        "voice:read" => "Read calls of voice agents",
        "webhooks:manage" => "Add and change receivers of events, and see what they were sent",
        "webhooks:read" => "See where events are sent, and what they tell",
        "webhooks:write" => "Stop sending events to a receiver, and send them again",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::in_words;
    use crate::credential::KNOWN_SCOPES;

    #[test]
    fn every_scope_has_words() {
        for scope in KNOWN_SCOPES {
            assert_ne!(in_words(scope), scope, "{scope} is shown to people: say what it means");
        }
    }
}
