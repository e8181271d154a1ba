//! A made-up conversation with everything that one can have: templates are tried on it before they are stored.

use super::facts::{
    ActionItemFacts, ConversationFacts, Facts, Links, OwnerFacts, ParticipantFacts, Place, PointFacts,
    SignalFacts, SummaryFacts, TagFacts, WorkspaceFacts,
};

pub(super) fn facts() -> Facts {
    let text = |text: &str| text.to_owned();
    let place = || {
        Some(Place {
            seconds: 8.0,
            quote: text("I will send you a new \"quote\" by Friday."),
            url: text("https://colloquy.example/conversations/01KFXKBAV0R7S2VBVK3QSBHMR3?t=8"),
        })
    };
    Facts {
        workspace: WorkspaceFacts {
            id: text("01936f5e-0000-7000-8000-000000000001"),
            name: text("Acme"),
            time_zone: text("Europe/Berlin"),
        },
        conversation: ConversationFacts {
            id: text("01936f5e-0000-7000-8000-000000000002"),
            kind: "call",
            title: text("Renewal \"call\" with\nCustomer & Co"),
            description: Some(text("Yearly renewal")),
            started_at: text("2026-06-01T09:00:00Z"),
            ended_at: Some(text("2026-06-01T09:16:00Z")),
            duration_seconds: Some(960),
            is_private: false,
            is_internal: false,
            source_system: Some(text("dialer")),
            external_id: Some(text("dialer:1")),
            external_url: Some(text("https://dialer.example/calls/1")),
        },
        participants: vec![
            ParticipantFacts {
                name: Some(text("Rae")),
                email: Some(text("rae@acme.example")),
                phone: Some(text("+4930123456")),
                role: "agent",
                is_owner: true,
            },
            ParticipantFacts { name: None, email: None, phone: None, role: "customer", is_owner: false },
        ],
        owner: Some(OwnerFacts { name: text("Rae"), email: text("rae@acme.example") }),
        summary: Some(SummaryFacts {
            text: text("The price of the renewal is too high."),
            points: vec![PointFacts { text: text("The price is too high."), place: place() }],
            engine: text("basic"),
        }),
        action_items: vec![ActionItemFacts {
            title: text("Send a new quote"),
            description: text("I will send you a new quote by Friday."),
            due_on: Some(text("2026-06-05")),
            due_date: None,
            assignee_name: Some(text("Rae")),
            assignee_email: Some(text("rae@acme.example")),
            confidence: 0.8,
            place: place(),
        }],
        signals: [(
            text("pricing_discussed"),
            SignalFacts { value: true.into(), is_unsure: false, confidence: 0.9, place: place() },
        )]
        .into(),
        tags: vec![TagFacts { id: text("01936f5e-0000-7000-8000-000000000003"), name: text("Renewal") }],
        links: Links {
            conversation: text("https://colloquy.example/conversations/01KFXKBAV0R7S2VBVK3QSBHMR3"),
            api: text("https://colloquy.example/api/colloquy/v1/conversations/01936f5e"),
        },
    }
}
