//! What the times of speech tell: talk, silence, responses, interruptions.

mod floor;
mod sides;

use colloquy_domain::metric::{EvidenceSpan, Measured, Place, Role};
use colloquy_domain::transcript::Entry;

use self::floor::{Interruption, Response, interruptions, pauses, responses};
use self::sides::Sides;
use super::spans::{Span, gaps, intersection, total};
use super::statistics::{largest, mean, percentile};
use super::subject::{SIDES, Subject};

/// Response times above are conspicuous.
const SPIKE_MS: f64 = 2_000.0;
/// Who lets so much time pass after the customer's words does not answer.
const UNRESPONSIVE_SECONDS: f64 = 10.0;
/// An entry may begin this much apart from the sound that it belongs to.
const ENTRY_WITHIN_SECONDS: f64 = 2.0;
/// Most places that are shown for one value.
const MOST_EVIDENCE: usize = 20;

/// The values of a metric that is made of times; none where the slug is none of these.
pub(super) fn measure(subject: &Subject<'_>, slug: &str) -> Option<Vec<Measured>> {
    let metric = metric_of(slug)?;
    Some(match Sides::of(subject) {
        Ok(sides) => metric(subject, &sides).into_iter().map(|value| sides.explain(value)).collect(),
        Err(missing) => vec![Measured::data_missing(missing)],
    })
}

type Metric = fn(&Subject<'_>, &Sides) -> Vec<Measured>;

fn metric_of(slug: &str) -> Option<Metric> {
    Some(match slug {
        "talk_time" => |_, sides| of_both(|role| Measured::number(ms(total(sides.of_role(role))))),
        "talk_ratio" => |_, sides| {
            of_both(|role| ratio(total(sides.of_role(role)), sides.talk_seconds(), "nobody speaks"))
        },
        "talk_to_listen_ratio" => |_, sides| {
            let (agent, customer) = (total(&sides.agent), total(&sides.customer));
            vec![ratio(agent, customer, "the customer says nothing")]
        },
        "words_per_minute" => |subject, sides| of_both(|role| words_per_minute(subject, sides, role)),
        "pause_count" => |_, sides| of_both(|role| Measured::number(pauses(sides, role).len() as f64)),
        "pause_time" => |_, sides| of_both(|role| Measured::number(ms(total(&pauses(sides, role))))),
        "longest_pause" => |_, sides| of_both(|role| Measured::number(longest(&pauses(sides, role)))),
        "silence_time" => |_, sides| vec![Measured::number(ms(silence_seconds(sides)))],
        "silence_ratio" => {
            |_, sides| vec![ratio(silence_seconds(sides), sides.duration_seconds, "the call has no length")]
        }
        "longest_silence" => |_, sides| vec![longest_silence(sides)],
        "response_time" => response_times,
        "response_time_p50" => |_, sides| vec![of_responses(sides, |times| percentile(times, 50.0))],
        "response_time_p95" => |_, sides| vec![of_responses(sides, |times| percentile(times, 95.0))],
        "response_time_max" => |_, sides| vec![of_responses(sides, largest)],
        "latency_spike_count" => |subject, sides| vec![latency_spikes(subject, sides)],
        "time_to_first_word" => |_, sides| of_both(|role| time_to_first_word(sides, role)),
        "customer_barge_in_count" => |subject, sides| vec![talking_into(subject, sides, Role::Customer)],
        "agent_cutoff_count" => |subject, sides| vec![talking_into(subject, sides, Role::Agent)],
        "overtalk_time" => |_, sides| vec![Measured::number(ms(overtalk_seconds(sides)))],
        "overtalk_ratio" => {
            |_, sides| vec![ratio(overtalk_seconds(sides), sides.duration_seconds, "the call has no length")]
        }
        "dead_air_at_end" => |_, sides| vec![dead_air_at_end(sides)],
        "agent_spoke" => |_, sides| vec![Measured::boolean(!sides.agent.is_empty())],
        "agent_responsive" => |_, sides| vec![agent_responsive(sides)],
        _ => return None,
    })
}

fn of_both(measure: impl Fn(Role) -> Measured) -> Vec<Measured> {
    SIDES.into_iter().map(|role| measure(role).of(role)).collect()
}

/// Milliseconds to a tenth: no recording tells more.
fn ms(seconds: f64) -> f64 {
    (seconds * 10_000.0).round() / 10.0
}

fn ratio(part: f64, whole: f64, missing: &str) -> Measured {
    if whole > 0.0 { Measured::number(part / whole) } else { Measured::data_missing(missing) }
}

fn longest(spans: &[Span]) -> f64 {
    ms(spans.iter().map(|span| span.seconds()).fold(0.0, f64::max))
}

fn words_per_minute(subject: &Subject<'_>, sides: &Sides, role: Role) -> Measured {
    if !subject.has_words() {
        return Measured::data_missing("there is no transcript");
    }
    let words: usize = subject.entries_of(role).map(|entry| super::words::count(&entry.text)).sum();
    let minutes = total(sides.of_role(role)) / 60.0;
    match (words, minutes > 0.0) {
        (0, _) => Measured::not_applicable("this side says nothing"),
        (_, true) => Measured::number(words as f64 / minutes),
        (_, false) => Measured::data_missing("this side is heard nowhere in the recording"),
    }
}

fn silence_seconds(sides: &Sides) -> f64 {
    (sides.duration_seconds - total(&sides.speech())).max(0.0)
}

fn overtalk_seconds(sides: &Sides) -> f64 {
    total(&intersection(&sides.agent, &sides.customer))
}

fn longest_silence(sides: &Sides) -> Measured {
    let speech = sides.speech();
    let silences: Vec<Span> = gaps(&speech).collect();
    match speech.len() {
        0 => Measured::not_applicable("nobody speaks"),
        _ => Measured::number(longest(&silences)),
    }
}

/// The entry whose sound begins there.
fn entry_at<'a>(subject: &Subject<'a>, role: Role, seconds: f64) -> Option<&'a Entry> {
    let distance = |entry: &&Entry| (entry.start_seconds - seconds).abs();
    let nearest = subject.entries_of(role).min_by(|one, other| distance(one).total_cmp(&distance(other)));
    nearest.filter(|entry| distance(entry) <= ENTRY_WITHIN_SECONDS)
}

