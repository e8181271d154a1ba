//! A thousand broken copies of the fixtures: no panic gets out, nothing hangs, memory stays bounded.
//!
//! A binary of its own, because it counts every byte that is allocated. A watchdog ends the process when one
//! copy takes too long. Every copy is made from the number that is printed before it, so that a failure can
//! be looked at again.

mod support;

use std::alloc::{GlobalAlloc, Layout, System};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use colloquy_media::{DecodeLimits, MediaError, PrepareOptions, prepare, probe};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use support::fixture;

/// Counts what is allocated and keeps the highest mark.
struct CountingAllocator;

static ALLOCATED: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

fn count(bytes: usize) {
    let now = ALLOCATED.fetch_add(bytes, Ordering::Relaxed) + bytes;
    PEAK.fetch_max(now, Ordering::Relaxed);
}

#[expect(unsafe_code, reason = "an allocator that counts is the only way to see what a decoder asks for")]
// SAFETY: every call is passed on to the system's allocator as it came.
unsafe impl GlobalAlloc for CountingAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        // SAFETY: as above.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        // SAFETY: as above.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        ALLOCATED.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: as above.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        count(new_size);
        ALLOCATED.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: as above.
        unsafe { System.realloc(pointer, layout, new_size) }
    }
}

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

const COPIES: u64 = 1_000;
const MAX_BYTES: usize = 1_000_000_000;
/// A whole fixture takes some 20 ms.
const MAX_SECONDS_PER_COPY: u64 = 10;

#[test]
fn a_thousand_broken_copies_cause_no_panic_no_hang_and_no_flood() {
    let fixtures = fixtures();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let watchdog = Watchdog::start();
    // Decoders' panics are caught inside; their backtraces would only hide the one that gets out.
    std::panic::set_hook(Box::new(|_| {}));
    let (mut decoded, mut refused, mut caught) = (0, 0, 0);
    let mut slowest = (Duration::ZERO, 0);
    let mut greediest = (0, 0);
    for number in 0..COPIES {
        let (name, bytes) = broken_copy(&fixtures, number);
        println!("copy {number}: {name}, {} bytes", bytes.len());
        watchdog.begin(number);
        PEAK.store(ALLOCATED.load(Ordering::Relaxed), Ordering::Relaxed);
        let base = ALLOCATED.load(Ordering::Relaxed);
        let started = Instant::now();
        let outcome = std::panic::catch_unwind(|| try_all(folder.path(), &bytes));
        slowest = slowest.max((started.elapsed(), number));
        greediest = greediest.max((PEAK.load(Ordering::Relaxed) - base, number));
        match outcome {
            Ok(Ok(())) => decoded += 1,
            Ok(Err(MediaError::Corrupt { detail })) if detail.starts_with("the decoder gave up") => {
                println!("    caught: {detail}");
                caught += 1;
            }
            Ok(Err(MediaError::Io { action, source })) => {
                panic!("copy {number} of {name} was blamed on the machine: cannot {action}: {source}")
            }
            Ok(Err(_)) => refused += 1,
            Err(_) => {
                let _default = std::panic::take_hook();
                panic!("copy {number} of {name} caused a panic that got out");
            }
        }
    }
    let _default = std::panic::take_hook();
    drop(watchdog);
    println!(
        "{decoded} decoded, {refused} refused, {caught} panics caught; slowest {slowest:?}, most {greediest:?}"
    );
    assert!(greediest.0 < MAX_BYTES, "copy {} took {} bytes", greediest.1, greediest.0);
    // Otherwise the copies are too broken, or too whole, to reach the code that matters.
    assert!(decoded > 50 && refused > 200, "{decoded} decoded, {refused} refused");
}

fn try_all(folder: &Path, bytes: &[u8]) -> Result<(), MediaError> {
    let path = folder.join("copy");
    fs::write(&path, bytes).expect("a temporary file can be written");
    let options = PrepareOptions { limits: DecodeLimits { max_duration_seconds: 3600.0 } };
    let _described_or_not = probe(&path);
    prepare(&path, &folder.join("out"), &options, &mut |_| {}, &|| false).map(|_| ())
}

