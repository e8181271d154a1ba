//! Who watches which dialogue, and what is told them.
//!
//! What our agent says is written by a worker, which may be another process. So one task of this process asks the database
//! what changed, as long as anybody watches, and tells each watcher of its own dialogue. It looks back a little each time:
//! a transaction may commit after a later one. What a look misses for all that, a gap in the positions or the next glance
//! at the dialogue itself brings: being told is what makes a watcher read, never what it relies on.
//!
//! A watcher that does not take what it is told is dropped; it can come back with the position that it has.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use colloquy_app::dialogues::watch::{self, Progress};
use colloquy_app::{App, AppError};
use colloquy_domain::dialogue_message::DialogueMessage;
use colloquy_domain::{ConversationId, DialogueMessageId, Instant};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::task::JoinHandle;
use tokio::time::Instant as Moment;

/// Pause between two looks.
const PAUSE: Duration = Duration::from_millis(200);
/// Pause after somebody here said something: what others say meanwhile is read at once with it.
const PAUSE_AFTER_NUDGE: Duration = Duration::from_millis(20);
/// How far a look goes back.
const BACK: time::Duration = time::Duration::milliseconds(600);
/// How far one look a second goes back.
const FAR_BACK: time::Duration = time::Duration::seconds(3);
const FAR_PAUSE: Duration = Duration::from_secs(1);
/// Pause between two glances at one dialogue, when nothing happens in it and when something does.
const GLANCE_PAUSE: Duration = Duration::from_secs(10);
const EAGER_PAUSE: Duration = Duration::from_millis(500);
/// For so long something happens.
const EAGER: Duration = Duration::from_secs(3);
/// News that a watcher may leave untaken.
const UNTAKEN: usize = 64;
/// Connections that watch one dialogue: somebody has a few pages open, and no thousand.
const MOST_SEATS: usize = 8;
/// Watchers of one process.
const MOST_WATCHERS: usize = 10_000;

/// What a watcher is told.
#[derive(Debug, Clone)]
pub enum News {
    /// A message was written or changed.
    Message(Arc<DialogueMessage>),
    /// How far the dialogue is.
    Progress(Progress),
    /// The dialogue is not there any more.
    Gone,
}

/// The watchers of this process.
pub struct Hub {
    rooms: Mutex<Rooms>,
    nudge: Notify,
    places: Arc<Semaphore>,
}

#[derive(Default)]
struct Rooms {
    by_dialogue: HashMap<ConversationId, Room>,
    seats: u64,
    poller: Option<JoinHandle<()>>,
}

/// Those who watch one dialogue.
struct Room {
    seats: Vec<(u64, mpsc::Sender<News>)>,
    /// When to glance at it next.
    glance_at: Moment,
    /// Until then something happens.
    eager_until: Moment,
}

/// A watcher's place, which is free again when this is dropped.
pub struct Seat {
    hub: Arc<Hub>,
    dialogue: ConversationId,
    number: u64,
    news: mpsc::Receiver<News>,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            rooms: Mutex::default(),
            nudge: Notify::new(),
            places: Arc::new(Semaphore::new(MOST_WATCHERS)),
        }
    }
}

impl Hub {
    /// A connection's place among those of this process; none where all are taken.
    pub fn place(&self) -> Option<OwnedSemaphorePermit> {
        self.places.clone().try_acquire_owned().ok()
    }

    /// Watches a dialogue.
    pub fn watch(self: &Arc<Self>, app: &App, dialogue: ConversationId) -> Seat {
        let (sender, news) = mpsc::channel(UNTAKEN);
        let now = Moment::now();
        let mut rooms = self.rooms();
        rooms.seats += 1;
        let number = rooms.seats;
        let room = rooms.by_dialogue.entry(dialogue).or_insert_with(|| Room {
            seats: Vec::new(),
            glance_at: now + GLANCE_PAUSE,
            eager_until: now,
        });
        if room.seats.len() >= MOST_SEATS {
            // Who watches longest is told to come back, and takes somebody else's place then.
            room.seats.remove(0);
        }
        room.seats.push((number, sender));
        if rooms.poller.as_ref().is_none_or(JoinHandle::is_finished) {
            rooms.poller = Some(tokio::spawn(poll(self.clone(), app.clone())));
        }
        drop(rooms);
        Seat { hub: self.clone(), dialogue, number, news }
    }

    /// Something has just happened in a dialogue.
    pub fn stir(&self, dialogue: ConversationId) {
        self.rooms().stir(dialogue, Moment::now());
        self.nudge.notify_one();
    }

    fn rooms(&self) -> MutexGuard<'_, Rooms> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The dialogues that it is time to glance at; none where nobody watches any more, and then nobody looks.
    fn due(&self, now: Moment) -> Option<Vec<ConversationId>> {
        let mut rooms = self.rooms();
        if rooms.by_dialogue.is_empty() {
            rooms.poller = None;
            return None;
        }
        let mut due = Vec::new();
        for (dialogue, room) in &mut rooms.by_dialogue {
            if room.glance_at <= now {
                due.push(*dialogue);
                room.glance_at = now + if now < room.eager_until { EAGER_PAUSE } else { GLANCE_PAUSE };
            }
        }
        Some(due)
    }

