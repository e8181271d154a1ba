//! Did the agent say or confirm near the end what happens next?
//!
//! A step is somebody's action to come: a promise, or the present tense with a time ("I ring you on Friday"). With a
//! time it is clear, without one likely. Where the customer says it and the agent confirms, it is confirmed, too.
//! Only the last part of the call is read: a step that was named in its middle may be forgotten by the end.

use std::ops::Range;
use std::sync::LazyLock;

use colloquy_domain::scorecard::Answer;

use super::super::call::{Call, Place};
use super::super::ruling::Ruling;
use super::super::speakers::Side;
use super::super::wordings::Wordings;

static TIME: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "after (?:easter|christmas|new year|the holidays|the weekend|that|lunch|work|school)|(?:on|by|\
         from|until|for) the (?:first|second|third|[a-z]+eenth|weekend)|in (?:january|february|march|\
         april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter)|\
         by (?:then|easter|christmas)|when (?:it|the [a-z]+|he|she|they) (?:arrives?|comes?|is (?:ready|\
         there|here|done|in))",
        "[0-9]+ (?:to [a-z0-9]+ )?(?:business |working )?(?:days|weeks|hours|minutes)|between [0-9]+ and|\
         (?:[a-z]+ )to (?:five|three|four|ten) (?:business |working )?days|today|tonight|tomorrow|monday|\
         tuesday|wednesday|thursday|friday|saturday|sunday|weekend|noon|midday|midnight|lunchtime|lunch",
        "(?:this|next|coming|following|every|in the|first thing in the|end of (?:the|this|\
         next)) (?:morning|afternoon|evening|week|month|day|business|hour|quarter)",
        "(?:by|at|before|after|around|about|until|till|from|on|for) (?:the )?[0-9]+[a-z:0-9.]*|(?:in|\
         within|inside|under|up to|about|next|another|every|for) (?:the next |about |around |a |an |\
         a couple of |a few |one |one or |[0-9]+ (?:to|or|and) )*[0-9]* ?(?:business |working |week|\
         more )*(?:minutes?|hours?|days?|weeks?|months?|moments?)",
        "(?:january|february|march|april|june|july|august|september|october|november|december)|\
         [0-9]+(?:st|nd|rd|th)|[0-9]+ (?:am|pm|o'clock|oclock)|o'clock",
        "shortly|right away|straight away|immediately|as soon as|once (?:the|you|we|it|i|that|they|your)|\
         later (?:today|this|on)|overnight|any (?:minute|moment)|the (?:day|week|morning) after|\
         end of (?:the )?(?:day|week|month)|soon",
    ])
});

