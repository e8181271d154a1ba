//! How likely each of several answers is, as a search in the tree of their tokens.
//!
//! An answer is one or several tokens, answers may begin alike ("yes", "yes, in part"), and a model may prefer
//! to begin them with a capital. The probability of an answer is the product of those of its tokens, summed
//! over its spellings; where one answer is the beginning of another, that of ending there counts too. The tree
//! is walked from its likeliest node on, and what can no longer matter is not looked at: on most questions the
//! first token decides and nothing more is computed.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// A branch whose probability is below this share of what was found is not looked at.
const NEGLIGIBLE_LOG: f32 = -9.0;

/// A spelling of an option as tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    /// Index of the option.
    pub option: usize,
    /// Its tokens.
    pub tokens: Vec<i32>,
}

/// Probability of each of `count` options, adding up to 1. `next` gives the log probabilities of all tokens
/// after the question and the tokens of a path; `end` is the token that ends an answer.
pub fn probabilities<E>(
    spellings: &[Spelling],
    count: usize,
    end: i32,
    mut next: impl FnMut(&[i32]) -> Result<Vec<f32>, E>,
) -> Result<Vec<f32>, E> {
    let mut found = vec![f32::NEG_INFINITY; count];
    let mut branches = BinaryHeap::from([Branch { log_probability: 0.0, path: Vec::new() }]);
    while let Some(branch) = branches.pop() {
        let all_found = found.iter().copied().fold(f32::NEG_INFINITY, add_logs);
        if branch.log_probability < all_found + NEGLIGIBLE_LOG {
            break;
        }
        let after = next(&branch.path)?;
        let log_of = |token: i32| {
            usize::try_from(token)
                .ok()
                .and_then(|index| after.get(index))
                .copied()
                .unwrap_or(f32::NEG_INFINITY)
        };
        let depth = branch.path.len();
        let mut children: Vec<i32> = Vec::new();
        for spelling in spellings.iter().filter(|spelling| spelling.tokens.starts_with(&branch.path)) {
            match spelling.tokens.get(depth) {
                Some(token) if !children.contains(token) => children.push(*token),
                Some(_) => {}
                // It ends here, where others go on.
                None => add_to(&mut found[spelling.option], branch.log_probability + log_of(end)),
            }
        }
        for token in children {
            let mut path = branch.path.clone();
            path.push(token);
            let log_probability = branch.log_probability + log_of(token);
            let beyond = |spelling: &&Spelling| spelling.tokens.starts_with(&path);
            if spellings.iter().filter(beyond).all(|spelling| spelling.tokens.len() == path.len()) {
                // Nothing goes on from here, so whether the answer ends makes no difference between them.
                for spelling in spellings.iter().filter(beyond) {
                    add_to(&mut found[spelling.option], log_probability);
                }
            } else {
                branches.push(Branch { log_probability, path });
            }
        }
    }
    Ok(shares(&found))
}

/// Log probabilities that belong to logits.
pub fn log_softmax(logits: &[f32]) -> Vec<f32> {
    let largest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    // In double precision: a hundred thousand small terms are added.
    let sum: f64 = logits.iter().map(|logit| f64::from(logit - largest).exp()).sum();
    let log_sum = largest + sum.ln() as f32;
    logits.iter().map(|logit| logit - log_sum).collect()
}

/// Exponentials, scaled to add up to 1; evenly spread where nothing at all is likely.
fn shares(logs: &[f32]) -> Vec<f32> {
    let largest = logs.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if !largest.is_finite() {
        return vec![1.0 / logs.len().max(1) as f32; logs.len()];
    }
    let weights: Vec<f32> = logs.iter().map(|log| (log - largest).exp()).collect();
    let sum: f32 = weights.iter().sum();
    weights.iter().map(|weight| weight / sum).collect()
}

fn add_to(sum: &mut f32, log: f32) {
    *sum = add_logs(*sum, log);
}

/// The logarithm of the sum of two numbers given as logarithms.
fn add_logs(one: f32, other: f32) -> f32 {
    let (large, small) = if one >= other { (one, other) } else { (other, one) };
    if small == f32::NEG_INFINITY { large } else { large + (small - large).exp().ln_1p() }
}

