//! Verbs of things that are done after the conversation.
//!
//! On open meetings the pattern "I'll …" alone finds over a hundred promises, nearly all of them false ("I'll
//! show you the next slide"). What tells a promise is the verb: *send*, *schedule*, *escalate* are done later by
//! nature; *review* or *fix* need a day or an answer beside them; *think* or *say* never make one.
//!
//! A pattern is words; `/` separates alternatives, `*` stands for up to four words between.

/// How far a verb alone tells a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// Any other verb.
    Unknown,
    /// Needs a day beside it.
    Weak,
    /// A promise between two people; in a meeting it needs a day.
    Medium,
    /// A promise by nature.
    Strong,
}

/// A verb found at the start of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verb {
    /// How far it tells a promise.
    pub strength: Strength,
    /// Verbs of one group may name the same action ("email", "forward").
    pub group: &'static str,
    /// The first word in its base form ("send" for "sending").
    pub base: String,
}

use Strength::{Medium, Strong, Weak};

const TABLE: &[(&str, Strength, &str)] = &[
    ("send/resend/email/mail/forward/fax", Strong, "send"),
    ("shoot/drop/write * email/message/note/line/mail/letter", Strong, "send"),
    ("send * over/out/across", Strong, "send"),
    ("get/come/go back to you/him/her/them/everyone", Strong, "follow"),
    ("get/come/go back with", Strong, "follow"),
    ("get * over to", Strong, "send"),
    ("get you/me/us/him/her/them/everyone", Weak, "send"),
    ("get/have * to you/me/us/him/her/them", Weak, "send"),
    ("have * sent/shipped/delivered/mailed/emailed/forwarded", Medium, "send"),
    ("have/get * ready/done/fixed/finished/over/out/back/sorted/signed/approved", Weak, "do"),
    ("have/get/ask * call/ring/phone/contact/email/send/reach", Medium, "call"),
    ("give * call/ring/shout/buzz/update", Strong, "call"),
    ("call/ring/phone", Strong, "call"),
    ("text/message", Medium, "send"),
    ("follow up", Strong, "follow"),
    ("follow * up", Strong, "follow"),
    ("circle/report/check/write/call/ring * back", Strong, "follow"),
    ("touch base", Strong, "follow"),
    ("reach out", Strong, "follow"),
    ("be in touch", Strong, "follow"),
    ("keep * posted/updated/informed", Medium, "follow"),
    ("update you/him/her/them", Medium, "follow"),
    ("let * know", Strong, "follow"),
    ("contact/notify/inform/alert", Strong, "call"),
    (
        "speak/talk/check/confirm/consult/discuss/clarify/verify * with/to my/our/the/his/her/their",
        Strong,
        "consult",
    ),
    ("speak/talk/check/confirm/consult with/to", Medium, "consult"),
    ("run * by/past", Strong, "consult"),
    ("ask my/our/the/for", Strong, "consult"),
    ("ask", Medium, "consult"),
    ("check on/into", Medium, "investigate"),
    ("look into", Strong, "investigate"),
    ("find out", Strong, "investigate"),
    ("figure/work * out", Weak, "investigate"),
    ("investigate/research", Medium, "investigate"),
    ("dig into/up/out", Medium, "investigate"),
    ("look * up", Weak, "investigate"),
    ("track * down", Medium, "investigate"),
    ("schedule/reschedule/book/arrange/organise/organize", Strong, "schedule"),
    ("set * up", Strong, "schedule"),
    ("put * calendar/diary/schedule/agenda", Strong, "schedule"),
    ("block * time/calendar/diary", Medium, "schedule"),
    ("invite", Strong, "schedule"),
    ("meet/reconvene/regroup", Weak, "meet"),
    ("escalate", Strong, "ticket"),
    (
        "open/raise/create/file/log/submit/put/start * ticket/case/request/claim/report/complaint/issue/inquiry/dispute",
        Strong,
        "ticket",
    ),
    ("submit/upload", Strong, "upload"),
    ("pass * on/along/over/to", Strong, "send"),
    ("hand * over/to", Medium, "send"),
    ("prepare/draft/compile/finalise/finalize", Strong, "prepare"),
    ("write * up", Strong, "prepare"),
    ("put * together", Strong, "prepare"),
    ("revise/rewrite/redo", Medium, "prepare"),
    (
        "put/place/apply/issue/process/post/book/initiate/authorise/authorize * credit/refund/order/replacement/return/payment/reimbursement/discount",
        Strong,
        "credit",
    ),
    ("refund/reimburse/credit", Strong, "credit"),
    ("waive", Medium, "credit"),
    ("ship/dispatch/courier/reorder", Strong, "ship"),
    ("order/deliver", Medium, "ship"),
    ("circulate/distribute/loop/introduce", Strong, "send"),
    ("share/provide/supply/copy/cc", Medium, "send"),
    ("make sure/certain", Medium, "do"),
    ("see to", Medium, "do"),
    ("take care of", Medium, "do"),
    ("take * to/up with the/our/my", Medium, "do"),
    ("drop * off", Medium, "bring"),
    ("pick * up", Medium, "bring"),
    ("bring/return", Medium, "bring"),
    ("fill * out/in", Medium, "do"),
    ("review/sign/complete/fix/repair/replace/install/approve/document/translate", Medium, "do"),
    ("pay/wire/transfer", Medium, "pay"),
    ("cancel/renew", Medium, "cancel"),
    ("collect/gather", Medium, "prepare"),
    ("write", Medium, "prepare"),
    (
        "do/make/run/build/create/design/record/test/update/upgrade/downgrade/activate/deactivate/reset/remove/add/\
         change/move/switch/extend/finish/print/publish/post/present/analyse/analyze/measure/migrate/merge/deploy/\
         patch/register/enrol/enroll/correct/adjust/delete/check/verify/confirm/clean/hire/buy/purchase/push/handle/\
         sort/work/read/study/mention/raise/open/file/log/issue/process/apply/deal/try/clear/configure/train/visit/\
         look/finalise/decide/answer/reply/respond/connect/submit/file/stop/swing/drive/fetch/quote/bill/invoice/\
         charge/tell/put/place/talk/speak/discuss/show/demo/walk/prioritise/prioritize/release/sync/propose/suggest/mail",
        Weak,
        "do",
    ),
];

