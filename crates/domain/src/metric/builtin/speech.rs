//! How much and how fast the sides speak, and how long nobody does.

use super::{Builtin, BuiltinCalculation, CALL, MILLISECONDS, RATIO, WORDS_PER_MINUTE, id};
use crate::metric::{OutputType, Scope};

pub(super) const METRICS: &[Builtin] = &[
    Builtin {
        id: id(0x4852_cbb3_7371_5db5_83b0_c057_b2f9_2539),
        slug: "talk_time",
        name: "Talk time",
        description: "How long a side speaks. Formula: the sum of the lengths of its stretches of speech; silences \
            under 200 ms within speech count as speech. Source: the recording where it keeps agent and \
            customer on a channel each; else the transcript's word times, else the times of its entries, \
            with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::PerParticipant,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0xe262_d133_b63b_5c8f_a245_1899_05e5_184d),
        slug: "talk_ratio",
        name: "Talk ratio",
        description: "A side's share of all speech, 0 to 1. Formula: own talk time / (agent's talk time + customer's \
            talk time). Source: the recording where it keeps agent and customer on a channel each; else the \
            transcript's word times, else the times of its entries, with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::PerParticipant,
        contexts: CALL,
        unit: Some(RATIO),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0xe032_d55e_f6ae_5adc_8c00_d507_2b5e_6ba4),
        slug: "talk_to_listen_ratio",
        name: "Talk-to-listen ratio",
        description: "How much the agent speaks for what it hears. Formula: agent's talk time / customer's talk time; \
            missing where the customer says nothing. Source: the recording where it keeps agent and \
            customer on a channel each; else the transcript's word times, else the times of its entries, \
            with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(RATIO),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x178a_573e_078a_5b48_b92e_0bf1_d635_e753),
        slug: "words_per_minute",
        name: "Words per minute",
        description: "How fast a side speaks. Formula: its words / its talk time in minutes; what holds no letter or \
            digit is no word. Source: words from the transcript; talk time from the recording where it \
            keeps agent and customer on a channel each, else from the transcript, with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::PerParticipant,
        contexts: CALL,
        unit: Some(WORDS_PER_MINUTE),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x07e1_5dd7_c3be_5874_8d34_1ad7_a94c_ad9e),
        slug: "pause_count",
        name: "Pauses",
        description: "How often a side pauses and goes on itself. Formula: the silences of 200 ms or more between two \
            stretches of its speech in which the other side does not speak either. Source: the recording \
            where it keeps agent and customer on a channel each; else the transcript's word times, else the \
            times of its entries, with less confidence.",
        output: OutputType::Count,
        scope: Scope::PerParticipant,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x6970_a620_17af_5de5_9ce3_4b53_1c51_4483),
        slug: "pause_time",
        name: "Pause time",
        description: "How long a side pauses within what it says. Formula: the sum of the lengths of its pauses \
            (silences of 200 ms or more between two stretches of its speech in which the other side does \
            not speak either). Source: the recording where it keeps agent and customer on a channel each; \
            else the transcript's word times, else the times of its entries, with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::PerParticipant,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0xae46_9417_a7af_5d7e_bd6f_6d1c_7b1a_4d24),
        slug: "longest_pause",
        name: "Longest pause",
        description: "The longest pause of a side. Formula: the largest length of its pauses (silences of 200 ms or \
            more between two stretches of its speech in which the other side does not speak either); 0 \
            without a pause. Source: the recording where it keeps agent and customer on a channel each; \
            else the transcript's word times, else the times of its entries, with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::PerParticipant,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x6273_e215_9dc3_550f_954d_dbe9_684f_aaca),
        slug: "silence_time",
        name: "Silence",
        description: "How long nobody speaks. Formula: the call's length - the time in which agent or customer or \
            both speak; begin and end of the call included. Source: the recording where it keeps agent and \
            customer on a channel each; else the transcript's word times, else the times of its entries, \
            with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x7f2a_63ae_3dcd_5953_bdde_ad5d_16c5_db86),
        slug: "silence_ratio",
        name: "Silence ratio",
        description: "The share of the call in which nobody speaks, 0 to 1. Formula: silence / the call's length. \
            Source: the recording where it keeps agent and customer on a channel each; else the \
            transcript's word times, else the times of its entries, with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(RATIO),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0xb4a6_d085_94c8_5bf2_8211_981e_6d6f_22e0),
        slug: "longest_silence",
        name: "Longest silence",
        description: "The longest stretch between two utterances in which nobody speaks. Formula: the largest gap in \
            the union of both sides' speech, before the first and after the last word not counted. Source: \
            the recording where it keeps agent and customer on a channel each; else the transcript's word \
            times, else the times of its entries, with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
];