    fn tell_message(&self, message: DialogueMessage) {
        let mut rooms = self.rooms();
        let dialogue = message.conversation_id;
        rooms.stir(dialogue, Moment::now());
        rooms.tell(dialogue, &News::Message(Arc::new(message)));
    }
}

impl Rooms {
    fn stir(&mut self, dialogue: ConversationId, now: Moment) {
        if let Some(room) = self.by_dialogue.get_mut(&dialogue) {
            room.glance_at = now;
            room.eager_until = now + EAGER;
        }
    }

    fn tell(&mut self, dialogue: ConversationId, news: &News) {
        if let Some(room) = self.by_dialogue.get_mut(&dialogue) {
            room.seats.retain(|(_, seat)| seat.try_send(news.clone()).is_ok());
        }
    }
}

impl Seat {
    /// The next news; none where the watcher was too slow.
    pub async fn news(&mut self) -> Option<News> {
        self.news.recv().await
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut rooms = self.hub.rooms();
        if let Some(room) = rooms.by_dialogue.get_mut(&self.dialogue) {
            room.seats.retain(|(number, _)| *number != self.number);
            if room.seats.is_empty() {
                rooms.by_dialogue.remove(&self.dialogue);
            }
        }
    }
}

/// Looks as long as anybody watches.
async fn poll(hub: Arc<Hub>, app: App) {
    let mut reader = Reader::new(app.now());
    loop {
        tokio::select! {
            () = hub.nudge.notified() => tokio::time::sleep(PAUSE_AFTER_NUDGE).await,
            () = tokio::time::sleep(PAUSE) => {}
        }
        let looked = look(&hub, &app, &mut reader).await;
        match looked {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => tracing::warn!(%error, "could not read what changed of webchats"),
        }
    }
}

/// Tells what is new; whether anybody watches still.
async fn look(hub: &Hub, app: &App, reader: &mut Reader) -> Result<bool, AppError> {
    let Some(due) = hub.due(Moment::now()) else { return Ok(false) };
    for message in reader.read(app).await? {
        hub.tell_message(message);
    }
    for dialogue in due {
        let progress = watch::progress(app, dialogue).await?;
        let news = progress.map_or(News::Gone, News::Progress);
        hub.rooms().tell(dialogue, &news);
    }
    Ok(true)
}

/// Reads each change once.
struct Reader {
    read_at: Instant,
    far_at: Moment,
    known: HashMap<DialogueMessageId, Instant>,
}

impl Reader {
    fn new(now: Instant) -> Self {
        Self { read_at: now, far_at: Moment::now(), known: HashMap::new() }
    }

    async fn read(&mut self, app: &App) -> Result<Vec<DialogueMessage>, AppError> {
        let (now, moment) = (app.now(), Moment::now());
        let is_far = moment.duration_since(self.far_at) >= FAR_PAUSE;
        let back = if is_far { FAR_BACK } else { BACK };
        let mut changed = watch::changed_since(app, self.read_at.min(now) - back).await?;
        self.read_at = now;
        if is_far {
            self.far_at = moment;
        }
        changed
            .retain(|message| self.known.insert(message.id, message.updated_at) != Some(message.updated_at));
        // What is older than the farthest look will not be read again.
        let horizon = now - FAR_BACK - FAR_BACK;
        self.known.retain(|_, updated_at| *updated_at >= horizon);
        Ok(changed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::dialogue::DialogueStatus;

    fn room(now: Moment, sender: mpsc::Sender<News>) -> Room {
        Room { seats: vec![(1, sender)], glance_at: now + GLANCE_PAUSE, eager_until: now }
    }

    #[tokio::test]
    async fn who_takes_nothing_is_dropped_and_the_others_are_told() {
        let (id, now) = (ConversationId::generate(), Moment::now());
        let (slow, mut left) = mpsc::channel(1);
        let (quick, mut taken) = mpsc::channel(UNTAKEN);
        let mut rooms = Rooms::default();
        let mut made = room(now, slow);
        made.seats.push((2, quick));
        rooms.by_dialogue.insert(id, made);
        let news = News::Progress(Progress { status: DialogueStatus::Ongoing, message_count: 1 });
        for _ in 0..3 {
            rooms.tell(id, &news);
        }
        assert!(left.recv().await.is_some());
        assert!(left.recv().await.is_none(), "its place is gone");
        for _ in 0..3 {
            assert!(taken.recv().await.is_some());
        }
        rooms.tell(ConversationId::generate(), &news);
    }

    #[test]
    fn a_dialogue_in_which_something_happens_is_glanced_at_more_often() {
        let (id, hub, start) = (ConversationId::generate(), Hub::default(), Moment::now());
        let (sender, _news) = mpsc::channel(1);
        hub.rooms().by_dialogue.insert(id, room(start, sender));
        assert_eq!(hub.due(start), Some(vec![]));
        hub.rooms().stir(id, start);
        assert_eq!(hub.due(start), Some(vec![id]));
        assert_eq!(hub.due(start), Some(vec![]));
        assert_eq!(hub.due(start + EAGER_PAUSE), Some(vec![id]));
        let later = start + EAGER + GLANCE_PAUSE;
        assert_eq!(hub.due(later), Some(vec![id]));
        assert_eq!(hub.due(later + EAGER_PAUSE), Some(vec![]));
        hub.rooms().by_dialogue.clear();
        assert_eq!(hub.due(later), None);
    }
}
