//! The recap: who gets it, what stands in it, and what happens when the mail server does not take it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{call_with_people, ended_runs, house_with_mail, question, rule};
use crate::support::house::OWNER_EMAIL;
use crate::support::{MailSink, merged};

/// Where the last recap is left, for people to look at.
const RECORDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/test/mail");

fn recap(to: Value, extra: Value) -> Value {
    json!({
        "name": "recap",
        "when": { "type": "insights_ready" },
        "actions": [{ "type": "recap_mail", "to": to, "extra": extra }],
    })
}

#[tokio::test]
async fn everybody_gets_a_mail_of_their_own() {
    let sink = MailSink::open();
    let house = house_with_mail(&sink).await;
    let owner = house.owner().await;
    rule(
        &owner,
        &recap(json!(["participants", "owner"]), json!(["boss@acme.example", "JONAS@customer.example"])),
    )
    .await;
    let title = "Renewal <b>call</b>\r\nBcc: spy@evil.example\r\n\r\n& more";
    let body = merged(call_with_people("acme:1", "jonas@customer.example"), json!({ "title": title }));
    let id = owner.created(&body).await;
    let finished = owner.finished(&id).await;
    let run = ended_runs(&owner, &id, 1).await[0].clone();
    assert_eq!(run["status"], "done", "{run}");
    let steps = run["actions"][0]["steps"].as_array().unwrap();
    assert!(steps.iter().all(|step| step["response_status"] == 250), "{run}");

    let mails = sink.wait_for(3).await;
    let recipients: Vec<&str> = mails.iter().map(|mail| mail.to()).collect();
    assert_eq!(recipients, [OWNER_EMAIL, "jonas@customer.example", "boss@acme.example"]);
    let item = finished["action_items"][0]["title"].as_str().unwrap();
    let mut message_ids = BTreeSet::new();
    for mail in &mails {
        for others in recipients.iter().filter(|other| **other != mail.to()) {
            assert!(!mail.raw().contains(others) && !mail.html().contains(others), "{others} in {mail:?}");
        }
        assert_eq!(mail.header("from"), "Acme Calls <calls@acme.example>");
        assert!(mail.header("to").contains(mail.to()));
        assert!(
            mail.header("subject").starts_with("Recap: Renewal <b>call</b> Bcc: spy@evil.example"),
            "{mail:?}"
        );
        assert_eq!(mail.header("auto-submitted"), "auto-generated");
        assert!(
            mail.header("list-id").starts_with("<workflow-")
                && mail.header("list-id").ends_with(".acme.example>")
        );
        assert!(!mail.names().any(|(name, _)| name.eq_ignore_ascii_case("bcc")), "{mail:?}");
        message_ids.insert(mail.header("message-id").to_owned());
        assert!(mail.html().contains("Renewal &lt;b&gt;call") && !mail.html().contains("<b>call"), "escaped");
        assert!(!mail.html().contains("<img") && !mail.html().contains("src="), "nothing from elsewhere");
        for part in [mail.text(), mail.html()] {
            assert!(part.contains(item), "{item} in {part}");
            assert!(part.contains("Rae") && part.contains("Jonas") && part.contains("June 2026"), "{part}");
        }
    }
    assert_eq!(message_ids.len(), 3, "{message_ids:?}");
    let link = format!("/conversations/{}", id.trim_start_matches("ngmt_"));
    // The template engine also writes slashes as entities.
    let html = mails[0].html().replace("&#x2f;", "/");
    assert!(html.contains(&link) && html.contains("?t="), "{html}");
    assert!(
        !mails[1].html().contains("http") && !mails[1].text().contains("SIGNALS"),
        "customers cannot sign in"
    );
    std::fs::create_dir_all(RECORDS).expect("a folder in target");
    for (name, mail) in [("owner", &mails[0]), ("customer", &mails[1])] {
        std::fs::write(format!("{RECORDS}/{name}.html"), mail.html()).expect("a file in target");
        std::fs::write(format!("{RECORDS}/{name}.txt"), mail.text()).expect("a file in target");
    }
}

