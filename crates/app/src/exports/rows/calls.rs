//! A row for each call with a program: with where it belongs, how it was evaluated, and the survey after it.

use std::collections::HashMap;

use colloquy_domain::attribution::Attribution;
use colloquy_domain::call::{CallDetails, CallStatus, VoiceCallFilter};
use colloquy_domain::conversation::Conversation;
use colloquy_domain::evaluation::{Evaluation, EvaluationState};
use colloquy_domain::export::CallEvaluationStatus;
use colloquy_domain::filter::Slice;
use colloquy_domain::survey::{Survey, SurveyResponse};
use colloquy_domain::{CallCenterId, CampaignId, ConversationId, Instant, WorkspaceId};
use colloquy_insight::dates::in_zone;
use colloquy_store::{StoreError, attributions, call_centers, campaigns, evaluations, lists, surveys};

use super::evaluations::distinct;
use super::{Cell, Row, feeling, seconds, spelled};
use crate::App;

/// Calls of a page.
const PAGE: u64 = 500;

pub(super) const COLUMNS: &[&str] = &[
    "callId",
    "startTime",
    "endTime",
    "durationSeconds",
    "direction",
    "state",
    "outcome",
    "endReason",
    "campaignId",
    "campaignName",
    "callCenterId",
    "callCenterName",
    "executiveName",
    "isTest",
    "evaluationStatus",
    "evaluationId",
    "averageNote",
    "score",
    "autoFailed",
    "sentiment",
    "surveyState",
    "surveyCompletionReason",
    "surveyTotalQuestions",
    "surveyQuestionsAnswered",
    "surveyCalculatedScore",
    "surveyResponses",
];

/// A walk over calls.
pub(super) struct Calls {
    pub workspace_id: WorkspaceId,
    pub include_private: bool,
    pub from: Instant,
    pub until: Instant,
    pub campaign_id: Option<CampaignId>,
    pub status: Option<CallEvaluationStatus>,
    pub outcome: Option<String>,
    pub time_zone: String,
    pub after: Option<(Instant, ConversationId)>,
    pub is_over: bool,
}

impl Calls {
    /// How many calls are looked at, at most.
    pub(super) async fn expected(&self, app: &App) -> Result<Option<u64>, StoreError> {
        let filter = VoiceCallFilter {
            campaign_id: self.campaign_id,
            from: Some(self.from),
            until: Some(self.until),
            ..VoiceCallFilter::default()
        };
        let (reader, first) = (app.store.reader(), Slice { offset: 0, limit: 1 });
        let found =
            lists::voice_calls(reader, self.workspace_id, &filter, self.include_private, first).await?;
        Ok(Some(found.total))
    }

    pub(super) async fn next(&mut self, app: &App) -> Result<Option<(Vec<Row>, u64)>, StoreError> {
        if self.is_over {
            return Ok(None);
        }
        let found = lists::voice_calls_walk(
            app.store.reader(),
            self.workspace_id,
            self.from,
            self.until,
            self.campaign_id,
            self.include_private,
            self.after,
            PAGE,
        )
        .await?;
        self.is_over = (found.len() as u64) < PAGE;
        let Some((last, _)) = found.last() else { return Ok(None) };
        self.after = Some((last.started_at, last.id));
        let beside = Beside::of(app, &found).await?;
        let mut rows = Vec::with_capacity(found.len());
        for (conversation, details) in &found {
            if !self.has_outcome(details) {
                continue;
            }
            let evaluation = newest(app, conversation.id).await?;
            if self.status.is_none_or(|wanted| wanted == status(evaluation.as_ref())) {
                rows.push(self.row(conversation, details, evaluation.as_ref(), &beside));
            }
        }
        Ok(Some((rows, found.len() as u64)))
    }

    /// The outcome is told in one word; the reason for the call's end says it more exactly.
    fn has_outcome(&self, details: &CallDetails) -> bool {
        let Some(wanted) = self.outcome.as_deref().map(str::trim) else { return true };
        let outcome = details.outcome().map(|outcome| outcome.as_str());
        let reason = details.ended_status.map(|reason| reason.as_str());
        [outcome, reason].into_iter().flatten().any(|word| word.eq_ignore_ascii_case(wanted))
    }

