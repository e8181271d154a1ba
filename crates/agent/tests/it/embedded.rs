//! The embedded model, with a double that answers as the test tells it.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use colloquy_agent::{ChatMessage, ChatModel, ChatReply, ChatRequest, EmbeddedChat, ToolSpec};
use colloquy_domain::evidence::EngineLabel;
use colloquy_insight::{AnswerForm, ChatPrefix, Generated, InsightError, LanguageModel};
use serde_json::{Value, json};

/// Chooses the option that is told, writes what is told for a question that has certain words.
struct Double {
    choice: &'static str,
    writes: Vec<(&'static str, &'static str)>,
    context_tokens: usize,
    asked: Mutex<Vec<(ChatPrefix, String)>>,
}

#[async_trait]
impl LanguageModel for Double {
    async fn choose(
        &self,
        prefix: &ChatPrefix,
        question: &str,
        options: &[String],
    ) -> Result<Vec<f32>, InsightError> {
        self.asked.lock().unwrap().push((prefix.clone(), question.to_owned()));
        let chosen = options.iter().position(|option| option == self.choice).unwrap_or(0);
        Ok((0..options.len()).map(|option| if option == chosen { 0.9 } else { 0.01 }).collect())
    }

    async fn generate(
        &self,
        prefix: &ChatPrefix,
        task: &str,
        _: AnswerForm,
        _: u32,
    ) -> Result<Generated, InsightError> {
        self.asked.lock().unwrap().push((prefix.clone(), task.to_owned()));
        let written = self.writes.iter().find(|(words, _)| task.contains(words));
        Ok(Generated { text: written.map_or("none", |(_, text)| *text).to_owned(), is_finished: true })
    }

    async fn count_tokens(&self, texts: &[String]) -> Result<Vec<usize>, InsightError> {
        Ok(texts.iter().map(|text| text.len() / 4).collect())
    }

    fn label(&self) -> EngineLabel {
        EngineLabel("embedded:double".into())
    }

    fn context_tokens(&self) -> usize {
        self.context_tokens
    }
}

fn double(choice: &'static str, writes: &[(&'static str, &'static str)]) -> Arc<Double> {
    Arc::new(Double { choice, writes: writes.to_vec(), context_tokens: 4_096, asked: Mutex::default() })
}

fn request(messages: Vec<ChatMessage>) -> ChatRequest {
    let parameters = json!({
        "type": "object",
        "properties": {
            "phone": {"type": "string", "description": "Phone number"},
            "count": {"type": "integer"},
            "express": {"type": "boolean"},
        },
        "required": ["phone"],
    });
    let tool = ToolSpec { name: "look".into(), description: "Finds an order".into(), parameters };
    ChatRequest {
        system: "Help.".into(),
        messages,
        tools: vec![tool],
        temperature: 0.3,
        max_tokens: 100,
        model: None,
    }
}

fn customer(text: &str) -> ChatMessage {
    ChatMessage::Customer(text.into())
}

async fn ask(double: &Arc<Double>, messages: Vec<ChatMessage>) -> (ChatReply, Vec<String>) {
    let chat = EmbeddedChat::new(double.clone());
    let mut pieces = Vec::new();
    let reply = chat.reply(&request(messages), &mut |piece: &str| pieces.push(piece.to_owned())).await;
    (reply.unwrap(), pieces)
}

#[tokio::test]
async fn a_tool_is_called_with_what_was_said_and_nothing_else() {
    // The count is made up.
    let double = double(
        "look",
        &[("phone", "+1 267"), ("count", "7"), ("agent says next", "Agent: \"It is there.\"")],
    );
    let said = customer("Where is it? My number is +1-267.");
    let (reply, pieces) = ask(&double, vec![said.clone()]).await;
    assert!(reply.text.is_empty() && pieces.is_empty());
    let [call] = reply.calls.as_slice() else { panic!("{:?}", reply.calls) };
    assert_eq!(
        (call.name.as_str(), Value::Object(call.arguments.clone())),
        ("look", json!({"phone": "+1 267", "express": true}))
    );

    // With its result the model answers, and calls it no second time.
    let result = ChatMessage::ToolResult { call_id: call.id.clone(), text: "{\"state\":\"there\"}".into() };
    let called = ChatMessage::Agent { text: String::new(), calls: vec![call.clone()] };
    let (reply, pieces) = ask(&double, vec![said, called, result]).await;
    assert!(reply.calls.is_empty() && reply.is_finished);
    assert_eq!((reply.text.as_str(), pieces), ("It is there.", vec!["It is there.".to_owned()]));
    let asked = double.asked.lock().unwrap();
    let (prefix, task) = asked.last().unwrap();
    assert_eq!(prefix.system, "Help.");
    assert!(prefix.context.contains("Customer: Where is it?") && prefix.context.contains("Result of look"));
    assert!(task.contains("what the agent says next"));
}

#[tokio::test]
async fn what_a_tool_needs_and_nobody_said_is_asked_for() {
    let double = double("look", &[("agent says next", "What is your number?"), ("phone", "+1 555")]);
    let (reply, _) = ask(&double, vec![customer("Where is it?")]).await;
    assert_eq!((reply.text.as_str(), reply.calls.len()), ("What is your number?", 0));
    let asked = double.asked.lock().unwrap();
    assert!(asked.last().unwrap().1.contains("phone (Phone number)"));
}

#[tokio::test]
async fn the_oldest_messages_give_way_and_instructions_do_not() {
    let double = double("no tool", &[("agent says next", "Yes.")]);
    let messages: Vec<ChatMessage> =
        (0..100).map(|number| customer(&format!("{number} {}", "word ".repeat(100)))).collect();
    assert_eq!(ask(&double, messages).await.0.text, "Yes.");
    let context = double.asked.lock().unwrap().last().unwrap().0.context.clone();
    assert!(
        context.contains("Customer: 99 ") && !context.contains("Customer: 0 ") && context.len() < 4_096 * 4
    );
    let small =
        Arc::new(Double { choice: "", writes: Vec::new(), context_tokens: 500, asked: Mutex::default() });
    let request = ChatRequest { system: "word ".repeat(200), ..request(vec![customer("Hi")]) };
    let error = EmbeddedChat::new(small).reply(&request, &mut |_: &str| {}).await.unwrap_err();
    assert!(!error.is_transient() && error.to_string().contains("instructions"), "{error}");
}
