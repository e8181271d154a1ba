//! Lookups by the operating system, as many at once as the rest of the process can spare.
//!
//! `getaddrinfo` blocks a thread until it gives up, which for a zone whose servers are silent takes half a
//! minute; whoever waits for it has gone long before. Tokio's threads for blocking work are a few hundred,
//! and files and password hashes need them, too. So the lookups at work are bounded, in all and within one
//! zone, and each keeps its place until its thread is free again, not only while somebody waits. Others wait
//! for a place; that counts in their own time limit for the connection.
//!
//! Not guarded against: somebody who owns many dead zones can keep all places taken. Then names resolve
//! slowly or not at all, but nothing else of the process stands still.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::{fmt, io, net::ToSocketAddrs};

use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};

use crate::resolver::{NameResolver, Resolving};

/// Lookups at once: an eighth of the threads that Tokio has for blocking work.
const MOST_AT_ONCE: usize = 64;

/// Lookups at once of names in one zone.
const MOST_IN_A_ZONE: usize = 8;

/// Zones that are remembered before those without a lookup at work are forgotten.
const ZONES_KEPT: usize = 1_000;

type Lookup = Arc<dyn Fn(&str) -> io::Result<Vec<IpAddr>> + Send + Sync>;

/// The operating system's resolver, on threads for blocking work.
#[derive(Clone)]
pub struct SystemResolver {
    lookup: Lookup,
    places: Arc<Places>,
}

struct Places {
    all: Arc<Semaphore>,
    zones: Mutex<HashMap<String, Weak<Semaphore>>>,
}

impl Default for SystemResolver {
    fn default() -> Self {
        Self::asking(Arc::new(|name| {
            let addresses = (name, 0).to_socket_addrs()?;
            Ok(addresses.map(|address| address.ip()).collect())
        }))
    }
}

impl SystemResolver {
    fn asking(lookup: Lookup) -> Self {
        let places = Places { all: Arc::new(Semaphore::new(MOST_AT_ONCE)), zones: Mutex::default() };
        Self { lookup, places: Arc::new(places) }
    }
}

impl fmt::Debug for SystemResolver {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SystemResolver").finish_non_exhaustive()
    }
}

impl NameResolver for SystemResolver {
    fn lookup(&self, name: &str) -> Resolving {
        let (lookup, places, name) = (self.lookup.clone(), self.places.clone(), name.to_owned());
        Box::pin(async move {
            let place = places.take(&name).await.map_err(io::Error::other)?;
            let looking = tokio::task::spawn_blocking(move || {
                let found = lookup(&name);
                drop(place);
                found
            });
            looking.await.map_err(io::Error::other)?
        })
    }
}

impl Places {
    /// A place for a lookup of `name`. The zone's comes first: who waits for it must not hold one that others
    /// could use.
    async fn take(&self, name: &str) -> Result<[OwnedSemaphorePermit; 2], AcquireError> {
        let zone = self.of_zone(zone_of(name)).acquire_owned().await?;
        Ok([zone, self.all.clone().acquire_owned().await?])
    }

    fn of_zone(&self, zone: String) -> Arc<Semaphore> {
        // A panic while the lock is held cannot leave the map half changed.
        let mut zones = self.zones.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(places) = zones.get(&zone).and_then(Weak::upgrade) {
            return places;
        }
        if zones.len() >= ZONES_KEPT {
            zones.retain(|_, places| places.strong_count() > 0);
        }
        let places = Arc::new(Semaphore::new(MOST_IN_A_ZONE));
        zones.insert(zone, Arc::downgrade(&places));
        places
    }
}

/// Labels below which countries let everybody register.
const SHARED_LABELS: [&str; 10] = ["ac", "co", "com", "edu", "go", "gov", "ne", "net", "or", "org"];

/// The part of a name that one owner has: its last two labels, or three below the likes of `co.uk`. Whoever
/// owns a zone can make any number of names in it, so counting by name would bound nothing.
fn zone_of(name: &str) -> String {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let labels: Vec<&str> = name.split('.').collect();
    let is_shared =
        matches!(labels[..], [.., second, top] if top.len() == 2 && SHARED_LABELS.contains(&second));
    let owned = if is_shared { 3 } else { 2 };
    labels[labels.len().saturating_sub(owned)..].join(".")
}