/// Somebody will do something.
static PROMISE: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "(?:i|we|he|she|they|someone|somebody|it|that|our [a-z]+|the [a-z]+(?: [a-z]+)?|my [a-z]+|\
         a [a-z]+|your [a-z]+(?: [a-z]+)?) (?:will|shall|is going to|are going to|am going to) (?:also |\
         then |just |now |personally |be able to |be |have |get )*(?:send|sent|email|call|calling|ring|\
         ringing|text|post|mail|ship|deliver|come|coming|visit|contact|touch|reach|arrive|arriving|put|\
         open|file|raise|pass|forward|escalate|refund|credit|process|check|checking|look|looking|update|\
         book|schedule|arrange|order|replace|repair|fix|confirm|follow|prepare|draft|share|write|speak|\
         talk|meet|bring|show|set|submit|review|take|do|make|start|go|receive|hear|see|have|get|back|on|\
         out|with|in|there|ready|done|collect|pick|drop|transfer|add|apply|leave|reissue|cancel|close|\
         investigate|let you know|expect|note|log|test|sort|stay|run|need|notify|chase|move|change|keep|\
         sign|issue|reset|install|hand|give|find|swap|measure|charge|bill|debit|pay)",
        "you (?:will|should|can expect to|are going to|would) (?:then |also |just |soon |shortly |still |\
         now )*(?:get|receive|hear|see|have|find|be (?:able|contacted|called|notified|refunded|charged|\
         sent|getting|hearing|receiving)|need)",
        "(?:i|we) (?:am|are) (?:going to|sending|emailing|calling|booking|putting|passing|forwarding|\
         opening|arranging|ordering|scheduling|getting|shipping|posting|raising|escalating)",
        "next steps?|what happens (?:now|next)|from here|to (?:recap|summari[sz]e|sum up)|(?:let me|\
         let us|i will|quick|just to|short|to) (?:quickly )?(?:recap|summari[sz]e|repeat|run through|\
         go over|confirm)|in (?:short|summary)|so to confirm|just to confirm",
        "look out for|keep an eye|expect (?:a|an|the|it|us|him|her|my|our)|\
         you have (?:to )?(?:an appointment|a slot|until)",
        "let us (?:say|talk|speak|meet|do|catch up|reconvene|get together)|(?:see|speak to|talk to|call|\
         meet) you (?:then|on|at|next|tomorrow|monday|tuesday|wednesday|thursday|friday)",
    ])
    .unless(&[
        "(?:will|shall|would|should) (?:not|never)|will (?:be (?:fine|okay|all right|all|happy|glad|nice|\
         great|that)|that be|there be|love|like|see what|see how|do my best|try)|we will see|\
         i will let you (?:go|get)|(?:anything|something) else|i will be (?:here|honest|there|right)|\
         i will have to|it will (?:be|do|cost|take)|that will (?:be|do)|you will (?:be (?:fine|okay|\
         all right)|love|like|notice|understand|need to (?:ask|speak|talk|call|contact))",
        "if (?:i|we|he|she|they|it|you) <3>(?:will|shall|would)|(?:we|i) will (?:see|look|think|\
         have a look|try|do what)(?: what| into| at| about)? (?:what|how|if|it|that|we can|i can)|\
         from here (?:on )?(?:it|there)|(?:let me|i will|just) (?:check|see|look|take a look|have a look|\
         pull|open|put you|bring)",
        "see you (?:soon|around|later)|talk to you (?:soon|later)",
    ])
});

/// Present tense, or no verb at all: only with a time.
static PRESENT: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "(?:is|are) (?:there|here|in|at|out|round|over)|wait|waits|(?:talk|speak|ring|call) again|\
         (?:deposit|keys|payment|call|visit|email|parcel|form|photos?|pictures|list|quote|papers) (?:by|\
         on|tomorrow|today|at|before|from)",
        "(?:i|we|you|he|she|they|it|who|[a-z]+) (?:will |shall |then |also |just |only )*(?:ring|rings|\
         call|calls|check|checks|email|emails|send|sends|text|texts|post|posts|ship|ships|bring|brings|\
         drop|drops|come|comes|meet|meets|visit|visits|pick|picks|collect|collects|submit|submits|sign|\
         signs|deliver|delivers|arrive|arrives|get|gets|go|goes|let|start|starts|pay|pays|write|writes|\
         speak|talk|follow|follows|put|puts|confirm|confirms|return|returns|begin|begins|leave|leaves|\
         refund|refunds|hand|hands|fit|fits|land|lands|reach|reaches|receive|receives|dig|take|takes|give|\
         gives|hear|see|have)",
        "(?:my|your|our|the|his|her) (?:[a-z]+ ){0,3}(?:comes|goes|arrives|is (?:booked|scheduled|set|due|\
         on its way|coming|going|confirmed|arranged|with you)|within|tomorrow|by|on|at|in)",
        "(?:is|are|you are|it is|that is|all) (?:booked|set|scheduled|confirmed|down|arranged|penciled|\
         pencilled)|(?:booked|put) (?:you|it|that|him|her) (?:in|down|on)|then$|it is (?:a date|settled)|\
         (?:is|are|be) with (?:you|us|them)|on (?:its|their|the|his|her) way|let us [a-z]+",
        "(?:appointment|technician|engineer|surveyor|courier|driver|delivery|visit|call|callback|meeting|\
         demo|invite|offer|quote|confirmation|refund|credit|replacement|parcel|letter|brochure|contract|\
         sample|samples|document|paperwork|form)",
    ])
    .unless(&[
        "(?:did|do|does|was|were|had|last|yesterday|ago|have|has|would|could|might|if|usually|normally|\
         always|every|works? best|are you in|when) (?:[a-z]+ ){0,3}(?:ring|call|check|email|send|text|\
         come|get|go|take|have|see|pay|start)",
    ])
});