fn fixtures() -> Vec<(String, Vec<u8>)> {
    let mut names: Vec<_> = fs::read_dir(fixture(""))
        .expect("the fixtures")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("plain names"))
        .filter(|name| !name.ends_with(".md") && !name.ends_with(".sh"))
        .collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), fs::read(fixture(&name)).expect("a fixture"))).collect()
}

fn broken_copy(fixtures: &[(String, Vec<u8>)], number: u64) -> (String, Vec<u8>) {
    let mut random = StdRng::seed_from_u64(number);
    let (name, whole) = &fixtures[number as usize % fixtures.len()];
    let mut bytes = whole.clone();
    for _ in 0..random.random_range(1..=3) {
        mutate(&mut bytes, fixtures, &mut random);
    }
    (name.clone(), bytes)
}

fn mutate(bytes: &mut Vec<u8>, fixtures: &[(String, Vec<u8>)], random: &mut StdRng) {
    if bytes.len() < 16 {
        return;
    }
    // Most of what steers a decoder is in front.
    let header = bytes.len().min(1024);
    match random.random_range(0..8) {
        // Single bits anywhere.
        0 => {
            for _ in 0..random.random_range(1..20) {
                let at = random.random_range(0..bytes.len());
                bytes[at] ^= 1 << random.random_range(0..8);
            }
        }
        // Bytes in the header.
        1 => {
            for _ in 0..random.random_range(1..8) {
                let at = random.random_range(0..header);
                bytes[at] = random.random();
            }
        }
        // Sizes and counts that lie.
        2 | 3 => {
            let values: [u32; 8] =
                [0, 1, 0x7fff_ffff, 0x8000_0000, u32::MAX, 0xffff, 0x00ff_ffff, random.random()];
            let value = *values.choose(random).expect("not empty");
            let at = random.random_range(0..header - 4);
            let field = if random.random() { value.to_le_bytes() } else { value.to_be_bytes() };
            bytes[at..at + 4].copy_from_slice(&field);
        }
        // The end is missing.
        4 => bytes.truncate(random.random_range(1..bytes.len())),
        // A piece is missing in the middle.
        5 => {
            let start = random.random_range(0..bytes.len());
            let end = (start + random.random_range(1..2_000)).min(bytes.len());
            bytes.drain(start..end);
        }
        // A piece comes twice, or comes from another file.
        6 => {
            let (_, other) = fixtures.choose(random).expect("not empty");
            let start = random.random_range(0..other.len());
            let end = (start + random.random_range(1..4_000)).min(other.len());
            let at = random.random_range(0..bytes.len());
            bytes.splice(at..at, other[start..end].iter().copied());
        }
        // The end carries another size: MP4 keeps its tables there.
        _ => {
            let tail = bytes.len() - header;
            let at = random.random_range(tail..bytes.len() - 4);
            let value: u32 = if random.random() { u32::MAX } else { random.random_range(0..100_000) };
            bytes[at..at + 4].copy_from_slice(&value.to_be_bytes());
        }
    }
}

/// Ends the process when one copy takes too long; a hang cannot be ended from inside its thread.
struct Watchdog {
    beginnings: Sender<u64>,
}

impl Watchdog {
    fn start() -> Watchdog {
        let (beginnings, heard) = channel();
        std::thread::spawn(move || watch(&heard));
        Watchdog { beginnings }
    }

    fn begin(&self, number: u64) {
        self.beginnings.send(number).expect("the watchdog listens until this end is dropped");
    }
}

#[expect(clippy::print_stderr, reason = "the last word before the process ends")]
fn watch(heard: &Receiver<u64>) {
    let mut current = 0;
    loop {
        match heard.recv_timeout(Duration::from_secs(MAX_SECONDS_PER_COPY)) {
            Ok(number) => current = number,
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                eprintln!("copy {current} takes more than {MAX_SECONDS_PER_COPY} s");
                std::process::abort();
            }
        }
    }
}
