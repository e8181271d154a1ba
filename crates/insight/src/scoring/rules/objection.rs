//! Did the agent take up the customer's objections?
//!
//! Each objection is looked for with what the agent says to it until the customer has spoken twice. An alternative, a
//! reason or a question takes it up. Saying once more what was said before, or that all others are content, does
//! not; nor does it where the customer has to say it again.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use colloquy_domain::scorecard::Answer;

use super::super::call::{Call, Place};
use super::super::ruling::Ruling;
use super::super::speakers::Side;
use super::super::wordings::Wordings;

/// A reply of which less than this share is new only repeats.
const LEAST_NEWS: f64 = 0.4;
/// From so many sentences with a reservation on it is not sure that there is no objection.
const MOST_RESERVED: usize = 3;
/// Agent's turns in which an objection may be taken up.
const REPLIES: usize = 2;

static OBJECTION: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "chunk of (?:change|money)|sleep on it|(?:think|have a think) (?:it over|about (?:it|that|this))|\
         (?:no|not any|what is the|little|not much|see the|any) (?:real )?point|(?:a )?waste|(?:bother|\
         bothers|scare|scares|worries|stops|puts|annoys) (?:me|us)|beyond (?:us|me|our)|(?:sales|\
         another) (?:trick|pitch|gimmick)|trick|gimmick|scam|would mean|(?:took|take|taken) (?:our|my|\
         the) money|ran off|(?:been|are|am) with (?:[a-z]+ ){1,4}for (?:years|ages|[0-9a-z]+ years)|\
         loyal to|(?:do|does|have|has|got) (?:not )?(?:have |got )?(?:anyone|anybody|no one|nobody|\
         no) (?:who|to|for|room|space|time|money|budget|staff)|(?:can|could) not (?:really )?(?:see|\
         imagine|have|spare|take|do|get|justify|ask|leave|close|risk|wait|commit)",
        "stuck with (?:it|them|that)|tied to|a bit (?:far|much|big|small|late|early|over|steep|long|short|\
         complicated|fiddly|risky|old fashioned)|too (?:far|old|new|busy|heavy|difficult|fiddly|technical|\
         modern|short|tight|slow|loud|noisy|ugly|flimsy|fancy)|season (?:is|has|will)|clos(?:e|\
         ing) the (?:shop|office|store|restaurant|place)|(?:we|i) (?:would|will) (?:have to|\
         need to) (?:ask|think|check|stop|close|retrain|train|change everything|buy)|retrain|\
         train everybody|(?:takes|take|taking) (?:too|forever|ages|weeks|months)|(?:and|but) if (?:i|we|\
         it|they|he|she|you|the) <5>(?:not|breaks?|fails?|stuck|wrong|leave|move|goes|stops?|die|dies|\
         quit)|(?:my|our) (?:last|previous|old) [a-z]+ (?:was|did|had|took|broke|went|never)|not (?:for|\
         really for|something for|my thing|our thing|what (?:i|we))|(?:never|hardly|barely) (?:use|used|\
         go|need)",
        "(?:too|so|very|really|pretty|rather|quite|bit) (?:expensive|pricey|costly|steep|much (?:money|\
         for)|dear|high|rich)|too (?:much|long|big|complicated|early|late|risky|small|many|good)|steep|\
         pricey",
        "(?:more|higher|dearer|double|twice) than (?:i|we|what|double|our|my|that|the)|more than double|\
         (?:a lot|lot|much|way|far) more|over (?:our |my |the )?budget|out of (?:our|my|the) (?:budget|\
         range|reach|league)|(?:budget|money) (?:is|for|will not|does not|tight)|tight|set me back|\
         sticker shock",
        "(?:can|could|do|have|will|would|did|does|is|are|has|am) not (?:really |just |quite |actually |\
         even |got |have )*(?:afford|see (?:the|why|how|what|us|myself|it)|need|want|convinced|\
         sure (?:about|that|it|we|i|if|whether|this|how)|interested|ready|happen|worth|use|justify|trust|\
         like|got (?:the|that|time|any|[0-9]+|money|four|forty)|have (?:the|that|time|any|[0-9]+|money|\
         budget)|keen|comfortable|fit|work for (?:us|me)|sold|believe|going to (?:happen|work|pay|sign|\
         buy|switch)|pay|think so|going to|sign)",
        "(?:never|not) going to (?:happen|work|pay|sign|fly|agree)|(?:do|does|did|will|\
         would) not (?:really |actually |even )?(?:work|suit|fit|agree|go)|(?:would|will) never|\
         still works?|works? (?:fine|well|perfectly)|for less|have not (?:the|got|any|a) (?:time|money|\
         budget|space|room)|hard (?:sell|to justify)|cheaper|(?:quoted|offered|charges?|offer) (?:us|me)|\
         (?:already|currently) (?:have|has|got|use|using|with|pay|happy|work)|happy with (?:what|our|the|\
         my)|we have (?:got )?(?:one|someone|somebody|a supplier|a provider) (?:already|for that)|\
         got one already",
        "(?:the|that is the|my|our|only|big|main|one|biggest) (?:problem|issue|snag|catch|worry|concern|\
         trouble|sticking point|hitch|drawback|question mark) (?:is|was|with|for|though)|\
         that is the (?:snag|problem|catch|issue|trouble|worry)|(?:my|our|one|a|some|any|main|\
         only) (?:worry|concern|reservation|hesitation|doubt)s?|concerned|worried|worries me|reviews?|\
         (?:go|going|went) (?:bust|under|out of business)|(?:i have |we have )?(?:heard|read) (?:that |\
         some |about |bad )*(?:the [a-z]+ (?:break|fail|catch|are|is|do|does|can|lose|leak)|they|people|\
         stories|things|horror)|(?:ask|check with|run it by|talk to|speak to) (?:my|our|the) (?:boss|wife|\
         husband|partner|director|board|manager|accountant|team)|what (?:happens|if) (?:if )?(?:you|it|\
         they|the|we) <2>(?:go|break|breaks|fails?|do not|does not|stop|bust|leave)|nervous|hesitant|\
         hesitating|reluctant|sceptical|skeptical|doubt|unsure|wary|on the fence|puts me off|put off",
        "(?:do not|does not|did not|will not|would not) (?:want|like|need|use|trust) (?:it|that|this|to|\
         any|a|another|the|one|them|be|us|anything|my)|(?:no|not a) (?:good |right )?(?:time|interest)|waste of (?:money|time)|no time (?:for|to)|not in a (?:state|position)|\
         bad (?:time|timing|experience|reviews?)|burned|burnt|tried (?:that|it|one|something|this)|\
         last (?:one|time|company|provider|vendor|supplier) (?:we|i|was|did|let|never|it|that|they)",
        "(?:locked|lock|tied|tie) (?:in|into|down|me|us)|lock in|long (?:contract|term|commitment)|(?:12|\
         24|36|two|three|2|3) (?:year|month)s?(?: contract| commitment| is| sounds| term)|commit(?:ment)?|\
         small print|hidden (?:costs?|fees?)|what is the catch|where is the catch|sounds too good|\
         cancellation fee",
        "(?:my|our|the) (?:boss|wife|husband|partner|director|board|team|staff|drivers|people|crew|\
         accountant|landlord|manager|committee|parents|kids) (?:do|does|did|will|would|is|are|has|\
         have) (?:not|never|against|hate)|i will have to think|(?:honestly|frankly) <6>not|half of my|\
         would not use|will not use|rather (?:not|stay|keep|wait|stick)|stick with|prefer to (?:stay|keep|\
         wait)|we can stop|stop (?:here|there|you)",
        "(?:it|that) (?:is|sounds) (?:a lot|an awful lot|quite a lot|a big|a bit much|risky|complicated|\
         a hassle|a leap|a stretch|a gamble|a no)|a lot of (?:money|work|hassle|trouble|effort)|\
         disrupt(?:ion|ive)?|hassle|downtime|security (?:concern|risk)|what if (?:it|they|we|i|the|you|\
         something)",
    ])
    .unless(&[
        "(?:no|not a|any) (?:problem|issue|concern|worries)|do not (?:need|want|have) (?:any )?(?:of that|\
         more|anything else|to know)|not too (?:expensive|much|bad|high|long)|i do not know (?:what|how|\
         who|where|which|the|exactly|yet|my|if)|do not know what to do|(?:not|\
         never) (?:been )?sure (?:what|which|where|when|who|how many|how to)|too (?:kind|good of)|\
         i am not sure (?:what|which|where|when|who|how many|exactly)",
        "(?:are|is|do|does|would|will|can|could|did|have) (?:you|it|there|they|we) <4>(?:commit|\
         commitment|locked|security)|what (?:is|are) the (?:problem|issue|commitment|terms)|(?:is|\
         are) (?:that|it|this|there) (?:too|a) |do not like (?:maths|algebra|school|him|them|her)|\
         used to love|very much|so much (?:for|better|easier)|thank you (?:so|very) much|\
         much more (?:than|like) (?:that|it)|worried (?:about|for) (?:him|her|my son|my daughter)",
    ])
});