/// It may come to nothing.
static VAGUE: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "might|maybe|perhaps|probably|possibly|could|some ?(?:day|time|point)|at some (?:point|stage)|\
         when (?:i|we|they) (?:can|get (?:a|the|round|around)|have time)|we will see|hopefully|whenever|\
         if (?:i|we) (?:can|get|find)|eventually|usually",
    ])
});

/// The agent says that it is so.
static CONFIRMED: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "^(?:yes |okay |sure |absolutely |all |perfect |great )*(?:correct|exactly|that is (?:right|\
         correct|it|the plan)|right|yes|absolutely|precisely|you got it|you have got it|indeed|spot on|\
         agreed|will do|that is what i have|perfect|it is|they will|i will|we will)",
    ])
});

/// The ruling.
pub(super) fn rule(call: &Call<'_, '_>) -> Ruling {
    let closing = call.closing();
    let (mut clear, mut likely, mut vague) = (Vec::new(), Vec::new(), Vec::new());
    for (turn, sentence) in call.sentences(Side::Agent, closing.clone()) {
        let plain = call.plain(sentence);
        let is_timed = TIME.are_in(plain);
        let is_promised = PROMISE.are_in(plain);
        let is_present = is_timed && PRESENT.are_in(plain);
        let may_count = is_promised || (is_present && !call.has_question_mark(sentence));
        if !may_count {
            continue;
        }
        let place = call.place(turn, sentence);
        match (VAGUE.are_in(plain), is_promised, is_timed) {
            (true, _, _) => vague.push(place),
            (false, true, true) => clear.push(place),
            _ => likely.push(place),
        }
    }
    let confirmed = confirmed(call, closing);
    if let Some(best) = clear.last() {
        // The last one sums up what was said before.
        let places: Vec<Place> =
            std::iter::once(best).chain(clear.iter().rev().skip(1)).chain(&likely).cloned().collect();
        return Ruling::said(call, Answer::Yes, 0.93, "the agent says", &places);
    }
    if !confirmed.is_empty() {
        return Ruling::said(
            call,
            Answer::Yes,
            0.86,
            "the agent confirms what the customer says:",
            &confirmed,
        );
    }
    if let Some(best) = likely.last() {
        let confidence = if likely.len() > 1 { 0.84 } else { 0.74 };
        let places: Vec<Place> = std::iter::once(best).chain(likely.iter().rev().skip(1)).cloned().collect();
        return Ruling::said(call, Answer::Yes, confidence, "the agent says", &places);
    }
    if !vague.is_empty() {
        return Ruling::said(call, Answer::No, 0.68, "what the agent says of later is vague:", &vague);
    }
    let end = call.last_sentences(Side::Agent, 3);
    Ruling::said(call, Answer::No, 0.9, "no next step before the end; the agent's last words are", &end)
}

/// Where the customer says what happens and the agent's next words confirm it.
fn confirmed(call: &Call<'_, '_>, closing: Range<usize>) -> Vec<Place> {
    let mut places = Vec::new();
    for (turn, sentence) in call.sentences(Side::Customer, closing) {
        let plain = call.plain(sentence);
        if !TIME.are_in(plain) || !(PROMISE.are_in(plain) || PRESENT.are_in(plain)) {
            continue;
        }
        let Some(reply) = call.turns().get(turn + 1).and_then(|next| next.sentences.first()) else {
            continue;
        };
        if CONFIRMED.are_in(call.plain(*reply)) {
            places.extend([call.place(turn, sentence), call.place(turn + 1, *reply)]);
        }
    }
    places
}
