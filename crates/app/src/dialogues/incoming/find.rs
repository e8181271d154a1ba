//! Where a message belongs: the dialogue that goes on with its sender, and the workspaces whom it may concern.
//!
//! A number may serve several workspaces. What comes to one that has a route is that workspace's, and its dialogues alone
//! are looked at; what comes to one that has none belongs only where it was that number which wrote to the customer.

use colloquy_domain::WorkspaceId;
use colloquy_domain::dialogue::{Channel, Dialogue};
use colloquy_store::{StoreError, Tx, conversations, dialogue_messages, dialogues};

use super::{Arrival, Taken, Taking};
use crate::dialogues::end;

impl Taking {
    /// The dialogue that goes on with this customer, locked.
    pub(super) async fn find(&self, tx: &Tx) -> Result<Option<Dialogue>, StoreError> {
        let found = match self.named(tx).await? {
            Some(named) => Some(named),
            None => self.find_by_address(tx).await?,
        };
        let Some(found) = found else { return Ok(None) };
        if self.wish().is_some() {
            // It may end, for which the conversation is locked first.
            conversations::get_for_update(tx, found.conversation_id).await?;
        }
        let locked = dialogues::get_for_update(tx, found.conversation_id).await?;
        Ok(locked.filter(|dialogue| !end::is_over(dialogue)))
    }

    /// The one that the message names. Whoever has had a letter of ours can name it: only the customer answers it.
    async fn named(&self, tx: &Tx) -> Result<Option<Dialogue>, StoreError> {
        let incoming = &self.incoming;
        let Some(id) = self.beside.conversation_id else { return Ok(None) };
        let named = dialogues::get_any(tx, id).await?;
        Ok(named.filter(|dialogue| {
            let from = Some(incoming.from.as_str());
            let is_customers = [&dialogue.customer_email, &dialogue.customer_phone]
                .into_iter()
                .any(|address| address.as_deref() == from);
            dialogue.channel == incoming.channel && is_customers && !end::is_over(dialogue)
        }))
    }

    async fn find_by_address(&self, tx: &Tx) -> Result<Option<Dialogue>, StoreError> {
        let incoming = &self.incoming;
        let (channel, from) = (incoming.channel, incoming.from.as_str());
        match (channel, self.route_workspace()) {
            (Channel::Email, Some(workspace_id)) => {
                dialogues::find_live_by_email(tx, workspace_id, from).await
            }
            (Channel::Email, None) | (Channel::Webchat, _) => Ok(None),
            (Channel::Sms | Channel::Whatsapp | Channel::Call, Some(workspace_id)) => {
                dialogues::find_live_in_workspace(tx, workspace_id, channel, from, self.ours()).await
            }
            (Channel::Sms | Channel::Whatsapp | Channel::Call, None) => match self.ours() {
                Some(ours) => dialogues::find_live_by_phone(tx, channel, from, Some(ours)).await,
                None => Ok(None),
            },
        }
    }

    /// Our number or address, to which it came.
    fn ours(&self) -> Option<&str> {
        let of_route = || self.incoming.route.as_ref().and_then(|route| route.address.as_deref());
        self.incoming.to.as_deref().or_else(of_route)
    }

    fn route_workspace(&self) -> Option<WorkspaceId> {
        self.incoming.route.as_ref().map(|route| route.workspace_id)
    }

    /// The workspaces whom it may concern: that of the dialogue, that of the number's route. Without a route, and of what a
    /// customer wants of our messages, all that ever wrote to the customer from that number.
    pub(super) async fn owners(
        &self,
        tx: &Tx,
        found: Option<&Dialogue>,
    ) -> Result<Vec<WorkspaceId>, StoreError> {
        let incoming = &self.incoming;
        let own = [found.map(|dialogue| dialogue.workspace_id), self.route_workspace()];
        let mut owners: Vec<WorkspaceId> = own.into_iter().flatten().collect();
        let is_for_all = self.route_workspace().is_none() || self.wish().is_some();
        if let Some(ours) = self.ours().filter(|_| is_for_all && incoming.channel.needs_phone()) {
            let (channel, from) = (incoming.channel, &incoming.from);
            owners.extend(dialogues::workspaces_of_numbers(tx, channel, from, ours).await?);
        }
        // Always in one order, so that two who lock rows of several do not wait for each other.
        owners.sort_unstable();
        owners.dedup();
        Ok(owners)
    }

    /// Where the message is, if it came before.
    pub(super) async fn had_come(
        &self,
        tx: &Tx,
        workspace_id: WorkspaceId,
    ) -> Result<Option<Arrival>, StoreError> {
        let (channel, key) = (self.incoming.channel, &self.incoming.channel_key);
        let known = dialogue_messages::by_channel_key(tx, workspace_id, channel, key).await?;
        Ok(known.map(|message| {
            Arrival::Taken(Taken {
                conversation_id: message.conversation_id,
                message_id: message.id,
                is_new: false,
            })
        }))
    }
}