/// It may be an objection: something is denied or held against what was said.
static RESERVED: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "^(?:yes |well |okay |hm |right |no )*(?:but|though|honestly|frankly|to be honest|the thing is)",
        "(?:[a-z]+ ){2,}(?:not|never|nobody|hardly|without|though) (?:[a-z]+ ?){1,}",
    ])
    .unless(&["(?:do|did|does|will|can) not (?:know|mind|worry|forget)|if not|why not|or not|not (?:bad|\
         a problem|too bad)|not sure (?:what|which|when|where|who)"])
});

/// The customer has to say it again, or is not heard.
static UNHEARD: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "did you (?:even )?hear|(?:are|were) you (?:even )?listening|not listening|you have (?:told|said)|\
         you (?:keep|kept) (?:saying|telling|repeating|coming back)|you (?:already|just) (?:said|told)|\
         yes i heard|i heard (?:you|that)|i know (?:it|that|you said)|(?:as|like) i (?:just |\
         already )?said|i (?:just|already) (?:said|told|explained)|still (?:more|too|the same|double|\
         expensive|not)|does not (?:help|change|answer|solve)|not what i (?:asked|said|meant)|\
         let me finish|talking over|not my (?:point|question)|beside the point|that is not the point|\
         makes no sense|again",
    ])
    .unless(&[
        "(?:call|talk|speak|ring|try|thanks|write|look|here|once) <1>again|again (?:on|next|in|tomorrow|\
         soon|at)",
    ])
});

