//! Letters that go out, and what becomes of them when they come back.

use colloquy_channel::email::{Arrived, EmailChannel, MessageName, read};
use colloquy_channel::{Outgoing, TextChannel, Thread};
use colloquy_domain::dialogue_message::MessageStatus;
use colloquy_domain::secret::SecretText;
use colloquy_mail::{Mailer, SmtpSettings};

use crate::smtp_server::SmtpServer;
use crate::support::outgoing;

fn channel(server: &SmtpServer, from: Option<&str>) -> EmailChannel {
    let mailer = Mailer::new(&SmtpSettings {
        url: SecretText::new(format!("smtp://127.0.0.1:{}", server.port)),
        from: "Acme Calls <calls@acme.example>".to_owned(),
        extra_ca_pem: None,
    });
    EmailChannel::new(Some(mailer.unwrap()), from.map(str::to_owned))
}

#[tokio::test]
async fn a_letter_goes_out_in_its_thread_and_its_answer_finds_back() {
    let server = SmtpServer::start().await;
    let email = channel(&server, Some("Acme <help@acme.example>"));
    let message = Outgoing {
        subject: Some("Re: Order 17".to_owned()),
        thread: Some(Thread {
            in_reply_to: Some("2@customer.example".to_owned()),
            references: vec!["1@acme.example".to_owned()],
        }),
        ..outgoing("jonas@customer.example")
    };
    let sent = email.send(&message).await.unwrap();
    assert_eq!((sent.status, sent.sid), (MessageStatus::Sent, None));
    let key = sent.channel_key.unwrap();
    let expected = MessageName { message_id: message.message_id, conversation_id: message.conversation_id };
    assert_eq!(MessageName::read(&key), Some(expected));
    assert!(key.ends_with("@acme.example"), "{key}");

    let letter = server.all().pop().unwrap();
    for line in [
        "From: Acme <help@acme.example>",
        "To: jonas@customer.example",
        "Subject: Re: Order 17",
        "In-Reply-To: <2@customer.example>",
        "References: <1@acme.example> <2@customer.example>",
        "Auto-Submitted: auto-replied",
    ] {
        assert!(letter.replace('"', "").lines().any(|found| found == line), "{line} in {letter}");
    }
    assert!(letter.replace("\r\n ", " ").contains(&format!("Message-ID: <{key}>")), "{letter}");

    // It comes back to our own mailbox: nobody answers it.
    assert!(matches!(read(letter.as_bytes(), "k", &[]), Arrived::Automatic(_)));
    let answer = format!(
        "From: Jonas <jonas@customer.example>\r\nTo: help@acme.example\r\nSubject: AW: Order 17\r\n\
         Message-ID: <3@customer.example>\r\nIn-Reply-To: <{key}>\r\n\r\nYes.\r\n\r\n> Gr\u{fc}\u{df}e\r\n"
    );
    let Arrived::Mail(answer) = read(answer.as_bytes(), "k", &[]) else { panic!("a mail") };
    assert_eq!((answer.answers, answer.text.as_str()), (Some(expected), "Yes."));
}

#[tokio::test]
async fn refusals_say_whether_to_come_again() {
    let server = SmtpServer::start().await;
    let email = channel(&server, None);
    for (to, is_worth_retrying) in
        [("later@customer.example", true), ("never@customer.example", false), ("no address", false)]
    {
        let error = email.send(&outgoing(to)).await.unwrap_err();
        assert_eq!(error.is_worth_retrying, is_worth_retrying, "{error}");
    }
    email.send(&outgoing("jonas@customer.example")).await.unwrap();
    assert!(server.all()[0].contains("calls@acme.example"));
    assert_eq!(server.all().len(), 1);
}

#[tokio::test]
async fn without_a_mail_server_the_setting_is_named() {
    let email = EmailChannel::new(None, None);
    assert_eq!(email.missing().as_deref(), Some("smtp.url"));
    let error = email.send(&outgoing("jonas@customer.example")).await.unwrap_err();
    assert!(error.message.contains("smtp.url") && !error.is_worth_retrying, "{error}");
}