    fn row(
        &self,
        conversation: &Conversation,
        details: &CallDetails,
        evaluation: Option<&Evaluation>,
        beside: &Beside,
    ) -> Row {
        let own = beside.attributions.get(&conversation.id);
        let campaign = own.and_then(|own| beside.campaigns.get(&own.campaign_id?));
        let call_center = own.and_then(|own| beside.call_centers.get(&own.call_center_id?));
        let survey = beside.surveys.get(&conversation.id);
        let outcome = evaluation.and_then(|evaluation| evaluation.outcome);
        let length = conversation.ended_at.map(|ended_at| ended_at - conversation.started_at);
        vec![
            Cell::text(spelled("vc", &conversation.id.ulid())),
            self.local(Some(conversation.started_at)),
            self.local(conversation.ended_at),
            Cell::maybe_number(length.map(|length| length.as_seconds_f64().round())),
            Cell::text(details.direction.as_str()),
            Cell::text(state(details.status)),
            Cell::maybe_text(details.outcome().map(|outcome| outcome.as_str())),
            Cell::maybe_text(details.ended_status.map(|reason| reason.as_str())),
            Cell::maybe_text(campaign.map(|(key, _)| key.as_str())),
            Cell::maybe_text(campaign.map(|(_, name)| name.as_str())),
            Cell::maybe_text(call_center.map(|(key, _)| key.as_str())),
            Cell::maybe_text(call_center.map(|(_, name)| name.as_str())),
            Cell::maybe_text(own.and_then(|own| own.executive_name.clone())),
            Cell::Truth(details.is_test),
            Cell::text(spelled_status(status(evaluation))),
            Cell::maybe_text(evaluation.map(|evaluation| spelled("eval", &evaluation.id.ulid()))),
            Cell::maybe_number(outcome.and_then(|outcome| outcome.average_note)),
            Cell::maybe_number(outcome.and_then(|outcome| outcome.score)),
            outcome.map_or(Cell::Empty, |outcome| Cell::Truth(outcome.is_auto_failed)),
            Cell::maybe_text(outcome.and_then(|outcome| outcome.sentiment).map(feeling)),
            Cell::maybe_text(survey.map(|survey| survey.state.as_str())),
            Cell::maybe_text(survey.and_then(|survey| survey.completion_reason.clone())),
            survey.map_or(Cell::Empty, |survey| Cell::Count(u64::from(survey.total_questions))),
            survey.map_or(Cell::Empty, |survey| Cell::Count(u64::from(survey.answered()))),
            Cell::maybe_number(survey.and_then(|survey| survey.calculated_score)),
            Cell::maybe_text(survey.map(|survey| responses(&survey.responses))),
        ]
    }

    /// An instant as the clocks of the zone show it.
    fn local(&self, instant: Option<Instant>) -> Cell {
        let Some(instant) = instant else { return Cell::Empty };
        // The zone was checked when the export was asked for; what no clock shows is shown in UTC.
        in_zone(instant, &self.time_zone)
            .map_or_else(|_| Cell::instant(instant), |local| Cell::Text(seconds(local)))
    }
}

/// What belongs to the calls of a page.
struct Beside {
    attributions: HashMap<ConversationId, Attribution>,
    campaigns: HashMap<CampaignId, (String, String)>,
    call_centers: HashMap<CallCenterId, (String, String)>,
    surveys: HashMap<ConversationId, Survey>,
}

impl Beside {
    async fn of(app: &App, found: &[(Conversation, CallDetails)]) -> Result<Self, StoreError> {
        let reader = app.store.reader();
        let ids: Vec<ConversationId> = found.iter().map(|(conversation, _)| conversation.id).collect();
        let attributions = attributions::get_many(reader, &ids).await?;
        let campaign_ids = distinct(attributions.values().filter_map(|own| own.campaign_id));
        let call_center_ids = distinct(attributions.values().filter_map(|own| own.call_center_id));
        Ok(Self {
            campaigns: campaigns::names(reader, &campaign_ids).await?,
            call_centers: call_centers::names(reader, &call_center_ids).await?,
            surveys: surveys::get_many(reader, &ids).await?,
            attributions,
        })
    }
}