static ALTERNATIVE: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "(?:there is|we (?:also )?(?:have|do|offer|could|can)|you (?:can|could|might|may)|i (?:can|could|\
         would|might)|he (?:can|could)|they (?:can|could)|it (?:can|could)|we would|then (?:he|she|you|we|\
         they)) <2>(?:also |instead |just |always |then |only |start |do |begin |offer |take |have |get |\
         give |pay |split |spread |reduce |lower |drop |leave |remove |waive |match |add |show |send |\
         try |put |swap |keep |move |pause |cancel |choose |pick |go |use |set |make |press |switch |\
         turn |lease |rent |a |an |another )+",
        "alternativ[a-z]*|instead|another (?:option|way|version|package|plan|size|model)|option|smaller|\
         lighter|cheaper|basic|starter|entry|tier|trial|pilot|test (?:run|phase|period|drive)|\
         free (?:month|week|trial|sample|return)|sample|discount|percent off|off the price|rebate|promo|\
         month to month|monthly|instal?lments?|flexible|no (?:contract|commitment|obligation|minimum|\
         cancellation|lock)|cancel (?:any|at|when)|money back|guarantee|refund|swap|without (?:buying|it|\
         the|paying|any|signing)|what if (?:we|you|i)|how about|would it help|meet (?:you )?(?:half|\
         in the middle)|throw in|include|half (?:of|the|now)|leave (?:out|it out)|phase|step by step|\
         private switch",
    ])
});

