//! What a new dialogue is told, and what cannot begin.

use colloquy_app::AppError;
use colloquy_app::dialogues::{self, AgentOverride, CustomValue, CustomerGiven, NewDialogue};
use colloquy_domain::SkillId;
use colloquy_domain::agent_profile::AgentSettings;
use colloquy_domain::dialogue::Channel;
use colloquy_testkit::TestDatabase;

use super::refused;
use super::script::Stage;

#[tokio::test]
async fn what_is_told_goes_by_the_documented_order() {
    let stage = Stage::new(TestDatabase::sqlite().await).await;
    let template = "Hello {{firstName}}, My name is {{aiName}}. About {{Order ID}} of {{Order Amount}}: \
                    {{Delivery Date}}{{Paid}}";
    let fields = [
        ("Order ID", CustomValue::Text("12345".into())),
        ("Order Amount", CustomValue::Number(serde_json::Number::from_f64(150.75).expect("a number"))),
        ("Paid", CustomValue::Bool(true)),
    ];
    let new = NewDialogue {
        customer: CustomerGiven {
            first_name: Some("John".into()),
            last_name: Some("Doe".into()),
            phone_number: Some("+1 (267) 362-4524".into()),
            custom_fields: fields.map(|(name, value)| (name.to_owned(), value)).into(),
            ..CustomerGiven::default()
        },
        customer_name: Some("John Does".into()),
        customer_phone: Some("+12025550111".into()),
        agent_override: AgentOverride {
            name: Some("John Doe".into()),
            phone: Some("+12025550122".into()),
            initial_message: Some(template.into()),
            voice_speed: Some(1.5),
            ..AgentOverride::default()
        },
        ..stage.sms()
    };
    let dialogue = dialogues::create(stage.app(), stage.caller(), new).await.expect("created").dialogue;
    let brief = &dialogue.brief;
    assert_eq!(brief.initial_message, "Hello John, My name is John Doe. About 12345 of 150.75: true");
    assert_eq!((brief.prompt.as_str(), brief.voice.speed), ("Be brief.", Some(1.5)));
    assert_eq!(dialogue.customer_name.as_deref(), Some("John Doe"));
    assert_eq!(dialogue.customer_phone.as_deref(), Some("+12673624524"));
    assert_eq!(dialogue.agent_phone.as_deref(), Some("+12025550122"));

    // The same customer by another way: the stored record is used and stays as it is.
    let by_phone = NewDialogue {
        customer: CustomerGiven::default(),
        customer_name: None,
        customer_phone: Some("+12025550111".into()),
        ..stage.sms()
    };
    let again = dialogues::create(stage.app(), stage.caller(), by_phone).await.expect("created").dialogue;
    assert_eq!(again.contact_id, dialogue.contact_id);
    assert_eq!(again.customer_name.as_deref(), Some("John Does"));
}

#[tokio::test]
async fn what_cannot_begin_is_refused_by_name() {
    let stage = Stage::new(TestDatabase::sqlite().await).await;
    let rows = [
        (
            NewDialogue { channel: Channel::Call, ..stage.sms() },
            "channel",
            "channel_not_configured",
            "sip.server",
        ),
        (
            NewDialogue { channel: Channel::Email, ..stage.sms() },
            "channel",
            "channel_not_configured",
            "smtp.url",
        ),
        (
            NewDialogue { customer: CustomerGiven::default(), ..stage.sms() },
            "customerPhone",
            "required",
            "sms",
        ),
        (
            NewDialogue {
                customer: CustomerGiven { phone_number: Some("0123".into()), ..CustomerGiven::default() },
                ..stage.sms()
            },
            "customerPhone",
            "invalid_value",
            "E.164",
        ),
        (
            NewDialogue {
                agent_override: AgentOverride { phone: Some("me".into()), ..AgentOverride::default() },
                ..stage.sms()
            },
            "agentOverride.phone",
            "invalid_value",
            "telephone number",
        ),
    ];
    for (new, field, code, words) in rows {
        let error = dialogues::create(stage.app(), stage.caller(), new).await.expect_err(field);
        let (told_field, told_code, message) = refused(error);
        assert_eq!((told_field.as_str(), told_code), (field, code), "{message}");
        assert!(message.contains(words), "{message}");
    }
    let idle = stage.agent(AgentSettings::default(), false).await;
    let inactive = NewDialogue { agent_id: idle, ..stage.sms() };
    let error = dialogues::create(stage.app(), stage.caller(), inactive).await.expect_err("refused");
    assert_eq!(refused(error).0, "agentId");
    let unknown = NewDialogue { skill_id: SkillId::generate(), ..stage.sms() };
    let error = dialogues::create(stage.app(), stage.caller(), unknown).await.expect_err("refused");
    assert!(matches!(error, AppError::NotFound("skill")));
    assert!(stage.post.sent().is_empty());
}
