//! Action items on small calls, sales and support, each in other words. The call is on Wednesday,
//! 14 October 2026.

use colloquy_insight::actions::action_items;
use time::Date;
use time::macros::date;

use crate::support::Sample;

/// Words that the title must have, who does it, until when.
type Expected = (&'static [&'static str], &'static str, Option<Date>);

/// A small call and what was agreed in it.
struct Case {
    name: &'static str,
    people: &'static [&'static str],
    text: &'static str,
    expected: &'static [Expected],
}

const CASES: &[Case] = &[
    Case {
        name: "sales: demo booked, deck promised, maybe left out",
        people: &["Ruth Adeyemi", "Colin Barr"],
        text: "
            Ruth: Hi Colin, it's Ruth from Tall Pine Software. Is this a good time?
            Colin: Sure, go ahead.
            Ruth: You asked for a demo of the inventory module. How about we do that demo next Tuesday at ten?
            Colin: Tuesday works for me.
            Ruth: Great. I'm going to send over the slide deck beforehand, so you can show it to your team.
            Colin: Thanks. Maybe I'll bring our warehouse lead along, I don't know yet.
            Ruth: The more the merrier. See you on Tuesday.
            Colin: See you.",
        expected: &[
            (&["demo"], "Ruth Adeyemi", Some(date!(2026 - 10 - 20))),
            (&["slide deck"], "Ruth Adeyemi", None),
        ],
    },
    Case {
        name: "support: request accepted with a bare yes",
        people: &["Milo Sandoval", "Greta Holm"],
        text: "
            Milo: Thanks for calling, this is Milo. What can I do for you?
            Greta: The invoice from September has the wrong company name on it. Could you resend it with the right one by Friday?
            Milo: Absolutely.
            Greta: It should say Holm and Daughters.
            Milo: Noted. Is there anything else?
            Greta: No, that's all. Thanks!",
        expected: &[(&["Resend"], "Milo Sandoval", Some(date!(2026 - 10 - 16)))],
    },
    Case {
        name: "support: everything is done in the call",
        people: &["Priya Nair", "Tom Becker"],
        text: "
            Tom: I forgot my password and I'm locked out.
            Priya: No worries. Can you tell me your customer number?
            Tom: It's five five one, two two zero.
            Priya: Thank you. I'll send you a reset link right now.
            Tom: Okay. Yes, I got it.
            Priya: Let me check that the account is open again. Yes, you're good to go.
            Tom: Perfect. If it happens again I'll call you.
            Priya: Please do. Have a good one.",
        expected: &[],
    },
    Case {
        name: "support: offer declined, escalation kept",
        people: &["Hana Weiss", "Ollie Grant"],
        text: "
            Ollie: The app crashes every time I open the report.
            Hana: That sounds annoying, I'm sorry. Would you like me to send you a workaround by email?
            Ollie: No thanks, I know the workaround.
            Hana: Understood. Then I'll escalate this to our engineering team today, and someone will get back to you within two business days.
            Ollie: Good.
            Hana: Could you send us the log file in the meantime?
            Ollie: Yeah, I'll upload it this afternoon.",
        expected: &[
            // The day of the result, not of the first step.
            (&["Escalate"], "Hana Weiss", Some(date!(2026 - 10 - 16))),
            (&["log file"], "Ollie Grant", Some(date!(2026 - 10 - 14))),
        ],
    },
    Case {
        name: "sales: scratch that, another day, contract",
        people: &["Ben Okafor", "Sylvie Marchand"],
        text: "
            Ben: So where do we stand on the contract?
            Sylvie: Our lawyer is still on it. I'll get the signed contract over to you on Monday. Actually, scratch that, I'll get it to you by Wednesday, she's out on Monday.
            Ben: That's fine.
            Sylvie: And what about the onboarding?
            Ben: I'll introduce you to Dana, our onboarding lead, by email tomorrow.
            Sylvie: Lovely.",
        expected: &[
            (&["contract"], "Sylvie Marchand", Some(date!(2026 - 10 - 21))),
            (&["Introduce", "Dana"], "Ben Okafor", Some(date!(2026 - 10 - 15))),
        ],
    },
    Case {
        name: "support: courier, callback by a colleague, threat",
        people: &["Ines Duarte", "Walt Kemper"],
        text: "
            Walt: My router arrived broken. This is ridiculous.
            Ines: I'm really sorry about that. We'll ship a replacement tomorrow morning.
            Walt: And what do I do with the old one?
            Ines: You'll need to return it within fourteen days. The label is in the box.
            Walt: Fine, I'll drop it off at the post office on Saturday.
            Ines: Thank you. And my colleague Priya will call you on Friday to help with the setup.
            Walt: If she doesn't, I'll cancel the contract.
            Ines: I understand.",
        expected: &[
            (&["replacement"], "Ines Duarte", Some(date!(2026 - 10 - 15))),
            (&["Drop", "post office"], "Walt Kemper", Some(date!(2026 - 10 - 17))),
            (&["Call Walt"], "Priya", Some(date!(2026 - 10 - 16))),
        ],
    },
    Case {
        name: "sales: recap merges, day moved",
        people: &["Nadia Roy", "Felix Umber"],
        text: "
            Nadia: I'll put together a proposal for twelve seats and email it to you by Thursday.
            Felix: Thursday is tight on my side, could we say Monday instead?
            Nadia: Monday it is.
            Felix: I need to check with our controller about the budget before the end of the month.
            Nadia: Of course.
            Felix: Alright.
            Nadia: So to recap: I'll email you the proposal on Monday, and you'll check with your controller by the end of the month.
            Felix: Exactly. Bye.",
        expected: &[
            (&["proposal"], "Nadia Roy", Some(date!(2026 - 10 - 19))),
            (&["controller"], "Felix Umber", Some(date!(2026 - 10 - 31))),
        ],
    },
    Case {
        name: "support: plain talk without any promise",
        people: &["Jo Marsh", "Theo Lind"],
        text: "
            Theo: How do I change the language of the menu?
            Jo: Go to settings, then display, and you'll see a list of languages.
            Theo: I think I'll try that now. Ah yes, I see it.
            Jo: I'll wait while it restarts.
            Theo: I'll have to get used to it, but it works. We'll see how it goes.
            Jo: I'm going to close this chat then. You'll love the new menu.
            Theo: I will. I should have asked earlier. Bye!",
        expected: &[],
    },
    Case {
        name: "sales: customer asks, agent answers with a day",
        people: &["Olga Petrov", "Dan Whitfield"],
        text: "
            Dan: Can you get me the security questionnaire?
            Olga: Sure, I can do that.
            Dan: When will I have it?
            Olga: You'll have it in your inbox by noon tomorrow.
            Dan: Great. And please loop in Carla from procurement.
            Olga: Will do.
            Dan: I'd rather not talk about prices today.
            Olga: That's okay, we can leave that for later.",
        expected: &[
            (&["security questionnaire"], "Olga Petrov", Some(date!(2026 - 10 - 15))),
            (&["Carla"], "Olga Petrov", None),
        ],
    },
    Case {
        name: "support: lower case without punctuation",
        people: &["Sam Tully", "Ada Brook"],
        text: "
            Ada: hi my heating is still cold and nobody came yesterday
            Sam: sorry about that i'll send a technician on friday between eight and ten
            Ada: ok but please have him call me before he comes
            Sam: sure i'll let him know and i'll email you the confirmation today
            Ada: thanks bye",
        expected: &[
            (&["technician"], "Sam Tully", Some(date!(2026 - 10 - 16))),
            (&["him call Ada"], "Sam Tully", None),
            (&["confirmation"], "Sam Tully", Some(date!(2026 - 10 - 14))),
        ],
    },
    Case {
        name: "sales: said before, said by others, wishes",
        people: &["Kai Lindgren", "Rosa Vidal"],
        text: "
            Rosa: Your colleague told me he'd send the brochure last week, and it never came.
            Kai: He said he'll send it? I'm sorry. I already mailed it to you this morning, by the way.
            Rosa: Oh, I see. I wish somebody would call me when that happens.
            Kai: Fair enough. I would send reminders, but the system can't.
            Rosa: We might order ten more in the spring.
            Kai: Good to know. I'll make a note. Could you perhaps tell me your budget?
            Rosa: Around four thousand.",
        expected: &[],
    },
    Case {
        name: "support: refund, statement, two things at once",
        people: &["Lena Fox", "Marc Duval"],
        text: "
            Marc: I was billed for a plan I cancelled in August.
            Lena: I see the cancellation here. I'm going to issue a refund of forty two dollars, which will be on your card within five business days.
            Marc: Okay.
            Lena: I'm also opening a case with our finance department today, because the plan is still active in their system.
            Marc: Please send me the case number once you have it.
            Lena: Of course, I'll text it to you tonight.
            Marc: Thank you.",
        expected: &[
            (&["refund"], "Lena Fox", Some(date!(2026 - 10 - 21))),
            (&["case", "finance"], "Lena Fox", Some(date!(2026 - 10 - 14))),
            (&["case number"], "Lena Fox", Some(date!(2026 - 10 - 14))),
        ],
    },
    Case {
        name: "sales: conditions and courtesy",
        people: &["Yusuf Aydin", "Petra Novak"],
        text: "
            Petra: We like it, but I need my director's blessing.
            Yusuf: If you want, I can draft a one-page summary for her.
            Petra: Yes please, that would help.
            Yusuf: You'll have that from me by the end of the day.
            Petra: Unless she says no, we'll sign in November.
            Yusuf: If she says yes, I'll throw in the training for free.
            Petra: Ha, okay. Let's talk again on the 22nd.
            Yusuf: The 22nd is good, I'll send an invite.",
        expected: &[
            (&["summary"], "Yusuf Aydin", Some(date!(2026 - 10 - 14))),
            (&["invite"], "Yusuf Aydin", Some(date!(2026 - 10 - 22))),
        ],
    },
    Case {
        name: "support: not needed any more",
        people: &["Bea Nolan", "Igor Stein"],
        text: "
            Igor: The parcel says delivered, but there's nothing here.
            Bea: I'll file a claim with the carrier, and I'll ask the driver where he left it.
            Igor: Oh wait, my neighbour is waving, she has it. So you don't need to file the claim.
            Bea: Wonderful. Then I'll just let the driver know that it turned up.
            Igor: Thanks, that's kind.",
        // Asking the driver is pointless now, but nobody took it back in words.
        expected: &[(&["Ask the driver"], "Bea Nolan", None), (&["Let the driver know"], "Bea Nolan", None)],
    },
    Case {
        name: "support: several days in one breath",
        people: &["Cora Finch", "Abel Moss"],
        text: "
            Abel: My policy ends on the thirty first and I want to renew.
            Cora: Happy to help. I'll prepare the renewal papers by the 20th, and you'll need to sign and return them before the 28th.
            Abel: Okay, I'll do that.
            Cora: I'll also review your coverage and call you next Thursday about the options.
            Abel: Afternoon, please.
            Cora: Sure, afternoon it is.",
        expected: &[
            (&["renewal papers"], "Cora Finch", Some(date!(2026 - 10 - 20))),
            (&["Sign"], "Abel Moss", Some(date!(2026 - 10 - 28))),
            (&["coverage"], "Cora Finch", Some(date!(2026 - 10 - 22))),
        ],
    },
    Case {
        name: "meeting: talk about the meeting is no promise",
        people: &["Vera Stone", "Liam Hart", "Mona Reyes", "Gus Olsen"],
        text: "
            Vera: Okay, I'll start with the agenda, and then we'll go around the table.
            Liam: I'll show you the numbers in a second, let me share my screen.
            Vera: We'll come back to that. Mona, what do you think?
            Mona: I think we should look at the funnel first. I'll be quick.
            Gus: We need to fix the signup page at some point.
            Vera: Agreed. Gus, could you send the funnel report to everybody by Friday?
            Gus: Sure, will do.
            Liam: I'll set up a follow-up with the design team for next week.
            Mona: I would say we call it a day.
            Vera: Good. Then I'll close the meeting.",
        expected: &[
            (&["Send", "funnel report"], "Gus Olsen", Some(date!(2026 - 10 - 16))),
            (&["follow", "design team"], "Liam Hart", Some(date!(2026 - 10 - 23))),
        ],
    },
];

