/** The settings of an agent in their groups. The first are what everybody sets; the others open at a press. */
import { type FormEvent, useEffect, useRef } from "react";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Button, ButtonLink } from "../../../ui/Button";
import { Panel } from "../../../ui/Page";
import { Refused } from "../../../ui/Refused";
import { useActionRoster, useSkillRoster } from "../shared/roster";
import { AgentFields } from "./AgentFields";
import { Choices } from "./Choices";
import { FIELDS, type Group, GROUPS, type ListName } from "./form";
import type { Editing } from "./useAgentForm";

/** Which fields stand in a group, as the server names them. */
const fieldsOf = (group: Group): string[] => [...Object.keys(FIELDS[group]), ...(group === "task" ? ["actions", "global_actions", "skills"] : [])];
const SHOWN = GROUPS.flatMap(fieldsOf);
const OPEN: Group[] = ["who", "task"];

export function AgentFormPanel({ editing, list }: { editing: Editing; list: string }) {
  const { may } = useAccount();
  const mayChange = may("agents:write");
  const { form, saved, isChanged, error, broken, errorOf } = editing;
  const element = useFirstRefused(error, broken);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    editing.save();
  };
  return (
    // The server judges: what it refuses in a closed group opens that group, which the browser's own check could not.
    <form ref={element} className="agent-form" noValidate onSubmit={submit}>
      {!mayChange && <p className="agent-part-soft">{t("agents.readOnly")}</p>}
      <fieldset className="agent-all" disabled={!mayChange}>
        {GROUPS.map((group) => (
          <Panel key={group} className="agent-group">
            <details open={OPEN.includes(group)}>
              <summary><h2>{t(`agents.group.${group}`)}</h2></summary>
              <p className="agent-part-soft">{t(`agents.groupLead.${group}`)}</p>
              <AgentFields group={group} form={form} agent={saved} onChange={editing.change} errorOf={errorOf} />
              {group === "task" && <Lists editing={editing} />}
            </details>
          </Panel>
        ))}
      </fieldset>
      {mayChange && (
        <div className="agent-save">
          <Refused error={error} isShown={(field) => SHOWN.includes(field)} />
          <div className="form-buttons">
            <span className="agent-part-soft" role="status">{isChanged && t("agents.unsaved")}</span>
            {saved ? <Button disabled={!isChanged || editing.isBusy} onClick={editing.discard}>{t("agents.discard")}</Button> : <ButtonLink to={list}>{t("common.cancel")}</ButtonLink>}
            <Button type="submit" look="primary" disabled={saved !== undefined && !isChanged} isBusy={editing.isBusy}>{t("common.save")}</Button>
          </div>
        </div>
      )}
    </form>
  );
}

function Lists({ editing: { form, change, errorOf } }: { editing: Editing }) {
  const skills = useSkillRoster();
  const actions = useActionRoster();
  const put = (name: ListName) => (chosen: string[]) => change({ ...form, lists: { ...form.lists, [name]: chosen } });
  const common = (name: ListName) => ({ chosen: form.lists[name], error: errorOf(name), onChange: put(name) });
  return (
    <>
      <Choices legend={t("agents.skills")} hint={t("agents.skillsHint")} none={t("agents.noSkills")} choices={skills} {...common("skills")} />
      <Choices legend={t("agents.actions")} hint={t("agents.actionsHint")} none={t("agents.noActions")} choices={actions} {...common("actions")} />
      <Choices legend={t("agents.globalActions")} hint={t("agents.globalActionsHint")} none={t("agents.noActions")} choices={actions} {...common("global_actions")} />
    </>
  );
}

/** Opens the groups in which something was refused, and brings whoever saved to the first of it. */
function useFirstRefused(error: unknown, broken: Editing["broken"]) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error == null && broken.length === 0) return;
    for (const group of form.current?.querySelectorAll("details:has(.field-error)") ?? []) group.setAttribute("open", "");
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error, broken]);
  return form;
}
