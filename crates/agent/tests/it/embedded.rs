//! The embedded model, with a double that answers as the test tells it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use colloquy_agent::{ChatMessage, ChatModel, ChatReply, ChatRequest, EmbeddedChat, ToolSpec};
use colloquy_domain::evidence::EngineLabel;
use colloquy_insight::{AnswerForm, ChatPrefix, Generated, InsightError, LanguageModel, Pieces};
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use crate::injection::VALUES;

/// Chooses the option that is told, writes what is told for a question that has certain words.
struct Double {
    choice: &'static str,
    writes: Vec<(&'static str, &'static str)>,
    context_tokens: usize,
    asked: Mutex<Vec<(ChatPrefix, String)>>,
    read_ahead: Mutex<Vec<ChatPrefix>>,
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

    async fn write(
        &self,
        prefix: &ChatPrefix,
        task: &str,
        max_tokens: u32,
        pieces: &mut Pieces<'_>,
    ) -> Result<Generated, InsightError> {
        let generated = self.generate(prefix, task, AnswerForm::Free, max_tokens).await?;
        for word in generated.text.split_inclusive(' ') {
            pieces(word);
        }
        Ok(generated)
    }

    async fn read_ahead(&self, prefix: &ChatPrefix) -> Result<(), InsightError> {
        self.read_ahead.lock().unwrap().push(prefix.clone());
        Ok(())
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
    sized(choice, writes, 4_096)
}

fn sized(
    choice: &'static str,
    writes: &[(&'static str, &'static str)],
    context_tokens: usize,
) -> Arc<Double> {
    Arc::new(Double {
        choice,
        writes: writes.to_vec(),
        context_tokens,
        asked: Mutex::default(),
        read_ahead: Mutex::default(),
    })
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
        material: String::new(),
        looked_up: Vec::new(),
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
        &[("phone", "+1 267"), ("count", "7"), ("do you say next", "Agent: \"It is there.\"")],
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
    assert_eq!(reply.text, "It is there.");
    // In quotation marks, which show to be around all of it at the end.
    assert_eq!(pieces, ["It is there."]);
    let asked = double.asked.lock().unwrap();
    let (prefix, task) = asked.last().unwrap();
    assert_eq!(prefix.system, "Help.");
    assert!(prefix.context.contains("Customer: Where is it?") && prefix.context.contains("Result of look"));
    assert!(task.contains("do you say next"));
}

#[tokio::test]
async fn an_answer_comes_in_pieces_and_ends_where_the_agent_does() {
    let double = double("no tool", &[("do you say next", "Agent: It is on its way.\nCustomer: Thanks")]);
    let (reply, pieces) = ask(&double, vec![customer("Where is it?")]).await;
    assert_eq!((reply.text.as_str(), pieces.concat().as_str()), ("It is on its way.", "It is on its way."));
}

#[tokio::test]
async fn sentences_are_said_as_they_are_written_and_made_up_figures_are_not() {
    let written = "We have it. It costs $50. It is there at nine.";
    let made_up = double("no tool", &[("do you say next", written)]);
    let (reply, pieces) = ask(&made_up, vec![customer("What is it? I come at nine.")]).await;
    assert_eq!(reply.text, "We have it. It is there at nine.");
    assert_eq!(pieces, ["We have it. ", "It is there at nine."]);

    // Words that were looked up are answered from beside the customer's own.
    let looked_up = double("no tool", &[("answer to \"What is it? \\\"x\\\"\", from the facts", "A pump.")]);
    let mut asks = request(vec![customer("What is it? \"x\"")]);
    asks.looked_up = vec!["It is a pump.".into()];
    let reply = EmbeddedChat::new(looked_up).reply(&asks, &mut |_: &str| {}).await.unwrap();
    assert_eq!(reply.text, "A pump.");

    // Where nothing is left the model is asked once more, to say that it does not know.
    let nothing_else = double(
        "no tool",
        &[("does not know that", "I do not know that."), ("do you say next", "It costs $50.")],
    );
    let (reply, pieces) = ask(&nothing_else, vec![customer("What is it?")]).await;
    assert_eq!(
        (reply.text.as_str(), pieces.concat().as_str()),
        ("I do not know that.", "I do not know that.")
    );
}

#[tokio::test]
async fn what_a_customer_says_begins_no_line_and_no_section() {
    for (what, value) in VALUES {
        let double = double("no tool", &[("from the facts above", "Yes.")]);
        let mut asks = request(vec![customer(value)]);
        asks.looked_up = vec!["It is a pump.".into()];
        asks.material = "# Now\n  It is late.\n".into();
        EmbeddedChat::new(double.clone()).reply(&asks, &mut |_: &str| {}).await.unwrap();
        for (prefix, task) in double.asked.lock().unwrap().iter() {
            assert_eq!(prefix.system, "Help.", "{what}");
            let lines: Vec<&str> = prefix.context.lines().collect();
            let [opening, said, "", "# Now", "  It is late.", ""] = lines[..] else {
                panic!("{what}: {lines:?}")
            };
            assert_eq!(opening, "The conversation so far:", "{what}");
            assert!(said.starts_with("Customer: "), "{what}: {said}");
            if let Some(repeated) = task.strip_prefix("Write the agent's answer to ") {
                let repeated = repeated.strip_suffix(", from the facts above.").expect(what);
                serde_json::from_str::<String>(repeated).expect(what);
                assert!(task.lines().count() == 1 && !task.contains("<|"), "{what}: {task}");
            }
        }
        assert!(double.asked.lock().unwrap().iter().any(|(_, task)| task.starts_with("Write")), "{what}");
    }
}

#[tokio::test]
async fn what_is_read_ahead_begins_every_question_of_the_next_turn() {
    let double = double("no tool", &[("do you say next", "It is there.")]);
    let agent = ChatMessage::Agent { text: "How can I help?".into(), calls: Vec::new() };
    let chat = EmbeddedChat::new(double.clone());
    chat.prepare(&request(vec![customer("Hi"), agent.clone()])).await.unwrap();
    let mut next = request(vec![customer("Hi"), agent, customer("Where is it?")]);
    next.material = "# Now\n  It is late.\n".into();
    chat.reply(&next, &mut |_: &str| {}).await.unwrap();
    let [ahead] = &double.read_ahead.lock().unwrap()[..] else { panic!("read once") };
    let asked = double.asked.lock().unwrap();
    assert!(asked.len() == 2 && ahead.context.ends_with("Agent: How can I help?\n"), "{ahead:?}");
    for (prefix, _) in asked.iter() {
        assert_eq!(prefix.system, ahead.system);
        let rest = prefix.context.strip_prefix(&ahead.context).expect("begins like it");
        assert_eq!(rest, "Customer: Where is it?\n\n# Now\n  It is late.\n\n");
    }
}

/// Reads ahead without end, and tells how often it began and was left.
struct Reader {
    begun: AtomicUsize,
    left: Arc<AtomicUsize>,
    answers: Semaphore,
}

struct Leaves(Arc<AtomicUsize>);

impl Drop for Leaves {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

#[async_trait]
impl LanguageModel for Reader {
    async fn choose(&self, _: &ChatPrefix, _: &str, _: &[String]) -> Result<Vec<f32>, InsightError> {
        Ok(vec![1.0])
    }