static REASON: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "because|the reason|that is why|so that|since (?:the|it|you|we)|which means|that means|\
         means (?:that|you|your)|compared (?:to|with)|(?:saves?|saving|saved) (?:you|about|around|them|\
         [0-9])|pays? (?:for itself|back)|less (?:than|on|for|per)|cheaper than|in (?:the )?(?:long run|\
         first year)|over (?:the|a) year|per (?:day|unit|month|user|head|visit)|works? out|on average|\
         for example|for instance|actually|in fact|does not (?:cost|need|have|take|record|touch|affect|\
         require)|is not (?:recorded|needed|required|charged|visible)|(?:takes|needs) (?:only|just|about)|\
         only (?:takes|needs|costs)|written into|in writing|certified|insured|(?:our|other|many|some|\
         most) (?:customers|clients|people|companies|parents|farms|schools) <4>(?:had|have|thought|felt|\
         found|said|do|did|use|start|started|were)",
        "(?:i|we) (?:understand|hear|get|see|appreciate) <4>(?:but|and|so|that|why|your|the|it|you)|\
         fair (?:point|question|enough|concern)|(?:good|great|valid|reasonable|understandable) (?:point|\
         question|concern)|that is (?:fair|reasonable|understandable|a fair|a good|a valid)|makes sense|\
         i (?:would|do) not (?:want|blame)",
    ])
});

/// Saying that others are content is no answer.
static BRUSH_OFF: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "(?:every|all|everyone|everybody|most) <3>(?:customers?|clients?|people|says?|loves?|tells?|\
         happy)|trust me|believe me|you will (?:love|see|not regret|thank)|the value|(?:it is|\
         that is) (?:a|the) (?:best|great|good|fantastic|amazing|special|fair|bargain|steal|standard|\
         fixed)|worth (?:it|every)|(?:as|like) i said|again|i (?:just |already )?told you|i am (?:just|\
         only) (?:telling|saying)|the price is the price|(?:only|just) (?:today|this week|this month|\
         until)|if (?:it is|you) (?:done|sign|order|decide|book|buy|act) (?:it )?(?:this|today|now|by|\
         before)|last chance|limited|do not (?:worry|miss|wait)|you (?:can not|cannot) (?:go wrong|lose)|\
         no brainer|everyone else|it is not that (?:much|bad|expensive|long)|that is (?:nothing|not much|\
         peanuts)",
    ])
});

static WON: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "that (?:is|would be|sounds|could be) (?:closer|better|actually|fair|decent|good|great|different|\
         a different|interesting|reasonable|more like|helpful|perfect|nice|okay|fine|all right|something)|\
         that (?:helps|works|could work|would work|would help|might help|might work|could help|settles|\
         makes sense|changes)|could (?:really )?work|sounds (?:good|better|fair|reasonable|interesting|\
         great|like)|i (?:like|can live with|could live with|can do|could do) (?:that|it)|different story|\
         makes sense|fair enough|not bad|good point|i see|okay that|all right then|deal|let us do|\
         worth (?:a|trying|thinking|looking)|put my mind|relie[fv][a-z]*",
    ])
    .unless(&["not (?:sound|make|closer|better)|makes no sense|does not (?:help|work|make)"])
});

