//! What the call was like, by its properties, its words and its sentiment.

use super::{Builtin, BuiltinCalculation, CALL, RATIO, id};
use crate::metric::{OutputType, Scope, Setting};

pub(super) const METRICS: &[Builtin] = &[
    Builtin {
        id: id(0xa97d_3722_04c0_53cb_8244_d0c6_3827_d8ce),
        slug: "property_transcript_mismatch",
        name: "Properties that the transcript contradicts",
        description: "How many properties of the call stand in the transcript with another value. Formula: the \
            properties whose verdict is MISMATCH. Each is looked up in what was said: its value in the same \
            words or digits is a MATCH; words that sound or are spelled nearly alike are a \
            TRANSCRIPTION_ERROR; another value of its kind beside the property's name is a MISMATCH; else \
            it is NOT_MENTIONED. At most 100 properties are compared. Source: the call's properties and the \
            transcript.",
        output: OutputType::Count,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Provider,
        setting: Some(Setting::VerifiedProperties),
    },
    Builtin {
        id: id(0xce9f_3ec6_3578_575f_b651_001b_0c19_f123),
        slug: "voicemail_detected",
        name: "Voicemail detected",
        description: "Whether a machine answered. Formula: true where one of the first six sentences that are not the \
            agent's is that of a mailbox greeting (\"leave a message\", \"after the tone\", \"is not \
            available to take your call\" and the like, in English), or where these hold half or more of \
            the given script's words. Source: the transcript.",
        output: OutputType::Boolean,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Provider,
        setting: Some(Setting::VoicemailScript),
    },
    Builtin {
        id: id(0xfaf4_22b0_3643_509b_a027_7acd_aa83_bac1),
        slug: "sentiment_score",
        name: "Sentiment",
        description: "How a side feels, 0 (negative) to 1 (positive). Formula: (score + 1) / 2 of the sentiment \
            stage's score from -1 to 1, mean over the side's speakers. Source: the sentiment of the call's \
            speakers: a language model's probabilities, or a lexicon with little confidence where none is \
            configured.",
        output: OutputType::Numeric,
        scope: Scope::PerParticipant,
        contexts: CALL,
        unit: Some(RATIO),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x677e_e8c8_f232_5efc_bf4b_3df6_9c2e_2241),
        slug: "frustration_score",
        name: "Frustration",
        description: "How frustrated the customer is, 0 to 1. Formula: the negative part of the sentiment stage's \
            score of the customer: -score where it is below 0, else 0; mean over the customer's speakers. \
            Source: the sentiment of the call's speakers: a language model's probabilities, or a lexicon \
            with little confidence where none is configured.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(RATIO),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
];
