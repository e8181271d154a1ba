//! The remote model against an endpoint that behaves as endpoints do.

use std::time::Duration;

use colloquy_agent::{AgentError, ChatMessage, ChatModel, ChatReply, ChatRequest, ToolCall, ToolSpec};
use serde_json::{Map, Value, json};
use tokio::sync::mpsc;

use crate::endpoint::{Act, Chunk, Endpoint, call, end, event, say};

const PATIENCE: Duration = Duration::from_secs(10);

fn request() -> ChatRequest {
    ChatRequest {
        system: "Help.".into(),
        material: String::new(),
        looked_up: Vec::new(),
        messages: vec![ChatMessage::Customer("Hi".into())],
        tools: Vec::new(),
        temperature: 0.3,
        max_tokens: 100,
        model: None,
    }
}

/// What is answered, and the pieces that were heard.
async fn ask(chat: &dyn ChatModel, request: &ChatRequest) -> (Result<ChatReply, AgentError>, Vec<String>) {
    let mut pieces = Vec::new();
    let reply = chat.reply(request, &mut |piece: &str| pieces.push(piece.to_owned())).await;
    (reply, pieces)
}

/// An endpoint whose next answer comes when the test sends it.
async fn open() -> (Endpoint, mpsc::UnboundedSender<Chunk>) {
    let (sender, receiver) = mpsc::unbounded_channel();
    (Endpoint::start(vec![Act::Open(receiver)]).await, sender)
}

#[tokio::test]
async fn a_piece_is_heard_as_soon_as_it_is_sent() {
    let (endpoint, sender) = open().await;
    let chat = endpoint.chat();
    let (heard, mut pieces) = mpsc::unbounded_channel();
    let asked = tokio::spawn(async move {
        chat.reply(&request(), &mut |piece: &str| heard.send(piece.to_owned()).unwrap()).await
    });
    for words in ["Well,", " there", " is 🙂."] {
        let line = event(json!({"content": words})).into_bytes();
        // Cut within the line, and within a character.
        let cut = line.iter().position(|byte| *byte == 0x9f).unwrap_or(20);
        let (one, other) = line.split_at(cut);
        sender.send(Ok(one.to_vec())).unwrap();
        sender.send(Ok(other.to_vec())).unwrap();
        // The endpoint says nothing more before this was heard.
        let piece = tokio::time::timeout(PATIENCE, pieces.recv()).await.unwrap();
        assert_eq!(piece.as_deref(), Some(words));
    }
    sender.send(Ok(end("stop").into_bytes())).unwrap();
    // The connection stays open: that all was said is enough.
    let reply = tokio::time::timeout(PATIENCE, asked).await.unwrap().unwrap().unwrap();
    assert_eq!((reply.text.as_str(), reply.is_finished), ("Well, there is 🙂.", true));
}

#[tokio::test]
async fn the_dialogue_and_the_tools_are_told_and_calls_are_heard() {
    let endpoint = Endpoint::start(vec![call(
        "One moment.",
        &[("look", json!({"n": 1, "t": "ü\""})), ("ask", json!({}))],
    )])
    .await;
    let chat = endpoint.chat();
    let arguments: Map<String, Value> = Map::from_iter([("n".to_owned(), json!(2))]);
    let earlier = ToolCall { id: "x".into(), name: "look".into(), arguments };
    let parameters = json!({"type": "object", "properties": {"n": {"type": "integer"}}});
    let request = ChatRequest {
        messages: vec![
            ChatMessage::Customer("Hi".into()),
            ChatMessage::Agent { text: String::new(), calls: vec![earlier] },
            ChatMessage::ToolResult { call_id: "x".into(), text: "two".into() },
        ],
        tools: vec![ToolSpec {
            name: "look".into(),
            description: "Looks".into(),
            parameters: parameters.clone(),
        }],
        model: Some("another".into()),
        ..request()
    };
    let (reply, pieces) = ask(&chat, &request).await;
    let reply = reply.unwrap();
    assert_eq!((reply.text.as_str(), pieces), ("One moment.", vec!["One moment.".to_owned()]));
    let calls: Vec<(&str, Value)> =
        reply.calls.iter().map(|call| (call.name.as_str(), Value::Object(call.arguments.clone()))).collect();
    assert_eq!(calls, [("look", json!({"n": 1, "t": "ü\""})), ("ask", json!({}))]);
    assert_ne!(reply.calls[0].id, reply.calls[1].id);

    assert_eq!(endpoint.key(0).as_deref(), Some("Bearer secret-key"));
    let sent = endpoint.request(0);
    assert_eq!(
        (&sent["model"], &sent["stream"], &sent["max_tokens"]),
        (&json!("another"), &json!(true), &json!(100))
    );
    assert_eq!(
        sent["messages"],
        json!([
            {"role": "system", "content": "Help."},
            {"role": "user", "content": "Hi"},
            {"role": "assistant", "content": null, "tool_calls": [
                {"id": "x", "type": "function", "function": {"name": "look", "arguments": "{\"n\":2}"}}
            ]},
            {"role": "tool", "tool_call_id": "x", "content": "two"},
        ])
    );
    let tool = json!({"type": "function", "function": {"name": "look", "description": "Looks", "parameters": parameters}});
    assert_eq!(sent["tools"], json!([tool]));
    assert_eq!(chat.label().0, "remote:own-model");
}

