//! Reading an answer: lines of events, or one JSON object from an endpoint that does not stream.

use serde_json::{Map, Value};

use super::thoughts::Thoughts;
use super::wire::{Answer, CallPiece, Choice, error_in_stream};
use crate::chat::{ChatReply, Pieces, ToolCall};

/// Most tools that one answer may call; further ones are not heard.
const MOST_CALLS: usize = 16;

/// Why an answer cannot be used.
#[derive(Debug)]
pub(super) enum Broken {
    /// It did not come to its end, or the endpoint reports a fault: another try may.
    Off(String),
    /// It is there, but it is nothing that the protocol knows.
    Unusable(String),
}

/// An answer as far as it is there.
#[derive(Default)]
pub(super) struct Reading {
    /// What came and is not read yet.
    buffer: Vec<u8>,
    form: Form,
    thoughts: Thoughts,
    text: String,
    calls: Vec<CallBegun>,
    finish_reason: Option<String>,
    is_done: bool,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Form {
    #[default]
    Unknown,
    Events,
    Whole,
}

/// A call of which pieces have come.
#[derive(Default)]
struct CallBegun {
    index: Option<u64>,
    id: String,
    name: String,
    arguments: String,
}

impl Reading {
    /// Whether the endpoint said that this was all.
    pub(super) fn is_done(&self) -> bool {
        self.is_done
    }

    /// Whether events have come.
    pub(super) fn is_stream(&self) -> bool {
        self.form == Form::Events
    }

    /// Reads what came, and hands on the words in it.
    pub(super) fn take(&mut self, chunk: &[u8], pieces: &mut Pieces<'_>) -> Result<(), Broken> {
        self.buffer.extend_from_slice(chunk);
        if self.form == Form::Unknown {
            // An endpoint may not stream although it was asked to, whatever it calls its answer's type.
            self.form = match self.buffer.iter().find(|byte| !byte.is_ascii_whitespace()) {
                None => return Ok(()),
                Some(b'{') => Form::Whole,
                Some(_) => Form::Events,
            };
        }
        if self.form == Form::Whole {
            return Ok(());
        }
        let mut read = 0;
        let buffer = std::mem::take(&mut self.buffer);
        while let Some(length) = buffer[read..].iter().position(|byte| *byte == b'\n') {
            self.line(&buffer[read..read + length], pieces)?;
            read += length + 1;
            if self.is_done {
                return Ok(());
            }
        }
        self.buffer = buffer[read..].to_vec();
        Ok(())
    }

    /// What was answered, once nothing more comes.
    pub(super) fn end(mut self, pieces: &mut Pieces<'_>) -> Result<ChatReply, Broken> {
        let rest = std::mem::take(&mut self.buffer);
        match self.form {
            Form::Unknown => return Err(Broken::Off("the answer is empty".to_owned())),
            Form::Whole => self.event(&rest, pieces)?,
            Form::Events if !rest.is_empty() && !self.is_done => self.line(&rest, pieces)?,
            Form::Events => {}
        }
        let held = self.thoughts.end();
        self.say(&held, pieces);
        let is_whole = self.is_done || self.finish_reason.is_some() || self.form == Form::Whole;
        if !is_whole {
            return Err(Broken::Off("the answer broke off".to_owned()));
        }
        let calls: Result<Vec<ToolCall>, Broken> =
            self.calls.into_iter().enumerate().map(|(number, call)| call.complete(number + 1)).collect();
        let is_finished = self.finish_reason.as_deref() != Some("length");
        Ok(ChatReply { text: self.text.trim().to_owned(), calls: calls?, is_finished })
    }

    /// Reads a line of a stream. Other fields than `data`, and comments, say nothing here.
    fn line(&mut self, line: &[u8], pieces: &mut Pieces<'_>) -> Result<(), Broken> {
        let Some(data) = line.trim_ascii().strip_prefix(b"data:") else { return Ok(()) };
        match data.trim_ascii() {
            b"" => Ok(()),
            b"[DONE]" => {
                self.is_done = true;
                Ok(())
            }
            event => self.event(event, pieces),
        }
    }

    fn event(&mut self, json: &[u8], pieces: &mut Pieces<'_>) -> Result<(), Broken> {
        let answer: Answer = serde_json::from_slice(json)
            .map_err(|error| Broken::Unusable(format!("the answer is no chat completion: {error}")))?;
        if let Some(error) = answer.error.filter(|error| !error.is_null()) {
            return Err(Broken::Off(error_in_stream(&error)));
        }
        let Some(choices) = answer.choices else {
            // A whole answer says something; events may be about other things.
            return match self.form {
                Form::Whole => Err(Broken::Unusable("no message in the answer".to_owned())),
                _ => Ok(()),
            };
        };
        if let Some(choice) = choices.into_iter().next() {
            self.choice(choice, pieces);
        }
        Ok(())
    }

    fn choice(&mut self, choice: Choice, pieces: &mut Pieces<'_>) {
        if let Some(said) = choice.delta.or(choice.message) {
            for words in [said.content, said.refusal].into_iter().flatten() {
                let heard = self.thoughts.pass(&words);
                self.say(&heard, pieces);
            }
            for piece in said.tool_calls.into_iter().flatten() {
                self.call(piece);
            }
        }
        if choice.finish_reason.is_some() {
            self.finish_reason = choice.finish_reason;
        }
    }

    fn say(&mut self, words: &str, pieces: &mut Pieces<'_>) {
        if !words.is_empty() {
            self.text.push_str(words);
            pieces(words);
        }
    }