#[cfg(test)]
mod tests {
    use std::sync::Condvar;

    use super::*;

    /// Names that end in `.test` hang until they are let go; all lookups are counted.
    #[derive(Default)]
    struct Hanging {
        begun: Mutex<Vec<String>>,
        is_let_go: Mutex<bool>,
        let_go: Condvar,
    }

    impl Hanging {
        fn lookup(&self, name: &str) -> io::Result<Vec<IpAddr>> {
            self.begun.lock().unwrap().push(name.to_owned());
            if name.ends_with(".test") {
                let held = self.is_let_go.lock().unwrap();
                drop(self.let_go.wait_while(held, |is_let_go| !*is_let_go).unwrap());
            }
            Ok(vec![IpAddr::from([192, 0, 2, 1])])
        }

        fn begun_in(&self, zone: &str) -> usize {
            self.begun.lock().unwrap().iter().filter(|name| name.ends_with(zone)).count()
        }
    }

    /// Lets everything go when it is dropped, also by a test that fails: its runtime waits for the threads.
    struct Held(Arc<Hanging>);

    impl Drop for Held {
        fn drop(&mut self) {
            *self.0.is_let_go.lock().unwrap() = true;
            self.0.let_go.notify_all();
        }
    }

    fn hanging() -> (Arc<Hanging>, Held, SystemResolver) {
        let system = Arc::new(Hanging::default());
        let asked = system.clone();
        let resolver = SystemResolver::asking(Arc::new(move |name| asked.lookup(name)));
        (system.clone(), Held(system), resolver)
    }

    #[tokio::test]
    async fn a_dead_zone_keeps_its_own_places_only_and_for_as_long_as_its_threads_hang() {
        let (system, held, resolver) = hanging();
        let look_up = |number: usize| resolver.lookup(&format!("host-{number}.dead.test"));
        let given_up: Vec<_> = (0..MOST_AT_ONCE * 2).map(|number| tokio::spawn(look_up(number))).collect();
        while system.begun_in("dead.test") < MOST_IN_A_ZONE {
            tokio::task::yield_now().await;
        }
        // Those who asked have lost their patience; the threads have not.
        given_up.iter().for_each(tokio::task::JoinHandle::abort);
        for asking in given_up {
            assert!(asking.await.is_err_and(|ended| ended.is_cancelled()));
        }
        let later = tokio::spawn(look_up(1_000));
        resolver.lookup("hooks.example.com").await.expect("another zone is answered");
        assert_eq!(system.begun_in("dead.test"), MOST_IN_A_ZONE, "no thread beyond the zone's places");
        drop(held);
        later.await.expect("no panic").expect("there is a place again");
    }

    #[tokio::test]
    async fn all_lookups_together_are_bounded() {
        let (system, held, resolver) = hanging();
        let many = MOST_AT_ONCE * 2;
        let looking: Vec<_> = (0..many)
            .map(|number| tokio::spawn(resolver.lookup(&format!("host.dead-{number}.test"))))
            .collect();
        while system.begun_in(".test") < MOST_AT_ONCE {
            tokio::task::yield_now().await;
        }
        assert_eq!(resolver.places.all.available_permits(), 0);
        assert_eq!(system.begun_in(".test"), MOST_AT_ONCE);
        drop(held);
        for one in looking {
            one.await.expect("no panic").expect("each gets its turn");
        }
        assert_eq!(system.begun_in(".test"), many);
    }

    #[test]
    fn names_of_one_owner_share_a_zone() {
        let rows = [
            ("a.b.example.com", "example.com"),
            ("Example.COM.", "example.com"),    // spellings of one name
            ("hooks.firm.co.uk", "firm.co.uk"), // co.uk has many owners
            ("a.b.firm.com.au", "firm.com.au"),
            ("a.firm.io", "firm.io"),
            ("recorder", "recorder"),
            ("", ""),
        ];
        for (name, zone) in rows {
            assert_eq!(zone_of(name), zone, "{name}");
        }
    }
}
