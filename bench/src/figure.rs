//! What was measured, and the bar that it is held to.
#![expect(clippy::print_stdout, reason = "the figures are what this program is for")]

use serde_json::json;

use crate::machine;

/// What a figure has to reach.
#[derive(Debug, Clone, Copy)]
pub enum Bar {
    /// This much or more.
    AtLeast(f64),
    /// Less than this.
    Below(f64),
}

/// One measured number.
#[derive(Debug, Clone)]
pub struct Figure {
    name: String,
    value: f64,
    unit: &'static str,
    bar: Option<Bar>,
    /// The true value lies between this and `value`, where it cannot be seen from outside.
    floor: Option<f64>,
    note: String,
    /// Load average of the last minute when it was measured: the machine may be shared.
    load: f64,
}

impl Figure {
    /// A figure without a bar.
    pub fn new(name: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self {
            name: name.into(),
            value,
            unit,
            bar: None,
            floor: None,
            note: String::new(),
            load: machine::load_average(),
        }
    }

    /// Held to `bar`.
    pub fn bar(self, bar: Bar) -> Self {
        Self { bar: Some(bar), ..self }
    }

    /// No more than the upper end of what it may be; `floor` is the lower end.
    pub fn from(self, floor: f64) -> Self {
        Self { floor: Some(floor), ..self }
    }

    /// What else is to be known.
    pub fn note(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }

    fn verdict(&self) -> String {
        let Some(bar) = self.bar else { return String::new() };
        let is_met = |value: f64| match bar {
            Bar::AtLeast(least) => value >= least,
            Bar::Below(limit) => value < limit,
        };
        let (Bar::AtLeast(limit) | Bar::Below(limit)) = bar;
        if is_met(self.value) {
            "met".to_owned()
        } else if self.floor.is_some_and(is_met) {
            "open: between".to_owned()
        } else {
            format!("missed ({:+.0} %)", (self.value / limit - 1.0) * 100.0)
        }
    }

    fn shown_value(&self) -> String {
        let shown = |value: f64| if value >= 100.0 { format!("{value:.0}") } else { format!("{value:.1}") };
        match self.floor {
            Some(floor) => format!("{} to {} {}", shown(floor), shown(self.value), self.unit),
            None => format!("{} {}", shown(self.value), self.unit),
        }
    }

    fn shown_bar(&self) -> String {
        match self.bar {
            Some(Bar::AtLeast(least)) => format!(">= {least} {}", self.unit),
            Some(Bar::Below(limit)) => format!("< {limit} {}", self.unit),
            None => String::new(),
        }
    }
}

/// Prints a table for people.
pub fn print_table(figures: &[Figure]) {
    let row = |cells: [&str; 6]| {
        let [name, value, bar, verdict, load, note] = cells;
        println!("| {name:<52} | {value:>17} | {bar:>12} | {verdict:<15} | {load:>4} | {note}");
    };
    row(["figure", "measured", "bar", "verdict", "load", "note"]);
    row(["---", "---:", "---:", "---", "---:", "---"]);
    for figure in figures {
        row([
            &figure.name,
            &figure.shown_value(),
            &figure.shown_bar(),
            &figure.verdict(),
            &format!("{:.1}", figure.load),
            &figure.note,
        ]);
    }
}

/// Prints an array for programs.
pub fn print_json(figures: &[Figure]) -> anyhow::Result<()> {
    let rows: Vec<_> = figures
        .iter()
        .map(|figure| {
            let (least, limit) = match figure.bar {
                Some(Bar::AtLeast(least)) => (Some(least), None),
                Some(Bar::Below(limit)) => (None, Some(limit)),
                None => (None, None),
            };
            json!({
                "name": figure.name,
                "value": figure.value,
                "value_from": figure.floor,
                "unit": figure.unit,
                "bar_at_least": least,
                "bar_below": limit,
                "verdict": figure.verdict(),
                "load_average": figure.load,
                "note": figure.note,
            })
        })
        .collect();
    println!("{}", serde_json::to_string_pretty(&rows)?);
    Ok(())
}
