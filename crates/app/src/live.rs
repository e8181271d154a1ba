//! What has just happened in conversations, for those who watch their workspace.
//!
//! Workers of other processes change rows, too, so the database is asked ([`Watch::look`]). Each look goes back a little: a
//! transaction may be committed after a later one, and clocks of machines differ. What was told once is not told again. A
//! change that takes longer to be seen than the farthest look goes back is told by nobody: being told is what makes a page
//! read anew, never what it relies on.

use std::collections::{BTreeSet, HashMap};

use colloquy_domain::credential::READ_PRIVATE;
use colloquy_domain::dialogue::DialogueStatus;
use colloquy_domain::event::EventKind;
use colloquy_domain::stage::{StageName, StageStatus};
use colloquy_domain::{ConversationId, EventId, Instant, UserId, WorkspaceId};
use colloquy_store::live::{self, SeenDialogue, SeenEvent, SeenStage, Whose};
use time::Duration;

use crate::keys::Caller;
use crate::{App, AppError};

/// How far a look goes back.
const BACK: Duration = Duration::seconds(1);
/// How far one look in a while goes back, and how long that while is.
const FAR_BACK: Duration = Duration::seconds(10);
const FAR_PAUSE: Duration = Duration::seconds(2);

/// Changes of one kind that a look brings at most.
const MOST_CHANGES: u64 = 2_000;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// In which workspace.
    pub workspace_id: WorkspaceId,
    /// In which conversation.
    pub conversation_id: ConversationId,
    /// What.
    pub what: What,
    /// Of a private conversation, who took part in it; none where everybody may be told.
    known_to: Option<BTreeSet<UserId>>,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Something that receivers of webhooks are told of as well.
    Event {
        /// What.
        kind: EventKind,
        /// When.
        at: Instant,
    },
    /// A stage has begun or ended.
    Stage {
        /// Which.
        name: StageName,
        /// How far it is.
        status: StageStatus,
    },
    /// A dialogue has got on.
    Dialogue {
        /// How far it is.
        status: DialogueStatus,
        /// The position of its last message.
        position: u64,
    },
}

impl News {
    /// Whether the caller may be told.
    #[must_use]
    pub fn is_for(&self, caller: &Caller) -> bool {
        caller.workspace_id() == self.workspace_id
            && match &self.known_to {
                None => true,
                Some(users) => {
                    caller.may(READ_PRIVATE) || caller.user_id().is_some_and(|id| users.contains(&id))
                }
            }
    }
}

/// What a look brings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// What happened, roughly in that order.
    pub news: Vec<News>,
    /// Whether so much happened that some of it is not told.
    pub is_cut: bool,
}

/// Looks, and knows what it has seen.
#[derive(Debug)]
pub struct Watch {
    looked_at: Instant,
    far_at: Instant,
    /// Each with the time after which it cannot be met again.
    events: HashMap<EventId, Instant>,
    stages: HashMap<(ConversationId, StageName), (StageStatus, Instant)>,
    dialogues: HashMap<ConversationId, (DialogueStatus, u64, Instant)>,
}

impl Watch {
    /// Sees what happens from now on.
    #[must_use]
    pub fn new(now: Instant) -> Self {
        Self {
            looked_at: now,
            far_at: now,
            events: HashMap::new(),
            stages: HashMap::new(),
            dialogues: HashMap::new(),
        }
    }

    /// What has happened in these workspaces since the last look.
    pub async fn look(&mut self, app: &App, workspaces: &[WorkspaceId]) -> Result<Look, AppError> {
        if workspaces.is_empty() {
            return Ok(Look::default());
        }
        let (reader, now) = (app.store.reader(), app.now());
        let is_far = now - self.far_at >= FAR_PAUSE;
        let since = self.looked_at.min(now) - if is_far { FAR_BACK } else { BACK };
        let mut events = live::events_since(reader, workspaces, since, MOST_CHANGES + 1).await?;
        let mut stages = live::stages_since(reader, workspaces, since, MOST_CHANGES + 1).await?;
        let dialogues = live::dialogues_since(reader, workspaces, since, MOST_CHANGES + 1).await?;
        let most = usize::try_from(MOST_CHANGES).unwrap_or(usize::MAX);
        // Where the oldest that there is room for was told before, so was what is older.
        let is_cut = (events.len() > most && events.last().is_some_and(|event| self.is_new_event(event)))
            || (stages.len() > most && stages.last().is_some_and(|stage| self.is_new_stage(stage)))
            || dialogues.len() > most;
        events.retain(|event| self.is_new_event(event));
        stages.retain(|stage| self.is_new_stage(stage));
        let changed: Vec<&SeenDialogue> =
            dialogues.iter().filter(|dialogue| self.has_got_on(dialogue)).collect();

        // The oldest first.
        let of_events =
            events.iter().rev().map(|event| (event.whose, What::Event { kind: event.kind, at: event.at }));
        let of_stages = stages
            .iter()
            .rev()
            .map(|stage| (stage.whose, What::Stage { name: stage.name, status: stage.status }));
        let of_dialogues = changed.into_iter().map(|dialogue| {
            (dialogue.whose, What::Dialogue { status: dialogue.status, position: dialogue.position })
        });
        let news = told(app, of_events.chain(of_stages).chain(of_dialogues).collect()).await?;

        // Not before it is known who may be told: what fails until then is met again.
        for event in events {
            self.events.insert(event.id, event.at.max(now) + FAR_BACK + FAR_BACK);
        }
        for stage in stages {
            let key = (stage.whose.conversation_id, stage.name);
            self.stages.insert(key, (stage.status, stage.changed_at));
        }
        for dialogue in dialogues {
            let seen = (dialogue.status, dialogue.position, now);
            self.dialogues.insert(dialogue.whose.conversation_id, seen);
        }
        self.looked_at = now;
        if is_far {
            self.far_at = now;
        }
        self.forget(now);
        Ok(Look { news, is_cut })
    }

