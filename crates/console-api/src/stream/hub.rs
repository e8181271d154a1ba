//! Who watches which workspace, and what is told them.
//!
//! What happens is written by workers, which may be other processes. So one task of this process asks the database what is
//! new ([`Watch`]), as long as anybody watches and only in the workspaces that are watched; however many watch, that takes
//! one connection for a moment. Each watcher is told what they may know. One that does not take what it is told loses its
//! place: it can come back, and reads anew then.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use colloquy_app::keys::Caller;
use colloquy_app::live::{News, Watch};
use colloquy_app::{App, AppError};
use colloquy_domain::WorkspaceId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::task::JoinHandle;

use super::frames;

/// Pause between two looks.
const PAUSE: Duration = Duration::from_millis(250);
/// Lots of news that a watcher may leave untaken: those of some fifteen seconds.
const UNTAKEN: usize = 64;
/// Streams of one credential: somebody has some pages open, and no hundred.
const MOST_OF_ONE: usize = 16;
/// Streams of one process.
const MOST_STREAMS: usize = 2_000;

/// The watchers of this process.
pub struct Hub {
    rooms: Mutex<Rooms>,
    places: Arc<Semaphore>,
}

#[derive(Default)]
struct Rooms {
    seats: Vec<Taken>,
    numbers: u64,
    poller: Option<JoinHandle<()>>,
}

/// A seat that somebody has taken.
struct Taken {
    number: u64,
    caller: Caller,
    frames: mpsc::Sender<Bytes>,
}

/// A watcher's seat, which is free again when this is dropped.
pub struct Seat {
    hub: Arc<Hub>,
    number: u64,
    frames: mpsc::Receiver<Bytes>,
    _place: OwnedSemaphorePermit,
}

impl Default for Hub {
    fn default() -> Self {
        Self { rooms: Mutex::default(), places: Arc::new(Semaphore::new(MOST_STREAMS)) }
    }
}

impl Hub {
    /// Watches the caller's workspace; none where too many watch already.
    pub fn watch(self: &Arc<Self>, app: &App, caller: &Caller) -> Option<Seat> {
        let place = self.places.clone().try_acquire_owned().ok()?;
        let (sender, frames) = mpsc::channel(UNTAKEN);
        let mut rooms = self.rooms();
        let number = rooms.seat(caller, sender);
        if rooms.poller.as_ref().is_none_or(JoinHandle::is_finished) {
            rooms.poller = Some(tokio::spawn(poll(self.clone(), app.clone())));
        }
        drop(rooms);
        Some(Seat { hub: self.clone(), number, frames, _place: place })
    }

    fn rooms(&self) -> MutexGuard<'_, Rooms> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Rooms {
    /// Gives the caller a seat; who has too many loses the one taken first.
    fn seat(&mut self, caller: &Caller, frames: mpsc::Sender<Bytes>) -> u64 {
        let id = caller.credential.id;
        let is_own = |seat: &Taken| seat.caller.credential.id == id;
        if self.seats.iter().filter(|seat| is_own(seat)).count() >= MOST_OF_ONE
            && let Some(first) = self.seats.iter().position(is_own)
        {
            self.seats.remove(first);
        }
        self.numbers += 1;
        self.seats.push(Taken { number: self.numbers, caller: caller.clone(), frames });
        self.numbers
    }

    /// The workspaces that are watched; none where nobody watches any more, and then nobody looks.
    fn watched(&mut self) -> Option<Vec<WorkspaceId>> {
        // Whose connection ended without a word.
        self.seats.retain(|seat| !seat.frames.is_closed());
        let watched: BTreeSet<WorkspaceId> =
            self.seats.iter().map(|seat| seat.caller.workspace_id()).collect();
        if watched.is_empty() {
            self.poller = None;
            return None;
        }
        Some(watched.into_iter().collect())
    }

    /// Tells each watcher what they may know of the news.
    fn tell(&mut self, news: &[(News, String)], is_cut: bool) {
        self.seats.retain(|seat| {
            let own =
                news.iter().filter(|(one, _)| one.is_for(&seat.caller)).map(|(_, frame)| frame.as_str());
            let lot: String = own.chain(is_cut.then_some(frames::CUT)).collect();
            lot.is_empty() || seat.frames.try_send(Bytes::from(lot)).is_ok()
        });
    }
}

impl Seat {
    /// The next frames; none where the watcher was too slow.
    pub async fn frames(&mut self) -> Option<Bytes> {
        self.frames.recv().await
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let number = self.number;
        self.hub.rooms().seats.retain(|seat| seat.number != number);
    }
}

/// Looks as long as anybody watches.
async fn poll(hub: Arc<Hub>, app: App) {
    let mut watch = Watch::new(app.now());
    loop {
        match look(&hub, &app, &mut watch).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => tracing::warn!(%error, "could not read what happened for those who watch"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Tells what is new; whether anybody watches still.
async fn look(hub: &Hub, app: &App, watch: &mut Watch) -> Result<bool, AppError> {
    let Some(workspaces) = hub.rooms().watched() else { return Ok(false) };
    let look = watch.look(app, &workspaces).await?;
    if look.news.is_empty() && !look.is_cut {
        return Ok(true);
    }
    let news: Vec<(News, String)> = look
        .news
        .into_iter()
        .map(|news| {
            let frame = frames::of(&news);
            (news, frame)
        })
        .collect();
    hub.rooms().tell(&news, look.is_cut);
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::credential::{Credential, Scopes};
    use colloquy_domain::{CredentialId, Instant};

    fn caller() -> Caller {
        let credential = Credential {
            id: CredentialId::generate(),
            workspace_id: WorkspaceId::generate(),
            user_id: None,
            name: String::new(),
            scopes: Scopes::admin(),
            created_at: Instant::UNIX_EPOCH,
            last_used_at: None,
            revoked_at: None,
        };
        Caller { credential }
    }

    #[tokio::test]
    async fn who_takes_nothing_is_dropped_and_the_others_are_told() {
        let mut rooms = Rooms::default();
        let (slow, mut left) = mpsc::channel(1);
        let (quick, mut taken) = mpsc::channel(UNTAKEN);
        rooms.seat(&caller(), slow);
        rooms.seat(&caller(), quick);
        for _ in 0..3 {
            rooms.tell(&[], true);
        }
        assert!(left.recv().await.is_some());
        assert!(left.recv().await.is_none(), "its seat is gone");
        for _ in 0..3 {
            assert_eq!(taken.recv().await.as_deref(), Some(frames::CUT.as_bytes()));
        }
        assert_eq!(rooms.seats.len(), 1);
    }

    #[test]
    fn one_credential_has_some_seats_and_the_newest_of_them() {
        let (mut rooms, one) = (Rooms::default(), caller());
        let mut kept = Vec::new();
        for _ in 0..=MOST_OF_ONE {
            let (sender, receiver) = mpsc::channel(1);
            rooms.seat(&one, sender);
            kept.push(receiver);
        }
        let numbers: Vec<u64> = rooms.seats.iter().map(|seat| seat.number).collect();
        assert_eq!((numbers.len(), numbers[0]), (MOST_OF_ONE, 2));
        assert_eq!(rooms.watched(), Some(vec![one.workspace_id()]));
        // Receivers that are gone leave nobody who watches.
        kept.clear();
        assert_eq!(rooms.watched(), None);
    }
}
