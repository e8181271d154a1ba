//! What work cost, as the kernel tells it: processor time of this process and its engines, and their memory.

use std::collections::BTreeMap;

/// Clock ticks a second, which Linux fixes at 100 for what it tells user space.
const TICKS_PER_SECOND: f64 = 100.0;

/// Written to a process's `clear_refs`, this forgets the most memory that it held so far.
const FORGET_PEAK: &str = "5";

/// What one recording cost.
#[derive(Debug, Clone, Copy, Default)]
pub struct Usage {
    /// Decoding and recognition, in processor seconds of all processes.
    pub recognise_seconds: f64,
    /// Telling speakers apart, in processor seconds of the engine that does it.
    pub voices_seconds: f64,
    /// Most memory of the recognising engine.
    pub recognise_mb: f64,
    /// Most memory of the engine that tells speakers apart; 0 where it did not run.
    pub voices_mb: f64,
}

/// A measurement that has begun: what was used before.
pub struct Begun {
    own_seconds: f64,
    /// Processor seconds of each engine process that lived.
    engines: BTreeMap<u32, f64>,
}

impl Usage {
    /// Begins to measure.
    pub fn begin() -> Begun {
        let mut before = BTreeMap::new();
        for (process, _) in engines() {
            // Where the kernel refuses, the most of all recordings so far is told.
            let _ = std::fs::write(format!("/proc/{process}/clear_refs"), FORGET_PEAK);
            before.insert(process, seconds_of(process));
        }
        Begun { own_seconds: stat("self").map_or(0.0, |stat| stat.cpu_seconds), engines: before }
    }
}

impl Begun {
    /// What was used since; none where an engine ended meanwhile, whose time is not known then. One that was
    /// started meanwhile counts whole, with the loading of its model.
    pub fn end(self) -> Option<Usage> {
        let living = engines();
        if self.engines.keys().any(|process| living.iter().all(|(other, _)| other != process)) {
            return None;
        }
        let own = stat("self").map_or(0.0, |stat| stat.cpu_seconds) - self.own_seconds;
        let mut usage = Usage { recognise_seconds: own, ..Usage::default() };
        for (process, is_voices) in living {
            let used = seconds_of(process) - self.engines.get(&process).copied().unwrap_or(0.0);
            let (of_kind, peak) = if is_voices {
                (&mut usage.voices_seconds, &mut usage.voices_mb)
            } else {
                (&mut usage.recognise_seconds, &mut usage.recognise_mb)
            };
            *of_kind += used;
            *peak = peak.max(peak_mb(process));
        }
        Some(usage)
    }
}

fn seconds_of(process: u32) -> f64 {
    stat(&process.to_string()).map_or(0.0, |stat| stat.cpu_seconds)
}

/// Living engine processes of this process, and whether each tells speakers apart.
fn engines() -> Vec<(u32, bool)> {
    let Ok(all) = std::fs::read_dir("/proc") else { return Vec::new() };
    let own = std::process::id();
    let ids = all.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok());
    ids.filter(|id| stat(&id.to_string()).is_some_and(|stat| stat.parent == own))
        .map(|id| {
            let command_line = std::fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
            let is_voices = command_line.split(|byte| *byte == 0).any(|argument| argument == b"speakers");
            (id, is_voices)
        })
        .collect()
}

struct Stat {
    parent: u32,
    cpu_seconds: f64,
}

fn stat(process: &str) -> Option<Stat> {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name may hold spaces and parentheses; fields are counted from the last one.
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |index: usize| fields.get(index)?.parse::<f64>().ok();
    Some(Stat {
        parent: fields.get(1)?.parse().ok()?,
        cpu_seconds: (ticks(11)? + ticks(12)?) / TICKS_PER_SECOND,
    })
}

fn peak_mb(process: u32) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes: Option<f64> = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    kilobytes.map_or(0.0, |kilobytes| kilobytes * 1024.0 / 1e6)
}
