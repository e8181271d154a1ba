//! The server as its users see it: the real executable, spoken to over HTTP and the command line.
//!
//! Runs on SQLite and files, or on PostgreSQL and an S3 server, as `COLLOQUY_TEST_BACKEND` says (`sqlite`, the
//! default, or `postgres-s3`); `scripts/test.sh` runs it on both.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that panics has failed, and what helps to see why is printed"
)]

mod support;

mod askelephant_table;
mod auralytik_analytics;
mod auralytik_audio;
mod auralytik_auth;
mod auralytik_campaigns;
mod auralytik_conversations;
mod auralytik_engagements;
mod auralytik_exports;
mod auralytik_lists;
mod auralytik_table;
mod auralytik_usage;
mod auralytik_voice_calls;
mod auralytik_webhooks;
mod cli;
mod conformance;
mod console_agents;
mod console_corrections;
mod console_engines;
mod console_lists;
mod console_live;
mod console_page;
mod console_people;
mod console_session;
mod crash;
mod credentials;
mod dialers;
mod directory;
mod documents;
mod elemente_calls;
mod elemente_channels;
mod elemente_config;
mod elemente_table;
mod engines_killed;
mod erase;
mod evaluations_crash;
mod evaluations_house;
mod export;
mod house_api;
mod oauth;
mod road;
mod roark_agents;
mod roark_analytics;
mod roark_call_parts;
mod roark_calls;
mod roark_metrics;
mod roark_observers;
mod roark_traces;
mod roark_webhooks;
mod scratch;
mod search;
mod shutdown;
mod twilio;
mod two_processes;
mod webchat;
mod webhook_requests;
mod webhooks;
mod workflows;
