//! Turns: rules, knowledge, actions, channels.

use colloquy_agent::runtime::APOLOGY;
use colloquy_agent::{BasicChat, ChatModel, Runtime, Turn};
use colloquy_domain::Instant;
use colloquy_domain::dialogue::Channel;
use serde_json::{Value, json};

use crate::endpoint::{Act, Endpoint, call, say};
use crate::shop::Shop;
use crate::support::{Notes, SHOP_KEY, answer, brief, history, index, order_checking, runtime, secrets};

fn contents(request: &Value) -> Vec<(String, String)> {
    let messages = request["messages"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    messages.map(|message| (text(&message["role"]), text(&message["content"]))).collect()
}

#[tokio::test]
async fn an_action_runs_and_its_result_is_told_without_the_secret() {
    let shop = Shop::start(200, &format!("{{\"state\": \"sent\", \"key\": \"{SHOP_KEY}\"}}")).await;
    let endpoint = Endpoint::start(vec![
        call("", &[("order_checking", json!({"phone": "+1 2"}))]),
        say(&["It is", " on its **way**."]),
    ])
    .await;
    let runtime = runtime(endpoint.chat());
    let action = order_checking(&shop.url);
    let said = [("a", "Hello, I am Ada."), ("c", "Where is my order? I am +1 2.")];
    let (said, notes) = answer(&runtime, Channel::Webchat, &said, std::slice::from_ref(&action), None).await;

    assert_eq!((said.text.as_str(), said.ends), ("It is on its **way**.", false));
    assert_eq!(
        (notes.pieces.concat(), notes.waiting),
        (said.text.clone(), vec!["Let me look that up.".to_owned()])
    );
    assert_eq!(said.engine.0, "remote:own-model");
    let [used] = said.tool_uses.as_slice() else { panic!("{:?}", said.tool_uses) };
    assert_eq!((used.action_id, used.name.as_str(), used.is_error), (action.id, "order_checking", false));
    assert_eq!(
        (&used.arguments["phone"], used.result.as_str()),
        (&json!("+1 2"), r#"{"state": "sent", "key": "…"}"#)
    );

    let asked = shop.only();
    assert_eq!(asked.method, "GET");
    assert_eq!(asked.target, "/orders/%2B1%202/last?fixed=1&phone=%2B1%202");
    assert_eq!((asked.header("x-shop-key"), asked.header("x-phone")), (Some(SHOP_KEY), Some("+1 2")));

    let first = endpoint.request(0);
    assert!(!first.to_string().contains("shop-key") && !first.to_string().contains(&shop.url));
    assert_eq!(first["tools"][0]["function"]["name"], "order_checking");
    assert_eq!(first["tools"][0]["function"]["parameters"]["required"], json!(["phone"]));
    let second = endpoint.request(1);
    assert!(!second.to_string().contains(SHOP_KEY));
    let told = contents(&second);
    let roles: Vec<&str> = told.iter().map(|(role, _)| role.as_str()).collect();
    assert_eq!(roles, ["system", "user", "assistant", "user", "assistant", "tool"]);
    assert_eq!(told[5].1, r#"{"state": "sent", "key": "…"}"#);
}

#[tokio::test]
async fn a_model_that_only_calls_has_to_answer_in_the_end() {
    let shop = Shop::start(200, "nothing yet").await;
    let acts: Vec<Act> =
        (0..6).map(|number| call("", &[("order_checking", json!({"phone": format!("{number}")}))])).collect();
    let endpoint = Endpoint::start(acts).await;
    let runtime = runtime(endpoint.chat());
    let actions = [order_checking(&shop.url)];
    let (said, notes) = answer(&runtime, Channel::Sms, &[("c", "Where is it?")], &actions, None).await;
    assert_eq!((endpoint.requests(), said.tool_uses.len(), shop.asked().len()), (5, 4, 4));
    assert!(endpoint.request(4).get("tools").is_none());
    assert_eq!(
        (said.text.as_str(), notes.pieces.concat().as_str()),
        ("Sorry, I did not catch that.", said.text.as_str())
    );
}

#[tokio::test]
async fn the_same_call_runs_once_and_an_unknown_one_not_at_all() {
    let shop = Shop::start(200, "sent").await;
    let same = || ("order_checking", json!({"phone": "1"}));
    let endpoint = Endpoint::start(vec![
        call("", &[same(), same(), ("give_refund", json!({"all": true}))]),
        call("Hm.", &[same(), ("order_checking", json!({}))]),
        say(&["It was sent."]),
    ])
    .await;
    let runtime = runtime(endpoint.chat());
    let actions = [order_checking(&shop.url)];
    let (said, notes) = answer(&runtime, Channel::Call, &[("c", "Where is it?")], &actions, None).await;
    assert_eq!(shop.asked().len(), 1);
    assert_eq!(said.text, "Hm. It was sent.");
    assert_eq!((notes.pieces.concat(), notes.waiting.len()), (said.text.clone(), 1));
    // The second use lacked what the action needs: it is told, and did not run.
    let uses: Vec<(bool, &str)> =
        said.tool_uses.iter().map(|used| (used.is_error, used.result.as_str())).collect();
    assert_eq!(uses, [(false, "sent"), (true, "the action did not run: phone is missing")]);
    let told = contents(&endpoint.request(1));
    let results: Vec<&str> =
        told.iter().filter(|(role, _)| role == "tool").map(|(_, text)| text.as_str()).collect();
    assert_eq!(results, ["sent", "sent", "there is no tool \"give_refund\""]);
}

#[tokio::test]
async fn what_ran_is_told_although_the_model_fails_after_it() {
    let busy = || Act::Fail(503, None, "busy");
    let rows = [
        (Channel::Webchat, "Let me see.", vec![Act::Fail(401, None, "no")], format!("Let me see. {APOLOGY}")),
        (Channel::Call, "", vec![busy(), busy(), busy()], APOLOGY.to_owned()),
    ];
    for (channel, words, failures, expected) in rows {
        let shop = Shop::start(200, "ordered").await;
        let mut acts = vec![call(words, &[("order_checking", json!({"phone": "1"}))])];
        acts.extend(failures);
        let endpoint = Endpoint::start(acts).await;
        let actions = [order_checking(&shop.url)];
        let said = [("c", "Order one, please.")];
        let (said, notes) = answer(&runtime(endpoint.chat()), channel, &said, &actions, None).await;
        assert_eq!(
            (said.text.as_str(), notes.pieces.concat().as_str()),
            (expected.as_str(), expected.as_str())
        );
        let used: Vec<&str> = said.tool_uses.iter().map(|used| used.result.as_str()).collect();
        assert_eq!((used, shop.asked().len(), said.ends), (vec!["ordered"], 1, false));
    }
}

#[tokio::test]
async fn a_model_reads_so_much_of_results_and_no_more() {
    let document = "word ".repeat(5_000);
    let shop = Shop::start(200, &document).await;
    let calls: Vec<(&str, Value)> =
        (0..5).map(|number| ("order_checking", json!({"phone": number.to_string()}))).collect();
    let endpoint = Endpoint::start(vec![call("", &calls), say(&["Done."])]).await;
    let actions = [order_checking(&shop.url)];
    let said = [("c", "Read me everything.")];
    let (said, _) = answer(&runtime(endpoint.chat()), Channel::Webchat, &said, &actions, None).await;
    assert!(said.tool_uses.iter().all(|used| used.result == document), "what came back is kept");
    let told = contents(&endpoint.request(1));
    let results: Vec<&str> =
        told.iter().filter(|(role, _)| role == "tool").map(|(_, text)| text.as_str()).collect();
    assert_eq!(results.len(), 5);
    assert!(results.iter().all(|text| text.ends_with("the rest was left out)") && text.len() < 8_100));
    let together: usize = results.iter().map(|text| text.len()).sum();
    assert!((23_000..25_000).contains(&together), "{together}");
}

#[tokio::test]
async fn actions_of_one_name_are_told_apart() {
    let (one, other) = (Shop::start(200, "one").await, Shop::start(200, "other").await);
    let calls = [("order_checking_2", json!({"phone": "1"}))];
    let endpoint = Endpoint::start(vec![call("", &calls), say(&["Fine."])]).await;
    let actions = [order_checking(&one.url), order_checking(&other.url)];
    let (said, _) = answer(&runtime(endpoint.chat()), Channel::Webchat, &[("c", "Hi")], &actions, None).await;
    assert_eq!((one.asked().len(), other.asked().len()), (0, 1));
    assert_eq!(said.tool_uses[0].action_id, actions[1].id);
}

#[tokio::test]
async fn what_was_looked_up_is_told_and_cited() {
    let (index, ids) =
        index(&["Returns are free within 30 days.", "The shop opens at nine.", "Kettles whistle."]);
    let endpoint =
        Endpoint::start(vec![say(&["You can return it free within 30 days."]), say(&["I do not know."])])
            .await;
    let runtime = runtime(endpoint.chat());
    let said = [("c", "How do returns work?")];
    let (answered, _) = answer(&runtime, Channel::Webchat, &said, &[], Some(&index)).await;
    assert_eq!(answered.passage_ids, [ids[0]]);
    let system = contents(&endpoint.request(0)).remove(0).1;
    assert!(
        system.contains("[1] \"Returns are free within 30 days.\"") && !system.contains("whistle"),
        "{system}"
    );
    let (unknown, _) = answer(&runtime, Channel::Webchat, &said, &[], Some(&index)).await;
    assert!(unknown.passage_ids.is_empty());
}

#[tokio::test]
async fn without_a_model_the_best_passage_is_quoted() {
    let (index, ids) = index(&["Returns are free within 30 days.", "The shop opens at nine."]);
    let runtime = runtime(BasicChat);
    assert_eq!(BasicChat.label().0, "basic");
    let rows = [
        ("When does the shop open?", "The shop opens at nine.", vec![ids[1]]),
        ("Tell me about giraffes", "I do not have an answer to that.", Vec::new()),
    ];
    for (asked, expected, cited) in rows {
        let said = [("a", "Hello"), ("c", asked)];
        let (said, notes) = answer(&runtime, Channel::Sms, &said, &[], Some(&index)).await;
        assert!(said.text.ends_with(expected), "{}", said.text);
        assert_eq!((said.passage_ids, said.engine.0.as_str()), (cited, "basic"));
        assert_eq!(notes.pieces.concat(), said.text);
    }
    let (begun, _) = answer(&runtime, Channel::Sms, &[], &[], None).await;
    assert_eq!(begun.text, "Hello, how can I help you?");
}

#[tokio::test]
async fn goodbyes_and_noise_ask_no_model() {
    let endpoint = Endpoint::start(Vec::new()).await;
    let runtime = runtime(endpoint.chat());
    for (words, ends) in [("Okay, goodbye!", true), ("[inaudible]", false)] {
        let (said, notes) = answer(&runtime, Channel::Call, &[("c", words)], &[], None).await;
        assert_eq!((said.ends, said.engine.0.as_str()), (ends, "basic"));
        assert_eq!(notes.pieces, [said.text]);
    }
    assert_eq!(endpoint.requests(), 0);
}

#[tokio::test]
async fn answers_are_made_for_their_channel() {
    let long: Vec<String> = (0..40).map(|number| format!("Sentence number {number} is here. ")).collect();
    let long: Vec<&str> = long.iter().map(String::as_str).collect();
    let endpoint =
        Endpoint::start(vec![say(&["# **Yes**,", " `it` is."]), say(&long), say(&["  ", "\n"])]).await;
    let runtime = runtime(endpoint.chat());
    let said = [("c", "Is it so?")];
    let (spoken, notes) = answer(&runtime, Channel::Call, &said, &[], None).await;
    assert_eq!((spoken.text.as_str(), notes.pieces.concat().trim()), ("Yes, it is.", "Yes, it is."));
    let (short, _) = answer(&runtime, Channel::Sms, &said, &[], None).await;
    assert!(short.text.chars().count() <= 480 && short.text.ends_with("is here."), "{}", short.text);
    // An answer without words is none.
    let (empty, _) = answer(&runtime, Channel::Sms, &said, &[], None).await;
    assert_eq!(empty.text, "Sorry, I did not catch that.");
}

#[tokio::test]
async fn the_agents_model_is_asked_for_and_its_failure_is_the_turns() {
    let endpoint = Endpoint::start(vec![say(&["Hi."]), Act::Fail(401, None, "no")]).await;
    let runtime = Runtime { secrets: secrets(), ..runtime(endpoint.chat()) };
    let mut brief = brief();
    brief.model_name = Some("fast".into());
    brief.customer_facts.insert("Order ID".into(), "12345".into());
    let history = history(&[("c", "Hi")]);
    let turn = Turn {
        brief: &brief,
        channel: Channel::Email,
        history: &history,
        actions: &[],
        index: None,
        now: Instant::UNIX_EPOCH,
    };
    assert_eq!(runtime.turn(&turn, &mut ()).await.unwrap().text, "Hi.");
    let sent = endpoint.request(0);
    assert_eq!(sent["model"], "fast");
    assert!(sent["messages"][0]["content"].as_str().unwrap().contains("\n{\"Order ID\":\"12345\"}\n"));
    let mut notes = Notes::default();
    assert!(!runtime.turn(&turn, &mut notes).await.unwrap_err().is_transient());
    assert!(notes.pieces.is_empty());
}
