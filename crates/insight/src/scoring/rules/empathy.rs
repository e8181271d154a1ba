//! Did the agent show understanding for the customer's situation?
//!
//! The customer's trouble is looked for first: things that fail, losses, illness, fear, disappointment. Then what the
//! agent says after it: regret, understanding, or a word for how bad it is. "Understood" and "fair point" take note of
//! something and feel with nobody; "sorry?" asks to repeat.

use std::sync::LazyLock;

use colloquy_domain::scorecard::Answer;

use super::super::call::{Call, Place};
use super::super::ruling::Ruling;
use super::super::speakers::Side;
use super::super::wordings::Wordings;

/// Trouble that counts from the first word on, and from the second.
const CLEAR_TROUBLE: usize = 2;

/// Nobody says this of good things.
static TROUBLE: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "(?:2|3|4|5|6|7|8|9|10|two|three|four|five|six|ten|twenty|several|many|so many|a dozen|umpteen|\
         countless) times|nothing (?:happens|happened|works|helps|helped|changed|came|arrived)|(?:parts?|\
         pieces?|half|items?|things?|bits?|page|pages|bag|bags|luggage|suitcase) <4>missing|\
         missing (?:from|part|parts|half|two|one|a|the)|there is no [a-z]+$|and (?:there is )?no [a-z]+$",
        "keeps [a-z]+ing|(?:water|gas|smoke|rain|oil|damp) (?:is |was )?(?:coming|pouring|dripping|\
         running|getting)|through (?:the|my|our) (?:ceiling|wall|roof|floor|door)|drip(?:s|ping)?|ceiling|\
         (?:got|getting|get|been) into my|debts?|debt collector|bailiffs?|borrow(?:ed|ing)?|overdrawn|\
         overdraft|(?:live|am|living|all) (?:alone|on my own|by myself)|all on me|left (?:me|us) in|widow",
        "(?:was|were|been|had|you|they) promised|they promised|(?:sent|got|received|delivered|ordered|\
         brought|gave|given|fitted|charged) (?:me |us |him |her )?(?:the |a )?wrong|(?:does|do|\
         did) not (?:match|add up|help|make any difference|switch|turn|respond|recogni[sz]e|let|show|ring|\
         call|reply|answer)|(?:do|does|did|have|has|can) not (?:invoice|trade|open|serve|bake|deliver|\
         ship|pay|heard|had (?:any|a)|slept|eaten|stopped)|will not stop|panic|attack|bitten|fell|falling|\
         collaps(?:e|ed)",
        "what (?:am i|are we) (?:going|supposed|meant) to|i need (?:it|this|that|them) (?:by|for|today|\
         tomorrow|tonight)|in (?:two|three|four|2|3|4|five|5) days and|(?:kids|children|baby|son|daughter|\
         mother|father|mum|dad|wife|husband|dog|cat) <3>(?:ill|sick|crying|upset|poorly|died|hurt|cold|\
         freezing|hospital|scared|in tears)|(?:husband|wife|partner) (?:left|lost|died|walked)|given up|\
         giving up|at a loss|about to (?:cry|scream|lose|give up)|heart (?:is|sank|going)|nerves|\
         dread(?:ing)?",
        "(?:bill|price|cost|rent|premium|invoice) <3>(?:doubled|tripled|gone up|went up|jumped|shot up)|\
         (?:gone|going|went) (?:up|off|wrong|bad|sour|mouldy)|expired|refus(?:ed|es|ing)|reject(?:ed|s)|\
         turned (?:me|us) (?:down|away)|complain(?:ed|t)|(?:chasing|chased)|bounced|penalty|fine of|\
         late fee|kicked (?:me|us) out|(?:logged|logging|logs|throws|threw) me out|closed (?:my|\
         our) account|froze|held up|wasted|pointless",
        "(?:does|do|did|is|are|was|will|would|has|have) not (?:been |be |even |really |actually )?(?:work|\
         working|worked|arrive|arrived|come|came|turn|turned|start|started|respond|charge|charging|load|\
         loading|open|connect|fit|shown? up|received?|got|delivered)",
        "(?:stopped|keeps|kept|quit) (?:working|dropping|crashing|failing|freezing|leaking|blinking|\
         disconnecting|happening|ringing|buzzing|cutting)",
        "never (?:arrived|came|got|received|called|showed|turned up|worked|heard|happened|told)",
        "(?:nobody|no one|no body) (?:answered|answers|called|calls|came|told|replied|helped|showed|knows|\
         picks)",
        "(?:is|are|was|were|has been|have been|went|gone|goes|going|been) (?:all )?(?:dead|offline|broken|\
         cut off|locked|blocked|stolen|lost|missing|late|delayed|cancelled|flooded|ruined|damaged|\
         declined|rejected|hacked|scammed|wrong|black|blank|cold|mad|freezing|useless|unusable|jammed|\
         stuck)",
        "(?:is|are|was|were|has been|have been|went|been|keeps going|gone) (?:all )?(?:down|out|\
         off)(?: (?:since|again|for|all|today|this|now|at the moment|every|the whole|completely|and)|$)",
        "(?:packed|given|gave|giving|packs) (?:in|up|out)|f[ae]ll(?:s|en|ing)? (?:apart|off|over|to bits|\
         to pieces|behind)|came (?:off|apart)|conked|jammed|snapped|broke|crash(?:ed|es|ing)|fro(?:ze|\
         zen)|freezing|smok(?:e|ing)|sparks?|buzzing|rattl(?:es|ing)|beep(?:s|ed|ing)|blinking|puddle|\
         stain(?:ed|s)?|dent(?:ed)?|scratch(?:ed|es)",
        "(?:been|weeks?|days?|months?|hours?|are|am|is) without|left (?:me|us|him|her|standing|sitting|\
         waiting|hanging|with nothing|without|in the)|stranded|in the (?:rain|cold|dark)|on the (?:cold |\
         kitchen |bathroom )?floor|passed (?:me )?(?:from|around|about|back|on to)|sent (?:me |\
         us )?(?:away|round|around|from)|let (?:us|me|him|her|them) down|someone (?:else )?(?:is|has|\
         has been|was) (?:been )?using|somebody (?:has|is|was) <1>using",
        "(?:took|taken|take|taking|withdrew|debited|billed|paid) <5>twice|twice (?:now|this|in|for|from|\
         already)|missed (?:my|our|his|her|the|out|work)|(?:behind|late) (?:on|with) (?:the|my|our)|\
         keep up with|arrears|cut (?:my|our|his|her) (?:hours|pay|wages)|make ends meet|on my own with|\
         single (?:mum|mother|mom|parent|dad)",
        "can not (?:get (?:in|into|it|my|the|through|any|out|hold|anyone|a)|log|reach|access|open|use|\
         even|carry|print|connect|sign in|breathe|sleep|keep|go on|turn|move|lift|find (?:my|it|the|\
         anyone))|(?:my|his|her) (?:knees?|back|leg|hip|arm|eyes?|heart|chest|head|foot|hands?|wrist|\
         shoulder) (?:is|are|hurts?|gave|gives|has|have|was)",
        "(?:out of (?:order|action|pocket)|locked out|cut off|let down|ripped off|fed up|sick of|tired of|\
         worried sick)",
        "charged (?:me |us )?(?:twice|double|again|too much|extra|for)|double charged?|overcharged|\
         (?:wrong|incorrect) (?:amount|bill|order|item|size|address|charge|invoice|one)",
        "stolen|broken|burst|leak(?:s|ing|ed)?|flood(?:ed|ing)?|mou?ldy?|smashed|cracked|torn|ripped|\
         burnt|burned|collapsed",
        "terrible|awful|horrible|dreadful|miserable|nightmare|disaster|ridiculous|unacceptable|outrageous|\
         disgrace(?:ful)?|appalling|shocking|heartbroken|heartbreaking",
        "frustrat(?:ed|ing)|annoy(?:ed|ing)|upset(?:ting)?|disappoint(?:ed|ing|ment)|angry|furious|livid|\
         stress(?:ed|ful|ing)?|desperate|exhaust(?:ed|ing)|overwhelmed|anxious|embarrass(?:ed|ing)|\
         ashamed|humiliat(?:ed|ing)|devastated|gutted",
        "(?:worr(?:y|ied|ies|ying)|scared|frightened|terrified|panick?(?:ed|ing)?|nervous|afraid (?:that|\
         of|we|it|my)|crying|cries|cried|in tears|tears)",
        "(?:died|dying|passed away|funeral|hospital|surgery|operated|accident|cancer|diagnosed|chemo|\
         stroke|heart attack|divorce|separated|bereave(?:d|ment)|widow(?:ed|er)?|injured|slipped a disc|\
         broke (?:my|his|her)|pregnan(?:t|cy))",
        "(?:feel|feeling|felt) (?:sick|ill|awful|terrible|bad|stupid|let down|cheated|ignored|helpless|\
         lost|guilty)",
        "lost (?:my|our|his|her|the|all|everything|a|two|three|2|3|half|most|it|him|sleep|money|customers|\
         business|sales)|laid off|redundan(?:t|cy)|lost (?:his|her|my) job|evict(?:ed|ion)|\
         bankrupt(?:cy)?|can not (?:pay|afford|sleep|cope|work|walk|eat|breathe)|struggl(?:e|es|ed|ing)",
        "(?:nights? )?(?:i|we) (?:do|can|could|did|have) not (?:sleep|slept)|sleepless|at my wits|\
         at (?:the )?end of my|knot in my|wiped out",
        "(?:2nd|3rd|4th|5th|second|third|fourth|fifth) time|again and again|over and over|every single|\
         for the third",
        "(?:waited|waiting|on hold|been (?:waiting|trying|calling|sitting|standing|at this)) (?:for|since|\
         on|here|over|all|almost|nearly|more|in)|took (?:a|the|off) (?:day|morning|afternoon) off",
        "(?:no|without) (?:internet|power|heat|heating|hot water|water|electricity|signal|service|phone|\
         wifi|gas|money|car|answer|reply|warning|notice|electric)",
        "(?:do not|will not) know (?:what|how) (?:to do|we|i) |what am i supposed to|standing in a|ruined|\
         spoiled|missed (?:my|our|the) (?:flight|train|connection|appointment|deadline|meeting|wedding)",
        "should (?:have|be) (?:been |be |arrived |come |got )?(?:here|there|delivered|arrived|come|fixed|\
         working|done|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|last|two|2)",
        "fraud(?:ulent)?|scam(?:med)?|unauthori[sz]ed|hacked|identity theft|someone else (?:is )?(?:used|\
         using)",
        "unfair|disrespectful|ignored|messed up|screwed up|botched|failed me|failed us|in pain|hurts|\
         suffer(?:ing|ed|s)?|wrecked",
        "i (?:am|was|feel) (?:so |really |very |quite |pretty |honestly )?(?:unhappy|not happy|sad|lonely|\
         lost|confused and|stuck|stranded)",
        "a lot more than (?:i|we)|(?:much|far|way) more than (?:i|we) (?:expected|thought|planned)|\
         did you hear|not listening|let me finish",
        "(?:got|get|getting|was|were|been) (?:burned|burnt|stung|bitten|shouted|robbed|kicked|thrown|\
         cheated|stranded)",
        "(?:what|such) a (?:mess|shambles|pain|joke)|fault code|error (?:code|message)|won't|\
         will not (?:turn|start|open|load|switch|let|go|stop)",
    ])
    .unless(&[
        "(?:not|never|no|nothing|nothing is|without) <1>(?:worried|upset|angry|broken|lost|missing|urgent|\
         worries|worry|wrong|late|damaged)",
        "do not worry|no worries|not to worry|not that i|nothing is wrong|(?:if|when|in case) (?:it|there|\
         something|anything|one) <4>(?:breaks|broken|wrong|damaged|lost|late|stolen|down|is out|accident)",
        "lost (?:my|our|the) (?:train of thought|place)|you lost me|i might lose you|help me out|\
         check it out|find out|i am out",
    ])
});

