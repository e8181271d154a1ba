//! Was the agent polite throughout?
//!
//! What the customer complains of weighs most: being cut off, the tone. Then the agent's own words. Speaking at once
//! alone is no discourtesy: only when the customer complains it is.

use std::sync::LazyLock;

use colloquy_domain::scorecard::Answer;

use super::super::ScoringFacts;
use super::super::call::{Call, Place};
use super::super::ruling::Ruling;
use super::super::speakers::Side;
use super::super::wordings::Wordings;

/// Interruptions from which on a call without a complaint is less surely polite.
const MANY_INTERRUPTIONS: u32 = 6;

/// The customer complains of being cut off or of the tone.
static PROTEST: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "please let me explain|(?:was|am) (?:just |still |only )?(?:explaining|trying to explain|\
         telling you)|while i am (?:talking|speaking)|can i (?:please )?say (?:something|anything) (?:now|\
         please|too|first)|(?:not|was not) a (?:very )?(?:nice|kind) thing to say|how (?:can|\
         could) you (?:talk|speak|say)|i am a (?:paying )?customer|are you going to let me|\
         let me (?:speak|talk)$|you (?:talk|speak) (?:so|too) (?:much|fast)|(?:do|did|will) not let me|\
         (?:stop|quit) (?:cutting|jumping|butting|barking|lecturing|snapping)|(?:lecture|lecturing) me|\
         your attitude|(?:snap|snapped|sneer|sneering|mock|mocking|laughing|laughed) (?:at )?me|\
         that is (?:not |un)(?:called|kind|necessary|fair)|that was (?:rude|unkind|nasty|mean|hurtful|\
         not necessary|unnecessary)|being (?:so )?(?:rude|mean|nasty|short|sharp|aggressive|unpleasant)",
        "let me (?:just |please )?(?:finish|speak|talk|say (?:something|what i|my)|get a word|\
         explain (?:first|please|before)|complete|get to the end)|end of (?:a|my|the|one) sentence|\
         finish (?:what|my (?:sentence|thought|point|question))|do you mind$|(?:do|would) you mind (?:not|\
         letting)|who do you think (?:you|i)",
        "(?:may|can|could|if) i (?:just |please |maybe )?(?:finish|get a word|speak now|talk now|\
         complete)|allow me to (?:finish|speak)",
        "interrupt(?:ed|ing|s)?|(?:cut|cuts|cutting) (?:me|us|people|in|across)(?: off| short)?|\
         you (?:cut|keep cutting|are cutting|kept cutting|just cut)|(?:talk|speak)(?:ed|ing|s)? (?:right |\
         straight |all )?(?:over|across) (?:me|us|people|everything|my|the top|each)|(?:you|keep|stop|\
         always) <1>(?:jump(?:ing|ed)?|butt(?:ing|ed)?|cut(?:ting)?) in|uncalled for",
        "(?:i|we) (?:was|were|am|had) not (?:finished|done)|i was (?:speaking|talking)$|\
         i was (?:in the middle|trying to (?:say|explain|tell|ask))|(?:will|do) not be (?:spoken|talked)|\
         ^(?:well |oh )*charming|(?:i|we) (?:have not|had not) finished|(?:was|am) still (?:talking|\
         speaking)|hear me out|(?:not|never|ever) (?:let|letting) me",
        "rude(?:ness|ly)?|impolite|disrespectful|condescending|patroni[sz](?:e|ing)|unprofessional|\
         insult(?:ed|ing|s)?|offensive|arrogant|snide|sarcastic|sarcasm|how dare",
        "(?:talk|speak|spoke|speaking|talking) to (?:me|people|customers) (?:like|in|that|this)|\
         take that tone|your (?:tone|attitude|manner)|that tone|raise your voice|(?:yell|shout|shouting|\
         yelling|snapp?(?:ing)?|bark(?:ing)?|laugh(?:ing)?) at me",
        "no (?:need|call) (?:to be|to get|to speak|to talk|to shout|to take|for that|for this|for the|\
         for such)|beg your pardon|excuse me what|do not (?:talk|speak) to me|(?:call|calling|\
         called) me (?:a|an|stupid|names|sweetheart|love|honey)",
        "stop (?:talking|interrupting|shouting|laughing|doing that|saying)|would you (?:please )?listen|\
         (?:treat|treated|treating) me like|make me feel (?:stupid|like)|am not (?:stupid|an idiot|\
         a child|five)",
    ])
    .unless(&[
        "i was explaining that to|(?:has|have|with) (?:a |an |the |good |great |right )+attitude|\
         i am a (?:paying )?customer (?:of yours )?(?:since|for|of|with)|(?:do|did|will|\
         does) not let me (?:log|in|sign|pay|change|open|click|type|enter|use|choose|book|through|print|\
         save|upload|connect)|let me talk$",
        "sorry (?:to|for|i did not mean to) (?:interrupt|cut)[a-z]*|(?:do not|not) (?:want|\
         mean) to (?:interrupt|be rude|cut)|(?:power|internet|service|line|water|gas|heating|call|phone|\
         we|signal|it) (?:was|were|got|is|gets|been|keeps|keep) (?:interrupt|cut)[a-z]*|(?:let me|can i|\
         could i|may i) (?:just |quickly )?(?:finish|complete) (?:writing|typing|reading|this|the|up|with|\
         my (?:email|coffee|call|order|payment|lunch|notes))|not (?:yet )?finished (?:the|this|my|reading|\
         paying|with|it|school|filling)|jump(?:ing|ed)? in(?:to)? (?:the|a|my)|cut(?:ting)? (?:in|\
         across) (?:half|two|the)|i interrupted|not to be rude",
        "without (?:any )?interruptions?|hate to interrupt|(?:to|let me|can i) interrupt you|\
         let me speak (?:to|with)|(?:can|may|could) i speak|let me talk (?:to|with|it over)|\
         let me say (?:thank|thanks)|beg your pardon i|(?:my|your|his|the) (?:boss|neighbou?r|driver|\
         colleague|technician|manager|ex|plumber)[a-z]* (?:was|is) (?:so |very |really )?rude",
    ])
});

