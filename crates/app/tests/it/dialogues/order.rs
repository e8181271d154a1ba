//! Who waits for its turn begins in order.

use std::time::Duration;

use colloquy_app::{DialogueLimits, dialogues};
use colloquy_domain::ConversationId;
use colloquy_domain::dialogue::DialogueStatus;
use colloquy_domain::job::{JobKind, Queue};
use colloquy_testkit::TestDatabase;

use super::script::Stage;
use crate::on_both_databases;

on_both_databases! {
    what_was_made_first_begins_first,
    as_many_begin_as_may,
}

impl Stage {
    async fn wait_in_line(&self) -> ConversationId {
        let created = dialogues::create(self.app(), self.caller(), self.sms()).await.expect("created");
        assert!(created.is_held);
        created.dialogue.conversation_id
    }

    async fn has_begun(&self, ids: &[ConversationId]) -> Vec<bool> {
        let mut begun = Vec::new();
        for id in ids {
            begun.push(self.row(*id).await.status != DialogueStatus::Queued);
        }
        begun
    }

    /// Has the dialogues that wait look whether they may begin, the newest first.
    async fn look_backwards(&self) {
        let mut due = self.test.claim(Queue::Converse).await;
        let made = |kind| match kind {
            JobKind::BeginDialogue { conversation_id } => Some(conversation_id),
            _ => None,
        };
        // Ids tell what was made later.
        due.sort_by_key(|job| std::cmp::Reverse(made(job.job.kind)));
        for job in due {
            self.attempt(job).await;
        }
    }
}

fn limits(begun_per_minute: u32) -> DialogueLimits {
    DialogueLimits { begun_per_minute, ..DialogueLimits::default() }
}

async fn what_was_made_first_begins_first(database: TestDatabase) {
    let stage = Stage::with_limits(database, limits(1)).await;
    dialogues::create(stage.app(), stage.caller(), stage.sms()).await.expect("created");
    let mut ids = Vec::new();
    for _ in 0..3 {
        stage.test.advance(Duration::from_secs(1));
        ids.push(stage.wait_in_line().await);
    }
    stage.test.advance(Duration::from_secs(60));
    // Room for one: not for one that is made now, nor for the one that looks first.
    ids.push(stage.wait_in_line().await);
    stage.look_backwards().await;
    assert_eq!(stage.has_begun(&ids).await, [true, false, false, false]);
    for expected in [[true, true, false, false], [true, true, true, false], [true; 4]] {
        stage.test.advance(Duration::from_secs(61));
        stage.look_backwards().await;
        assert_eq!(stage.has_begun(&ids).await, expected);
    }
}

async fn as_many_begin_as_may(database: TestDatabase) {
    let stage = Stage::with_limits(database, limits(3)).await;
    for _ in 0..3 {
        dialogues::create(stage.app(), stage.caller(), stage.sms()).await.expect("created");
    }
    let mut ids = Vec::new();
    for _ in 0..12 {
        stage.test.advance(Duration::from_millis(10));
        ids.push(stage.wait_in_line().await);
    }
    for begun in [3, 6, 9, 12] {
        // Those that are far behind have had time to look as well.
        stage.test.advance(Duration::from_secs(66));
        stage.look_backwards().await;
        let expected: Vec<bool> = (0..12).map(|number| number < begun).collect();
        assert_eq!(stage.has_begun(&ids).await, expected);
    }
}
