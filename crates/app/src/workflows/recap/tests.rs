use super::*;
use crate::workflows::sample;
use colloquy_domain::conversation::{Conversation, ConversationKind, DataSource, ProcessingStatus};
use colloquy_domain::directory::Workspace;
use colloquy_domain::{ConversationId, WorkspaceId};
use time::macros::datetime;

const EVIL: &str = "</style><script>alert(1)</script>\" onload=\"x";

fn sources() -> Sources {
    let started_at = datetime!(2026-06-01 09:00 UTC);
    let workspace_id = WorkspaceId::generate();
    Sources {
        conversation: Conversation {
            id: ConversationId::generate(),
            workspace_id,
            kind: ConversationKind::Call,
            title: String::new(),
            description: None,
            meeting_url: None,
            processing_status: ProcessingStatus::Completed,
            is_private: false,
            is_internal: false,
            data_source: DataSource::PublicApi,
            started_at,
            ended_at: Some(started_at + time::Duration::minutes(16)),
            owner_user_id: None,
            host_user_id: None,
            source_system: None,
            external_id: None,
            external_url: None,
            run_workflows: true,
            crm_association: None,
            created_by: None,
            created_at: started_at,
            updated_at: started_at,
        },
        participants: Vec::new(),
        users: vec![],
        owner: None,
        workspace: Workspace {
            id: workspace_id,
            name: "Acme".into(),
            private_by_default: false,
            own_domains: vec![],
            time_zone: "Europe/Berlin".into(),
            created_at: started_at,
        },
    }
}

#[test]
fn everybody_is_told_what_is_theirs() {
    let facts = sample::facts();
    let inside = recap(&facts, &sources(), Audience::Inside).unwrap().unwrap();
    let outside = recap(&facts, &sources(), Audience::Outside).unwrap().unwrap();
    // The template engine also writes slashes as entities.
    let html = |recap: &Recap| recap.html.replace("&#x2f;", "/");
    let (inside_html, outside_html) = (html(&inside), html(&outside));
    for part in [&inside.text, &inside_html, &outside.text, &outside_html] {
        for expected in ["Send a new quote", "Mon 1 June 2026, 11:00–11:16 (Europe/Berlin)", "16 min", "0:08"]
        {
            assert!(part.contains(expected), "{expected} in {part}");
        }
        assert!(!part.contains("@acme.example"), "no address: {part}");
    }
    for part in [&inside.text, &inside_html] {
        assert!(part.contains("Pricing discussed") && part.contains("?t=8"), "{part}");
    }
    for part in [&outside.text, &outside_html] {
        assert!(!part.contains("Pricing") && !part.contains("http"), "{part}");
    }
}

#[test]
fn every_value_is_escaped() {
    let mut facts = sample::facts();
    facts.conversation.title = EVIL.into();
    facts.workspace.name = EVIL.into();
    facts.participants[0].name = Some(EVIL.into());
    facts.links.conversation = format!("https://x.example/{EVIL}");
    let item = &mut facts.action_items[0];
    (item.title, item.assignee_name) = (EVIL.into(), Some(EVIL.into()));
    for place in [&mut item.place, &mut facts.summary.as_mut().unwrap().points[0].place] {
        let place = place.as_mut().unwrap();
        (place.quote, place.url) = (EVIL.into(), EVIL.into());
    }
    facts.summary.as_mut().unwrap().text = EVIL.into();
    facts.summary.as_mut().unwrap().points[0].text = EVIL.into();
    facts.signals.get_mut("pricing_discussed").unwrap().value = EVIL.into();
    let html = recap(&facts, &sources(), Audience::Inside).unwrap().unwrap().html;
    assert!(!html.contains("<script") && !html.contains("\" onload"), "{html}");
    assert_eq!(html.matches("</style>").count(), 1, "{html}");
}

#[test]
fn nothing_known_is_nothing_told_and_points_are_not_said_twice() {
    let mut facts = sample::facts();
    let summary = facts.summary.as_mut().unwrap();
    summary.text = summary.points[0].text.clone();
    let told = recap(&facts, &sources(), Audience::Inside).unwrap().unwrap();
    assert_eq!(told.text.matches("The price is too high.").count(), 1, "{}", told.text);
    assert!(told.text.contains("SUMMARY") && !told.text.contains("KEY MOMENTS"), "{}", told.text);
    facts.summary = None;
    assert!(recap(&facts, &sources(), Audience::Inside).unwrap().is_some(), "action items alone are enough");
    facts.action_items.clear();
    assert_eq!(recap(&facts, &sources(), Audience::Inside).unwrap(), None);
}

#[test]
fn times_are_written_as_people_say_them() {
    assert_eq!((clock(7.9), clock(3_727.0)), ("0:07".into(), "1:02:07".into()));
    let rows = [
        (20, None),
        (40, Some("1 min")),
        (960, Some("16 min")),
        (3_600, Some("1 h")),
        (3_900, Some("1 h 5 min")),
    ];
    for (seconds, expected) in rows {
        assert_eq!(duration(seconds).as_deref(), expected, "{seconds}");
    }
}