/// The customer is not listened to.
static UNHEARD: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&["(?:are|were) you (?:even )?listening|you (?:are|were) not listening|(?:do|\
         did) you (?:even )?(?:hear|listen)(?: to)? (?:what|me|a word)|listen to me|\
         you (?:just )?(?:do not|did not) (?:listen|care)|have you been listening|i (?:just|\
         already) (?:said|told you)|as i (?:said|was saying)|i was (?:going to|about to) say|i was saying"])
});

/// Nobody says this in courtesy.
static RUDE: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "for once|even for you|i do not make the rules|making (?:this|it) (?:harder|difficult|worse|\
         complicated)|(?:if|had) you (?:had )?paid attention|what you get (?:for|when|if)|^(?:oh |\
         and )*here we go(?: again)?$|(?:heard you |the )first time|do i (?:really |\
         honestly )?have to (?:spell|explain|repeat|say|draw)|^(?:oh |well |yes )*whatever$|(?:got|\
         have) better things|how to do my job|is that so (?:hard|difficult)|hard (?:is it|to understand)|\
         get a grip|just silly|being (?:silly|difficult|ridiculous|paranoid|dramatic|childish|hysterical)|\
         not a (?:baby|child)|grown (?:man|woman|up)|you clearly (?:did|do|have|can|are)|\
         clearly you (?:did|do|have|can|are)|obviously you|you obviously|draw you a picture|on your own|\
         find someone else|not my headache|nobody (?:forced|asked|told) you|your (?:loss|choice then|\
         decision then)|cry about it|lost (?:my )?patience|losing (?:my )?patience|try my patience|\
         (?:keep|getting|going) on about|(?:same|stupid|silly) question|asked (?:me )?that (?:already|\
         twice|three times)|already asked|(?:can|could) you (?:just |please )?(?:stop|shut|be quiet|\
         listen for)|i am (?:talking|speaking)(?: now)?$|excuse me i am|don't interrupt|do not interrupt|\
         let me finish|(?:rolls|roll) (?:his|her|my) eyes|pfft?|tut|cheap(?:skate)?$|at your age|\
         old (?:man|lady|woman)|young lady|young man",
        "calm down|shut up|be quiet|pipe down|get lost|get over it|(?:just|have to|got to|and|\
         so) deal with it|suit yourself|tough luck|^(?:well |then )*too bad|too bad (?:then|for you)|\
         so what$|big deal|boo hoo|cry me|grow up|do not be (?:silly|ridiculous|difficult|dramatic|stupid|\
         daft|smart|cheeky)",
        "(?:not|is not|hardly) my (?:problem|fault|job|concern|business)|your (?:own )?(?:problem|fault|\
         own doing)|you people|people like you|what do you expect$|what did you expect|\
         that is what happens (?:when|if) (?:you|people)|some of us|are you always|\
         not the only (?:customer|caller)|you must be (?:joking|kidding)",
        "stupid|idiot(?:ic)?|dumb|moron|nonsense|(?:with|half|got|use|have) <1>brains?|(?:someone|\
         somebody) (?:younger|smarter|brighter|cleverer|competent|who can (?:read|count|listen|think))|\
         for (?:heaven's|god's|goodness|christ's|pete's|crying out) sake|(?:matter|wrong) with you|\
         rubbish|pathetic|childish|hysterical|clueless|liar|lying|imbecile|fool(?:ish)?|drama queen|\
         whining|whinge|moaning|nagging|nag",
        "are you (?:deaf|stupid|serious|kidding|joking|blind|slow|dense|listening|drunk)|\
         do you (?:even )?(?:listen|understand english|speak english|have ears|know how to)|which part of|\
         what part of|how many times|how hard (?:is|can)|can you not (?:read|hear|count|listen)|\
         can not you (?:read|hear|count|listen)|learn to (?:read|listen|count)|who can read|\
         like a bedtime|spell it out for you",
        "try to (?:keep up|listen|focus|pay attention|follow)|pay attention|just answer|\
         not your (?:secretary|servant|mother|babysitter|therapist|slave|personal|friend|maid|butler)|\
         not a (?:charity|magician|mind reader|hotel|therapist)|if you (?:had|would have|would|actually|\
         ever) (?:just |only |actually |bothered )*(?:listened|listen|read|paid|checked|looked|asked|\
         to read|to listen)|do you want (?:it|this|that|the [a-z]+|my help|help) or not|\
         then do not (?:call|ring|buy|come|ask|bother)|(?:honestly|really|come on|\
         seriously) it is not <2>(?:difficult|hard|complicated)",
        "i (?:do not|could not|can not) (?:care|be bothered|have (?:all day|time for this|the patience))|\
         (?:have not|not) got all (?:day|night)|wasting my|waste of my|you are (?:wasting|\
         being (?:difficult|ridiculous|unreasonable|silly|dramatic|rude))|hurry up|make it quick|\
         get on with it|spit it out|get to the point",
        "(?:already|just) told you|told you (?:already|twice|that|three|before|so)|i (?:am not|\
         will not) (?:repeat|going to (?:repeat|read you|argue|explain (?:it|that|this) again|\
         say it again|discuss|listen))|stop (?:yelling|shouting|complaining|whining|arguing|talking|being|\
         calling|asking|wasting|crying)|for the last time|^(?:then |so |well |just |maybe |perhaps |\
         go and |try )*(?:read|reading) (?:the|your) (?:contract|terms|manual|email|letter|small print|\
         instructions)|(?:should have|should try|might try|might want to|try) (?:read|reading) (?:the|\
         your|it)|can you read|not rocket science|not (?:that|so) (?:complicated|hard|difficult)|\
         my <3>year old|a child (?:could|can|would)|common sense|use your (?:head|brain|eyes)",
        "(?:look|listen|now look|now listen|with respect|all due respect) (?:lady|love|mate|buddy|pal|\
         sweetheart|darling|madam|sir|sunshine|honey|dear)|take it or leave it|do what you (?:like|want)|\
         complain (?:to|if|all)|go (?:ahead and )?(?:complain|elsewhere|somewhere else)|\
         good luck with that|be my guest",
        "damn|bloody|crap|hell|bullshit|shit|fuck(?:ing)?|arse|piss(?:ed)?|screw|what (?:is|\
         was) (?:it )?now|whose fault|you (?:should|could) have (?:read|listened|known|thought|checked|\
         paid|called earlier)|serves you|your (?:attitude|tone)|lower your voice|hang up on you|\
         going to hang up|end this call|whatever you say",
        "not going to read|i am hanging up|you lot|sweetheart|sweetie|darling",
    ])
    .unless(&[
        "damn (?:shame|good|nice|cold|hot|right)|bloody (?:shame|good|nice|cold|awful|nightmare)|\
         (?:stupid|dumb|silly|foolish) (?:system|question|mistake|error|thing|policy|rule|machine|\
         computer|of (?:me|us))|not (?:a )?(?:stupid|dumb|silly|lazy|foolish)|hell of|\
         what the hell is wrong with (?:our|this|the)",
        "not (?:your|my) (?:fault|problem) (?:at all|and)|not your <1>(?:fault|problem)|\
         your fault (?:at all|or)|wonder what|whose fault it",
        "(?:it|that|this) is your <1>problem (?:is|solved)|your problem (?:is|was|has|will|today|with|now|\
         and|quickly|here|right)|screw (?:in|on|it|the|driver|them|that)[a-z]*|screws?|nothing too bad|\
         not too bad|that is too bad|lying (?:in|on|around|about|there|down)|rubbish (?:bin|bag|\
         collection|truck)[a-z]*",
        "read (?:the|your) (?:meter|number|serial|card|code|email (?:to|back)|letter (?:to|out))[a-z]*|\
         (?:could|can|would|please|let me|will|i will|i|we|to) (?:you )?(?:please )?read (?:the|your)|\
         can you read (?:it|me|that|the|out|off)|told you that (?:it|you|we)|what part of (?:town|the|\
         the city|the country|your)|stop (?:calling|talking|asking) (?:you|now|here)|\
         go (?:ahead and )?(?:somewhere else) ",
    ])
});

