//! Bayesian clustering of voice prints (VBx without its time model: Landini, Profant, Diez, Burget, "Bayesian
//! HMM clustering of x-vector sequences", 2022, with self-loop probability 0).
//!
//! A speaker is an unknown point, normally distributed around 0 with the PLDA's variances between speakers;
//! their prints lie around that point with unit variance. Variational Bayes finds for every print how likely
//! it is of each speaker, and speakers that are not needed lose all their prints: this tells how many there
//! are. The scales of evidence and prior are those of pyannote's community-1 pipeline, which takes a print
//! every second.

use crate::diarize::cluster::agglomerate::dot;

/// Scale of the acoustic evidence, for one print a second.
const EVIDENCE_SCALE: f32 = 0.07;
/// Scale of the prior: larger means fewer speakers.
const PRIOR_SCALE: f32 = 0.8;
const MOST_ITERATIONS: usize = 20;
/// The iteration ends when the bound grows by less.
const SMALLEST_GROWTH: f32 = 1e-3;
/// Certainty of the first guess, as the logarithm of odds.
const FIRST_GUESS_CERTAINTY: f32 = 7.0;
/// Keeps logarithms finite.
const TINY: f32 = 1e-8;

/// The prints, prepared.
pub struct Vbx<'a> {
    between_variances: &'a [f32],
    /// Prints, each dimension multiplied by its standard deviation between speakers.
    scaled: Vec<Vec<f32>>,
    /// Terms of each print's likelihood that no speaker changes.
    constants: Vec<f32>,
    print_weight: f32,
}

/// What is believed of one speaker: mean and variance of their point.
struct Speaker {
    mean: Vec<f32>,
    variance: Vec<f32>,
}

impl<'a> Vbx<'a> {
    /// Takes prints in the PLDA's space, one every `hop_seconds`.
    pub fn new(prints: &[&[f32]], between_variances: &'a [f32], hop_seconds: f64) -> Self {
        let scale = |print: &&[f32]| {
            print.iter().zip(between_variances).map(|(value, variance)| value * variance.sqrt()).collect()
        };
        let normal_constant = between_variances.len() as f32 * std::f32::consts::TAU.ln();
        Self {
            between_variances,
            scaled: prints.iter().map(scale).collect(),
            constants: prints.iter().map(|print| -0.5 * (dot(print, print) + normal_constant)).collect(),
            print_weight: hop_seconds.max(0.1) as f32,
        }
    }

    /// A speaker for each print, numbered without gaps from 0. `first_guess` numbers the prints' groups, below
    /// `group_count`.
    pub fn cluster(&self, first_guess: &[usize], group_count: usize) -> Vec<usize> {
        if group_count < 2 {
            return vec![0; first_guess.len()];
        }
        let mut shares = smoothed(first_guess, group_count);
        let mut priors = vec![1.0 / group_count as f32; group_count];
        let mut last_bound = f32::NEG_INFINITY;
        for _ in 0..MOST_ITERATIONS {
            let speakers: Vec<Speaker> =
                (0..group_count).map(|speaker| self.believe(speaker, &shares)).collect();
            let evidence = self.assign(&speakers, &priors, &mut shares);
            priors = mean_shares(&shares, group_count);
            let bound = evidence + speakers.iter().map(divergence).sum::<f32>() * PRIOR_SCALE;
            if bound - last_bound < SMALLEST_GROWTH {
                break;
            }
            last_bound = bound;
        }
        without_gaps(shares.iter().map(|shares| largest(shares)))
    }

    /// What the prints say of a speaker, given how much of each is theirs.
    fn believe(&self, speaker: usize, shares: &[Vec<f32>]) -> Speaker {
        let scale = EVIDENCE_SCALE / PRIOR_SCALE;
        let prints: f32 = shares.iter().map(|shares| shares[speaker]).sum::<f32>() * self.print_weight;
        let variance: Vec<f32> =
            self.between_variances.iter().map(|between| 1.0 / (1.0 + scale * prints * between)).collect();
        let mut mean = vec![0.0; variance.len()];
        for (print, shares) in self.scaled.iter().zip(shares) {
            let share = shares[speaker] * self.print_weight;
            for (sum, value) in mean.iter_mut().zip(print) {
                *sum += share * value;
            }
        }
        for (mean, variance) in mean.iter_mut().zip(&variance) {
            *mean *= scale * variance;
        }
        Speaker { mean, variance }
    }

