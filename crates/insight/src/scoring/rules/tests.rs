//! Each rule on calls of a few lines: one that fits, one that does not, and the look-alikes between.

use colloquy_domain::conversation::{ConversationKind, ParticipantRole};
use colloquy_domain::scorecard::Answer::{No, NotApplicable, Yes};
use colloquy_domain::scorecard::{Answer, Criterion};
use colloquy_domain::transcript::{Entry, EntryId, Speaker, Transcript, TranscriptSource};
use colloquy_domain::{ConversationId, Instant, TranscriptId, WorkspaceId};

use super::{DEFAULTS, default_of, ruling};
use crate::reading::Reading;
use crate::scoring::call::Call;
use crate::scoring::ruling::Ruling;
use crate::scoring::speakers::{Side, Sides};
use crate::scoring::{SURE, ScoringFacts};
use crate::view::ConversationView;

/// `A: …` and `C: …`, one line per turn. Roles are told where `has_roles`.
fn transcript(text: &str, has_roles: bool) -> Transcript {
    let speaker = |role| Speaker { role: Some(role).filter(|_| has_roles), ..Speaker::default() };
    let entries = text.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate();
    let entries = entries.map(|(number, line)| {
        let (who, said) = line.split_once(": ").unwrap();
        let start_seconds = number as f64 * 5.0;
        Entry {
            id: EntryId(number as u32),
            speaker_index: u32::from(who == "C"),
            start_seconds,
            end_seconds: start_seconds + 4.0,
            text: said.to_owned(),
            sentences: Vec::new(),
            words: Vec::new(),
        }
    });
    Transcript {
        id: TranscriptId::generate(),
        workspace_id: WorkspaceId::generate(),
        conversation_id: ConversationId::generate(),
        source: TranscriptSource::Supplied,
        language: None,
        engine: None,
        speakers: vec![speaker(ParticipantRole::Agent), speaker(ParticipantRole::Customer)],
        entries: entries.collect(),
        created_at: Instant::UNIX_EPOCH,
    }
}

fn view(transcript: &Transcript) -> ConversationView<'_> {
    ConversationView {
        transcript,
        participants: &[],
        started_at: Instant::UNIX_EPOCH,
        kind: ConversationKind::Call,
        title: "A call",
    }
}

fn default(id: &str) -> &'static Criterion {
    DEFAULTS.iter().find(|criterion| criterion.id == id).unwrap()
}

fn ruled(id: &str, text: &str) -> Ruling {
    let transcript = transcript(text, true);
    let reading = Reading::new(&view(&transcript));
    let sides = Sides::of(&reading, None);
    let ruling = ruling(&Call::new(&reading, &sides), &ScoringFacts::default(), default(id)).unwrap();
    for evidence in &ruling.evidence {
        let entry = transcript.entry(evidence.entry_id).unwrap();
        assert!(entry.text.contains(&evidence.quote), "{evidence:?}");
    }
    assert!(!ruling.evidence.is_empty() && (0.5..=1.0).contains(&ruling.confidence), "{id} {text}");
    ruling
}

fn assert_sure(id: &str, cases: &[(&str, Answer)]) {
    for (text, answer) in cases {
        let ruling = ruled(id, text);
        assert_eq!(ruling.answer, *answer, "{id}: {text}: {}", ruling.reasoning);
        assert!(ruling.confidence >= SURE, "{id}: {text}: {}", ruling.reasoning);
    }
}

#[test]
fn a_greeting_comes_with_a_name_or_a_company() {
    assert_sure(
        "greeted",
        &[
            ("A: Good morning, you've reached Pine Harbor Internet.\nC: Hi.", Yes),
            ("A: Hello, Kestrel Hill Museum.\nC: Hi.", Yes),
            ("A: hi there this is tom how can i help\nC: hello", Yes),
            ("C: Hello?\nA: Good evening, Dougal speaking.", Yes),
            ("A: Billing. Go ahead.\nC: Um, hello.", No),
            ("A: Hello? Yes, go on.\nC: It's about my dog.", No),
            ("A: Good morning, customer service.\nC: Hi.", No),
        ],
    );
}

#[test]
fn an_identity_is_checked_before_an_account_is_used() {
    assert_sure(
        "verified_identity",
        &[
            (
                "C: My order is late.\nA: What's your name and the order number, please?\nC: Ann, 4471.\nA: I see it here.",
                Yes,
            ),
            (
                "A: Date of birth.\nC: Third of May.\nA: And the first line of your address?\nC: Mill Road.",
                Yes,
            ),
            ("C: I was charged twice.\nA: Your number came up, so I have the account open.\nC: Good.", No),
            ("C: Don't you want to know who I am?\nA: I see both payments on your account.\nC: Hm.", No),
            ("C: When are you open?\nA: From nine to five, every day.\nC: Thanks.", NotApplicable),
        ],
    );
    // An address to send something to tells nobody who is calling.
    let text =
        "C: I'd like it in writing.\nA: I've booked it on your account. I'll email you. What's the address?";
    assert_eq!(ruled("verified_identity", text).answer, No);
}