    /// Adds a piece to the call that it belongs to: that of its index, or the last one. Some endpoints give all calls
    /// the same index, and another id to each.
    fn call(&mut self, piece: CallPiece) {
        let id = piece.id.unwrap_or_default();
        let known = match piece.index {
            Some(_) => self.calls.iter().rposition(|call| call.index == piece.index),
            None => self.calls.len().checked_sub(1),
        };
        let known =
            known.filter(|&place| id.is_empty() || self.calls.get(place).is_some_and(|call| call.id == id));
        let place = match known {
            Some(place) => place,
            None if self.calls.len() >= MOST_CALLS => return,
            None => {
                self.calls.push(CallBegun { index: piece.index, id, ..CallBegun::default() });
                self.calls.len() - 1
            }
        };
        let (Some(call), Some(function)) = (self.calls.get_mut(place), piece.function) else { return };
        call.name.push_str(&function.name.unwrap_or_default());
        match function.arguments {
            Some(Value::String(text)) => call.arguments.push_str(&text),
            Some(object @ Value::Object(_)) => call.arguments = object.to_string(),
            _ => {}
        }
    }
}

impl CallBegun {
    fn complete(self, number: usize) -> Result<ToolCall, Broken> {
        let arguments = match self.arguments.trim() {
            "" => Map::new(),
            text => match serde_json::from_str(text) {
                Ok(Value::Object(arguments)) => arguments,
                Ok(Value::Null) => Map::new(),
                _ => {
                    return Err(Broken::Unusable(format!(
                        "the arguments for {:?} are no JSON object",
                        self.name
                    )));
                }
            },
        };
        let id = if self.id.is_empty() { format!("call_{number}") } else { self.id };
        Ok(ToolCall { id, name: self.name, arguments })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is heard and answered when `sent` comes in chunks of so many bytes.
    fn read(sent: &str, size: usize) -> (Vec<String>, Result<ChatReply, Broken>) {
        let mut heard = Vec::new();
        let mut tell = |piece: &str| heard.push(piece.to_owned());
        let mut reading = Reading::default();
        for chunk in sent.as_bytes().chunks(size) {
            if let Err(broken) = reading.take(chunk, &mut tell) {
                return (heard, Err(broken));
            }
        }
        let reply = reading.end(&mut tell);
        (heard, reply)
    }

    const STREAM: &str = concat!(
        ": waiting\n\n",
        "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\r\n\r\n",
        "data: {\"choices\":[{\"delta\":{\"content\":\"Grüß \"}}]}\n\n",
        "data:{\"choices\":[{\"delta\":{\"content\":\"Gott 🙂\"}}]}\n\n",
        "event: other\n",
        "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"look\",\"arguments\":\"{\\\"n\"}}]}}]}\n",
        "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"ask\",\"arguments\":\"\"}}]}}]}\n",
        "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\\":1}\"}}]}}]}\n",
        "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n",
        "data: {\"choices\":[],\"usage\":{\"total_tokens\":9}}\n\n",
        "data: [DONE]\n\n",
    );

    #[test]
    fn a_stream_is_read_whatever_its_chunks() {
        for size in [1, 2, 3, 7, 64, 1_000, 100_000] {
            let (heard, reply) = read(STREAM, size);
            let reply = reply.unwrap();
            assert_eq!(heard, ["Grüß ", "Gott 🙂"], "{size}");
            assert_eq!(reply.text, "Grüß Gott 🙂");
            let calls: Vec<(&str, &str, String)> = reply
                .calls
                .iter()
                .map(|call| {
                    (call.id.as_str(), call.name.as_str(), Value::Object(call.arguments.clone()).to_string())
                })
                .collect();
            assert_eq!(calls, [("a", "look", "{\"n\":1}".to_owned()), ("b", "ask", "{}".to_owned())]);
            assert!(reply.is_finished);
        }
    }

    #[test]
    fn whole_answers_and_loose_spellings_are_read() {
        let whole = r#" {"choices":[{"message":{"content":"Hi.","tool_calls":[{"function":{"name":"f","arguments":{"a":1}}}]},"finish_reason":"length"}]}"#;
        let (heard, reply) = read(whole, 5);
        let reply = reply.unwrap();
        assert_eq!((heard, reply.is_finished), (vec!["Hi.".to_owned()], false));
        assert_eq!((reply.calls[0].id.as_str(), &reply.calls[0].arguments["a"]), ("call_1", &Value::from(1)));
        // One index for all calls, and an end without a word.
        let same = concat!(
            "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}}]}\n",
            "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"b\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"stop\"}]}",
        );
        let (_, reply) = read(same, 9);
        assert_eq!(reply.unwrap().calls.len(), 2);
    }

    #[test]
    fn what_breaks_off_is_told_from_what_is_nothing() {
        let rows = [
            ("", true),
            ("data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n", true),
            ("data: {\"error\":{\"message\":\"overloaded\"}}\n", true),
            ("{\"error\":\"overloaded\"}", true),
            ("data: {\"choi\n", false),
            ("{\"choices\":", false),
            ("{\"id\":1}", false),
            (
                "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}]},\"finish_reason\":\"stop\"}]}\n",
                false,
            ),
        ];
        for (sent, is_off) in rows {
            let (_, reply) = read(sent, 11);
            let broken = reply.unwrap_err();
            assert_eq!(matches!(broken, Broken::Off(_)), is_off, "{sent}: {broken:?}");
        }
    }
}
