//! Did the agent explain the cause, the offer or the solution clearly?
//!
//! Explanations are told by what they are made of: reasons, what something means, costs or holds, what was or will be
//! done. Against them stand the agent's evasions ("it depends", "I believe so") and, heavier, the customer's complaints
//! of not understanding. A complaint that is followed by "ah, I see" is made good.

use std::sync::LazyLock;

use colloquy_domain::scorecard::Answer;

use super::super::call::{Call, Place};
use super::super::ruling::Ruling;
use super::super::speakers::Side;
use super::super::wordings::Wordings;

/// Sentences with fewer words explain little.
const FEWEST_WORDS: usize = 6;

static EXPLAINING: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "because|the reason|that is why|which is why|due to|caused by|so that|as a result|therefore|\
         since (?:the|your|you|we|it)|when (?:the|you|your|a|there|it|we|that)|until|unless|provided|\
         otherwise",
        "means?|meaning|in other words|basically|it is (?:called|like|a|an|the|not|for|about|what)|\
         what (?:that|this|it|happened|happens) (?:means|does|is|was)|works? (?:like|by|out|as)|goes like|\
         the way (?:it|we|this|that)",
        "(?:costs?|comes? to|comes? with|includes?|included|covers?|covered|contains?|is made of|\
         runs? (?:for|on|from)|lasts?|holds?|takes?|saves?|allows?|lets|gives?|you (?:get|pay|keep|have|\
         can|need|do not need|would|will)|per|dollars|euros|pounds|pence|cents|percent|free|no charge)",
        "(?:i|we) (?:have |just |have just |already |will |can |could |would |am |are )+(?:put|booked|\
         refunded|fixed|reset|sent|changed|cancelled|applied|credited|replaced|marked|assigned|assigning|\
         activated|set|moved|removed|updated|ordered|opened|processed|load|own|send|do|make|give|offer|\
         add|book|take|turn|switch|waive)",
        "(?:was|were|is|are|got|has been|have been|been) (?:not )?(?:sent|sorted|scanned|charged|replaced|\
         blocked|locked|cut|caused|moved|delayed|held|stopped|triggered|flagged|approved|rejected|\
         declined|missing|due|open|finished|repaired|fixed|protect[a-z]+|broken|designed|written|\
         calculated|based|billed|added|changed|expired)",
        "(?:first|then|next|after that|finally|once|step|press|unplug|plug|turn|click|open|select|log|\
         hold|pull|push|check|tip|look at|go to|enter|type|restart|tap)",
    ])
});

static EVASIVE: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "(?:it|that|this)? ?(?:all |just |really |also )?(?:depends|varies)|(?:hard|difficult|impossible|\
         tricky) to (?:say|tell|put|pin|know|explain)|can not (?:really )?(?:say|tell you|comment|\
         explain)|could not (?:say|tell you)|rather not say|would not know|not at liberty|it scales|\
         ^(?:well )?who knows$|your guess",
        "(?:i|we) (?:do not|would not|could not|can not) (?:really |actually |exactly )?(?:know|remember|\
         recall)|no idea|pay grade|we will get to (?:that|it)|i would not worry about (?:that|it)|\
         bit of both|put a figure|(?:various|many|several|a number of|lots of|different) (?:factors|\
         reasons|things)|(?:there is|it is) (?:a|some) formula",
        "could be (?:anything|any number|many|lots|either)|could be [a-z ]+ could be|somewhere (?:between|\
         in)|in that region|in the region|in line with|or a bit|and so on|and all that",
        "in general|generally|most things|one way or (?:another|the other)|(?:complicated|technical|\
         modular|flexible model|a different class|really popular|very popular|popular product|people love|\
         the beauty|industry standard|standard procedure|just (?:the )?(?:policy|procedure|how)|how (?:it|\
         the system) (?:is|goes)|^(?:it is )?(?:just )?the system$|whatever the|worked out (?:on|at|by|\
         later)|it is what it is|these things happen|one of those)",
        "(?:somebody|someone|another|a different) (?:else|department|team) (?:would|knows|deals|handles)|\
         (?:handled|done|decided|dealt with) elsewhere|not my (?:department|area)|you would have to ask|\
         you (?:would|will) (?:need|have) to (?:ask|speak|talk|check|read|look)|(?:it is|that is|all|\
         everything is|stated|written|explained) in the (?:terms|contract|small print|fine print|\
         paperwork|documents|brochure|policy|conditions)|under (?:section|clause|paragraph)|per section|\
         section [0-9]+|because of section",
        "well (?:yes and no|no|it is up to|up to)|yes and no|or (?:it was|was it|is it|actually it)|\
         actually (?:no|wait|it might)|no (?:wait|you round|hang on)|(?:let us|we) (?:not|\
         just) (?:get into|go into)|does not matter|do not worry about (?:that|the|it)|\
         that is (?:internal|confidential|not something)|not that simple",
        "pro ?rata|sub ?limit|co ?payment|capped element|data class|tiers?|tiered|bundled|provision(?:ed|\
         ing)|latency|back ?end|api|amorti[sz]ed|accrued|accrual|allocation|ledger|reconcil[a-z]+|\
         handshake|payload|legacy|throughput|prorated|escrow|netting|ancillary",
    ])
});

