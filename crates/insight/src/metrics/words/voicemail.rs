//! Whether a machine answered.

use std::sync::LazyLock;

use colloquy_domain::metric::{Measured, Role};
use regex::Regex;

use super::{Spoken, evidence};
use crate::metrics::subject::Sides;
use crate::text::phrase::Phrase;
use crate::text::stems::content_stems;

/// A greeting is over after so many sentences.
const GREETING_SENTENCES: usize = 6;
/// Share of the script's words that make it the script.
const SHARE_OF_SCRIPT: f64 = 0.5;

static GREETING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
          \bleave\ (?:me\ |us\ )?(?:a|your)\ (?:\w+\ )?(?:message|voicemail|name\ and|number)
        | \b(?:after|at)\ the\ (?:tone|beep|signal)\b
        | \bvoice\ ?mail(?:box)?\b | \bvoice\ messag(?:e|ing)\ system\b
        | \bmailbox\ (?:is\ full|of|belonging)\b
        | \byou\ have\ reached\ (?:the\ )?(?:mailbox|voicemail|voice\ mail)\b
        | \b(?:person|party|customer|subscriber|number)\ (?:that\ )?you\ (?:are\ trying\ to\ (?:reach|call)|have\ (?:called|dialed|dialled|reached)|called|dialed|dialled)\ (?:is|are|has)\ (?:not|un|currently|been|busy)
        | \b(?:is|am|are)\ (?:not|currently\ not|currently\ un|un)\ ?(?:available|able)\ to\ (?:take|answer)\ (?:your|the)\ call\b
        | \b(?:can|could)\ not\ (?:take|come\ to|get\ to|answer)\ (?:your|the|my)\ (?:call|phone)\b
        | \b(?:at\ the\ tone|please)\ ,?\ ?record\ your\ message\b
        ",
    )
    .expect("the pattern is constant and the tests of metrics compile it")
});

pub(super) fn detected(spoken: &Spoken<'_, '_>) -> Measured {
    // Who is on neither side may be the machine; only the agent certainly is not.
    let (utterances, sides) = (spoken.reading.utterances.iter(), Sides::of(&spoken.reading.view));
    let greeting: Vec<_> = utterances
        .filter(|utterance| sides.side(utterance.speaker()) != Some(Role::Agent))
        .take(GREETING_SENTENCES)
        .collect();
    if greeting.is_empty() {
        return Measured::not_applicable("nobody but the agent says anything");
    }
    if let Some(script) = spoken.settings.voicemail_script.as_deref() {
        let wanted = content_stems(&Phrase::new(script).normal);
        let said: std::collections::BTreeSet<&String> =
            greeting.iter().flat_map(|utterance| utterance.subject()).collect();
        let found = wanted.iter().filter(|stem| said.contains(stem)).count();
        if !wanted.is_empty() && found as f64 >= wanted.len() as f64 * SHARE_OF_SCRIPT {
            let places = greeting.iter().map(|utterance| evidence(utterance, None)).collect();
            return Measured::boolean(true)
                .because(format!("{found} of the script's {} words are said", wanted.len()))
                .with_evidence(places)
                .sure(0.8);
        }
    }
    let places: Vec<_> = greeting
        .iter()
        .filter(|utterance| GREETING.is_match(utterance.normal()))
        .map(|utterance| evidence(utterance, Some("as mailboxes greet".into())))
        .collect();
    if places.is_empty() && !spoken.reading.view.is_english() {
        return Measured::data_missing("greetings of mailboxes are known in English only");
    }
    let is_machine = !places.is_empty();
    let reason = if is_machine { "" } else { "the first words are no mailbox greeting" };
    Measured::boolean(is_machine).because(reason).with_evidence(places).sure(if is_machine {
        0.9
    } else {
        0.8
    })
}
