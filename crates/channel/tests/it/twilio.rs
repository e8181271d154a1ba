//! Short messages and WhatsApp.

use std::sync::Arc;
use std::time::Duration;

use colloquy_channel::twilio::{Twilio, TwilioSettings};
use colloquy_channel::{Outgoing, Sent, TextChannel};
use colloquy_domain::dialogue_message::MessageStatus;
use colloquy_domain::secret::SecretText;
use url::Url;

use crate::support::{http, outgoing};
use crate::twilio_server::TwilioServer;

const TO: &str = "+14155550100";

fn settings(url: &Url) -> TwilioSettings {
    TwilioSettings {
        account_sid: Some("AC1".to_owned()),
        auth_token: Some(SecretText::new("sesame")),
        url: url.clone(),
        sms_from: Some("+14155550199".to_owned()),
        whatsapp_from: Some("+14155550188".to_owned()),
    }
}

#[tokio::test]
async fn a_short_message_is_posted_as_twilio_wants_it() {
    let server = TwilioServer::start().await;
    let sms = Twilio::sms(http(), Arc::new(settings(&server.url)));
    server.say(201, r#"{"sid": "SM1", "status": "queued"}"#);
    let callback = "https://acme.example/api/colloquy/v1/twilio/status";
    let message = Outgoing {
        media_url: Some("https://acme.example/a.png".to_owned()),
        status_callback: Some(Url::parse(callback).unwrap()),
        ..outgoing(TO)
    };
    let sent = sms.send(&message).await.unwrap();
    let expected = Sent {
        sid: Some("SM1".to_owned()),
        channel_key: Some("SM1".to_owned()),
        status: MessageStatus::Sent,
    };
    assert_eq!(sent, expected);
    let taken = server.last();
    assert_eq!(taken.path, "/2010-04-01/Accounts/AC1/Messages.json");
    // AC1:sesame
    assert_eq!(taken.authorization, "Basic QUMxOnNlc2FtZQ==");
    for (name, value) in [
        ("To", TO),
        ("From", "+14155550199"),
        ("Body", "Grüße & more"),
        ("MediaUrl", "https://acme.example/a.png"),
        ("StatusCallback", callback),
    ] {
        assert_eq!(taken.field(name), Some(value));
    }
}

#[tokio::test]
async fn whatsapp_has_its_prefix_and_services_have_their_own_field() {
    let server = TwilioServer::start().await;
    let whatsapp = Twilio::whatsapp(http(), Arc::new(settings(&server.url)));
    server.say(201, r#"{"sid": "SM2", "status": "accepted"}"#);
    let given = Outgoing { from: Some("+14155550177".to_owned()), ..outgoing(TO) };
    whatsapp.send(&given).await.unwrap();
    let taken = server.last();
    assert_eq!(taken.field("To"), Some("whatsapp:+14155550100"));
    assert_eq!(taken.field("From"), Some("whatsapp:+14155550177"));
    assert_eq!((taken.field("MediaUrl"), taken.field("StatusCallback")), (None, None));

    let with_service = TwilioSettings { sms_from: Some("MG7".to_owned()), ..settings(&server.url) };
    server.say(201, r#"{"sid": "SM3", "status": "sent"}"#);
    Twilio::sms(http(), Arc::new(with_service)).send(&outgoing(TO)).await.unwrap();
    let taken = server.last();
    assert_eq!((taken.field("From"), taken.field("MessagingServiceSid")), (None, Some("MG7")));
}

#[tokio::test]
async fn refusals_say_whether_to_come_again() {
    let server = TwilioServer::start().await;
    let sms = Twilio::sms(http(), Arc::new(settings(&server.url)));
    for (status, body, is_worth_retrying, is_unsubscribed) in [
        (429, r#"{"code": 20429, "message": "Too Many Requests"}"#, true, false),
        (500, "oops", true, false),
        (400, r#"{"code": 21211, "message": "Invalid 'To' Phone Number"}"#, false, false),
        (400, r#"{"code": 21610, "message": "Attempt to send to unsubscribed recipient"}"#, false, true),
        (401, r#"{"code": 20003, "message": "Authenticate with sesame"}"#, false, false),
        // A redirect is not followed: it would take the token along.
        (302, "", false, false),
    ] {
        server.say(status, body);
        let error = sms.send(&outgoing(TO)).await.unwrap_err();
        assert_eq!(error.is_worth_retrying, is_worth_retrying, "{error}");
        assert_eq!(error.is_unsubscribed, is_unsubscribed, "{error}");
        assert_eq!(error.retry_after, is_worth_retrying.then(|| Duration::from_secs(9)), "{error}");
        assert!(!error.message.contains("sesame"), "{error}");
    }
}

#[tokio::test]
async fn what_was_taken_is_not_sent_again_whatever_the_answer_says() {
    let server = TwilioServer::start().await;
    let sms = Twilio::sms(http(), Arc::new(settings(&server.url)));
    server.say(201, "<html>");
    let sent = sms.send(&outgoing(TO)).await.unwrap();
    assert_eq!(sent, Sent { sid: None, channel_key: None, status: MessageStatus::Sent });
}

#[tokio::test]
async fn nobody_there_is_worth_another_try() {
    let nobody = Url::parse("http://127.0.0.1:9").unwrap();
    let error = Twilio::sms(http(), Arc::new(settings(&nobody))).send(&outgoing(TO)).await.unwrap_err();
    assert!(error.is_worth_retrying && !error.message.contains("sesame"), "{error}");
}

#[tokio::test]
async fn the_first_setting_that_is_missing_is_named() {
    let url = Url::parse("http://127.0.0.1:9").unwrap();
    for (missing, settings) in [
        ("twilio.account_sid", TwilioSettings { account_sid: None, auth_token: None, ..settings(&url) }),
        ("twilio.auth_token", TwilioSettings { auth_token: None, ..settings(&url) }),
        ("twilio.whatsapp_from", TwilioSettings { whatsapp_from: None, ..settings(&url) }),
    ] {
        let whatsapp = Twilio::whatsapp(http(), Arc::new(settings));
        assert_eq!(whatsapp.missing().as_deref(), Some(missing));
        let error = whatsapp.send(&outgoing(TO)).await.unwrap_err();
        assert!(error.message.contains(missing) && !error.is_worth_retrying, "{error}");
    }
    assert_eq!(Twilio::sms(http(), Arc::new(settings(&url))).missing(), None);
}
