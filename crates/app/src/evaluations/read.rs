//! Reading evaluations.

use std::collections::{BTreeSet, HashMap};

use colloquy_domain::conversation::{Conversation, Participant};
use colloquy_domain::credential::READ_PRIVATE;
use colloquy_domain::evaluation::{CriterionResult, Evaluation, EvaluationFilter, EvaluationState};
use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::scorecard::ScorecardVersion;
use colloquy_domain::transcript::Transcript;
use colloquy_domain::{CallCenterId, CampaignId, ConversationId, EvaluationId, ProjectId, ScorecardId};
use colloquy_store::{
    StoreError, call_centers, campaigns, conversations, evaluations, insights, projects, scorecards,
};

use crate::keys::Caller;
use crate::{App, AppError};

/// An evaluation with what belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct EvaluationShown {
    /// It.
    pub evaluation: Evaluation,
    /// Name of its project.
    pub project_name: String,
    /// The name by which clients refer to its campaign.
    pub campaign_key: Option<String>,
    /// The name by which clients refer to its call center.
    pub call_center_key: Option<String>,
    /// What was found, once it is completed.
    pub results: Option<EvaluationResults>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct EvaluationResults {
    /// The criteria.
    pub version: ScorecardVersion,
    /// What was found of each.
    pub criteria: Vec<CriterionResult>,
    /// What the conversation was about.
    pub summary: Option<String>,
}

/// One evaluation. That of a private conversation is for callers who may see it, and for the key that asked for it.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::MissingScope`] where it is private.
pub async fn get(app: &App, caller: &Caller, id: EvaluationId) -> Result<Evaluation, AppError> {
    let found = evaluations::get(app.store.reader(), caller.workspace_id(), id).await?;
    let evaluation = found.ok_or(AppError::NotFound("evaluation"))?;
    let is_own = evaluation.created_by == Some(caller.credential.id);
    if evaluation.is_private && !is_own {
        match visible_conversation(app, caller, evaluation.conversation_id).await {
            // It was deleted at this moment.
            Err(AppError::NotFound(_)) => return Err(AppError::NotFound("evaluation")),
            other => other?,
        };
    }
    Ok(evaluation)
}

/// The conversation, if the caller may see it, or brought it.
pub(super) async fn visible_conversation(
    app: &App,
    caller: &Caller,
    id: ConversationId,
) -> Result<Conversation, AppError> {
    match crate::read::conversation(app, caller, id).await {
        Err(AppError::MissingScope(scope)) => {
            let found = conversations::get(app.store.reader(), caller.workspace_id(), id).await?;
            let is_own = |conversation: &Conversation| conversation.created_by == Some(caller.credential.id);
            found.filter(is_own).ok_or(AppError::MissingScope(scope))
        }
        other => other,
    }
}

/// Evaluations that satisfy the filter, newest first. Those of private conversations are left out for callers without
/// [`READ_PRIVATE`].
pub async fn list(
    app: &App,
    caller: &Caller,
    filter: &EvaluationFilter,
    slice: Slice,
) -> Result<Sliced<EvaluationShown>, AppError> {
    let (reader, include_private) = (app.store.reader(), caller.may(READ_PRIVATE));
    let found = evaluations::list(reader, caller.workspace_id(), filter, include_private, slice).await?;
    Ok(Sliced { rows: shown(app, found.rows).await?, total: found.total })
}

/// An evaluation with its results.
///
/// # Errors
/// Those of [`get`]; [`AppError::Conflict`] where it is not completed.
pub async fn results(app: &App, caller: &Caller, id: EvaluationId) -> Result<EvaluationShown, AppError> {
    let evaluation = get(app, caller, id).await?;
    if evaluation.state != EvaluationState::Completed {
        return Err(AppError::Conflict("the evaluation is not completed".into()));
    }
    one_shown(app, evaluation).await
}

/// What was said in the conversation of an evaluation, once there is a transcript, and who takes part.
pub async fn transcript(
    app: &App,
    caller: &Caller,
    id: EvaluationId,
) -> Result<(Evaluation, Option<Transcript>, Vec<Participant>), AppError> {
    let evaluation = get(app, caller, id).await?;
    let transcript = crate::read::transcript(app, evaluation.conversation_id).await?;
    let people = crate::read::participants(app, evaluation.conversation_id).await?;
    let transcript = crate::sides::told(app, evaluation.conversation_id, transcript, &people).await?;
    Ok((evaluation, transcript, people))
}

