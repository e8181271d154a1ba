/**
 * Every page of the console, by the name of its picture: the one list to extend where a router gets an address. Pages that
 * are linked to and do not stand here fail the run.
 */
export interface Shown {
  conversation: string;
  traced: string;
  project: string;
  scorecard: string;
  evaluation: string;
  agent: string;
  skill: string;
  action: string;
  knowledge: string;
  dialogue: string;
  webhook: string;
  delivery: string;
  signal: string;
  workflow: string;
  client: string;
  /** Of a link that is good. */
  shareToken: string;
}

export interface Place {
  name: string;
  /** Without the first slash. */
  address: string;
  /** Opened by somebody who is not signed in. */
  isForStrangers?: boolean;
}

const place = (name: string, address: string): Place => ({ name, address });
const forStrangers = (name: string, address: string): Place => ({ name, address, isForStrangers: true });

export function everyPage(shown: Shown): Place[] {
  return [
    forStrangers("sign-in", "sign-in"),
    forStrangers("reset", "reset#a-word-of-a-link"),
    forStrangers("shared", `shared/${shown.shareToken}`),
    forStrangers("shared-ended", "shared/nothing-is-called-so"),

    place("overview", "overview"),
    place("conversations", "conversations"),
    place("conversations-none", "conversations?search=nobody-is-called-so"),
    place("conversation", `conversations/${shown.conversation}`),
    place("conversation-signals", `conversations/${shown.conversation}?tab=signals`),
    place("conversation-scores", `conversations/${shown.conversation}?tab=scores`),
    place("conversation-comments", `conversations/${shown.conversation}?tab=comments`),
    place("conversation-details", `conversations/${shown.traced}?tab=details`),

    place("quality-review", "quality/review"),
    place("quality-evaluations", "quality/evaluations"),
    place("quality-evaluation", `quality/evaluations/${shown.evaluation}`),
    place("quality-projects", "quality/projects"),
    place("quality-project", `quality/projects/${shown.project}`),
    place("quality-project-new", "quality/projects/new"),
    place("quality-project-edit", `quality/projects/${shown.project}/edit`),
    place("quality-scorecards", "quality/scorecards"),
    place("quality-scorecard", `quality/scorecards/${shown.scorecard}`),
    place("quality-scorecard-new", "quality/scorecards/new"),
    place("quality-scorecard-edit", `quality/scorecards/${shown.scorecard}/edit`),
    place("quality-trends", "quality/trends"),

    place("agents", "agents/all"),
    place("agent", `agents/all/${shown.agent}`),
    place("agent-new", "agents/all/new"),
    place("agent-skills", "agents/skills"),
    place("agent-skill", `agents/skills/${shown.skill}`),
    place("agent-skill-new", "agents/skills/new"),
    place("agent-actions", "agents/actions"),
    place("agent-action", `agents/actions/${shown.action}`),
    place("agent-action-new", "agents/actions/new"),
    place("agent-knowledge", "agents/knowledge"),
    place("agent-knowledge-one", `agents/knowledge/${shown.knowledge}`),
    place("agent-knowledge-new", "agents/knowledge/new"),
    place("agent-conversations", "agents/conversations"),
    place("agent-conversation", `agents/conversations/${shown.dialogue}`),
    place("agent-conversation-new", "agents/conversations/new"),

    place("settings-account", "settings/account"),
    place("settings-users", "settings/users"),
    place("settings-keys", "settings/keys"),
    place("settings-key-new", "settings/keys/new"),
    place("settings-oauth", "settings/oauth"),
    place("settings-oauth-one", `settings/oauth/${shown.client}`),
    place("settings-oauth-new", "settings/oauth/new"),
    place("settings-webhooks", "settings/webhooks"),
    place("settings-webhook", `settings/webhooks/${shown.webhook}`),
    place("settings-webhook-message", `settings/webhooks/${shown.webhook}?delivery=${shown.delivery}`),
    place("settings-webhook-new", "settings/webhooks/new"),
    place("settings-webhook-edit", `settings/webhooks/${shown.webhook}/edit`),
    place("settings-workflows", "settings/workflows"),
    place("settings-workflow", `settings/workflows/${shown.workflow}`),
    place("settings-workflow-preview", `settings/workflows/${shown.workflow}?tab=preview&conversation=${shown.conversation}`),
    place("settings-workflow-runs", `settings/workflows/${shown.workflow}?tab=runs`),
    place("settings-workflow-new", "settings/workflows/new"),
    place("settings-signals", "settings/signals"),
    place("settings-signal", `settings/signals/${shown.signal}?conversation=${shown.conversation}`),
    place("settings-signal-new", "settings/signals/new"),
    place("settings-tags", "settings/tags"),
    place("settings-inbound", "settings/inbound"),
    place("settings-do-not-contact", "settings/do-not-contact"),
    place("settings-engines", "settings/engines"),
    place("settings-jobs", "settings/jobs"),
    place("missing", "nowhere"),
  ];
}

/** The path of an address with its ids taken out, so that two addresses of the same page are alike. */
export function pathOf(address: string): string {
  const path = address.replace(/^\//, "").replace(/[?#].*$/, "").replace(/\/$/, "");
  return path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ":id");
}

/** Addresses that only lead on to one of the pages, or that no page of the console stands at. */
const LEADS_ON = /^$|^(quality|agents|settings)$|^(api|openapi|docs|webchat)\b/;

/** Which of these addresses are of no page in the list. */
export function unlisted(addresses: readonly string[], shown: Shown): string[] {
  const listed = new Set(everyPage(shown).map(({ address }) => pathOf(address)));
  return [...new Set(addresses.map(pathOf))].filter((path) => !listed.has(path) && !LEADS_ON.test(path)).sort();
}
