use super::*;
use crate::signal::SignalValue;
use crate::transcript::EntryId;
use crate::{ActionItemId, SignalDefinitionId, SignalId, SummaryId};

const NOW: Instant = Instant::UNIX_EPOCH;

fn place(entry: u32) -> Evidence {
    Evidence { entry_id: EntryId(entry), start_seconds: 0.0, end_seconds: 1.0, quote: "I will".into() }
}

fn by_rules(entries: &[u32]) -> Grounds {
    let evidence = entries.iter().map(|entry| place(*entry)).collect();
    Grounds { evidence, confidence: 0.5, engine: EngineLabel("basic".into()) }
}

fn item(title: &str, entry: u32) -> ActionItem {
    ActionItem {
        id: ActionItemId::generate(),
        title: title.into(),
        description: title.into(),
        due_on: None,
        assignee_name: None,
        assignee_email: None,
        assignee_participant_id: None,
        is_done: false,
        written_at: None,
        grounds: by_rules(&[entry]),
    }
}

fn titles(items: &[Corrected<ActionItem>]) -> Vec<&str> {
    items.iter().map(|one| one.value.title.as_str()).collect()
}

fn signal(definition_id: SignalDefinitionId, value: bool) -> Signal {
    Signal {
        id: SignalId::generate(),
        definition_id,
        name: "asked".into(),
        value: Some(SignalValue::YesNo(value)),
        is_unsure: false,
        error: None,
        grounds: by_rules(&[0]),
    }
}

#[test]
fn however_often_people_change_it_what_the_machine_found_is_kept() {
    let first = UserId::generate();
    let found = Corrected::found("machine");
    let once = found.by("one", Some(first), NOW);
    let twice = once.clone().by("two", None, NOW);
    assert_eq!(once.correction.as_ref().and_then(|one| one.by), Some(first));
    assert_eq!((twice.value, twice.correction.and_then(|one| one.machine)), ("two", Some("machine")));
    let own = Corrected::new_by("own", None, NOW).by("other", None, NOW);
    assert_eq!(own.correction.and_then(|one| one.machine), None);
}

#[test]
fn a_summary_of_a_person_stays_and_one_of_the_machine_is_replaced() {
    let written = |text: &str| Summary {
        id: SummaryId::generate(),
        text: text.into(),
        points: vec![],
        grounds: by_rules(&[]),
    };
    let again = summary(Some(Corrected::found(written("old"))), written("new"));
    assert_eq!((again.value.text.as_str(), again.correction), ("new", None));
    let corrected = Corrected::found(written("old")).by(written("mine"), None, NOW);
    let again = summary(Some(corrected), written("new"));
    assert_eq!(again.value.text, "mine");
    assert_eq!(again.correction.and_then(|one| one.machine).map(|one| one.text), Some("new".into()));
}

#[test]
fn answers_of_people_stay_and_ids_stay_with_questions() {
    let [asked, corrected, gone, dropped] = [(); 4].map(|()| SignalDefinitionId::generate());
    let there = vec![
        Corrected::found(signal(asked, true)),
        Corrected::found(signal(corrected, true)).by(signal(corrected, false), None, NOW),
        Corrected::found(signal(gone, true)).by(signal(gone, false), None, NOW),
        Corrected::found(signal(dropped, true)),
    ];
    let ids: Vec<SignalId> = there.iter().map(|one| one.value.id).collect();
    let fresh = SignalDefinitionId::generate();
    let merged = signals(there, vec![signal(corrected, true), signal(asked, false), signal(fresh, true)]);
    let shown: Vec<_> = merged.iter().map(|one| (one.value.definition_id, one.value.value.clone())).collect();
    let yes_no = |value: bool| Some(SignalValue::YesNo(value));
    let expected =
        [(corrected, yes_no(false)), (asked, yes_no(false)), (fresh, yes_no(true)), (gone, yes_no(false))];
    assert_eq!(shown, expected);
    assert_eq!((merged[0].value.id, merged[1].value.id), (ids[1], ids[0]));
    let machine = merged[0].correction.as_ref().and_then(|one| one.machine.as_ref());
    assert_eq!(machine.and_then(|one| one.value.clone()), yes_no(true), "what it says now");
}

