//! What words are said, and how often.

use super::{Builtin, BuiltinCalculation, CALL, PER_HUNDRED_WORDS, RATIO, id};
use crate::metric::{OutputType, Scope, Setting};

pub(super) const METRICS: &[Builtin] = &[
    Builtin {
        id: id(0x26e4_e3ee_5c44_5cf7_ac31_083b_c15f_e703),
        slug: "repetition_density",
        name: "Repetition density",
        description: "How much of what a side says it has said before, 0 to 1. Formula: the runs of four words that \
            the side said earlier in the call / all its runs of four words, in normal spelling, not across \
            sentences, without excluded phrases. Source: the transcript.",
        output: OutputType::Numeric,
        scope: Scope::PerParticipant,
        contexts: CALL,
        unit: Some(RATIO),
        calculation: BuiltinCalculation::Provider,
        setting: Some(Setting::ExcludedPhrases),
    },
    Builtin {
        id: id(0x8bb0_31ba_93d2_573e_99b9_d985_a9c2_1d00),
        slug: "loop_count",
        name: "Loops",
        description: "How often the agent says a sentence again. Formula: the agent's sentences of four words or more \
            whose words are to 80 % or more (shared / all different words) those of one of its 200 \
            sentences of that length before, without excluded phrases. Source: the transcript.",
        output: OutputType::Count,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Provider,
        setting: Some(Setting::ExcludedPhrases),
    },
    Builtin {
        id: id(0x57d0_48f6_a0ce_5490_b08b_787a_71ab_a62d),
        slug: "filler_word_count",
        name: "Filler words",
        description: "How many words of a side only fill. Formula: um, uh, er, ah, hm and the like everywhere; \"you \
            know\", \"i mean\", \"sort of\", \"kind of\", \"like\", \"basically\", \"actually\", \
            \"literally\" where a comma or the sentence's edge sets them off. English only. Source: the \
            transcript.",
        output: OutputType::Count,
        scope: Scope::PerParticipant,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x3822_e2dc_43ff_5288_ba7a_5ce7_2f7c_d88e),
        slug: "filler_word_rate",
        name: "Filler word rate",
        description: "Filler words for each hundred words. Formula: 100 * filler_word_count / the side's words. \
            English only. Source: the transcript.",
        output: OutputType::Numeric,
        scope: Scope::PerParticipant,
        contexts: CALL,
        unit: Some(PER_HUNDRED_WORDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x7773_1877_858a_57b6_aee5_5538_93f5_8c0f),
        slug: "unanswered_question_count",
        name: "Unanswered questions",
        description: "How many questions of a side get no answer. Formula: the stretches of what a side says without \
            a reply (ended by the other side, or by a silence of 3 s before it goes on) that hold a \
            question and after which the other side says nothing before the asker speaks again or the call \
            ends, or asks to wait and then says nothing more. Questions are sentences that end in a \
            question mark; where the transcript has none, those that begin as English questions do, with \
            less confidence. Source: the transcript.",
        output: OutputType::Count,
        scope: Scope::PerParticipant,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
];
