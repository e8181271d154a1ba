/** What the settings say; each section in a file of its own. */
import { access } from "./settings/access";
import { answering } from "./settings/answering";
import { people } from "./settings/people";
import { questions } from "./settings/questions";
import { upkeep } from "./settings/upkeep";
import { webhooks } from "./settings/webhooks";
import { workflows } from "./settings/workflows";

export const settings = {
  sectionsLabel: "Settings",
  section: "Section",
  sections: {
    account: "Your account",
    users: "Users",
    keys: "API keys",
    oauth: "OAuth clients",
    webhooks: "Webhooks",
    workflows: "Workflows",
    signals: "Signal definitions",
    tags: "Tags",
    inbound: "Inbound routes",
    doNotContact: "Do-not-contact list",
    engines: "Engines and health",
    jobs: "Dead jobs",
  },
  closed: "Ask an owner or an administrator of this workspace.",
  back: "Back to {to}",
  state: "State",
  made: "Made",
  open: "Open",
  on: "On",
  off: "Off",
  switchOn: "Switch on",
  switchOff: "Switch off",
  switchOnOne: "Switch {name} on",
  switchOffOne: "Switch {name} off",
  switchedOn: "{name} is switched on.",
  switchedOff: "{name} is switched off.",
  editOne: "Edit {name}",
  deleteOne: "Delete {name}",
  deleted: "{name} is deleted.",
  onePerLine: "One per line",
  secret: {
    once: "This is shown only now. Copy it and keep it in a safe place before you go on.",
    label: "Signing secret",
    new: "New secret",
    kept: "I have kept it",
    rotate: "New secret…",
    rotateOf: "New secret for {name}",
    rotateTitle: "Make a new secret?",
    rotateConfirm: "Make a new secret",
  },
  headers: {
    label: "Headers",
    hint: "Sent along with each request. Values are never shown again.",
    name: "Name of header {number}",
    value: "Value of header {number}",
    kept: "unchanged",
    add: "Add a header",
    remove: "Remove header {number}",
  },
  picker: {
    search: "Look for a conversation",
    label: "Conversation",
    choose: "Choose a conversation",
    chosen: "The chosen conversation",
    none: "No conversation has these words in its title or names.",
  },
  ...access,
  ...answering,
  ...people,
  ...questions,
  ...upkeep,
  webhooks,
  workflows,
} as const;
