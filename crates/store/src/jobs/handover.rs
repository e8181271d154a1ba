//! Handing jobs to a worker of the same process as they are committed.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use colloquy_domain::job::Queue;
use parking_lot::Mutex;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::{LeasedJob, WorkerId};

/// The workers that take jobs as they are committed, one per queue at most.
pub(crate) struct Attachments {
    by_queue: Mutex<HashMap<Queue, Attachment>>,
    busy: BusyLanes,
    per_lane: usize,
}

struct Attachment {
    worker: WorkerId,
    sender: mpsc::Sender<LeasedJob>,
    lease: Duration,
}

/// How many jobs of a lane have been handed over and are not done.
type BusyLanes = Arc<Mutex<HashMap<Uuid, usize>>>;

/// What is held for a job before it is written: a place in the channel and one in its lane.
pub(crate) struct Reserved {
    pub(crate) worker: WorkerId,
    pub(crate) lease: Duration,
    permit: mpsc::OwnedPermit<LeasedJob>,
    place: Place,
}

/// A job that goes to its worker after the commit. Dropping it instead gives its places back.
pub(crate) struct HandedOver {
    job: LeasedJob,
    permit: mpsc::OwnedPermit<LeasedJob>,
}

impl Attachments {
    pub(crate) fn new(per_lane: usize) -> Self {
        Self { by_queue: Mutex::default(), busy: Arc::default(), per_lane }
    }

    pub(crate) fn attach(
        &self,
        queue: Queue,
        worker: WorkerId,
        sender: mpsc::Sender<LeasedJob>,
        lease: Duration,
    ) {
        self.by_queue.lock().insert(queue, Attachment { worker, sender, lease });
    }

    pub(crate) fn detach(&self, queue: Queue) {
        self.by_queue.lock().remove(&queue);
    }

    /// Places for a job of that lane, if there are any.
    pub(super) fn reserve(&self, queue: Queue, lane: Uuid) -> Option<Reserved> {
        let by_queue = self.by_queue.lock();
        let attachment = by_queue.get(&queue)?;
        let place = self.place_in(lane)?;
        let permit = attachment.sender.clone().try_reserve_owned().ok()?;
        Some(Reserved { worker: attachment.worker, lease: attachment.lease, permit, place })
    }

    fn place_in(&self, lane: Uuid) -> Option<Place> {
        let mut busy = self.busy.lock();
        let count = busy.entry(lane).or_insert(0);
        if *count >= self.per_lane {
            return None;
        }
        *count += 1;
        Some(Place { lane, busy: Arc::clone(&self.busy) })
    }
}

impl Reserved {
    pub(super) fn fill(self, job: LeasedJob) -> HandedOver {
        HandedOver { job: LeasedJob { place: Some(self.place), ..job }, permit: self.permit }
    }
}

impl HandedOver {
    /// Sends the job, right after the commit. If the worker has gone meanwhile, its lease runs out.
    pub(crate) fn send(self) {
        let committed_at = Some(std::time::Instant::now());
        self.permit.send(LeasedJob { committed_at, ..self.job });
    }
}

/// One of the places of a lane; dropping it frees the place.
pub(crate) struct Place {
    lane: Uuid,
    busy: BusyLanes,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut busy = self.busy.lock();
        if let Some(count) = busy.get_mut(&self.lane) {
            *count -= 1;
            if *count == 0 {
                busy.remove(&self.lane);
            }
        }
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Place")
    }
}
