//! What the database adds up, against a plain computation over the same values.

mod plainly;
mod questions;
mod world;

use std::collections::{BTreeMap, BTreeSet};

use colloquy_domain::analytics::{Calendar, Fold, Interval, Selection, Tally, Window, Zone};
use colloquy_store::Store;
use colloquy_store::analytics::{Sight, parts, singles};
use colloquy_testkit::TestDatabase;
use time::Duration;

use self::plainly::{ByPart, plainly};
use self::questions::selection;
use self::world::{FROM, Random, store, world};
use crate::on_both_databases;

on_both_databases! { selections_equal_a_plain_computation }

const QUESTIONS: usize = 260;

async fn selections_equal_a_plain_computation(database: TestDatabase) {
    let mut random = Random(0x5eed);
    let world = world(&mut random);
    store(&database, &world).await;
    let new_york = Zone::parse("America/New_York").unwrap();
    let (mut with_values, mut wrong) = (BTreeSet::new(), Vec::new());
    for number in 0..QUESTIONS {
        let selection = selection(&mut random, &world);
        let begins = FROM + Duration::hours(i64::try_from(random.below(200)).unwrap());
        let window = Window { from: begins, to: begins + Duration::days(random.of(&[1, 5, 30, 60])) };
        let interval = random.of(&[Interval::Hour, Interval::Day, Interval::Week, Interval::Month]);
        let calendar = Calendar::new(&window, interval, &new_york).unwrap();
        let sight = Sight { workspace_id: world.workspace_id, includes_private: random.one_in(2) };
        let expected = plainly(&world, &selection, sight.includes_private, &window, &calendar);
        if !expected.is_empty() {
            with_values.insert(format!("{:?} {:?}", selection.fold, selection.breakdown));
        }
        if let Err(what) = compare(database.store(), sight, &selection, &window, &calendar, &expected).await {
            wrong.push(format!("question {number}: {what}: {selection:?} {window:?} {interval:?} {sight:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {QUESTIONS}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(with_values.len() > 30, "the questions hardly find anything: {with_values:?}");
}

/// Says where the database's answer is another one.
async fn compare(
    store: &Store,
    sight: Sight,
    selection: &Selection,
    window: &Window,
    calendar: &Calendar,
    expected: &ByPart,
) -> Result<(), String> {
    let found = singles(store, sight, selection, window, Some(calendar)).await;
    let mut by_part = ByPart::new();
    for single in found.map_err(|error| format!("{error:?}"))?.ok_or("too many")? {
        by_part.entry((single.slot, single.key)).or_default().push(single.value);
    }
    if !by_part.keys().eq(expected.keys()) {
        return Err(format!("parts {:?}, not {:?}", by_part.keys(), expected.keys()));
    }
    for (key, expected) in expected {
        let (mut expected, mut found) = (expected.clone(), by_part[key].clone());
        expected.sort_by(f64::total_cmp);
        found.sort_by(f64::total_cmp);
        let is_same = found.len() == expected.len()
            && found.iter().zip(&expected).all(|(found, expected)| is_near(*found, *expected));
        if !is_same {
            return Err(format!("{key:?}: {found:?}, not {expected:?}"));
        }
    }
    if matches!(selection.fold, Some(Fold::Percentile(_))) {
        return Ok(());
    }
    let added = parts(store, sight, selection, window, Some(calendar)).await;
    let added = added.map_err(|error| format!("added up: {error:?}"))?.ok_or("too many")?;
    let tallies: BTreeMap<(i64, Option<String>), Tally> =
        added.into_iter().map(|part| ((part.slot, part.key), part.tally)).collect();
    if !tallies.keys().eq(expected.keys()) {
        return Err(format!("added up: parts {:?}, not {:?}", tallies.keys(), expected.keys()));
    }
    let mut all = Tally::default();
    for (key, values) in expected {
        let mut plain = Tally::default();
        for value in values {
            plain.add_value(*value);
            let judgement = selection.judgement.as_ref();
            plain.passed +=
                u64::from(judgement.is_some_and(|judgement| judgement.passes(selection.subject, *value)));
        }
        if !is_same(&tallies[key], &plain) {
            return Err(format!("added up, {key:?}: {:?}, not {plain:?}", tallies[key]));
        }
        all.add(&plain);
    }
    // The same without buckets.
    let whole =
        parts(store, sight, selection, window, None).await.map_err(|error| format!("whole: {error:?}"))?;
    let mut found = Tally::default();
    whole.ok_or("too many")?.iter().for_each(|part| found.add(&part.tally));
    if is_same(&found, &all) { Ok(()) } else { Err(format!("whole: {found:?}, not {all:?}")) }
}

fn is_near(one: f64, other: f64) -> bool {
    one == other || (one - other).abs() <= 1e-9 * one.abs().max(other.abs()).max(1.0)
}

fn is_same(found: &Tally, plain: &Tally) -> bool {
    (found.count, found.passed) == (plain.count, plain.passed)
        && is_near(found.sum, plain.sum)
        && is_near(found.min, plain.min)
        && is_near(found.max, plain.max)
}
