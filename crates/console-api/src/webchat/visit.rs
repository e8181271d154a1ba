//! One visitor on one connection.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::ws::{Message, WebSocket};
use colloquy_app::dialogues::{watch, webchat};
use colloquy_app::{App, AppError};
use colloquy_domain::dialogue::{Dialogue, DialogueStatus};
use colloquy_domain::dialogue_message::{DialogueMessage, MessageStatus, Sender};
use colloquy_http::Problem;
use tokio::sync::watch as signal;
use tokio::time::{Instant as Moment, MissedTickBehavior, interval_at};

use super::frames::{ClientFrame, LONGEST_TEXT, ServerFrame, is_client_id};
use super::hub::{Hub, News, Seat};
use super::origin;
use super::pace::Pace;
use super::socket::{End, send, send_message};

/// Longest wait for the first frame.
const JOIN_WITHIN: Duration = Duration::from_secs(10);
/// Pause between two looks whether the other side is there.
const PING_PAUSE: Duration = Duration::from_secs(25);
/// Longest silence, pongs included.
const LONGEST_SILENCE: Duration = Duration::from_secs(70);
/// Frames of one connection that cannot be read before it ends.
const MOST_UNREADABLE: u32 = 10;

/// What a connection has of its server.
pub struct Visited {
    pub app: App,
    pub hub: Arc<Hub>,
    /// Of which page it comes, as the browser says.
    pub origin: Option<String>,
    pub is_ending: signal::Receiver<bool>,
}

/// A visitor who is in.
pub struct Visit {
    visited: Visited,
    access: String,
    dialogue: Dialogue,
    seat: Seat,
    pace: Pace,
    /// The other side has every message up to there.
    told_to: u64,
    /// How far messages had got when the other side was told last.
    statuses: HashMap<u64, MessageStatus>,
    /// The visitor has seen every message up to there.
    seen_to: u64,
    unreadable: u32,
}

enum Happened {
    Received(Option<Result<Message, axum::Error>>),
    News(Option<News>),
    Tick,
    Ending,
}

impl Visit {
    /// Waits for the first frame, and lets the visitor in who shows the word.
    pub async fn begin(socket: &mut WebSocket, mut visited: Visited) -> Result<Self, End> {
        let first = async {
            loop {
                match socket.recv().await {
                    Some(Ok(Message::Text(text))) => return Ok(text),
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                    Some(Ok(Message::Binary(_))) => return Err(End::UNREADABLE),
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(End::Gone),
                }
            }
        };
        let first = tokio::select! {
            first = tokio::time::timeout(JOIN_WITHIN, first) => first.unwrap_or(Err(End::SILENT))?,
            () = ended(&mut visited.is_ending) => return Err(End::GOING_AWAY),
        };
        let (access, after) = match serde_json::from_str::<ClientFrame>(first.as_str()) {
            Ok(ClientFrame::Join { access, after }) => (access, after),
            Ok(_) => return refused(socket, "not_joined", "the first frame must be join").await,
            Err(error) => return refused(socket, "malformed_frame", &error.to_string()).await,
        };
        let dialogue = match webchat::join(&visited.app, &access).await {
            Ok(dialogue) => dialogue,
            Err(AppError::NotFound(_) | AppError::Unauthorized(_) | AppError::Forbidden(_)) => {
                return refused(socket, "unknown_access", "no chat has this access word").await;
            }
            Err(error) => return Err(failed(socket, error, None).await.err().unwrap_or(End::FAILED)),
        };
        if !is_welcome(&visited, &dialogue).await? {
            let message = "pages of this origin may not use the route of this chat";
            return refused(socket, "wrong_origin", message).await;
        }
        // Watched before it is read: what is said between the two is told twice rather than not at all.
        let seat = visited.hub.watch(&visited.app, dialogue.conversation_id);
        // Nobody has what was not said.
        let told_to = after.min(dialogue.message_count);
        let visit = Self {
            visited,
            access,
            dialogue,
            seat,
            pace: Pace::new(Moment::now()),
            told_to,
            statuses: HashMap::new(),
            seen_to: 0,
            unreadable: 0,
        };
        let joined = ServerFrame::Joined {
            status: visit.dialogue.status.as_str(),
            agent_name: &visit.dialogue.brief.agent_name,
            position: visit.dialogue.message_count,
        };
        send(socket, &joined).await?;
        Ok(visit)
    }

    /// Lasts until one side ends it.
    pub async fn last(mut self, socket: &mut WebSocket) -> End {
        match self.go_on(socket).await {
            Ok(never) => match never {},
            Err(end) => end,
        }
    }