/// The entry in whose time that moment lies, else the one that begins nearest.
fn entry_around<'a>(subject: &Subject<'a>, role: Role, seconds: f64) -> Option<&'a Entry> {
    let mut entries = subject.entries_of(role);
    let around = entries.find(|entry| entry.start_seconds <= seconds && seconds < entry.end_seconds);
    around.or_else(|| entry_at(subject, role, seconds))
}

fn response_times(subject: &Subject<'_>, sides: &Sides) -> Vec<Measured> {
    let responses = responses(sides);
    let times: Vec<f64> = responses.iter().map(|response| ms(response.seconds)).collect();
    let Some(mean) = mean(&times) else {
        return vec![Measured::not_applicable("the agent answers the customer nowhere").of(Role::Agent)];
    };
    let mut values = vec![Measured::number(mean).of(Role::Agent)];
    let mut last_entry = None;
    for (response, time) in responses.iter().zip(times) {
        let Some(entry) = entry_at(subject, Role::Agent, response.answered_at) else { continue };
        // Two answers within one entry cannot be told apart by it: the first one stands.
        if last_entry.replace(entry.id) != Some(entry.id) {
            values.push(Measured::number(time).of(Role::Agent).at(Place::Segment { entry: entry.id }));
        }
    }
    values
}

fn of_responses(sides: &Sides, value: impl Fn(&[f64]) -> Option<f64>) -> Measured {
    let times: Vec<f64> = responses(sides).iter().map(|response| ms(response.seconds)).collect();
    let several = format!("of {} responses", times.len());
    value(&times).map_or_else(
        || Measured::not_applicable("the agent answers the customer nowhere"),
        |value| Measured::number(value).because(several),
    )
}

fn latency_spikes(subject: &Subject<'_>, sides: &Sides) -> Measured {
    let responses = responses(sides);
    let mut spikes: Vec<&Response> =
        responses.iter().filter(|response| ms(response.seconds) > SPIKE_MS).collect();
    let count = spikes.len() as f64;
    spikes.sort_by(|one, other| other.seconds.total_cmp(&one.seconds));
    let evidence = spikes.iter().filter_map(|spike| {
        let entry = entry_at(subject, Role::Agent, spike.answered_at)?;
        let reason = format!("answered after {:.1} s", spike.seconds);
        Some(EvidenceSpan { from: entry.id, to: entry.id, quote: None, reason: Some(reason) })
    });
    Measured::number(count).with_evidence(evidence.take(MOST_EVIDENCE).collect())
}

fn time_to_first_word(sides: &Sides, role: Role) -> Measured {
    sides.of_role(role).first().map_or_else(
        || Measured::not_applicable("this side says nothing"),
        |first| Measured::number(ms(first.start)),
    )
}

fn talking_into(subject: &Subject<'_>, sides: &Sides, role: Role) -> Measured {
    let found = interruptions(sides, role);
    let other = other_side(role);
    let evidence = found.iter().filter_map(|Interruption { at, overlap_seconds }| {
        let (into, by) = (entry_around(subject, other, *at)?, entry_at(subject, role, *at)?);
        let reason = format!("at {at:.1} s, {overlap_seconds:.1} s at once");
        let (from, to) = if into.start_seconds <= by.start_seconds { (into, by) } else { (by, into) };
        Some(EvidenceSpan { from: from.id, to: to.id, quote: None, reason: Some(reason) })
    });
    Measured::number(found.len() as f64).with_evidence(evidence.take(MOST_EVIDENCE).collect())
}

fn other_side(role: Role) -> Role {
    if role == Role::Agent { Role::Customer } else { Role::Agent }
}

fn dead_air_at_end(sides: &Sides) -> Measured {
    let last = sides.speech().last().map(|span| span.end);
    last.map_or_else(
        || Measured::not_applicable("nobody speaks"),
        |end| Measured::number(ms((sides.duration_seconds - end).max(0.0))),
    )
}

fn agent_responsive(sides: &Sides) -> Measured {
    let Some(first) = sides.customer.first() else {
        return Measured::not_applicable("the customer says nothing");
    };
    if sides.agent.last().is_none_or(|last| last.end <= first.start) {
        return Measured::boolean(false).because("the agent says nothing after the customer's first words");
    }
    let speech = sides.speech();
    let after = speech.iter().enumerate().map(|(number, span)| {
        let until = speech.get(number + 1).map_or(sides.duration_seconds, |next| next.start);
        Span::new(span.end, until)
    });
    let mut left_alone = after.filter(|silence| {
        let is_after_customer = sides.customer.iter().any(|span| (span.end - silence.start).abs() < 1e-6);
        silence.seconds() >= UNRESPONSIVE_SECONDS && is_after_customer
    });
    match left_alone.next() {
        Some(silence) => Measured::boolean(false).because(format!(
            "at {:.1} s nobody answers the customer for {:.1} s",
            silence.start,
            silence.seconds()
        )),
        None => Measured::boolean(true),
    }
}