/// One of these is caution, several are none.
static HEDGE: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&["(?:i )?believe so|i (?:think|guess|suppose) (?:so|that is|it is|you|it|maybe|not)|\
         as far as i know|not (?:entirely |really |completely |quite |a hundred percent |\
         100 percent )?sure|(?:or |it )?(?:might|may) (?:be|have|well)|maybe|perhaps|probably|\
         somewhere around|give or take|or so|more or less|something like that|kind of|sort of thing|\
         roughly|usually|normally|should be okay|on the website"])
});

/// The customer says that it was not understood.
static LOST: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "explain (?:that|it|this)? ?(?:like|as if) i|beginner|so do i <4>or do not|gone (?:too|a bit|\
         very) fast|too fast|slow down|^(?:sorry )?come again$|nobody (?:has )?(?:told|tells|explained|\
         can tell)|just (?:tell|give) me (?:a|the|one|what|how|whether|if)|clear as mud|^(?:yes |okay |\
         right )*but (?:what|how much|why|which|when) (?:is|does|do|are|did) (?:it|that|they|i|we)$|(?:i|\
         we) (?:still )?(?:have not|did not) (?:understood|got (?:that|it|an answer)|get an answer)|\
         say (?:that|it) in|(?:can|could) you (?:please )?(?:just )?(?:answer|be (?:clear|clearer|\
         more specific|specific)|speak plainly)|(?:too|very|so) (?:vague|technical|complicated)|jargon|\
         what is (?:a|an|that) [a-z ]+ (?:again|supposed)|(?:that|this|it) (?:does not|did not) (?:tell|\
         explain|answer|help)|so (?:yes|is that a yes) or|is that a yes|i am (?:even |\
         now )?more (?:confused|lost)|what (?:exactly )?am i paying for|depends on what|on what$|\
         which (?:is|means) what",
        "(?:do|did|does|can|could|still) not (?:really |quite |fully |even |actually )?(?:understand|\
         follow|get (?:it|that|this|what|how|why)|see (?:what|how|why)|make (?:any )?sense|\
         know what (?:that|you|a|it|any|this))|(?:makes?|making|made) no sense|\
         not (?:making (?:any )?sense|following|any wiser|much clearer|clear(?: to me| at all)?|\
         any clearer|really an answer|an answer)|none the wiser",
        "(?:i am|you have|you|have) (?:still |completely |totally |a bit |really |now |just |\
         so )*(?:lost me|confused|confusing(?: me)?|at a loss|puzzled|baffled|lost$|lost (?:now|here|\
         again)|not sure i (?:follow|understand|get))|^(?:okay |sorry |right |well )*(?:i am )?lost|\
         over my head|(?:double dutch|gibberish|greek to me|gobbledygook|mumbo jumbo)",
        "(?:have|did|do|are) (?:not|still not|you not) (?:answer|answered|answering|tell|told|telling|\
         explain|explained) (?:me|my|the|that|what|why|anything)|not (?:answer|answering|answered|\
         what i asked|my question|an answer)|dodging|avoid(?:ing)? (?:my|the) question|straight answer|\
         (?:in|use) (?:ordinary|plain|simple|normal|human|clear|other) (?:words|english|language|terms)|\
         going (?:round|around) in circles|in circles",
        "(?:you|first you) (?:just |first |originally )?(?:said|told me|say|says)(?: that)? <6>(?:and now|\
         but now|now it|now you|earlier|before|a minute ago|a moment ago|different)|(?:that is|it is|\
         which is) (?:not|the opposite of|different from) what (?:you|your|i was|they|the other)|\
         contradict[a-z]*|make up your mind|which (?:one )?is it|which is (?:it|right)|different (?:sums|\
         answers|prices|things|figures|numbers|stories|story each|every)|changes every",
        "(?:so )?how can (?:you know|it be|that be|there be)|no (?:help|use) (?:to me|at all)|\
         that (?:tells|told) me nothing|(?:no|any) (?:the )?(?:wiser|clearer)|what (?:on earth|the hell)|\
         am i (?:supposed|meant) to (?:understand|know)|i (?:only|just|simply) want(?:ed)? to know|\
         included but|still (?:have no|do not have an?|not) (?:idea|answer|clear|clue)",
        "what (?:is|are) (?:a|an|the) (?:[a-z]+ ){1,3}(?:supposed|meant) to|what do you mean|not with you|\
         in english$|(?:covered|included|yes|it|free|charged|refunded|booked|that|allowed|coming|\
         sorted) or not|did not get (?:any of |a word of )?(?:that|it|this)|no idea what|\
         yes or no question|(?:more|even more|still) confused|(?:put|say) (?:that|it) (?:more )?(?:simply|\
         plainly|in)|i asked (?:you )?(?:what|how|why|whether|if|when|a|about)|^(?:yes |okay |so |\
         and )*but why$|first it was|(?:hang on|wait|hold on) <3>(?:first|you said|you just|so it|now|\
         earlier)|and now it is|what does (?:that|this|it|any of that) (?:even )?mean|meaning what|\
         could you explain (?:that|it) (?:again|properly|differently)|(?:say|explain) (?:that|it) again|\
         sorry what|you(?: have)? lost me",
    ])
    .unless(&["lost (?:my|our|the|his|her|a|two)|i do not get (?:paid|any|a|much|out|up|home|to)|\
         not (?:know what|sure what) to (?:do|say|think|expect|wear)|that makes no difference"])
});