/// It depends on the tone.
static CURT: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "as i (?:already )?(?:said|told|explained|mentioned)|like i (?:already )?said|i (?:just|\
         already) (?:said|explained)|obviously|clearly you|^whatever|you signed|nothing i can do|\
         there is nothing i|that is (?:just )?(?:how|the way) it (?:is|works)|can not help you|come on|\
         and your point|your point is|^so$|^and$|what do you want|if you say so|fine fine|write it down|\
         (?:this|next) time$|it is not (?:difficult|hard|complicated)|yes or no$|good for you|\
         who can read|oh god|not my (?:decision|call|rule)|be that as it may",
    ])
});

/// The ruling.
pub(super) fn rule(call: &Call<'_, '_>, facts: &ScoringFacts) -> Ruling {
    let protests = call.find(Side::Customer, call.whole(), &PROTEST);
    let rude = call.find(Side::Agent, call.whole(), &RUDE);
    let unheard = call.find(Side::Customer, call.whole(), &UNHEARD);
    let curt = call.find(Side::Agent, call.whole(), &CURT);
    if !protests.is_empty() {
        let places = with_what_came_before(call, &protests, &rude);
        let confidence = if protests.len() > 1 || !rude.is_empty() { 0.97 } else { 0.92 };
        return Ruling::said(call, Answer::No, confidence, "the customer complains:", &places);
    }
    if !rude.is_empty() {
        let confidence = if rude.len() > 1 || !unheard.is_empty() { 0.93 } else { 0.76 };
        return Ruling::said(call, Answer::No, confidence, "the agent says", &rude);
    }
    let weak: Vec<Place> = unheard.iter().chain(&curt).cloned().collect();
    let many = facts.interruptions_by_agent.is_some_and(|count| count >= MANY_INTERRUPTIONS);
    let confidence = match (unheard.len(), curt.len(), many) {
        (0, 0, false) => 0.94,
        (0, 0, true) => 0.8,
        (0, 1, false) => 0.86,
        (1, 0, false) => 0.74,
        _ => 0.62,
    };
    if weak.is_empty() {
        let reason = "no rude words, and the customer complains of none and of no interruption";
        let shown = call.first_turns(Side::Agent, 1).into_iter().chain(call.last_sentences(Side::Agent, 1));
        return Ruling::new(call, Answer::Yes, confidence, reason, &shown.collect::<Vec<_>>());
    }
    Ruling::said(call, Answer::Yes, confidence, "no rude words; the least friendly place is", &weak)
}

/// The complaints, and what the agent said before the first.
fn with_what_came_before(call: &Call<'_, '_>, protests: &[Place], rude: &[Place]) -> Vec<Place> {
    let mut places: Vec<Place> = protests.iter().take(1).cloned().collect();
    let before = protests
        .first()
        .and_then(|protest| (0..protest.turn).rev().find(|turn| call.turns()[*turn].side == Side::Agent));
    places.extend(before.and_then(|turn| {
        let sentence = call.turns()[turn].sentences.last()?;
        Some(call.place(turn, *sentence))
    }));
    places.extend(rude.iter().take(1).cloned());
    places.extend(protests.iter().skip(1).cloned());
    places
}