/// Verbs that make no promise whatever stands beside them.
const NEVER: &str = " be see think say guess mean know want need like love hope wait hold stay start begin go come \
    leave have take let keep use not never have had assume believe remember forget feel find understand agree stick \
    pass wonder argue admit bet imagine expect appreciate enjoy miss owe cost look seem become get give stand sit \
    end spend lose continue note save live die sleep eat travel fly drive probably all the a an just also only \
    to of in on at it that this you we they he she i and or so end ";

/// What looks like a promise and is none.
const FALSE_FRIENDS: &[&str] = &[
    "call it/that/this/them/him/her a/an/the/quits/off/one",
    "call it/that/this",
    "share my/our/the/this screen",
    "share * screen",
    "ask you a/some/few/about/one/to/if/two/for/what/how/3",
    "ask a/one/another question",
    "ask questions",
    "put you on/through",
    "transfer you/this call",
    "connect you",
    "send you over/through to",
    "open your/the/up account/file/record",
    "open up",
    "open your/it",
    "talk/speak to/with you/you then/later/soon",
    "talk/speak/call then",
    "talk/speak about/through/you",
    "get/go/come back to work/that/this/it/the/business/our/my",
    "let you go/get/finish/in/off",
    "write that/this/it down",
    "make a note",
    "send * right now",
    "set * aside",
    "check/look/confirm/update * now",
    "tell you/me",
    "show you",
    "walk you",
    "make it/that quick/short/brief/clear/work",
    "make sense/do/up",
    "run out/through/into",
    "run you",
    "do my/our best",
    "do that/this/it now",
    "put it this/that way",
    "put up",
    "add that/this/to",
    "mention that/this/it",
    "try",
    "look at/like/for/forward/around",
    "see what",
    "work with/out/for",
    "decide",
    "move on/to/forward/along",
    "read you/it/that/this/the",
    "quote you",
    "follow/order you",
    "deal with it/that",
    "talk/discuss/present * a bit/little",
];

