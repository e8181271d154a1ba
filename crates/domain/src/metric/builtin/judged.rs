//! What the language model is asked.

use super::{Builtin, BuiltinCalculation, CALL, id};
use crate::metric::{OutputType, Scope, Setting};

pub(super) const METRICS: &[Builtin] = &[
    Builtin {
        id: id(0x9fc6_5b12_ca27_59bf_8c2d_5020_a965_c639),
        slug: "call_outcome",
        name: "Call outcome",
        description: "Judged by the configured language model, with its reasoning and quotes; an error where none is \
            configured. Formula: the likeliest of: resolved, partly resolved, unresolved, transferred, \
            callback agreed, voicemail, no conversation. Source: the transcript.",
        output: OutputType::Classification,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Judge {
            prompt: "How did this call end for the customer?",
            options: &[
                ("resolved", "what the customer called for was done or answered in full"),
                ("partly resolved", "some of it was done or answered, something is left open"),
                ("unresolved", "what the customer called for was neither done nor answered"),
                ("transferred", "the call was handed over to somebody else"),
                ("callback agreed", "they agreed to go on at another time"),
                ("voicemail", "a mailbox or machine answered"),
                ("no conversation", "one side said nothing that matters"),
            ],
            scale: None,
        },
        setting: None,
    },
    Builtin {
        id: id(0xf2b5_9b3b_1e28_5e4d_8336_d0db_30ca_ac21),
        slug: "instruction_follow",
        name: "Instructions followed",
        description: "Judged by the configured language model, with its reasoning and quotes; an error where none is \
            configured. Formula: true where the agent kept to its instructions. Missing where it is not \
            known what they were in this conversation. Source: the transcript, and the prompt that came with the \
            conversation, else the one that was managed here when it came.",
        output: OutputType::Boolean,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Judge {
            prompt: "Did the agent follow its instructions in this conversation?",
            options: &[],
            scale: None,
        },
        setting: None,
    },
    Builtin {
        id: id(0xf375_8747_ba8c_5a07_919d_f103_70eb_57cc),
        slug: "tool_invocation_correct",
        name: "Tools used correctly",
        description: "Judged by the configured language model, with its reasoning and quotes; an error where none is \
            configured. Formula: true where the tools that the agent used were the right ones for what was \
            asked, none too many and none missing. Not applicable without tool invocations. Source: the \
            transcript and the tool invocations.",
        output: OutputType::Boolean,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Judge {
            prompt: "Were the tools that the agent used the right ones for what the customer asked, with none missing and none needless?",
            options: &[],
            scale: None,
        },
        setting: Some(Setting::ToolDefinitions),
    },
    Builtin {
        id: id(0x2e35_13d3_2896_529a_bc55_8cc5_bf24_cd43),
        slug: "tool_invocation_parameters_correct",
        name: "Tool parameters correct",
        description: "Judged by the configured language model, with its reasoning and quotes; an error where none is \
            configured. Formula: true where the parameters of the tool invocations fit what was said. Not \
            applicable without tool invocations. Source: the transcript and the tool invocations.",
        output: OutputType::Boolean,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Judge {
            prompt: "Do the parameters of all tool invocations fit what was said in the conversation?",
            options: &[],
            scale: None,
        },
        setting: Some(Setting::ToolDefinitions),
    },
    Builtin {
        id: id(0xc5bf_120b_8793_5acd_99e8_7c62_c136_db9c),
        slug: "tool_invocation_order_correct",
        name: "Tool order correct",
        description: "Judged by the configured language model, with its reasoning and quotes; an error where none is \
            configured. Formula: true where the tools were used in an order that makes sense. Not \
            applicable with fewer than two tool invocations. Source: the transcript and the tool \
            invocations.",
        output: OutputType::Boolean,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Judge {
            prompt: "Did the agent use the tools in an order that makes sense for what was asked?",
            options: &[],
            scale: None,
        },
        setting: Some(Setting::ToolDefinitions),
    },
    Builtin {
        id: id(0x6bca_e27d_6879_58f9_8b33_5e2d_76a0_b68a),
        slug: "knowledge_grounding_score",
        name: "Knowledge grounding",
        description: "Judged by the configured language model, with its reasoning and quotes; an error where none is \
            configured. Formula: 0 (nothing the agent states rests on its knowledge) to 10 (all of it \
            does). Missing where there is nothing to rest on: no tool results and no prompt. \
            Source: the transcript, and the tool results and prompt that the agent had.",
        output: OutputType::Scale,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Judge {
            prompt: "How well do the agent's statements of fact rest on the given knowledge?",
            options: &[],
            scale: Some((0, 10)),
        },
        setting: None,
    },
];
