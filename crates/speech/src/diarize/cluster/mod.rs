//! How many people there are, and whose voice prints are whose.
//!
//! Prints are joined to tight groups first ([`agglomerate`]), then a Bayesian model of how voices vary
//! ([`vbx`]) says which groups are one person. What it leaves is joined further by a rule that depends on how
//! many people are expected: prints of one person have a cosine above 0.8, of two people mostly below 0.45,
//! yet a print of a moment in which two people spoke lies between. So groups beyond the expected number are
//! joined even when they are rather different, groups within it only when they are nearly the same.
//!
//! Measured on 29 recordings of one to four people, 20 of them composed of single readers: with nothing
//! known, 27 counts are right (one of three people counts as two, a meeting in which three of four hardly
//! speak as one); with two expected, all 25 recordings of one or two people are right. What it cannot do:
//! one synthetic voice at two pitches, 6 to 10 % apart, counts as one person (two more recordings, not
//! among the 29).

mod agglomerate;
mod vbx;

use crate::diarize::SpeakerCount;
use agglomerate::{Group, agglomerate};
use vbx::Vbx;

/// Prints with a cosine above this are surely of one person.
const SAME_VOICE: f32 = 0.8;
/// Groups that the Bayesian model starts from: more than people in a meeting, few enough for hours.
const MOST_TIGHT_GROUPS: usize = 32;
/// Groups are joined above this where nothing is known …
const JOIN_UNKNOWN: f32 = 0.5;
/// … above this where there are no more than expected …
const JOIN_WITHIN_EXPECTED: f32 = 0.62;
/// … and above this where there are more.
const JOIN_BEYOND_EXPECTED: f32 = 0.3;
/// A person beyond the expected number must have at least this share of the speech.
const SMALLEST_UNEXPECTED_SHARE: f32 = 0.04;
/// Prints of less speech, in seconds, take no part in finding the people; they are only assigned.
const FEWEST_SECONDS: f64 = 1.0;
/// A print weighs as much as its seconds, up to this.
const MOST_SECONDS: f64 = 10.0;

/// A voice print and what it was made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Print {
    /// Unit length.
    pub vector: Vec<f32>,
    /// In the space of the PLDA, see `colloquy_engine::protocol::VoicePrint`.
    pub plda: Vec<f32>,
    /// Seconds in which the voice alone was heard.
    pub solo_seconds: f64,
}

/// The middle of each person's prints, unit vectors. At least one where there is any print.
///
/// `hop_seconds` is the time from one window to the next: the shorter it is, the more prints repeat the same
/// speech, and the less each is worth.
pub fn people(
    prints: &[Print],
    between_variances: &[f32],
    hop_seconds: f64,
    count: SpeakerCount,
) -> Vec<Vec<f32>> {
    let mut used: Vec<&Print> = prints.iter().filter(|print| print.solo_seconds >= FEWEST_SECONDS).collect();
    if used.is_empty() {
        used = prints.iter().collect();
    }
    let single: Vec<Group> = used.iter().map(|print| Group::of(&print.vector, weight(print))).collect();
    let tight =
        agglomerate(single.clone(), |groups, cosine| cosine >= SAME_VOICE || groups > MOST_TIGHT_GROUPS);

    let plda: Vec<&[f32]> = used.iter().map(|print| print.plda.as_slice()).collect();
    let mut first_guess = vec![0; used.len()];
    for (number, group) in tight.iter().enumerate() {
        group.members.iter().for_each(|member| first_guess[*member] = number);
    }
    let refined = Vbx::new(&plda, between_variances, hop_seconds).cluster(&first_guess, tight.len());
    let groups = regroup(&single, &refined);

    let fewest = match count {
        SpeakerCount::Unknown => 1,
        SpeakerCount::Likely(expected) => expected,
        SpeakerCount::Between { fewest, .. } => fewest,
    };
    // Where the model sees fewer people than expected, look again at every print.
    let start = if groups.len() < fewest { tight_enough(single, tight, fewest) } else { groups };
    join(start, count).into_iter().map(|group| group.centre()).collect()
}

fn weight(print: &Print) -> f32 {
    print.solo_seconds.clamp(0.01, MOST_SECONDS) as f32
}

/// The tight groups, or the single prints where even those are too few.
fn tight_enough(single: Vec<Group>, tight: Vec<Group>, fewest: usize) -> Vec<Group> {
    if tight.len() < fewest { single } else { tight }
}