/// It may be trouble.
static UNEASE: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "problems?|issues?|trouble|wrong|mistake|error|fault|faulty|complain(?:t|ing)?|unfortunately|\
         delay|urgent(?:ly)?|emergency",
        "concern(?:s|ed)?|difficult(?:y)?|hard|confus(?:ed|ing)|strange|weird|sick|ill|pain|bad|worse|\
         worst|poor(?:ly)?|hate",
        "too (?:expensive|much|late|long|high|slow|far|many)|can not|refund|still (?:no|not|have not|\
         waiting)|cancel",
        "get out of bed|cannot|stuck|cheated|risk(?:y)?|gone (?:up|from)|tight|on my own|by myself|alone",
    ])
    .unless(&["(?:no|not a|any) (?:problems?|issues?|trouble|concerns?)|not (?:bad|hard|wrong|difficult)|\
         without (?:any )?problems?"])
});

/// Regret, understanding, or a word for how bad it is.
static FEELING_WITH: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&[
        "that is heavy|(?:must|does|will|would) (?:sting|hurt|smart|weigh)|having (?:a|\
         one of those) (?:day|days|time|week|morning)|go through (?:it|that|this|all|so|any)|\
         been through (?:a|the|so|quite|enough|it)|(?:natural|normal|human|only right) to (?:be|feel|\
         worry|want)",
        "(?:do|can|could|would) not blame you|i hear (?:the|your|how|that) <2>(?:frustrat|worry|anger|\
         disappoint|concern|stress|pain|tired|hard|upset|annoy)[a-z]*|been (?:so |very |really )?patient|\
         (?:we|they) (?:have )?(?:let you down|failed you|messed up|got (?:it|this|that) wrong|\
         dropped the ball)|(?:our|my) (?:fault|mistake|bad)|that is on us",
        "wish (?:that|it|this) on|with a (?:newborn|baby|shop|family|toddler)|(?:in|with) this (?:heat|\
         cold|weather)|(?:on|right|just) (?:before|top of) (?:christmas|everything|all|the (?:holidays|\
         wedding|weekend))|been there|same (?:thing )?happened to (?:me|my|us)|(?:keep|\
         fingers) crossed for you|thinking of you|that is (?:a|quite a|such a) (?:big|huge|long|lot of|\
         horrible)? ?(?:worry|wait|loss|bill|responsibility|scare|time to (?:be|wait|go))|\
         no way to (?:start|spend|treat|live)",
        "sorry (?:to hear|about (?:that|this|it|your|what|all|the)|that (?:you|this|it|we|has|happened)|\
         for (?:the|your|any|all|what|this|how)|you (?:have|had|are|were|went|got)|this (?:has|happened|\
         is)|it (?:has|is|was|took))",
        "(?:am|are|so|very|really|truly|terribly|awfully|deeply|genuinely|incredibly) sorry",
        "apologi[sz]e|(?:my|our|sincere|sincerest|deepest) (?:apologies|sympathies|condolences)|\
         apologies for|condolences|i regret",
        "(?:completely|totally|fully|absolutely|certainly|definitely|really|perfectly|entirely|do|\
         quite) (?:understand|get (?:it|that|why|how)|appreciate (?:that|how)|see (?:that|why|how)|\
         sympathi[sz]e|feel|hear you)",
        "(?:i|we) (?:can |do |can only |could |can just )?(?:understand|imagine|appreciate|see|get|hear|\
         tell) (?:how|why|that you (?:are|feel|were|must)|that this (?:is|has|must)|your (?:frustrat|\
         concern|worr|anger|disappoint|position|situation|point)[a-z]*|you are|it has been|what you|\
         this (?:is|has|must)|it (?:is|must))",
        "i (?:can|could) (?:only |well |just |really )imagine|^i can imagine|(?:would|\
         must) (?:have )?(?:drive|driven) (?:me|you|anyone|anybody)|of course you (?:are|feel|were)|\
         i (?:would|should) (?:also |too )?(?:be|feel|hate|have (?:been|felt|lost|gone|hated|cried|\
         panicked|done the same|screamed|given)|not (?:like|have liked|be happy|want (?:to be|that|it))|\
         think the same)",
        "i (?:know|understand|remember) (?:how|what|exactly|just|that feeling|the feeling|those|\
         all too) <3>(?:is|feels?|are|like|<bad>|must)|i know (?:that|this|it) (?:is|can be|must be|\
         has been) <2><bad>|(?:been|had) (?:quite |such |through |a |an |the |too |rather )+<1>(?:<bad>|\
         morning|week|day|night|time of it|lot)",
        "(?:must|has to|have to|can not|could not) (?:have )?(?:be|been|feel|felt) (?:so |very |really |\
         a |an |quite |pretty |incredibly |terribly |such a |awfully |absolutely |any |much |\
         all )*(?:<bad>|easy|fun|nice|pleasant|worried|upset|annoyed|tired|gutted|devastated|scared|\
         frightened|furious|cross|disappointed|frustrated|exhausted|[a-z]+ing)",
        "(?:that|this|it|what|how|which) (?:is|was|sounds?|seems?|must be|must have been|has been|\
         feels) (?:just |so |very |really |such |such a |a |an |not |pretty |quite |truly |absolutely |\
         incredibly |terribly |extremely |rather |all |the |no |too |how )*(?:<bad>|right|fair|\
         way to (?:start|spend|end)|start to|last thing|understandable|long (?:time|wait)|enough to)",
        "what an? (?:[a-z]+ )?(?:start|day|week|morning|night|shame|pity|nightmare|mess|pain|hassle|shock|\
         blow|thing to|time|way to|ordeal|rotten|awful|horrible|terrible|disappointment|worry)",
        "how (?:awful|terrible|horrible|frustrating|annoying|upsetting|worrying|stressful|sad|dreadful|\
         disappointing|unlucky|frightening|scary)",
        "oh (?:no|dear|my (?:god|goodness|gosh|word|days)|gosh|goodness|god|heavens|boy|man)|goodness|\
         gosh|ouch|yikes|bless (?:you|him|her|them)|dear me|good grief|crikey|ugh",
        "poor (?:thing|you|dog|cat|boy|girl|man|woman|little|love|lad|soul|[a-z]+)|you poor",
        "no wonder|(?:completely|perfectly|totally|quite|entirely|very)? ?understandabl[ey]|you (?:are|\
         have every) (?:absolutely |completely |quite |perfectly )?(?:right to|reason to|every right)|\
         every right|(?:in|if i were in) your (?:shoes|place|position)",
        "should (?:not|never) (?:have )?(?:happen|happened|be|been|have to)|not (?:the|what|\
         how) <3>(?:experience|service|we want|you should|it should)|you deserve|deserve better|\
         let you down",
        "you (?:are|will) not (?:be )?(?:the only|alone|the first)|(?:nobody|no one) (?:should|wants|\
         likes|deserves|needs)|any comfort|(?:anyone|anybody|everyone) would (?:be|feel)",
        "i (?:feel for|sympathi[sz]e|hear you|empathi[sz]e|am gutted|hate that|feel bad|would be)|\
         feel for you|my heart goes|i can hear (?:that|how|it|you)",
        "awful|horrid|dreadful|miserable|frightening|rotten|nightmare|heartbreaking|frustrating|stressful|\
         wretched|ghastly|beastly|nerve.?wracking|soul.?destroying|maddening|it hurts|no joke|poor thing|\
         bad luck|rotten luck|hard luck|do not know how you",
        "(?:thank you|thanks) for (?:bearing|being (?:so )?patient|your patience|sticking|putting up)|\
         hope (?:you|he|she|they|it) (?:feel|feels|gets?|recovers?|are okay|is okay|are all right)|\
         get well|take (?:all the|your) time|look after yourself",
        "(?:too (?:often|much|long) to|more than (?:enough|anyone)|bad enough|not a nice|not nice|no fun|\
         not fun|not easy|can not be easy)",
    ])
    .unless(&[
        "sorry (?:but|what|can you|could you|did|say|i (?:can|do|did|could|have|missed)|your|which|who|\
         when|how|to (?:keep|interrupt|bother|ask|cut|disturb))",
        "(?:i am|so) sorry (?:but|i (?:can|do|did|could|missed)|what|could|can|sir|madam|which|to (?:keep|\
         interrupt|bother|ask|cut))",
        "(?:is|are) (?:that|this|it) (?:right|okay|fair|good)|that is (?:all )?(?:right|fair|okay)|(?:it|\
         that|this) (?:is|was) (?:not )?(?:right|all right|okay|fair enough|fair|hard to say|not (?:that|\
         so) (?:hard|difficult|complicated|bad))|not (?:too |that |so |very )?(?:hard|difficult|bad|\
         painful|stressful|terrible)",
        "you should (?:not|never) have|i would (?:be (?:happy|glad|delighted|lying|able)|not (?:worry|\
         know|say|want|recommend)|want to|think)",
        "(?:completely|totally|fully|absolutely|do|really) (?:see|get|agree|appreciate) (?:that |\
         it )?(?:but|you|what you)",
        "must (?:be|have been) (?:a |an |the |some )?(?:mistake|error|someone|somebody|wrong|signed|paid|\
         over|at|in|on|from|able|used|made|registered|booked|returned|submitted|sent|received|done|\
         completed|approved|within)",
        "has to be (?:submitted|paid|approved|signed|done|returned|sent|made|booked|in|on|at|a|the|done|\
         completed|received)|have to be [a-z]+|can not be (?:done|changed|used|taken|moved|opened|\
         [a-z]+ed)",
        "i (?:can |do )?(?:see|get|understand|hear) (?:the|that you|your|this|it|what) (?:account|order|\
         booking|payment|bill|number|charge|invoice|line|contract|policy|email|message|file)",
        "hard (?:copy|drive|disk|reset|hat|wood|water|shoulder|to (?:say|tell|find|set|use|put))|\
         bad (?:news|idea|debt|time|sector)|(?:real|such a|quite a|the) (?:shock absorber)|pain(?:t|\
         ful to)|(?:if|when) (?:it|that|this) (?:is|gets) <2><bad>|not (?:too |that |so )?<bad>",
        "poor (?:signal|line|connection|quality|condition|reception)|i see (?:that you|that it|the|your|\
         it|this|what you mean)|i can see (?:the|that|your|it|this|you)",
    ])
});