/// The customer says that it was.
static UNDERSTOOD: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "(?:oh |ah |okay |right |yes )*(?:i see|got it|i understand|makes sense|that is (?:clear|helpful|\
         good to know|clearer|decent|a different story|closer|better|simple|easy|fine)|that (?:helps|\
         explains|works|could work|settles|saves)|understood|of course|now i (?:get|see|understand)|\
         i get it|clear now|crystal clear|fair enough|good to know|even better|perfect|brilliant|\
         wonderful|lovely|great)",
        "told me everything|answers? my question|so it is (?:not|just|only|nothing)|\
         thank you for explaining|thanks for explaining|well explained",
    ])
});

/// The ruling.
pub(super) fn rule(call: &Call<'_, '_>) -> Ruling {
    let evasive = call.find(Side::Agent, call.whole(), &EVASIVE);
    let is_evasive = |place: &Place| evasive.iter().any(|other| other.sentence == place.sentence);
    let mut hedges = call.find(Side::Agent, call.whole(), &HEDGE);
    hedges.retain(|place| !is_evasive(place));
    let explained: Vec<Place> = call
        .find(Side::Agent, call.whole(), &EXPLAINING)
        .into_iter()
        .filter(|place| {
            let is_long = call.plain(place.sentence).split(' ').count() >= FEWEST_WORDS;
            is_long && !call.has_question_mark(place.sentence) && !is_evasive(place)
        })
        .collect();
    let lost = call.find(Side::Customer, call.whole(), &LOST);
    let understood = call.find(Side::Customer, call.whole(), &UNDERSTOOD);
    let is_made_good = lost.last().is_some_and(|last| {
        let has_explained = explained.iter().any(|place| place.turn > last.turn);
        has_explained && understood.iter().any(|place| place.turn > last.turn)
    });
    let open_complaints = if is_made_good { lost.len().saturating_sub(1) } else { lost.len() };
    // Complaints weigh most, evasions add up, explanations make good for some.
    let doubt = 1.6 * open_complaints as f64 + 0.8 * evasive.len() as f64 + 0.4 * hedges.len() as f64
        - 0.35 * (explained.len() as f64).min(6.0)
        - 0.2 * (understood.len() as f64).min(4.0);
    let mut longest = explained.clone();
    longest.sort_by_key(|place| (std::cmp::Reverse(call.plain(place.sentence).len()), place.sentence));
    let unclear: Vec<Place> =
        lost.iter().take(1).chain(&evasive).chain(lost.iter().skip(1)).chain(&hedges).cloned().collect();
    match doubt {
        doubt if doubt >= 2.5 => Ruling::said(call, Answer::No, 0.93, "it does not become clear:", &unclear),
        doubt if doubt >= 1.2 => Ruling::said(call, Answer::No, 0.75, "it does not become clear:", &unclear),
        doubt if doubt >= 0.5 => {
            Ruling::said(call, Answer::No, 0.6, "it may not have become clear:", &unclear)
        }
        _ if explained.is_empty() => {
            let start = call.first_turns(Side::Agent, 3);
            Ruling::said(call, Answer::No, 0.62, "no explanation was found; the agent says", &start)
        }
        doubt => {
            let confidence = match explained.len() {
                1 => 0.74,
                _ if doubt > -0.3 => 0.76,
                2 => 0.85,
                _ => 0.93,
            };
            Ruling::said(call, Answer::Yes, confidence, "the agent explains:", &longest)
        }
    }
}