/// A beginning of answers that is still to be looked at; the likeliest is the greatest.
struct Branch {
    log_probability: f32,
    path: Vec<i32>,
}

impl Ord for Branch {
    fn cmp(&self, other: &Self) -> Ordering {
        self.log_probability.total_cmp(&other.log_probability)
    }
}

impl PartialOrd for Branch {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Branch {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Branch {}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    fn spelling(option: usize, tokens: &[i32]) -> Spelling {
        Spelling { option, tokens: tokens.to_vec() }
    }

    /// A path of tokens and the probabilities of what follows it.
    type Row<'a> = (&'a [i32], &'a [(i32, f32)]);

    /// A model over ten tokens that is described by the probabilities after each path.
    fn run(spellings: &[Spelling], count: usize, table: &[Row<'_>]) -> (Vec<f32>, usize) {
        let mut looked_at = 0;
        let result = probabilities(spellings, count, 9, |path| {
            looked_at += 1;
            let (_, likely) = table.iter().find(|(of, _)| *of == path).expect("path is in the table");
            let mut logs = vec![f32::NEG_INFINITY; 10];
            for (token, probability) in *likely {
                logs[*token as usize] = probability.ln();
            }
            Ok::<_, Infallible>(logs)
        });
        let result = result.expect("infallible");
        (result, looked_at)
    }

    fn assert_close(found: &[f32], expected: &[f32]) {
        assert_eq!(found.len(), expected.len());
        for (one, other) in found.iter().zip(expected) {
            assert!((one - other).abs() < 1e-4, "{found:?} instead of {expected:?}");
        }
    }

    #[test]
    fn single_tokens_need_one_look_and_spellings_add_up() {
        let spellings = [spelling(0, &[1]), spelling(0, &[2]), spelling(1, &[3])];
        let (found, looks) = run(&spellings, 2, &[(&[], &[(1, 0.2), (2, 0.4), (3, 0.2)])]);
        assert_close(&found, &[0.75, 0.25]);
        assert_eq!(looks, 1);
    }

    #[test]
    fn options_that_begin_alike_are_told_apart_further_on() {
        // 1 2 against 1 3, and 4 on its own.
        let spellings = [spelling(0, &[1, 2]), spelling(1, &[1, 3]), spelling(2, &[4])];
        let (found, _) = run(&spellings, 3, &[(&[], &[(1, 0.5), (4, 0.25)]), (&[1], &[(2, 0.8), (3, 0.2)])]);
        assert_close(&found, &[0.4 / 0.75, 0.1 / 0.75, 0.25 / 0.75]);
    }

    #[test]
    fn an_option_that_another_begins_with_must_also_end() {
        // "yes" against "yes, in part": after 1 the model ends with 0.3 and goes on with 0.7.
        let spellings = [spelling(0, &[1]), spelling(1, &[1, 2])];
        let (found, _) = run(&spellings, 2, &[(&[], &[(1, 0.9)]), (&[1], &[(9, 0.3), (2, 0.7)])]);
        assert_close(&found, &[0.3, 0.7]);
    }

    #[test]
    fn branches_that_cannot_matter_are_not_looked_at() {
        let spellings = [spelling(0, &[1]), spelling(1, &[2, 3]), spelling(1, &[2, 4])];
        let (found, looks) = run(&spellings, 2, &[(&[], &[(1, 0.99), (2, 0.00001)])]);
        assert_close(&found, &[1.0, 0.0]);
        assert_eq!(looks, 1);
    }

    #[test]
    fn nothing_likely_at_all_is_no_opinion_and_not_a_number_that_is_none() {
        let (found, _) = run(&[spelling(0, &[1]), spelling(1, &[2])], 2, &[(&[], &[(5, 1.0)])]);
        assert_close(&found, &[0.5, 0.5]);
        assert_close(&log_softmax(&[0.0, 0.0]), &[0.5_f32.ln(); 2]);
    }
}