/// Words that may be courtesy only.
static TAKING_NOTE: LazyLock<Wordings> = LazyLock::new(|| {
    Wordings::new(&["i understand|i hear you|i get that|i get it|i appreciate|sorry|that makes sense|\
         of course i (?:understand|see)|do not worry|no need to worry|leave it with me|we will sort|\
         fair enough|i can see why"])
    .unless(&["sorry (?:what|did|could|can|which|who|say)|appreciate (?:your|the) (?:call|business|time)"])
});

/// The ruling.
pub(super) fn rule(call: &Call<'_, '_>) -> Ruling {
    let customer = |wordings: &Wordings| call.find(Side::Customer, call.whole(), wordings);
    let clear = customer(&TROUBLE);
    let uneasy = customer(&UNEASE);
    let trouble: Vec<Place> = if clear.is_empty() { uneasy.clone() } else { clear.clone() };
    let since = trouble.first().map_or(0, |place| place.turn);
    let felt = call.find(Side::Agent, since..call.turns().len(), &FEELING_WITH);
    let noted = call.find(Side::Agent, since..call.turns().len(), &TAKING_NOTE);
    let is_clear = !clear.is_empty() || uneasy.len() >= 2 * CLEAR_TROUBLE;
    // Soon after the trouble was told is where such words are meant.
    let is_soon = |place: &&Place| {
        trouble.iter().any(|trouble| trouble.turn < place.turn && place.turn <= trouble.turn + 2)
    };
    let soonest = felt.iter().find(is_soon).or(felt.first());
    if let Some(best) = soonest {
        let confidence = match (is_clear, is_soon(&best)) {
            (true, true) => 0.93,
            (true, false) => 0.76,
            (false, true) => 0.74,
            (false, false) => 0.66,
        };
        let places: Vec<Place> = std::iter::once(best.clone())
            .chain(felt.iter().filter(|place| *place != best).cloned())
            .collect();
        return Ruling::said(call, Answer::Yes, confidence, "the agent says", &places);
    }
    if trouble.is_empty() {
        let reason = "the customer tells of no trouble, worry or disappointment";
        return Ruling::new(call, Answer::NotApplicable, 0.8, reason, &call.first_turns(Side::Customer, 2));
    }
    if let Some(first) = noted.iter().find(is_soon) {
        let lead = "the agent may show understanding:";
        return Ruling::said(call, Answer::Yes, 0.58, lead, std::slice::from_ref(first));
    }
    if !is_clear {
        let (answer, confidence) = match uneasy.len() {
            1 => (Answer::NotApplicable, 0.64),
            _ => (Answer::No, 0.6),
        };
        return Ruling::said(call, answer, confidence, "the customer may be telling of trouble:", &trouble);
    }
    let confidence = if clear.len() > 1 { 0.92 } else { 0.82 };
    let passed_over = passed_over(call, &trouble);
    Ruling::said(call, Answer::No, confidence, "the agent passes over what the customer tells:", &passed_over)
}

/// The trouble, and what the agent says next.
fn passed_over(call: &Call<'_, '_>, trouble: &[Place]) -> Vec<Place> {
    let mut places = Vec::new();
    for told in trouble.iter().take(2) {
        places.push(told.clone());
        let reply = call.next_turn(Side::Agent, told.turn).and_then(|turn| call.start_of(turn));
        places.extend(reply);
    }
    places
}