/// The verb at the start of `words` (a clause without subject and auxiliary), if it can make a promise.
/// `is_gerund` where the first word ends in "-ing" because of the auxiliary.
pub(super) fn verb_at(words: &[&str], is_gerund: bool) -> Option<Verb> {
    let first = *words.first()?;
    if !first.chars().all(char::is_alphabetic) || first.len() < 2 {
        return None;
    }
    let bases = if is_gerund { gerund_bases(first) } else { vec![first.to_owned()] };
    for base in &bases {
        let mut clause: Vec<&str> = words.to_vec();
        clause[0] = base;
        if FALSE_FRIENDS.iter().any(|pattern| matches_pattern(pattern, &clause)) {
            return None;
        }
        if let Some((_, strength, group)) =
            TABLE.iter().find(|(pattern, ..)| matches_pattern(pattern, &clause))
        {
            return Some(Verb { strength: *strength, group, base: base.clone() });
        }
    }
    let base = bases.into_iter().next()?;
    let is_never = NEVER.split_ascii_whitespace().any(|never| never == base);
    (!is_never).then_some(Verb { strength: Strength::Unknown, group: "other", base })
}

/// What a word in "-ing" may come from: "sending" send, "scheduling" schedul or schedule, "shipping" ship.
fn gerund_bases(word: &str) -> Vec<String> {
    let Some(root) = word.strip_suffix("ing").filter(|root| root.len() >= 2) else { return Vec::new() };
    let mut bases = vec![root.to_owned(), format!("{root}e")];
    let mut last_two = root.chars().rev();
    if last_two.next() == last_two.next() {
        bases.push(root[..root.len() - root.chars().next_back().map_or(0, char::len_utf8)].to_owned());
    }
    bases
}

fn matches_pattern(pattern: &str, words: &[&str]) -> bool {
    let parts: Vec<&str> = pattern.split_ascii_whitespace().collect();
    matches_parts(&parts, words)
}

fn matches_parts(parts: &[&str], words: &[&str]) -> bool {
    let Some((part, rest)) = parts.split_first() else { return true };
    if *part == "*" {
        return (0..=4.min(words.len()))
            .take_while(|skip| *skip == 0 || words[skip - 1].chars().any(char::is_alphanumeric))
            .any(|skip| matches_parts(rest, &words[skip..]));
    }
    let Some((word, after)) = words.split_first() else { return false };
    part.split('/').any(|alternative| alternative == *word) && matches_parts(rest, after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verb(clause: &str, is_gerund: bool) -> Option<(Strength, String)> {
        let words: Vec<&str> = clause.split_ascii_whitespace().collect();
        verb_at(&words, is_gerund).map(|verb| (verb.strength, verb.base))
    }

    #[test]
    fn verbs_are_told_by_what_follows_them() {
        assert_eq!(verb("send you the quote", false), Some((Strong, "send".into())));
        assert_eq!(verb("set that demo up", false), Some((Strong, "set".into())));
        assert_eq!(verb("shipping it", true), Some((Strong, "ship".into())));
        assert_eq!(verb("scheduling a call", true), Some((Strong, "schedule".into())));
        assert_eq!(verb("get back to you", false), Some((Strong, "get".into())));
        assert_eq!(verb("get back to that", false), None);
        assert_eq!(verb("call it a day", false), None);
        assert_eq!(verb("call you", false), Some((Strong, "call".into())));
        assert_eq!(verb("repaint the fence", false), Some((Strength::Unknown, "repaint".into())));
        assert_eq!(verb("think about it", false), None);
        assert_eq!(verb("24 units", false), None);
        assert_eq!(verb("", false), None);
    }
}
