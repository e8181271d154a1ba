//! Whether values of others are good enough.

use super::{Builtin, BuiltinCalculation, CALL, id};
use crate::metric::{Aggregation, Comparison, OutputType, Role, Scope};

pub(super) const METRICS: &[Builtin] = &[
    Builtin {
        id: id(0xffd8_287b_f6f2_58b0_aec1_2047_d2aa_0e39),
        slug: "response_time_check",
        name: "Response time check",
        description: "Whether the agent answers in good time. Formula: true where the 95th percentile of \
            response_time is at most 3000 ms. Source: the values of response_time.",
        output: OutputType::Boolean,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Threshold {
            source: "response_time",
            role: None,
            comparison: Comparison::LessThanOrEquals,
            value: "3000",
            aggregation: Aggregation::P95,
        },
        setting: None,
    },
    Builtin {
        id: id(0x690e_92f8_973f_5d72_94ab_ea3b_3474_2925),
        slug: "time_to_first_word_check",
        name: "Time to first word check",
        description: "Whether the agent is heard soon. Formula: true where the agent's time_to_first_word is at most \
            5000 ms. Source: the values of time_to_first_word.",
        output: OutputType::Boolean,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Threshold {
            source: "time_to_first_word",
            role: Some(Role::Agent),
            comparison: Comparison::LessThanOrEquals,
            value: "5000",
            aggregation: Aggregation::Each,
        },
        setting: None,
    },
    Builtin {
        id: id(0xacbb_ffe3_1c5e_546f_984e_3aa7_4464_88ad),
        slug: "overtalk_ratio_check",
        name: "Overtalk ratio check",
        description: "Whether both sides let each other finish. Formula: true where overtalk_ratio is at most 0.1. \
            Source: the values of overtalk_ratio.",
        output: OutputType::Boolean,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Threshold {
            source: "overtalk_ratio",
            role: None,
            comparison: Comparison::LessThanOrEquals,
            value: "0.1",
            aggregation: Aggregation::Each,
        },
        setting: None,
    },
    Builtin {
        id: id(0x7aa0_8cd2_1d0b_5a70_a891_da71_fc06_d612),
        slug: "property_transcript_mismatch_check",
        name: "Properties check",
        description: "Whether no property is contradicted by the transcript. Formula: true where \
            property_transcript_mismatch is 0. Source: the values of property_transcript_mismatch.",
        output: OutputType::Boolean,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Threshold {
            source: "property_transcript_mismatch",
            role: None,
            comparison: Comparison::Equals,
            value: "0",
            aggregation: Aggregation::Each,
        },
        setting: None,
    },
];
