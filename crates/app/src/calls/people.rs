//! Who takes part in a call.

use colloquy_domain::conversation::{Participant, ParticipantRole};
use colloquy_domain::directory::Workspace;
use colloquy_domain::event::Event;
use colloquy_domain::{Instant, ParticipantId, UserId};
use colloquy_store::{StoreError, Tx};

use super::new::NewCustomer;
use crate::agents::AgentOnCall;
use crate::ingest::{NewParticipant, people};

/// The participants, agents first, and what tells of the contacts that were made of customers: somebody with a number
/// is a contact, however they came here.
pub(super) async fn participants(
    tx: &Tx,
    workspace: &Workspace,
    agents: &[AgentOnCall],
    customers: &[NewCustomer],
    now: Instant,
) -> Result<(Vec<Participant>, Vec<Event>), StoreError> {
    let mut participants: Vec<Participant> = (0..).zip(agents).map(|(at, one)| agent(at, one)).collect();
    let given: Vec<NewParticipant> = customers
        .iter()
        .map(|customer| NewParticipant { phone: customer.phone.clone(), ..NewParticipant::default() })
        .collect();
    // Nobody among them owns the call.
    let found = people::find_or_create(tx, workspace, &given, UserId::generate(), now).await;
    let found = found.map_err(|error| match error {
        // Another request made the same contact: it will be found the next time.
        StoreError::Conflict { constraint } => StoreError::GaveWay(constraint.to_owned()),
        other => other,
    })?;
    let first = participants.len();
    for (position, (customer, mut participant)) in (first..).zip(customers.iter().zip(found.participants)) {
        participant.position = u32::try_from(position).unwrap_or(u32::MAX);
        participant.role = ParticipantRole::Customer;
        participant.label = customer.label.clone();
        participants.push(participant);
    }
    Ok((participants, found.events))
}

/// An agent as one who takes part.
pub(crate) fn agent(position: u32, on_call: &AgentOnCall) -> Participant {
    Participant {
        id: ParticipantId::generate(),
        position,
        name: Some(on_call.agent.name.clone()),
        email: None,
        phone: on_call.endpoint.as_ref().and_then(|endpoint| endpoint.phone()).map(str::to_owned),
        role: ParticipantRole::Agent,
        is_owner: false,
        user_id: None,
        contact_id: None,
        label: None,
        agent_id: Some(on_call.agent.id),
        agent_endpoint_id: on_call.endpoint.as_ref().map(|endpoint| endpoint.id),
        prompt: on_call.prompt,
    }
}