/// The evaluation that tells of a call: the newest one of all its projects.
async fn newest(app: &App, id: ConversationId) -> Result<Option<Evaluation>, StoreError> {
    let all = evaluations::of_conversation(app.store.reader(), id).await?;
    Ok(all.into_iter().max_by_key(|evaluation| (evaluation.created_at, evaluation.id)))
}

fn status(evaluation: Option<&Evaluation>) -> CallEvaluationStatus {
    match evaluation.map(|evaluation| evaluation.state) {
        None => CallEvaluationStatus::NotEvaluated,
        Some(EvaluationState::Pending) => CallEvaluationStatus::Pending,
        Some(EvaluationState::Processing) => CallEvaluationStatus::Processing,
        Some(EvaluationState::Completed) => CallEvaluationStatus::Evaluated,
        Some(EvaluationState::Failed) => CallEvaluationStatus::Failed,
    }
}

fn spelled_status(status: CallEvaluationStatus) -> &'static str {
    match status {
        CallEvaluationStatus::Evaluated => "evaluated",
        CallEvaluationStatus::NotEvaluated => "notEvaluated",
        CallEvaluationStatus::Pending => "pending",
        CallEvaluationStatus::Processing => "processing",
        CallEvaluationStatus::Failed => "failed",
    }
}

fn state(status: CallStatus) -> &'static str {
    match status {
        CallStatus::Ringing => "ringing",
        CallStatus::InProgress => "inProgress",
        CallStatus::Ended => "completed",
    }
}

/// `How was it? — Good (5); …`.
fn responses(responses: &[SurveyResponse]) -> String {
    let one = |response: &SurveyResponse| {
        let answer = response.answer.as_deref().unwrap_or_default();
        let score = response.score.map_or_else(String::new, |score| format!(" ({score})"));
        format!("{} — {answer}{score}", response.question)
    };
    responses.iter().map(one).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::call::{CallDirection, CallInterface, CallOrigin, EndedStatus};

    fn details(ended_status: EndedStatus) -> CallDetails {
        CallDetails {
            conversation_id: ConversationId::generate(),
            workspace_id: WorkspaceId::generate(),
            origin: CallOrigin::Api,
            direction: CallDirection::Outbound,
            interface: CallInterface::Phone,
            status: CallStatus::Ended,
            ended_status: Some(ended_status),
            is_test: false,
        }
    }

    fn calls(outcome: Option<&str>) -> Calls {
        Calls {
            workspace_id: WorkspaceId::generate(),
            include_private: false,
            from: Instant::UNIX_EPOCH,
            until: Instant::UNIX_EPOCH,
            campaign_id: None,
            status: None,
            outcome: outcome.map(str::to_owned),
            time_zone: "Europe/Berlin".into(),
            after: None,
            is_over: false,
        }
    }

    #[test]
    fn an_outcome_is_a_word_or_a_reason() {
        let call = details(EndedStatus::AgentTransferredCall);
        for wanted in [None, Some("transferred"), Some("Transferred"), Some("agent_transferred_call")] {
            assert!(calls(wanted).has_outcome(&call), "{wanted:?}");
        }
        assert!(!calls(Some("completed")).has_outcome(&call));
    }

    #[test]
    fn instants_are_those_of_the_zone() {
        let cell = calls(None).local(Some(Instant::UNIX_EPOCH));
        assert_eq!(cell, Cell::text("1970-01-01T01:00:00+01:00"));
        assert_eq!(calls(None).local(None), Cell::Empty);
    }

    #[test]
    fn answers_stand_in_one_cell() {
        let response = |answer: Option<&str>, score| SurveyResponse {
            question: "How?".into(),
            answer: answer.map(str::to_owned),
            score,
        };
        let all = [response(Some("Good"), Some(5.0)), response(None, None)];
        assert_eq!(responses(&all), "How? — Good (5); How? — ");
    }
}
