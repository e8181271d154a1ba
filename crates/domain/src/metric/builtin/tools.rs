//! How tools are used.

use super::{Builtin, BuiltinCalculation, CALL, MILLISECONDS, RATIO, id};
use crate::metric::{OutputType, Scope};

pub(super) const METRICS: &[Builtin] = &[
    Builtin {
        id: id(0x4b1b_f82c_ff50_5aaa_89a8_a27c_a43d_fdcd),
        slug: "tool_invocation_count",
        name: "Tool invocations",
        description: "How many tools the agent used. Formula: the number of tool invocations. Source: the tool \
            invocations of the call.",
        output: OutputType::Count,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0xfcc9_11ed_faeb_5717_9fe5_ca2f_49ff_975f),
        slug: "tool_success_rate",
        name: "Tool success rate",
        description: "The share of tool invocations that worked, 0 to 1. Formula: those whose result tells of no \
            failure / all. A result tells of failure by \"success\": false or \"ok\": false, an \"error\" \
            or \"errors\" that is not empty, a \"status\" of error, failed, failure or timeout, a status \
            code of 400 or more, or a text that begins with error, failed, failure, exception, traceback or \
            timeout. Source: the tool invocations of the call.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(RATIO),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x1457_456c_9f58_5437_89ab_10ef_ca38_99e8),
        slug: "tool_latency_p50",
        name: "Tool latency, median",
        description: "The median time that tools take. Formula: the median of end - start of the invocations whose \
            end is known, interpolated linearly. Source: the tool invocations of the call.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x72eb_2dd0_e2aa_5e40_bec4_7a49_00b3_35df),
        slug: "tool_latency_p95",
        name: "Tool latency, 95th percentile",
        description: "The 95th percentile of the time that tools take. Formula: the 95th percentile of end - start of \
            the invocations whose end is known, interpolated linearly. Source: the tool invocations of the \
            call.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x988b_92e3_b907_59d6_89fb_1754_d597_c3a3),
        slug: "tool_latency_max",
        name: "Tool latency, longest",
        description: "The longest time that a tool takes. Formula: the largest end - start of the invocations whose \
            end is known. Source: the tool invocations of the call.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
];
