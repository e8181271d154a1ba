//! What the kernel tells of the machine and of processes. What cannot be read counts as nothing.

/// Clock ticks a second, which Linux fixes at 100 for what it tells user space.
const TICKS_PER_SECOND: f64 = 100.0;

/// Load average of the last minute.
pub fn load_average() -> f64 {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().next().and_then(|load| load.parse().ok()).unwrap_or(f64::NAN)
}

/// Resident memory of a process in megabytes.
pub fn resident_mb(process: u32) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes: Option<f64> = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    kilobytes.map_or(f64::NAN, |kilobytes| kilobytes * 1024.0 / 1e6)
}

/// Processor time of a process and of its living children, in seconds.
pub fn cpu_seconds(process: u32) -> (f64, f64) {
    let of_children = children(process).into_iter().filter_map(stat).map(|stat| stat.cpu_seconds).sum();
    (stat(process).map_or(0.0, |stat| stat.cpu_seconds), of_children)
}

struct Stat {
    parent: u32,
    cpu_seconds: f64,
}

fn stat(process: u32) -> Option<Stat> {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name may hold spaces and parentheses; fields are counted from the last one.
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |index: usize| fields.get(index)?.parse::<f64>().ok();
    Some(Stat {
        parent: fields.get(1)?.parse().ok()?,
        cpu_seconds: (ticks(11)? + ticks(12)?) / TICKS_PER_SECOND,
    })
}

fn children(parent: u32) -> Vec<u32> {
    let Ok(all) = std::fs::read_dir("/proc") else { return Vec::new() };
    let ids = all.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok());
    ids.filter(|id| stat(*id).is_some_and(|stat| stat.parent == parent)).collect()
}