/// One evaluation with what belongs to it.
pub(crate) async fn one_shown(app: &App, evaluation: Evaluation) -> Result<EvaluationShown, AppError> {
    let shown = shown(app, vec![evaluation]).await?;
    shown.into_iter().next().ok_or(AppError::NotFound("evaluation"))
}

/// These evaluations with what belongs to them, each kind of it read once for all.
pub async fn shown(app: &App, evaluations: Vec<Evaluation>) -> Result<Vec<EvaluationShown>, AppError> {
    let names = Names::load(app, &evaluations).await?;
    let mut found = Found::load(app, &evaluations).await?;
    let shown = evaluations.into_iter().map(|evaluation| {
        let attribution = &evaluation.attribution;
        EvaluationShown {
            project_name: names.projects.get(&evaluation.project_id).cloned().unwrap_or_default(),
            campaign_key: attribution.campaign_id.and_then(|id| names.campaigns.get(&id).cloned()),
            call_center_key: attribution.call_center_id.and_then(|id| names.call_centers.get(&id).cloned()),
            results: found.take(&evaluation),
            evaluation,
        }
    });
    Ok(shown.collect())
}

/// The names by which clients know what evaluations belong to.
pub(crate) struct Names {
    pub(crate) projects: HashMap<ProjectId, String>,
    pub(crate) campaigns: HashMap<CampaignId, String>,
    pub(crate) call_centers: HashMap<CallCenterId, String>,
}

impl Names {
    /// Those of these evaluations, each kind read once.
    pub(crate) async fn load(app: &App, evaluations: &[Evaluation]) -> Result<Self, StoreError> {
        let reader = app.store.reader();
        let ids: BTreeSet<ProjectId> = evaluations.iter().map(|one| one.project_id).collect();
        let ids: Vec<ProjectId> = ids.into_iter().collect();
        let named = projects::list_by_ids(reader, &ids).await?;
        let campaign_ids: BTreeSet<CampaignId> =
            evaluations.iter().filter_map(|one| one.attribution.campaign_id).collect();
        let campaign_ids: Vec<CampaignId> = campaign_ids.into_iter().collect();
        let center_ids: BTreeSet<CallCenterId> =
            evaluations.iter().filter_map(|one| one.attribution.call_center_id).collect();
        let center_ids: Vec<CallCenterId> = center_ids.into_iter().collect();
        Ok(Self {
            projects: named.into_iter().map(|project| (project.id, project.name)).collect(),
            campaigns: campaigns::keys(reader, &campaign_ids).await?,
            call_centers: call_centers::keys(reader, &center_ids).await?,
        })
    }
}

/// What was found in those that are completed.
struct Found {
    results: HashMap<EvaluationId, Vec<CriterionResult>>,
    versions: HashMap<(ScorecardId, u64), ScorecardVersion>,
    summaries: HashMap<ConversationId, String>,
}

impl Found {
    async fn load(app: &App, evaluations: &[Evaluation]) -> Result<Self, AppError> {
        let reader = app.store.reader();
        let completed: Vec<&Evaluation> =
            evaluations.iter().filter(|one| one.state == EvaluationState::Completed).collect();
        let ids: Vec<EvaluationId> = completed.iter().map(|one| one.id).collect();
        let conversations: BTreeSet<ConversationId> =
            completed.iter().map(|one| one.conversation_id).collect();
        let conversations: Vec<ConversationId> = conversations.into_iter().collect();
        let mut versions = HashMap::new();
        for evaluation in &completed {
            let key = (evaluation.scorecard_id, evaluation.scorecard_version);
            if versions.contains_key(&key) {
                continue;
            }
            if let Some(version) = scorecards::version(reader, key.0, key.1).await? {
                versions.insert(key, version);
            }
        }
        Ok(Self {
            results: evaluations::results_many(reader, &ids).await?,
            versions,
            summaries: insights::list_summary_texts_for_many(reader, &conversations).await?,
        })
    }

    /// The results of one of them.
    fn take(&mut self, evaluation: &Evaluation) -> Option<EvaluationResults> {
        if evaluation.state != EvaluationState::Completed {
            return None;
        }
        let key = (evaluation.scorecard_id, evaluation.scorecard_version);
        let version = self.versions.get(&key)?.clone();
        let criteria = self.results.remove(&evaluation.id).unwrap_or_default();
        // Several evaluations may be of one conversation.
        let summary = self.summaries.get(&evaluation.conversation_id).cloned();
        Some(EvaluationResults { version, criteria, summary })
    }
}