fn rendered(case: &Case) -> Vec<String> {
    let sample = Sample::read(case.people, case.text);
    action_items(&sample.view())
        .into_iter()
        .map(|item| {
            format!("{} | {:?} | {:?} <- {}", item.title, item.assignee_name, item.due_on, item.description)
        })
        .collect()
}

#[test]
fn what_was_agreed_is_found_and_nothing_else() {
    let mut complaints = Vec::new();
    for case in CASES {
        let sample = Sample::read(case.people, case.text);
        let mut found = action_items(&sample.view());
        for (words, who, due) in case.expected {
            let place = found.iter().position(|item| {
                words.iter().all(|word| item.title.to_lowercase().contains(&word.to_lowercase()))
                    && item.assignee_name.as_deref() == Some(*who)
                    && item.due_on == *due
            });
            match place {
                Some(place) => drop(found.remove(place)),
                None => complaints.push(format!(
                    "{}: missing {words:?} {who} {due:?}\n    got {:#?}",
                    case.name,
                    rendered(case)
                )),
            }
        }
        for item in found {
            complaints.push(format!("{}: unexpected {} ({})", case.name, item.title, item.description));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn every_item_quotes_its_entry_and_knows_its_participant() {
    for case in CASES {
        let sample = Sample::read(case.people, case.text);
        for item in action_items(&sample.view()) {
            assert!(!item.grounds.evidence.is_empty(), "{}", item.title);
            for evidence in &item.grounds.evidence {
                let entry = sample.transcript.entry(evidence.entry_id).unwrap();
                assert!(entry.text.contains(&evidence.quote), "{:?} in {:?}", evidence.quote, entry.text);
                assert!(
                    entry.start_seconds <= evidence.start_seconds
                        && evidence.end_seconds <= entry.end_seconds
                );
            }
            let participant = sample.participants.iter().find(|one| one.name == item.assignee_name);
            assert_eq!(item.assignee_participant_id, participant.map(|one| one.id), "{}", item.title);
            assert_eq!(item.assignee_email, participant.and_then(|one| one.email.clone()), "{}", item.title);
            assert!((0.5..=1.0).contains(&item.grounds.confidence));
        }
    }
}
