//! What customers want of our messages: none any more, or some again.
//!
//! Who says stop to a number means all who write from it. Who says start takes back what they said themselves; what an
//! operator put on the list stays there. Providers bring a wish twice, and late, after another one: the name of its message
//! is remembered, and one that came before changes nothing.

use colloquy_channel::opt_out::{self, Wish};
use colloquy_domain::WorkspaceId;
use colloquy_domain::dialogue::{Channel, Dialogue, DialogueStatus, DoNotContact};
use colloquy_store::{StoreError, Tx, conversations, do_not_contact};

use super::{Arrival, Taking};
use crate::AppError;
use crate::dialogues::end::{self, End};

/// What became of a wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heeded {
    /// It had come before.
    Before,
    /// Nobody writes to the customer any more.
    Stopped,
    /// The customer, who had opted out, may be written to again.
    Started,
    /// It was none: nobody had opted out.
    Nothing,
}

impl Taking {
    /// What the customer wants of our messages, where this says nothing else.
    pub(super) fn wish(&self) -> Option<Wish> {
        let has_wishes = matches!(self.incoming.channel, Channel::Sms | Channel::Whatsapp);
        opt_out::wish(&self.incoming.text).filter(|_| has_wishes)
    }

    /// Does as the customer wishes, in these workspaces.
    pub(super) async fn heed(
        &self,
        tx: &Tx,
        owners: &[WorkspaceId],
        wish: Wish,
    ) -> Result<Heeded, StoreError> {
        let incoming = &self.incoming;
        if !do_not_contact::note_wish(tx, incoming.channel, &incoming.channel_key, self.now).await? {
            return Ok(Heeded::Before);
        }
        let mut had_opted_out = false;
        for workspace_id in owners.iter().copied() {
            let address = incoming.from.clone();
            match wish {
                Wish::Stop => {
                    let reason = Some(format!("opted out by {}", incoming.channel.as_str()));
                    let entry = DoNotContact { workspace_id, address, reason, created_at: self.now };
                    do_not_contact::opt_out(tx, &entry).await?;
                }
                Wish::Start => had_opted_out |= do_not_contact::opt_in(tx, workspace_id, &address).await?,
            }
        }
        Ok(match wish {
            Wish::Stop => Heeded::Stopped,
            Wish::Start if had_opted_out => Heeded::Started,
            Wish::Start => Heeded::Nothing,
        })
    }

    /// The customer wants no more messages: nobody answers. Conversation and dialogue are locked.
    pub(super) async fn opt_out(&self, tx: &Tx, dialogue: Dialogue) -> Result<Arrival, AppError> {
        let (dialogue, arrival) = self.hear(tx, dialogue).await?;
        let conversation = conversations::get_for_update(tx, dialogue.conversation_id).await?;
        let conversation = conversation.ok_or(StoreError::NotFound("conversation"))?;
        let ends = End::because(DialogueStatus::Closed, "the customer opted out");
        end::write(tx, &self.dialects, &conversation, dialogue, ends, self.now).await?;
        Ok(arrival)
    }
}