#[test]
fn items_of_people_stay_and_what_they_removed_does_not_come_back() {
    let kept = item("Send the new quote", 2);
    let edited = Corrected::found(item("Call the manager", 3)).by(item("Call Kim", 3), None, NOW);
    let own = Corrected::new_by(item("Write it down", 9), None, NOW);
    let there = vec![Corrected::found(kept.clone()), edited.clone(), own, Corrected::found(item("Old", 1))];
    let removed = [item("Check the price of it", 4)];
    let found = vec![
        item("Check the price", 4),
        item("Send a new quote", 2),
        item("Call the manager tomorrow", 3),
        item("Check the price", 8),
        item("Send a parcel", 2),
    ];
    let merged = action_items(there, &removed, found);
    let expected = ["Send a new quote", "Call Kim", "Check the price", "Send a parcel", "Write it down"];
    assert_eq!(titles(&merged), expected);
    assert_eq!((merged[0].value.id, merged[1].value.id), (kept.id, edited.value.id));
    let machine = merged[1].correction.as_ref().and_then(|one| one.machine.as_ref());
    assert_eq!(machine.map(|one| one.title.as_str()), Some("Call the manager tomorrow"));
}

#[test]
fn an_item_is_the_same_by_its_title_or_by_its_place_and_much_of_the_title() {
    let rows = [
        (item("Send the quote", 1), item("send the QUOTE!", 7), true),
        (item("Send the new quote", 1), item("Send the quote", 1), true),
        (item("Send the new quote", 1), item("Send the quote", 2), false),
        (item("Send the quote", 1), item("Call the manager", 1), false),
        (item("", 1), item("", 2), false),
    ];
    for (one, other, same) in rows {
        assert_eq!(
            is_same(&one, &other),
            same,
            "{} at {:?}, {}",
            one.title,
            one.grounds.evidence,
            other.title
        );
    }
}

#[test]
fn tags_of_people_stay_and_those_that_they_took_away_do_not_come_back() {
    let [given, confirmed, taken, found_again] = [(); 4].map(|()| TagId::generate());
    let by_machine = |tag_id| TagAssignment { tag_id, grounds: Some(by_rules(&[1])) };
    let by_hand = |tag_id| TagAssignment { tag_id, grounds: None };
    let there = vec![
        Corrected::found(by_machine(found_again)),
        Corrected::found(by_hand(given)),
        Corrected::found(by_machine(confirmed)).by(by_hand(confirmed), None, NOW),
    ];
    let again = TagAssignment { tag_id: confirmed, grounds: Some(by_rules(&[5])) };
    let found = vec![by_machine(taken), again.clone(), by_machine(found_again), by_machine(given)];
    let merged = tags(there, &BTreeSet::from([taken]), found);
    let shown: Vec<_> = merged.iter().map(|one| (one.value.tag_id, one.value.grounds.is_some())).collect();
    assert_eq!(shown, [(given, false), (confirmed, false), (found_again, true)]);
    assert_eq!(merged[1].correction.as_ref().and_then(|one| one.machine.clone()), Some(again));
}

#[test]
fn how_the_whole_was_is_the_persons_and_how_each_felt_the_machines() {
    let of = |speaker_index, score| SpeakerSentiment { speaker_index, score, evidence: vec![place(1)] };
    let found = |overall, speakers| Sentiment { overall, speakers, grounds: by_rules(&[4]) };
    let before = found(-0.5, vec![of(0, -0.5)]);
    let corrected = Corrected::found(before.clone()).by(felt(0.25, Some(&before)), None, NOW);
    let again = sentiment(Some(corrected), found(-1.0, vec![of(0, -1.0), of(1, 0.5)]));
    assert_eq!((again.value.overall, again.value.speakers.len()), (0.25, 2));
    assert_eq!(again.value.grounds, by_person(vec![place(4)]));
    assert_eq!(again.correction.and_then(|one| one.machine).map(|one| one.overall), Some(-1.0));
    assert_eq!(sentiment(Some(Corrected::found(before)), found(1.0, vec![])).value.overall, 1.0);
}

#[test]
fn speakers_who_become_one_felt_what_they_felt_on_average() {
    let of = |speaker_index, score| SpeakerSentiment { speaker_index, score, evidence: vec![place(1)] };
    let before = Sentiment {
        overall: 0.1,
        speakers: vec![of(0, 0.5), of(1, -0.5), of(2, 0.75), of(3, 1.0)],
        grounds: by_rules(&[]),
    };
    let after = moved(&before, &[Some(0), Some(0), Some(1)]);
    let shown: Vec<_> =
        after.speakers.iter().map(|one| (one.speaker_index, one.score, one.evidence.len())).collect();
    assert_eq!(shown, [(0, 0.0, 2), (1, 0.75, 1)]);
    assert_eq!(after.overall, 0.1);
}
