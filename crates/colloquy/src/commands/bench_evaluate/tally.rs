//! Counts what was said against what is right.

use std::collections::BTreeMap;

use colloquy_domain::evaluation::CriterionResult;
use colloquy_domain::scorecard::Answer;

use super::calls::LabelledCall;

/// What is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    Yes,
    No,
    NotApplicable,
}

/// What the engine said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    Yes,
    No,
    NotApplicable,
    /// It is not sure, whatever it leans to.
    Unsure,
}

impl Label {
    /// In the order of a table's rows.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::NotApplicable];

    /// Reads a label of a file.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "yes" => Some(Self::Yes),
            "no" => Some(Self::No),
            "na" => Some(Self::NotApplicable),
            _ => None,
        }
    }

    /// As files spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::NotApplicable => "na",
        }
    }
}

impl Said {
    /// In the order of a table's columns.
    pub const ALL: [Self; 4] = [Self::Yes, Self::No, Self::NotApplicable, Self::Unsure];

    /// What a result says.
    pub fn of(result: &CriterionResult) -> Self {
        match result.counting() {
            Some(Answer::Yes) => Self::Yes,
            Some(Answer::No) => Self::No,
            Some(Answer::NotApplicable) => Self::NotApplicable,
            Some(Answer::Scale(_) | Answer::Choice(_)) | None => Self::Unsure,
        }
    }

    /// As tables spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::NotApplicable => "na",
            Self::Unsure => "unsure",
        }
    }
}

/// How often what was said where what is right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Table {
    /// By what is right, then by what was said.
    counts: [[u32; 4]; 3],
}

impl Table {
    /// One more.
    pub fn add(&mut self, gold: Label, said: Said) {
        self.counts[gold as usize][said as usize] += 1;
    }

    /// How often that was said where that is right.
    pub fn count(&self, gold: Label, said: Said) -> u32 {
        self.counts[gold as usize][said as usize]
    }

    /// All.
    pub fn total(&self) -> u32 {
        self.counts.iter().flatten().sum()
    }

    fn unsure(&self) -> u32 {
        Label::ALL.into_iter().map(|gold| self.count(gold, Said::Unsure)).sum()
    }

    /// The share of what is right in what is sure; none where nothing is.
    pub fn accuracy(&self) -> Option<f64> {
        let right = self.count(Label::Yes, Said::Yes)
            + self.count(Label::No, Said::No)
            + self.count(Label::NotApplicable, Said::NotApplicable);
        share(right, self.total() - self.unsure())
    }

    /// The share of what is unsure; none where nothing was counted.
    pub fn unsure_rate(&self) -> Option<f64> {
        share(self.unsure(), self.total())
    }

    /// Both together.
    #[must_use]
    pub fn plus(mut self, other: &Self) -> Self {
        for (row, others) in self.counts.iter_mut().zip(&other.counts) {
            for (count, more) in row.iter_mut().zip(others) {
                *count += more;
            }
        }
        self
    }
}

fn share(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

/// The tables of one engine, by criterion.
#[derive(Debug, Default)]
pub struct Tally {
    /// Of all calls.
    pub all: BTreeMap<String, Table>,
    /// Of those that nothing was made to fit.
    pub held_out: BTreeMap<String, Table>,
}

/// Something wrong that the engine was sure of.
pub struct Miss {
    pub call: String,
    pub criterion: String,
    pub gold: Label,
    pub said: Said,
    pub reasoning: String,
}

impl Tally {
    /// Counts the results of a call. What is wrong is handed back, but for calls that nothing may be made to fit.
    pub fn count(&mut self, call: &LabelledCall, results: &[CriterionResult]) -> Vec<Miss> {
        let mut misses = Vec::new();
        for result in results {
            let Some(gold) = call.gold.get(&result.criterion_id).copied() else { continue };
            let said = Said::of(result);
            self.all.entry(result.criterion_id.clone()).or_default().add(gold, said);
            if call.is_held_out {
                self.held_out.entry(result.criterion_id.clone()).or_default().add(gold, said);
            } else if said != Said::Unsure && said.as_str() != gold.as_str() {
                misses.push(Miss {
                    call: call.id.clone(),
                    criterion: result.criterion_id.clone(),
                    gold,
                    said,
                    reasoning: result.reasoning.clone(),
                });
            }
        }
        misses
    }
}

/// All criteria together.
pub fn sum(tables: &BTreeMap<String, Table>) -> Table {
    tables.values().fold(Table::default(), Table::plus)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unsure_is_neither_right_nor_wrong() {
        let mut greeted = Table::default();
        for (gold, said, times) in [
            (Label::Yes, Said::Yes, 5),
            (Label::Yes, Said::Unsure, 2),
            (Label::No, Said::No, 2),
            (Label::No, Said::Yes, 1),
        ] {
            (0..times).for_each(|_| greeted.add(gold, said));
        }
        assert_eq!((greeted.total(), greeted.count(Label::No, Said::Yes)), (10, 1));
        assert_eq!((greeted.accuracy(), greeted.unsure_rate()), (Some(7.0 / 8.0), Some(0.2)));
        let mut empathy = Table::default();
        empathy.add(Label::NotApplicable, Said::NotApplicable);
        empathy.add(Label::NotApplicable, Said::Unsure);
        let both = sum(&BTreeMap::from([("greeted".to_owned(), greeted), ("empathy".to_owned(), empathy)]));
        assert_eq!((both.total(), both.accuracy(), both.unsure_rate()), (12, Some(8.0 / 9.0), Some(0.25)));
        assert_eq!((Table::default().accuracy(), Table::default().unsure_rate()), (None, None));
    }
}