/// The ruling.
pub(super) fn rule(call: &Call<'_, '_>) -> Ruling {
    let objections = call.find(Side::Customer, call.whole(), &OBJECTION);
    let Some(first) = objections.first() else {
        let reason = "the customer raises no objection";
        let mut reserved = call.find(Side::Customer, call.whole(), &RESERVED);
        reserved.retain(|place| !call.has_question_mark(place.sentence));
        // Some object in words of their own.
        let confidence = if reserved.len() >= MOST_RESERVED { 0.64 } else { 0.82 };
        reserved.extend(call.first_turns(Side::Customer, 2));
        return Ruling::new(call, Answer::NotApplicable, confidence, reason, &reserved);
    };
    let mut said_before: BTreeSet<&str> = BTreeSet::new();
    for (_, sentence) in call.sentences(Side::Agent, 0..first.turn) {
        said_before.extend(telling(call.plain(sentence)));
    }
    let (mut taken_up, mut passed_over): (Vec<Place>, Vec<Place>) = Default::default();
    let mut score = 0.0_f64;
    let mut answered_until = 0;
    for objection in &objections {
        if objection.turn < answered_until {
            continue;
        }
        let replies: Vec<usize> = (objection.turn + 1..call.turns().len())
            .filter(|turn| call.turns()[*turn].side == Side::Agent)
            .take(REPLIES)
            .collect();
        answered_until = replies.last().copied().unwrap_or(objection.turn) + 1;
        let (worth, place) = worth(call, &replies, &mut said_before);
        score += worth;
        match place {
            Some(place) if worth > 0.5 => taken_up.extend([objection.clone(), place]),
            place => passed_over.extend(std::iter::once(objection.clone()).chain(place)),
        }
    }
    let after = first.turn..call.turns().len();
    let unheard = call.find(Side::Customer, after.clone(), &UNHEARD);
    let won = call.find(Side::Customer, after, &WON);
    score += 0.8 * (won.len() as f64).min(2.0) - 0.9 * unheard.len() as f64;
    if score >= 0.8 && !taken_up.is_empty() {
        let confidence = if score >= 1.8 { 0.93 } else { 0.78 };
        return Ruling::said(call, Answer::Yes, confidence, "the agent takes up", &taken_up);
    }
    let places: Vec<Place> = passed_over.into_iter().chain(unheard).chain(taken_up).collect();
    let (answer, confidence) = match score {
        score if score <= -0.9 => (Answer::No, 0.92),
        score if score <= 0.0 => (Answer::No, 0.74),
        score if score < 0.5 => (Answer::No, 0.6),
        _ => (Answer::Yes, 0.6),
    };
    Ruling::said(call, answer, confidence, "the objection is hardly taken up:", &places)
}

/// What the replies to an objection are worth, and the best place in them.
fn worth<'c>(
    call: &'c Call<'_, '_>,
    replies: &[usize],
    said_before: &mut BTreeSet<&'c str>,
) -> (f64, Option<Place>) {
    let mut best: Option<(f64, Place)> = None;
    for (number, turn) in replies.iter().enumerate() {
        for sentence in &call.turns()[*turn].sentences {
            let plain = call.plain(*sentence);
            let words: BTreeSet<&str> = telling(plain).collect();
            let new = words.iter().filter(|word| !said_before.contains(*word)).count();
            let is_new = words.is_empty() || new as f64 >= LEAST_NEWS * words.len() as f64;
            said_before.extend(&words);
            let mut worth = 0.0;
            if is_new {
                for (is_there, value) in [
                    (ALTERNATIVE.are_in(plain), 1.0),
                    (REASON.are_in(plain), 0.7),
                    (call.has_question_mark(*sentence), 0.7),
                ] {
                    worth += if is_there { value } else { 0.0 };
                }
            } else {
                worth -= 0.5;
            }
            if BRUSH_OFF.are_in(plain) {
                worth -= 0.9;
            }
            // What comes at once answers it more surely than what comes later.
            worth -= 0.2 * number as f64;
            if best.as_ref().is_none_or(|(highest, _)| worth > *highest) {
                best = Some((worth, call.place(*turn, *sentence)));
            }
        }
    }
    best.map_or((-0.5, None), |(worth, place)| (worth.clamp(-1.0, 1.5), Some(place)))
}

/// The words that say something.
fn telling(plain: &str) -> impl Iterator<Item = &str> {
    plain.split(' ').filter(|word| word.len() > 3 || word.starts_with(|c: char| c.is_ascii_digit()))
}