#[tokio::test]
async fn what_a_server_puts_off_is_sent_later_and_what_it_refuses_is_logged() {
    let sink = MailSink::open();
    let house = house_with_mail(&sink).await;
    let owner = house.owner().await;
    rule(&owner, &recap(json!(["participants"]), json!(["never@nowhere.example"]))).await;
    let id = owner.created(&call_with_people("acme:1", "later-1@customer.example")).await;
    owner.finished(&id).await;
    let run = ended_runs(&owner, &id, 1).await[0].clone();
    assert_eq!((&run["status"], &run["attempts"]), (&json!("failed"), &json!(2)), "{run}");
    let step = |address: &str| {
        let steps = run["actions"][0]["steps"].as_array().unwrap();
        let step = steps.iter().find(|step| step["target"] == address).expect("a step");
        (
            step["status"].as_str().unwrap().to_owned(),
            step["attempts"].as_u64().unwrap(),
            step["response_status"].clone(),
        )
    };
    assert_eq!(step(OWNER_EMAIL), ("done".to_owned(), 1, json!(250)));
    assert_eq!(step("later-1@customer.example"), ("done".to_owned(), 2, json!(250)));
    assert_eq!(step("never@nowhere.example"), ("failed".to_owned(), 1, json!(550)));
    let recipients: Vec<String> = sink.all().iter().map(|mail| mail.to().to_owned()).collect();
    assert_eq!(recipients, [OWNER_EMAIL, "later-1@customer.example"], "each is sent once");
}

#[tokio::test]
async fn a_private_conversation_is_told_to_those_who_took_part_alone() {
    let sink = MailSink::open();
    let house = house_with_mail(&sink).await;
    let owner = house.owner().await;
    rule(&owner, &recap(json!(["participants", "owner"]), json!(["boss@acme.example"]))).await;
    let mut outsiders = recap(json!([]), json!(["boss@acme.example"]));
    outsiders["name"] = json!("outsiders only");
    let outsiders = rule(&owner, &outsiders).await;
    let body = merged(call_with_people("acme:1", "jonas@customer.example"), json!({ "is_private": true }));
    let id = owner.created(&body).await;
    let finished = owner.finished(&id).await;
    assert_eq!(finished["is_private"], true, "{finished}");
    let ended = ended_runs(&owner, &id, 2).await;
    let skipped = ended.iter().find(|run| run["workflow_id"] == outsiders["id"]).expect("its run");
    assert_eq!(skipped["status"], "skipped", "{skipped}");
    assert!(skipped["actions"][0]["error"].as_str().unwrap().contains("nobody"), "{skipped}");
    let recipients: Vec<String> = sink.all().iter().map(|mail| mail.to().to_owned()).collect();
    assert_eq!(recipients, [OWNER_EMAIL, "jonas@customer.example"]);
    assert!(sink.all()[0].text().contains("Private"));
}

#[tokio::test]
async fn a_recap_that_hangs_on_a_signal_waits_for_the_other_insights() {
    let sink = MailSink::open();
    let house = house_with_mail(&sink).await;
    let owner = house.owner().await;
    let made = json!({
        "name": "quote_promised",
        "question": "Was a new quote promised?",
        "kind": { "type": "yes_no" },
        "keywords": ["quote"],
    });
    owner.post("/api/colloquy/v1/signal-definitions", &made).await.expect(201);
    let definition = question(&owner, "quote_promised").await;
    let mut body = recap(json!(["owner"]), json!([]));
    body["when"] = json!({
        "type": "signal", "signal_definition_id": definition["id"], "comparison": "is", "value": true,
    });
    rule(&owner, &body).await;
    let id = owner.created(&call_with_people("acme:1", "jonas@customer.example")).await;
    let finished = owner.finished(&id).await;
    let mails = sink.wait_for(1).await;
    let item = finished["action_items"][0]["title"].as_str().unwrap();
    assert!(
        mails[0].text().contains(item) && mails[0].text().contains("Quote promised: Yes"),
        "{}",
        mails[0].text()
    );
}

#[tokio::test]
async fn the_doctor_tells_of_the_mail_server() {
    let sink = MailSink::open();
    let house = house_with_mail(&sink).await;
    let check = async |settings: &[(&str, &str)]| {
        let output = house.cli_output_with(&["doctor", "--json"], settings).await;
        let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        report["checks"]
            .as_array()
            .unwrap()
            .iter()
            .find(|check| check["name"] == "mail")
            .expect("a check")
            .clone()
    };
    let there = check(&[]).await;
    assert!(there["ok"] == true && there["detail"].as_str().unwrap().contains("127.0.0.1"), "{there}");
    let unset = check(&[("COLLOQUY_SMTP__URL", ""), ("COLLOQUY_SMTP__FROM", "")]).await;
    assert!(unset["ok"] == true && unset["detail"].as_str().unwrap().contains("smtp.url"), "{unset}");
    let away = check(&[("COLLOQUY_SMTP__URL", "smtp://user:sesame@127.0.0.1:1")]).await;
    assert!(away["ok"] == false && !away.to_string().contains("sesame"), "{away}");
}
