/** A dialogue that is to begin, as its form has it, and as the API has it. */
import type { Channel, DialogueDraft } from "./queries";

export interface Detail {
  key: string;
  name: string;
  value: string;
}

export interface StartForm {
  skillId: string;
  firstName: string;
  lastName: string;
  phone: string;
  email: string;
  language: string;
  details: Detail[];
  agentName: string;
  agentPhone: string;
  initialMessage: string;
  prompt: string;
}

export const NOTHING: StartForm = {
  skillId: "",
  firstName: "",
  lastName: "",
  phone: "",
  email: "",
  language: "",
  details: [],
  agentName: "",
  agentPhone: "",
  initialMessage: "",
  prompt: "",
};

let made = 0;
export function newDetail(): Detail {
  made += 1;
  return { key: String(made), name: "", value: "" };
}

export const needsPhone = (channel: Channel) => channel === "call" || channel === "sms" || channel === "whatsapp";

export function draftOf(agentId: string, channel: Channel, form: StartForm): DialogueDraft {
  const details = form.details.filter((detail) => detail.name.trim() !== "");
  const given = <T extends Record<string, string>>(members: T) => {
    const said = Object.entries(members).filter(([, value]) => value.trim() !== "");
    return Object.fromEntries(said.map(([name, value]) => [name, value.trim()])) as Partial<T>;
  };
  const customer = given({ first_name: form.firstName, last_name: form.lastName, phone: form.phone, email: form.email, language: form.language });
  const override = given({ name: form.agentName, phone: form.agentPhone, initial_message: form.initialMessage, prompt: form.prompt });
  return {
    agent_id: agentId,
    channel,
    ...(form.skillId && { skill_id: form.skillId }),
    customer: {
      ...customer,
      ...(details.length > 0 && { custom_fields: Object.fromEntries(details.map((detail) => [detail.name.trim(), detail.value])) }),
    },
    ...(Object.keys(override).length > 0 && { override }),
  };
}