    fn is_new_event(&self, event: &SeenEvent) -> bool {
        !self.events.contains_key(&event.id)
    }

    fn is_new_stage(&self, stage: &SeenStage) -> bool {
        let known = self.stages.get(&(stage.whose.conversation_id, stage.name));
        known != Some(&(stage.status, stage.changed_at))
    }

    fn has_got_on(&self, dialogue: &SeenDialogue) -> bool {
        let known = self.dialogues.get(&dialogue.whose.conversation_id);
        known.is_none_or(|(status, position, _)| (*status, *position) != (dialogue.status, dialogue.position))
    }

    /// Forgets what is older than the farthest look.
    fn forget(&mut self, now: Instant) {
        let horizon = now - FAR_BACK - FAR_BACK;
        self.events.retain(|_, kept_until| *kept_until >= now);
        self.stages.retain(|_, (_, changed_at)| *changed_at >= horizon);
        self.dialogues.retain(|_, (_, _, seen_at)| *seen_at >= horizon);
    }
}

/// The changes, each with those who may be told.
async fn told(app: &App, changes: Vec<(Whose, What)>) -> Result<Vec<News>, AppError> {
    let mut private: Vec<ConversationId> = changes
        .iter()
        .filter(|(whose, _)| whose.is_private)
        .map(|(whose, _)| whose.conversation_id)
        .collect();
    private.sort_unstable();
    private.dedup();
    let mut users = HashMap::new();
    for some in private.chunks(500) {
        users.extend(live::users_of(app.store.reader(), some).await?);
    }
    let news = changes.into_iter().map(|(whose, what)| {
        let id = whose.conversation_id;
        let took_part = users.get(&id).into_iter().flatten().copied();
        let own = [whose.owner_user_id, whose.host_user_id].into_iter().flatten();
        let known_to = whose.is_private.then(|| took_part.chain(own).collect());
        News { workspace_id: whose.workspace_id, conversation_id: id, what, known_to }
    });
    Ok(news.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::CredentialId;
    use colloquy_domain::credential::{Credential, Scope, Scopes};
    use time::macros::datetime;

    fn caller(workspace_id: WorkspaceId, user_id: Option<UserId>, scope: &str) -> Caller {
        let credential = Credential {
            id: CredentialId::generate(),
            workspace_id,
            user_id,
            name: String::new(),
            scopes: Scopes(Scope::parse(scope).into_iter().collect()),
            created_at: Instant::UNIX_EPOCH,
            last_used_at: None,
            revoked_at: None,
        };
        Caller { credential }
    }

    #[test]
    fn what_is_private_is_told_to_those_who_took_part_and_who_may_see_it() {
        let (here, elsewhere) = (WorkspaceId::generate(), WorkspaceId::generate());
        let (rae, kim) = (UserId::generate(), UserId::generate());
        let news = |known_to| News {
            workspace_id: here,
            conversation_id: ConversationId::generate(),
            what: What::Stage { name: StageName::Summary, status: StageStatus::Done },
            known_to,
        };
        let (open, private) = (news(None), news(Some(BTreeSet::from([rae]))));
        let rows = [
            (here, None, "engagements:read", true, false),
            (here, Some(rae), "engagements:read", true, true),
            (here, Some(kim), "engagements:read", true, false),
            (here, Some(kim), READ_PRIVATE, true, true),
            (here, None, "workspace:admin", true, true),
            (elsewhere, Some(rae), "workspace:admin", false, false),
        ];
        for (workspace_id, user_id, scope, is_told, is_told_private) in rows {
            let caller = caller(workspace_id, user_id, scope);
            assert_eq!(
                (open.is_for(&caller), private.is_for(&caller)),
                (is_told, is_told_private),
                "{scope}"
            );
        }
    }

    #[test]
    fn what_cannot_be_met_again_is_forgotten() {
        let now = datetime!(2026-06-01 12:00 UTC);
        let mut watch = Watch::new(now);
        let (late, early) = (ConversationId::generate(), ConversationId::generate());
        for (id, at) in [(late, now), (early, now - FAR_BACK * 3)] {
            watch.stages.insert((id, StageName::Summary), (StageStatus::Done, at));
            watch.dialogues.insert(id, (DialogueStatus::Open, 1, at));
            watch.events.insert(EventId(id.0), at + FAR_BACK);
        }
        watch.forget(now);
        assert_eq!((watch.stages.len(), watch.dialogues.len(), watch.events.len()), (1, 1, 1));
        assert!(watch.dialogues.contains_key(&late));
    }
}
