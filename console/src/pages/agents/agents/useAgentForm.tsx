/** The form of an agent while somebody writes in it: what is changed, what the server refused, and saving. */
import { type ReactNode, useState } from "react";

import { t } from "../../../texts";
import { refusalOf } from "../../../ui/Refused";
import { useTell } from "../../../ui/Toasts";
import { useUnsaved } from "../../../ui/useUnsaved";
import { type AgentForm, changesOf, formOf, unreadable } from "./form";
import { type Agent, useSaveAgent } from "./queries";

export interface Editing {
  form: AgentForm;
  change(form: AgentForm): void;
  /** The agent as it was saved last; none while it is new. */
  saved: Agent | undefined;
  isChanged: boolean;
  isBusy: boolean;
  error: unknown;
  /** Fields in which stands what cannot be sent at all. */
  broken: ReturnType<typeof unreadable>;
  errorOf(field: string): string | undefined;
  save(): void;
  discard(): void;
  /** Asks before changes are lost. */
  question: ReactNode;
}

/** `isGone`: it was deleted. `onMade` is told of a new agent once it is stored. */
export function useAgentForm(agent: Agent | undefined, isGone: boolean, onMade: (agent: Agent) => void): Editing {
  const [saved, setSaved] = useState(agent);
  const [form, setForm] = useState(() => formOf(agent));
  const [broken, setBroken] = useState<Editing["broken"]>([]);
  const save = useSaveAgent(agent?.id);
  const tell = useTell();
  const changes = changesOf(form, saved);
  const isChanged = Object.keys(changes).length > 0;
  const unsaved = useUnsaved(isChanged && !isGone);

  // Somebody else saved it, and nobody wrote anything here: then it is shown as it is now.
  if (agent && saved && agent.updated_at > saved.updated_at && !isChanged) {
    setSaved(agent);
    setForm(formOf(agent));
  }
  const start = () => {
    const unread = unreadable(form);
    setBroken(unread);
    if (unread.length > 0) return;
    save.mutate(changes, {
      onSuccess: (stored) => {
        tell.done(t("common.saved"));
        if (!agent) {
          unsaved.saved();
          return onMade(stored);
        }
        setSaved(stored);
        // What was written while it was being saved stays.
        setForm((now) => (now === form ? formOf(stored) : now));
      },
    });
  };
  const errorOf = (field: string) => {
    const unread = broken.find((one) => one.field === field);
    if (unread) return t(unread.kind === "json" ? "agents.notAnObject" : "agents.notANumber");
    return refusalOf(save.error, field);
  };
  const discard = () => {
    setForm(formOf(saved));
    setBroken([]);
    save.reset();
  };
  return { form, change: setForm, saved, isChanged, isBusy: save.isPending, error: save.error, broken, errorOf, save: start, discard, question: unsaved.question };
}