#[test]
fn empathy_answers_trouble() {
    assert_sure(
        "showed_empathy",
        &[
            ("C: Our internet has been down since six.\nA: Oh, I'm sorry to hear that.", Yes),
            (
                "C: He nearly died on the floor, it was horrible.\nA: That must have been a terrible night.",
                Yes,
            ),
            (
                "C: It's broken again and nobody called me back.\nA: Understood. What's the number?\nC: Two. It's awful.\nA: Okay.",
                No,
            ),
            ("C: I'd like to order ten more rolls.\nA: Sure, the brown ones?\nC: Yes.", NotApplicable),
        ],
    );
}

#[test]
fn open_questions_ask_for_more_than_a_datum() {
    assert_sure(
        "asked_open_question",
        &[
            ("A: How can I help?\nC: My phone.", Yes),
            ("A: So, what made you stop at our stand?\nC: The bill.", Yes),
            ("A: Walk me through a normal week.\nC: Well.", Yes),
            ("A: What's the address? How many vans is it?\nC: Nine.", No),
            ("A: What I can do is send it. Is it the blue one?\nC: Yes.", No),
        ],
    );
}

#[test]
fn explanations_are_weighed_against_evasions_and_complaints() {
    assert_sure(
        "explained_clearly",
        &[
            (
                "C: Why was I charged twice?\nA: The second charge happened because your card was replaced while the first \
             payment was open. I've booked the refund, and the money reaches your card within five days. You don't \
             need to do anything else about it.\nC: Oh, I see.",
                Yes,
            ),
            (
                "C: What do I pay?\nA: It varies. It depends on the tier.\nC: I don't understand what a tier is.\nA: It's \
             hard to say.\nC: You've lost me.",
                No,
            ),
        ],
    );
}

#[test]
fn next_steps_stand_near_the_end() {
    let small_talk = "C: Yes.\nA: Right.\n".repeat(8);
    let early = format!("A: I'll send you the offer by Friday.\n{small_talk}C: Bye.\nA: Take care.");
    assert_sure(
        "confirmed_next_steps",
        &[
            ("C: Okay.\nA: So I'll call you tomorrow at nine.\nC: Good. Bye.", Yes),
            ("C: So I get the confirmation tomorrow.\nA: Correct.\nC: Bye.", Yes),
            (early.as_str(), No),
            ("C: It works again.\nA: Lovely. Have a nice day.\nC: Bye.", No),
        ],
    );
}

#[test]
fn further_help_is_offered_before_the_goodbye() {
    assert_sure(
        "offered_further_help",
        &[
            ("C: Thanks.\nA: Is there anything else I can do for you?\nC: No.\nA: Bye.", Yes),
            ("C: Thanks.\nA: Bye, take care.", No),
        ],
    );
}

#[test]
fn an_objection_is_taken_up_or_talked_over() {
    assert_sure(
        "handled_objection",
        &[
            (
                "A: It's eighteen hundred a month.\nC: That's too expensive for us.\nA: There is a smaller package without \
             routing, for twelve hundred.\nC: That's closer.",
                Yes,
            ),
            (
                "A: Two ninety with everything in, beans and cleaning.\nC: It's more than double what we pay.\nA: Two ninety \
             with everything in.\nC: Yes, I heard. It's still more than double.\nA: With everything in. Two ninety.",
                No,
            ),
            ("A: It's nine pounds.\nC: Great, send it over.\nA: Sure.", NotApplicable),
        ],
    );
}

#[test]
fn what_the_customer_complains_of_is_impolite() {
    assert_sure(
        "polite_throughout",
        &[
            ("A: Right, but the value is huge.\nC: Let me finish, please.\nA: Sure.", No),
            ("A: I'm not going to read you the contract.\nC: There's no need to speak to me like that.", No),
            (
                "A: Hello.\nC: The line was cut off before.\nA: I'll look into it.\nC: Let me finish writing.",
                Yes,
            ),
        ],
    );
}

#[test]
fn voices_without_roles_are_told_apart_by_what_they_say() {
    let text = "C: Thank you for calling Pine Harbor, how can I help you?\nA: I'm calling about my account, I was charged \
                twice.\nC: Could I have your account number?\nA: My account is 4471.";
    let transcript = transcript(text, false);
    let reading = Reading::new(&view(&transcript));
    let sides = Sides::of(&reading, None);
    assert_eq!((sides.side(1), sides.side(0)), (Side::Agent, Side::Customer));
    let unknown = self::transcript("A: Yes.\nC: No.", false);
    assert!(!Sides::of(&Reading::new(&view(&unknown)), None).have_agent());
}

#[test]
fn a_criterion_that_asks_something_else_is_no_default() {
    let greeted = default("greeted");
    assert_eq!(default_of(greeted).map(|found| found.id.as_str()), Some("greeted"));
    let heavier = Criterion { weight: 9.0, name: "Hello".into(), ..greeted.clone() };
    assert!(default_of(&heavier).is_some());
    let changed = Criterion { guidance: Some("Yes: a joke.".into()), ..greeted.clone() };
    assert!(default_of(&changed).is_none());
}
