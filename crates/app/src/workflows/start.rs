//! From a moment in a conversation's processing to the runs of the rules that wait for it.

use colloquy_domain::conversation::Conversation;
use colloquy_domain::insight::Signal;
use colloquy_domain::workflow::{ActionLog, Moment, RunStatus, SignalCondition, Trigger, WorkflowRun};
use colloquy_domain::{Instant, WorkflowRunId};
use colloquy_store::{StoreError, Tx, insights, jobs, lists, workflow_runs, workflows};

use super::run_job;

/// Writes a run for each rule that the conversation meets at this moment, and its job. The row of the conversation
/// is locked by the caller.
pub(crate) async fn start(
    tx: &Tx,
    conversation: &Conversation,
    moment: Moment,
    now: Instant,
) -> Result<(), StoreError> {
    if !conversation.run_workflows {
        return Ok(());
    }
    let accepted_at = conversation.created_at;
    let rules = workflows::list_waiting_for(tx, conversation.workspace_id, moment, accepted_at).await?;
    let asks_signals = rules.iter().any(|rule| matches!(rule.trigger, Trigger::Signal(_)));
    let signals = if asks_signals { insights::list_signals(tx, conversation.id).await? } else { Vec::new() };
    let mut new_jobs = Vec::new();
    for rule in rules {
        let is_met = match &rule.trigger {
            Trigger::Signal(condition) => holds(condition, &signals),
            Trigger::TranscriptReady | Trigger::InsightsReady => true,
        };
        // The row of the conversation is as it will be: the caller has written it in this transaction.
        let (workspace_id, id) = (conversation.workspace_id, conversation.id);
        if !is_met || !lists::has_conversation(tx, workspace_id, id, &rule.filter).await? {
            continue;
        }
        let run = WorkflowRun {
            id: WorkflowRunId::generate(),
            workspace_id: conversation.workspace_id,
            workflow_id: rule.id,
            conversation_id: conversation.id,
            status: RunStatus::Pending,
            error: None,
            attempts: 0,
            retries: 0,
            next_attempt_at: Some(now),
            log: vec![ActionLog::default(); rule.actions.len()],
            actions: rule.actions,
            created_at: now,
            updated_at: now,
        };
        if workflow_runs::insert_once(tx, &run).await? {
            new_jobs.push(run_job(&run, now));
        }
    }
    jobs::enqueue(tx, new_jobs).await
}

/// An answer of which the engine is not sure is a matter for a person.
fn holds(condition: &SignalCondition, signals: &[Signal]) -> bool {
    signals
        .iter()
        .filter(|signal| signal.definition_id == condition.definition_id && !signal.is_unsure)
        .filter_map(|signal| signal.value.as_ref())
        .any(|answer| condition.holds(answer))
}
