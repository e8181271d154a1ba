//! When the sides take their turns.

use super::{Builtin, BuiltinCalculation, CALL, CALL_AND_SEGMENT, MILLISECONDS, RATIO, id};
use crate::metric::{OutputType, Scope};

pub(super) const METRICS: &[Builtin] = &[
    Builtin {
        id: id(0xd278_e6b2_0773_5a4c_a024_4e0e_fc81_ce6c),
        slug: "response_time",
        name: "Response time",
        description: "How long the customer waits for the agent. Formula: for each answer, the agent's first sound - \
            the customer's last sound before it; where the agent begins while the customer still speaks \
            there is none (see agent_cutoff_count). One value for each answer at the agent's entry, and \
            their mean for the call. Source: the recording where it keeps agent and customer on a channel \
            each; else the transcript's word times, else the times of its entries, with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::PerParticipant,
        contexts: CALL_AND_SEGMENT,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0xfe19_ca5e_3073_527d_894a_000c_bfd2_53db),
        slug: "response_time_p50",
        name: "Response time, median",
        description: "The median of the agent's response times (see response_time). Formula: 50th percentile, \
            interpolated linearly between the two nearest ranks. Source: the recording where it keeps agent \
            and customer on a channel each; else the transcript's word times, else the times of its \
            entries, with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x5e92_9749_c8fc_51b4_af1e_1948_13a0_2aea),
        slug: "response_time_p95",
        name: "Response time, 95th percentile",
        description: "The 95th percentile of the agent's response times (see response_time). Formula: interpolated \
            linearly between the two nearest ranks. Source: the recording where it keeps agent and customer \
            on a channel each; else the transcript's word times, else the times of its entries, with less \
            confidence.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x8cbd_cd53_1563_529d_8eda_60e3_f507_5f00),
        slug: "response_time_max",
        name: "Response time, longest",
        description: "The longest of the agent's response times (see response_time). Source: the recording where it \
            keeps agent and customer on a channel each; else the transcript's word times, else the times of \
            its entries, with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x5754_005b_6085_5e1f_a2a8_59ae_6af0_930b),
        slug: "latency_spike_count",
        name: "Latency spikes",
        description: "How often the customer waits conspicuously long. Formula: the response times of the agent (see \
            response_time) above 2000 ms. Source: the recording where it keeps agent and customer on a \
            channel each; else the transcript's word times, else the times of its entries, with less \
            confidence.",
        output: OutputType::Count,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0xe0bb_5226_2c36_5155_840b_dcd1_cb69_31ce),
        slug: "time_to_first_word",
        name: "Time to first word",
        description: "When a side is first heard. Formula: the start of its first stretch of speech, from the call's \
            start. Source: the recording where it keeps agent and customer on a channel each; else the \
            transcript's word times, else the times of its entries, with less confidence.",
        output: OutputType::Offset,
        scope: Scope::PerParticipant,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x4f34_32c9_3239_5649_841e_37b7_5afe_39c0),
        slug: "customer_barge_in_count",
        name: "Customer barge-ins",
        description: "How often the customer talks into the agent's words. Formula: the stretches of the customer's \
            speech that begin 200 ms or more after a stretch of the agent's began and before it ended, \
            overlap it for 200 ms or more and last 500 ms or more (shorter ones are signs of listening). \
            Source: the recording where it keeps agent and customer on a channel each; else the \
            transcript's word times, else the times of its entries, with less confidence.",
        output: OutputType::Count,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x3936_db65_1979_55a0_abb6_6202_3ab5_2ab4),
        slug: "agent_cutoff_count",
        name: "Agent cut-offs",
        description: "How often the agent talks into the customer's words. Formula: the stretches of the agent's \
            speech that begin 200 ms or more after a stretch of the customer's began and before it ended, \
            overlap it for 200 ms or more and last 500 ms or more (shorter ones are signs of listening). \
            Source: the recording where it keeps agent and customer on a channel each; else the \
            transcript's word times, else the times of its entries, with less confidence.",
        output: OutputType::Count,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x1b08_c999_6630_55b8_8bd2_a364_dcc7_917d),
        slug: "overtalk_time",
        name: "Overtalk",
        description: "How long both sides speak at once. Formula: the length of the intersection of both sides' \
            speech. Source: the recording where it keeps agent and customer on a channel each; else the \
            transcript's word times, else the times of its entries, with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x9bdd_213d_db52_546d_9dea_b50c_a07d_9b1d),
        slug: "overtalk_ratio",
        name: "Overtalk ratio",
        description: "The share of the call in which both sides speak at once, 0 to 1. Formula: overtalk / the call's \
            length. Source: the recording where it keeps agent and customer on a channel each; else the \
            transcript's word times, else the times of its entries, with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(RATIO),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0xb6af_73ea_3328_5984_9e38_bf58_6d12_6cb5),
        slug: "dead_air_at_end",
        name: "Dead air at the end",
        description: "How long the line stays open after the last word. Formula: the call's length - the end of the \
            last stretch of speech of either side. Source: the recording where it keeps agent and customer \
            on a channel each; else the transcript's word times, else the times of its entries, with less \
            confidence.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x1ba5_619a_36c3_50af_9bbe_f7fc_343b_e7ff),
        slug: "agent_spoke",
        name: "Agent spoke",
        description: "Whether the agent is heard at all. Formula: true where the agent's talk time is above 0. \
            Source: the recording where it keeps agent and customer on a channel each; else the \
            transcript's word times, else the times of its entries, with less confidence.",
        output: OutputType::Boolean,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0xd099_dc9b_1290_5733_ba94_17d7_7078_99f4),
        slug: "agent_responsive",
        name: "Agent responsive",
        description: "Whether the agent answers. Formula: true where the agent is heard after the customer's first \
            words and no silence of 10 s or more follows on words of the customer, the end of the call \
            included. Not applicable where the customer says nothing. Source: the recording where it keeps \
            agent and customer on a channel each; else the transcript's word times, else the times of its \
            entries, with less confidence.",
        output: OutputType::Boolean,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
];