fn regroup(single: &[Group], labels: &[usize]) -> Vec<Group> {
    let label_count = labels.iter().max().map_or(0, |largest| largest + 1);
    let mut groups: Vec<Option<Group>> = vec![None; label_count];
    for (group, label) in single.iter().zip(labels) {
        match &mut groups[*label] {
            Some(joined) => joined.join(group.clone()),
            none => *none = Some(group.clone()),
        }
    }
    groups.into_iter().flatten().collect()
}

/// Joins groups until `count` is content.
fn join(groups: Vec<Group>, count: SpeakerCount) -> Vec<Group> {
    match count {
        SpeakerCount::Unknown => agglomerate(groups, |_, cosine| cosine >= JOIN_UNKNOWN),
        SpeakerCount::Between { fewest, most } => agglomerate(groups, |groups, cosine| {
            groups > most.max(1) || (groups > fewest && cosine >= JOIN_UNKNOWN)
        }),
        SpeakerCount::Likely(expected) => {
            let rule = |groups: usize, cosine: f32| {
                let threshold = if groups > expected { JOIN_BEYOND_EXPECTED } else { JOIN_WITHIN_EXPECTED };
                cosine >= threshold
            };
            let joined = agglomerate(groups, rule);
            agglomerate(without_remnants(joined, expected), rule)
        }
    }
}

/// Leaves out the smallest groups beyond `expected` that hold next to no speech. Whoever they are of, their
/// local voices are given to the nearest of the others.
fn without_remnants(mut groups: Vec<Group>, expected: usize) -> Vec<Group> {
    groups.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let total: f32 = groups.iter().map(|group| group.weight).sum();
    let mut position = 0;
    groups.retain(|group| {
        position += 1;
        position <= expected.max(1) || group.weight >= SMALLEST_UNEXPECTED_SHARE * total
    });
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIMENSIONS: usize = 8;
    const BETWEEN: [f32; DIMENSIONS] = [20.0; DIMENSIONS];

    /// A print near the axis `person`, `sideways` towards the next axis.
    fn print(person: usize, sideways: f32, solo_seconds: f64) -> Print {
        let mut vector = vec![0.0; DIMENSIONS];
        vector[person] = 1.0;
        vector[(person + 1) % DIMENSIONS] += sideways;
        let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt();
        vector.iter_mut().for_each(|value| *value /= length);
        let plda = vector.iter().map(|value| value * 8.0).collect();
        Print { vector, plda, solo_seconds }
    }

    fn crowd(people: usize) -> Vec<Print> {
        (0..people * 12).map(|index| print(index % people, 0.02 * (index % 5) as f32, 3.0)).collect()
    }

    fn found(prints: &[Print], count: SpeakerCount) -> usize {
        people(prints, &BETWEEN, 2.5, count).len()
    }

    #[test]
    fn clear_voices_are_counted_whatever_is_expected() {
        for (truth, count) in [
            (1, SpeakerCount::Unknown),
            (2, SpeakerCount::Unknown),
            (4, SpeakerCount::Unknown),
            (1, SpeakerCount::Likely(2)),
            (2, SpeakerCount::Likely(2)),
            (3, SpeakerCount::Likely(2)),
            (3, SpeakerCount::Between { fewest: 2, most: 5 }),
        ] {
            assert_eq!(found(&crowd(truth), count), truth, "{truth} people, {count:?}");
        }
    }

    #[test]
    fn a_given_number_is_kept_as_far_as_there_are_prints() {
        let exactly = |number| SpeakerCount::Between { fewest: number, most: number };
        assert_eq!(found(&crowd(4), exactly(2)), 2);
        assert_eq!(found(&crowd(1), exactly(2)), 2);
        assert_eq!(found(&crowd(1)[..1], exactly(3)), 1);
        assert_eq!(found(&[], exactly(2)), 0);
        assert_eq!(found(&crowd(2), SpeakerCount::Between { fewest: 0, most: 0 }), 1);
    }

    #[test]
    fn a_cough_is_no_third_person_on_a_call() {
        let mut prints = crowd(2);
        prints.push(print(5, 0.0, 1.1));
        assert_eq!(found(&prints, SpeakerCount::Likely(2)), 2);
    }

    #[test]
    fn centres_are_unit_vectors_of_the_people() {
        let centres = people(&crowd(2), &BETWEEN, 2.5, SpeakerCount::Unknown);
        for person in 0..2 {
            assert!(centres.iter().any(|centre| centre[person] > 0.95), "{centres:?}");
        }
    }
}