    /// Gives each print its shares anew; the sum of the prints' log evidence.
    fn assign(&self, speakers: &[Speaker], priors: &[f32], shares: &mut [Vec<f32>]) -> f32 {
        let penalties: Vec<f32> = speakers
            .iter()
            .map(|speaker| {
                let spread = speaker.mean.iter().zip(&speaker.variance).zip(self.between_variances);
                0.5 * spread
                    .map(|((mean, variance), between)| (variance + mean * mean) * between)
                    .sum::<f32>()
            })
            .collect();
        let mut evidence = 0.0;
        for ((print, constant), shares) in self.scaled.iter().zip(&self.constants).zip(shares) {
            for (index, share) in shares.iter_mut().enumerate() {
                let likelihood = dot(print, &speakers[index].mean) - penalties[index] + constant;
                *share = self.print_weight * EVIDENCE_SCALE * likelihood + (priors[index] + TINY).ln();
            }
            let largest = shares.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let sum: f32 = shares.iter().map(|share| (share - largest).exp()).sum();
            let log_sum = largest + sum.ln();
            shares.iter_mut().for_each(|share| *share = (*share - log_sum).exp());
            evidence += log_sum;
        }
        evidence
    }
}

/// Half the negative divergence of a speaker's belief from the prior, as the bound counts it.
fn divergence(speaker: &Speaker) -> f32 {
    let terms = speaker.mean.iter().zip(&speaker.variance);
    0.5 * terms.map(|(mean, variance)| variance.ln() - variance - mean * mean + 1.0).sum::<f32>()
}

fn smoothed(first_guess: &[usize], group_count: usize) -> Vec<Vec<f32>> {
    let certain = FIRST_GUESS_CERTAINTY.exp();
    let sum = certain + (group_count - 1) as f32;
    first_guess
        .iter()
        .map(|guess| {
            (0..group_count).map(|group| if group == *guess { certain } else { 1.0 } / sum).collect()
        })
        .collect()
}

fn mean_shares(shares: &[Vec<f32>], group_count: usize) -> Vec<f32> {
    let prints = shares.len().max(1) as f32;
    (0..group_count).map(|group| shares.iter().map(|shares| shares[group]).sum::<f32>() / prints).collect()
}

fn largest(shares: &[f32]) -> usize {
    shares.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(index, _)| index)
}

/// Renumbers so that every number up to the largest occurs.
fn without_gaps(labels: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut seen: Vec<usize> = Vec::new();
    labels
        .map(|label| {
            seen.iter().position(|other| *other == label).unwrap_or_else(|| {
                seen.push(label);
                seen.len() - 1
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_one_person_become_one_and_two_people_stay_two() {
        let between = [20.0, 20.0];
        // Two people at ±5 on the first axis; the first guess has split each in two.
        let prints: Vec<[f32; 2]> =
            (0..24).map(|index| [if index < 12 { 5.0 } else { -5.0 }, (index % 3) as f32 * 0.4]).collect();
        let views: Vec<&[f32]> = prints.iter().map(|print| print.as_slice()).collect();
        let guess: Vec<usize> = (0..24).map(|index| index / 6).collect();
        let labels = Vbx::new(&views, &between, 2.5).cluster(&guess, 4);
        assert_eq!(labels, [[0; 12], [1; 12]].concat());
    }

    #[test]
    fn odd_numbers_do_no_harm() {
        let views: Vec<&[f32]> = vec![&[f32::NAN, 0.0], &[1.0, 1.0]];
        assert_eq!(Vbx::new(&views, &[1.0, 1.0], 2.5).cluster(&[0, 1], 2).len(), 2);
        assert!(Vbx::new(&[], &[], 0.0).cluster(&[], 0).is_empty());
    }
}