    async fn generate(
        &self,
        _: &ChatPrefix,
        _: &str,
        _: AnswerForm,
        _: u32,
    ) -> Result<Generated, InsightError> {
        self.answers.acquire().await.expect("open").forget();
        Ok(Generated { text: "Yes.".into(), is_finished: true })
    }

    async fn read_ahead(&self, _: &ChatPrefix) -> Result<(), InsightError> {
        let _leaves = Leaves(Arc::clone(&self.left));
        self.begun.fetch_add(1, Ordering::SeqCst);
        std::future::pending().await
    }

    async fn count_tokens(&self, texts: &[String]) -> Result<Vec<usize>, InsightError> {
        Ok(vec![1; texts.len()])
    }

    fn label(&self) -> EngineLabel {
        EngineLabel("embedded:reader".into())
    }

    fn context_tokens(&self) -> usize {
        4_096
    }
}

#[tokio::test]
async fn whoever_waits_for_an_answer_goes_before_all_reading_ahead() {
    let model =
        Arc::new(Reader { begun: AtomicUsize::new(0), left: Arc::default(), answers: Semaphore::new(0) });
    let chat = Arc::new(EmbeddedChat::new(model.clone()));
    let reads = || (model.begun.load(Ordering::SeqCst), model.left.load(Ordering::SeqCst));
    let reading = tokio::spawn({
        let chat = chat.clone();
        async move { chat.prepare(&request(vec![customer("Hi")])).await }
    });
    let answering = |text: &'static str| {
        let chat = chat.clone();
        tokio::spawn(async move { chat.reply(&request(vec![customer(text)]), &mut |_: &str| {}).await })
    };
    // One thread: every task goes as far as it can before the next one.
    let settle = async || {
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
    };
    settle().await;
    assert_eq!(reads(), (1, 0));
    let (first, second) = (answering("Where?"), answering("When?"));
    settle().await;
    assert_eq!(reads(), (1, 1), "it gives way");
    model.answers.add_permits(1);
    settle().await;
    assert_eq!(reads(), (1, 1), "to the last who waits");
    model.answers.add_permits(1);
    settle().await;
    assert_eq!(reads(), (2, 1), "and goes on then");
    for answered in [first, second] {
        assert_eq!(answered.await.unwrap().unwrap().text, "Yes.");
    }
    reading.abort();
}

#[tokio::test]
async fn nobody_is_told_that_something_is_not_known_who_asked_nothing_or_is_asked() {
    let asks = double("look", &[("phone", "+1 555"), ("do you say next", "It costs $51.")]);
    let (reply, _) = ask(&asks, vec![customer("Where is it?")]).await;
    assert_eq!(reply.text, "", "the runtime has words for it");
    let opens = double("no tool", &[("do you say next", "It costs $51."), ("", "I do not know.")]);
    let (reply, _) = ask(&opens, vec![customer(colloquy_agent::prompt::OPENING)]).await;
    assert_eq!(reply.text, "");
    // What is asked for may have a figure.
    let mut asking = request(vec![customer("Where is it?")]);
    asking.tools[0].parameters["properties"] =
        json!({"phone": {"type": "string", "description": "10 digits"}});
    let digits = double("look", &[("do you say next", "What are the 10 digits?")]);
    let reply = EmbeddedChat::new(digits).reply(&asking, &mut |_: &str| {}).await.unwrap();
    assert_eq!(reply.text, "What are the 10 digits?");
}

#[tokio::test]
async fn what_a_tool_needs_and_nobody_said_is_asked_for() {
    let double = double("look", &[("do you say next", "What is your number?"), ("phone", "+1 555")]);
    let (reply, _) = ask(&double, vec![customer("Where is it?")]).await;
    assert_eq!((reply.text.as_str(), reply.calls.len()), ("What is your number?", 0));
    let asked = double.asked.lock().unwrap();
    assert!(asked.last().unwrap().1.contains("phone (Phone number)"));
}

#[tokio::test]
async fn the_oldest_messages_give_way_and_instructions_do_not() {
    let double = double("no tool", &[("do you say next", "Yes.")]);
    let messages: Vec<ChatMessage> =
        (0..100).map(|number| customer(&format!("{number} {}", "word ".repeat(100)))).collect();
    assert_eq!(ask(&double, messages).await.0.text, "Yes.");
    let context = double.asked.lock().unwrap().last().unwrap().0.context.clone();
    assert!(
        context.contains("Customer: 99 ") && !context.contains("Customer: 0 ") && context.len() < 4_096 * 4
    );
    let small = sized("", &[], 500);
    let request = ChatRequest { system: "word ".repeat(200), ..request(vec![customer("Hi")]) };
    let error = EmbeddedChat::new(small).reply(&request, &mut |_: &str| {}).await.unwrap_err();
    assert!(!error.is_transient() && error.to_string().contains("instructions"), "{error}");
}