    async fn go_on(&mut self, socket: &mut WebSocket) -> Result<std::convert::Infallible, End> {
        self.catch_up(socket).await?;
        if self.dialogue.status.is_over() {
            send(socket, &ServerFrame::of_status(self.dialogue.status)).await?;
            return Err(End::OVER);
        }
        let mut ticks = interval_at(Moment::now() + PING_PAUSE, PING_PAUSE);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut heard_at = Moment::now();
        loop {
            let happened = tokio::select! {
                received = socket.recv() => Happened::Received(received),
                news = self.seat.news() => Happened::News(news),
                _ = ticks.tick() => Happened::Tick,
                () = ended(&mut self.visited.is_ending) => Happened::Ending,
            };
            match happened {
                Happened::Received(Some(Ok(message))) => {
                    heard_at = Moment::now();
                    self.received(socket, message).await?;
                }
                Happened::Received(_) => return Err(End::Gone),
                Happened::News(Some(news)) => self.told(socket, news).await?,
                Happened::News(None) => return Err(End::TOO_SLOW),
                Happened::Tick if heard_at.elapsed() > LONGEST_SILENCE => return Err(End::SILENT),
                Happened::Tick => send_message(socket, Message::Ping(Bytes::new())).await?,
                Happened::Ending => return Err(End::GOING_AWAY),
            }
        }
    }

    async fn received(&mut self, socket: &mut WebSocket, message: Message) -> Result<(), End> {
        let text = match message {
            Message::Text(text) => text,
            // It is answered below us.
            Message::Ping(_) | Message::Pong(_) => return Ok(()),
            Message::Binary(_) => return self.unreadable(socket, "frames must be texts").await,
            Message::Close(_) => return Err(End::Gone),
        };
        match serde_json::from_str::<ClientFrame>(text.as_str()) {
            Ok(ClientFrame::Say { client_id, text }) => self.say(socket, &client_id, &text).await,
            Ok(ClientFrame::Seen { position }) => self.seen(position).await,
            Ok(ClientFrame::Close) => self.close(socket).await,
            Ok(ClientFrame::Join { .. }) => self.unreadable(socket, "the visitor is in already").await,
            Err(error) => self.unreadable(socket, &error.to_string()).await,
        }
    }

    async fn say(&mut self, socket: &mut WebSocket, client_id: &str, text: &str) -> Result<(), End> {
        if !is_client_id(client_id) {
            let message = "client_id must have 1 to 64 letters, digits, hyphens and underscores";
            return self.unreadable(socket, message).await;
        }
        let length = text.trim().chars().count();
        let problem = match length {
            _ if text.contains('\0') => {
                Some(("invalid_characters", "text must not contain the character U+0000"))
            }
            1..=LONGEST_TEXT if !self.pace.take(Moment::now()) => {
                Some(("rate_limited", "too many messages at once; say it again in a moment"))
            }
            1..=LONGEST_TEXT => None,
            0 => Some(("required", "text must not be blank")),
            _ => Some(("invalid_length", "text must have at most 4000 characters")),
        };
        if let Some((code, message)) = problem {
            return send(socket, &ServerFrame::Error { code, message, client_id: Some(client_id) }).await;
        }
        let said = match webchat::say(&self.visited.app, &self.access, client_id, text).await {
            Ok(said) => said,
            Err(error) => {
                // Where the chat is over, the next glance tells.
                self.visited.hub.stir(self.dialogue.conversation_id);
                return failed(socket, error, Some(client_id)).await;
            }
        };
        send(socket, &ServerFrame::Ack { client_id, position: said.position }).await?;
        self.visited.hub.stir(self.dialogue.conversation_id);
        send(socket, &ServerFrame::Typing).await
    }

    async fn seen(&mut self, position: u64) -> Result<(), End> {
        let position = position.min(self.told_to);
        if position > self.seen_to {
            self.seen_to = position;
            let id = self.dialogue.conversation_id;
            if let Err(error) = webchat::seen(&self.visited.app, id, position).await {
                tracing::warn!(%error, "could not note what a visitor has seen");
            }
        }
        Ok(())
    }

    async fn close(&mut self, socket: &mut WebSocket) -> Result<(), End> {
        if let Err(error) = webchat::close(&self.visited.app, &self.access).await {
            return failed(socket, error, None).await;
        }
        // Others who watch it are told, and this side as they are.
        self.visited.hub.stir(self.dialogue.conversation_id);
        Ok(())
    }