#[tokio::test]
async fn what_an_endpoint_refuses_is_not_sent_again() {
    let whole = json!({"choices": [{"message": {"content": "Hello."}, "finish_reason": "stop"}]});
    let endpoint = Endpoint::start(vec![
        Act::Fail(400, None, r#"{"error": {"message": "Streaming is not supported"}}"#),
        Act::Fail(400, None, r#"{"error": {"message": "Unsupported parameter: 'max_tokens'"}}"#),
        Act::Fail(422, None, r#"{"detail": "temperature must be 1"}"#),
        Act::Whole(whole.clone()),
        Act::Whole(whole),
        Act::Fail(400, None, r#"{"error": {"message": "max_tokens again"}}"#),
    ])
    .await;
    let chat = endpoint.chat();
    for _ in 0..2 {
        let (reply, pieces) = ask(&chat, &request()).await;
        assert_eq!((reply.unwrap().text.as_str(), pieces), ("Hello.", vec!["Hello.".to_owned()]));
    }
    assert_eq!(endpoint.requests(), 5);
    let sent = endpoint.request(4);
    assert_eq!(sent["stream"], json!(false));
    assert!(sent.get("max_tokens").is_none() && sent.get("temperature").is_none());
    assert_eq!(sent["max_completion_tokens"], json!(100));
    // What was learnt is not learnt again.
    assert!(matches!(ask(&chat, &request()).await.0, Err(AgentError::Refused(_))));
}

#[tokio::test]
async fn a_model_that_the_endpoint_does_not_have_is_replaced_by_its_own() {
    let missing = r#"{"error": {"message": "The model `gpt-9` does not exist"}}"#;
    let endpoint = Endpoint::start(vec![Act::Fail(404, None, missing), say(&["Hi."]), say(&["Hi."])]).await;
    let chat = endpoint.chat();
    let request = ChatRequest { model: Some("gpt-9".into()), ..request() };
    for _ in 0..2 {
        assert_eq!(ask(&chat, &request).await.0.unwrap().text, "Hi.");
    }
    let models: Vec<Value> = (0..3).map(|number| endpoint.request(number)["model"].clone()).collect();
    assert_eq!(models, ["gpt-9", "own-model", "own-model"]);
    // Its own is not replaced by anything.
    let endpoint = Endpoint::start(vec![Act::Fail(404, None, missing)]).await;
    assert!(matches!(ask(&endpoint.chat(), &self::request()).await.0, Err(AgentError::Refused(_))));
}

#[tokio::test]
async fn faults_before_the_first_piece_are_waited_out() {
    let endpoint = Endpoint::start(vec![
        Act::Fail(503, None, "busy"),
        Act::Fail(429, Some("0.01"), "slow down"),
        say(&["Here", " I am."]),
    ])
    .await;
    let (reply, pieces) = ask(&endpoint.chat(), &request()).await;
    assert_eq!(reply.unwrap().text, "Here I am.");
    assert_eq!((pieces.concat().as_str(), endpoint.requests()), ("Here I am.", 3));

    // Silence, an empty answer, an error within the stream.
    let error = "data: {\"error\": {\"message\": \"overloaded\"}}\n\n".to_owned();
    let endpoint =
        Endpoint::start(vec![Act::Hang, Act::Stream(String::new(), 1), Act::Stream(error, 64)]).await;
    let (reply, pieces) = ask(&endpoint.chat(), &request()).await;
    let error = reply.unwrap_err();
    assert!(error.is_transient() && error.to_string().contains("overloaded, after 3 tries"), "{error}");
    assert!(pieces.is_empty());
}

#[tokio::test]
async fn after_the_first_piece_nothing_is_asked_again() {
    // Breaks off, falls silent, ends without an end.
    for act in ["break", "silence", "end"] {
        let (endpoint, sender) = open().await;
        sender.send(Ok(event(json!({"content": "Well,"})).into_bytes())).unwrap();
        let kept = sender.clone();
        drop(sender);
        // What happens once that was heard.
        let then = tokio::spawn(async move {
            match act {
                "break" => {
                    tokio::time::sleep(Duration::from_millis(200)).await;
                    let _ = kept.send(Err(std::io::Error::other("gone")));
                }
                "silence" => tokio::time::sleep(PATIENCE).await,
                _ => drop(kept),
            }
        });
        let (reply, pieces) = ask(&endpoint.chat(), &request()).await;
        assert!(matches!(reply, Err(AgentError::Unavailable(_))), "{act}: {reply:?}");
        assert_eq!((pieces, endpoint.requests()), (vec!["Well,".to_owned()], 1), "{act}");
        then.abort();
    }
}

#[tokio::test]
async fn what_nobody_can_repair_is_told_once_and_without_secrets() {
    let rows = [
        Act::Fail(401, None, r#"{"error": {"message": "wrong key secret-key"}}"#),
        Act::Fail(400, None, "what?"),
        Act::Fail(501, None, "no such operation"),
        Act::Fail(302, None, "elsewhere"),
        Act::Endless,
    ];
    for act in rows {
        let endpoint = Endpoint::start(vec![act]).await;
        let error = ask(&endpoint.chat(), &request()).await.0.unwrap_err();
        assert!(matches!(error, AgentError::Refused(_)) && !error.is_transient(), "{error}");
        let told = error.to_string();
        assert!(!told.contains("secret-key") && !told.contains("127.0.0.1"), "{told}");
        assert_eq!(endpoint.requests(), 1, "{told}");
    }
    let endpoint = Endpoint::start(vec![Act::Stream("data: nonsense\n\n".into(), 3)]).await;
    assert!(matches!(ask(&endpoint.chat(), &request()).await.0, Err(AgentError::Unusable(_))));
}
