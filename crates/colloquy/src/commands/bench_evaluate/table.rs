//! The figures for people and for programs.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Figures;
use super::calls::LabelledCall;
use super::tally::{Label, Said, Table, sum};
use crate::output;

const HEAD: &str = "| engine   | calls    | criterion            | gold | yes | no  | na  | unsure | sure and right | unsure |";
const RULE: &str = "|----------|----------|----------------------|------|----:|----:|----:|-------:|---------------:|-------:|";

/// Prints the tables of each engine and their sums.
pub fn print(calls: &[LabelledCall], figures: &[Figures], as_json: bool) -> anyhow::Result<()> {
    let left_out: usize = calls.iter().map(|call| call.left_out).sum();
    let value = json!({
        "calls": calls.len(),
        "held_out_calls": calls.iter().filter(|call| call.is_held_out).count(),
        "left_out": left_out,
        "engines": figures.iter().map(engine_json).collect::<Vec<_>>(),
    });
    output::print(as_json, &value, |_| {
        let mut lines = vec![HEAD.to_owned(), RULE.to_owned()];
        for engine in figures {
            lines.extend(scope_lines(engine, "all", &engine.tally.all));
            lines.extend(scope_lines(engine, "held out", &engine.tally.held_out));
        }
        lines.push(String::new());
        for engine in figures {
            let seconds = engine.seconds_per_call;
            lines.push(format!("{}: {seconds:.2} s a call, {} calls", engine.engine, calls.len()));
        }
        lines.push(format!(
            "{left_out} left out: labels that the scorecard has no criterion for, and criteria without a label"
        ));
        for engine in figures.iter().filter(|engine| !engine.misses.is_empty()) {
            lines.push(String::new());
            lines.push(format!("sure and wrong, {}, without the calls held out:", engine.engine));
            lines.extend(engine.misses.iter().map(|miss| {
                let (gold, said) = (miss.gold.as_str(), miss.said.as_str());
                format!("{} {}: {gold}, said {said}: {}", miss.call, miss.criterion, miss.reasoning)
            }));
        }
        lines
    })
}

/// The tables of some calls: each criterion, then all together.
fn scope_lines(engine: &Figures, calls: &str, tables: &BTreeMap<String, Table>) -> Vec<String> {
    if tables.is_empty() {
        return Vec::new();
    }
    let total = sum(tables);
    let rows = tables.iter().map(|(criterion, table)| (criterion.as_str(), table));
    let rows = rows.chain(std::iter::once(("total", &total)));
    rows.flat_map(|(criterion, table)| table_lines(&engine.engine, calls, criterion, table)).collect()
}

fn table_lines(engine: &str, calls: &str, criterion: &str, table: &Table) -> Vec<String> {
    let percent =
        |share: Option<f64>| share.map_or_else(String::new, |share| format!("{:.1}", share * 100.0));
    let lines = Label::ALL.into_iter().enumerate().map(|(number, gold)| {
        // The figures of the whole table stand in its first line.
        let [accuracy, unsure] = match number {
            0 => [table.accuracy(), table.unsure_rate()],
            _ => [None, None],
        };
        let [yes, no, na, open] = Said::ALL.map(|said| table.count(gold, said));
        format!(
            "| {engine:<8} | {calls:<8} | {criterion:<20} | {:<4} | {yes:>3} | {no:>3} | {na:>3} | {open:>6} | {:>14} | {:>6} |",
            gold.as_str(),
            percent(accuracy),
            percent(unsure),
        )
    });
    lines.collect()
}

fn engine_json(engine: &Figures) -> Value {
    let misses = engine.misses.iter().map(|miss| {
        json!({
            "call": miss.call,
            "criterion": miss.criterion,
            "gold": miss.gold.as_str(),
            "said": miss.said.as_str(),
            "reasoning": miss.reasoning,
        })
    });
    json!({
        "engine": engine.engine,
        "seconds_per_call": engine.seconds_per_call,
        "all": scope_json(&engine.tally.all),
        "held_out": scope_json(&engine.tally.held_out),
        "sure_and_wrong": misses.collect::<Vec<_>>(),
    })
}

fn scope_json(tables: &BTreeMap<String, Table>) -> Value {
    let criteria: Map<String, Value> =
        tables.iter().map(|(criterion, table)| (criterion.clone(), table_json(table))).collect();
    json!({ "criteria": criteria, "total": table_json(&sum(tables)) })
}

fn table_json(table: &Table) -> Value {
    let mut counts = Map::new();
    for gold in Label::ALL {
        let row: Map<String, Value> = Said::ALL
            .into_iter()
            .map(|said| (said.as_str().to_owned(), json!(table.count(gold, said))))
            .collect();
        counts.insert(gold.as_str().to_owned(), Value::Object(row));
    }
    json!({
        "gold": counts,
        "labels": table.total(),
        "accuracy_of_sure": table.accuracy(),
        "unsure_rate": table.unsure_rate(),
    })
}