    async fn told(&mut self, socket: &mut WebSocket, news: News) -> Result<(), End> {
        match news {
            News::Message(message) if message.position == self.told_to + 1 => {
                self.tell(socket, &message).await?;
                self.delivered(&[message.as_ref()]).await;
                Ok(())
            }
            News::Message(message) if message.position > self.told_to => self.catch_up(socket).await,
            News::Message(message) => self.tell_status(socket, &message).await,
            News::Progress(progress) => {
                if progress.message_count > self.told_to {
                    self.catch_up(socket).await?;
                }
                self.tell_progress(socket, progress.status).await
            }
            News::Gone => self.tell_progress(socket, DialogueStatus::Closed).await,
        }
    }

    async fn tell_progress(&mut self, socket: &mut WebSocket, status: DialogueStatus) -> Result<(), End> {
        if status != self.dialogue.status {
            self.dialogue.status = status;
            if status.is_over() {
                // The last words may have been written since.
                self.catch_up(socket).await?;
            }
            send(socket, &ServerFrame::of_status(status)).await?;
        }
        if status.is_over() { Err(End::OVER) } else { Ok(()) }
    }

    /// Tells everything that the other side does not have.
    async fn catch_up(&mut self, socket: &mut WebSocket) -> Result<(), End> {
        let id = self.dialogue.conversation_id;
        let missed = watch::messages_after(&self.visited.app, id, self.told_to).await;
        let missed = match missed {
            Ok(missed) => missed,
            Err(error) => {
                tracing::warn!(%error, "could not read what a visitor has missed");
                return Err(End::FAILED);
            }
        };
        for message in &missed {
            self.tell(socket, message).await?;
        }
        self.delivered(&missed.iter().collect::<Vec<_>>()).await;
        Ok(())
    }

    async fn tell(&mut self, socket: &mut WebSocket, message: &DialogueMessage) -> Result<(), End> {
        send(socket, &ServerFrame::of_message(message)).await?;
        self.told_to = message.position;
        self.statuses.insert(message.position, message.status);
        Ok(())
    }

    async fn tell_status(&mut self, socket: &mut WebSocket, message: &DialogueMessage) -> Result<(), End> {
        let (position, status) = (message.position, message.status);
        if self.statuses.insert(position, status) == Some(status) {
            return Ok(());
        }
        send(socket, &ServerFrame::MessageStatus { position, status: status.as_str() }).await
    }

    /// Notes that what our agent said has reached the visitor's side. It stays said where that cannot be noted.
    async fn delivered(&self, told: &[&DialogueMessage]) {
        let is_news = |message: &&&DialogueMessage| {
            message.sender == Sender::Agent && message.status.leads_to(MessageStatus::Delivered)
        };
        let Some(last) = told.iter().filter(is_news).map(|message| message.position).max() else { return };
        let id = self.dialogue.conversation_id;
        if let Err(error) = webchat::delivered(&self.visited.app, id, last).await {
            tracing::warn!(%error, "could not note what a visitor has got");
        }
    }

    async fn unreadable(&mut self, socket: &mut WebSocket, message: &str) -> Result<(), End> {
        self.unreadable += 1;
        send(socket, &ServerFrame::Error { code: "malformed_frame", message, client_id: None }).await?;
        if self.unreadable >= MOST_UNREADABLE { Err(End::UNREADABLE) } else { Ok(()) }
    }
}

/// Whether pages of that origin may hold this dialogue. One that was not opened at a route is for whoever has its word, and
/// so is one whose route was removed since.
async fn is_welcome(visited: &Visited, dialogue: &Dialogue) -> Result<bool, End> {
    let Some(id) = dialogue.inbound_route_id else { return Ok(true) };
    let route = watch::webchat_route(&visited.app, id).await.map_err(|error| {
        tracing::warn!(%error, "could not read the route of a webchat");
        End::FAILED
    })?;
    Ok(route.is_none_or(|route| origin::may_use(&visited.app, &route, visited.origin.as_deref())))
}

/// Says why the visitor is not let in.
async fn refused(socket: &mut WebSocket, code: &str, message: &str) -> Result<Visit, End> {
    send(socket, &ServerFrame::Error { code, message, client_id: None }).await?;
    Err(End::REFUSED)
}

/// Says that something was not done.
async fn failed(socket: &mut WebSocket, error: AppError, client_id: Option<&str>) -> Result<(), End> {
    let problem = Problem::from(error);
    let frame = ServerFrame::Error { code: problem.code, message: &problem.detail, client_id };
    send(socket, &frame).await
}

/// Waits until the server ends.
async fn ended(is_ending: &mut signal::Receiver<bool>) {
    // A sender that is gone has ended, too.
    let _ = is_ending.wait_for(|is_ending| *is_ending).await;
}
