/** One skill, new or known: the task, in words that the agent is given. */
import { type FormEvent, useEffect, useState } from "react";
import { Link, useNavigate, useParams } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Button, ButtonLink } from "../../../ui/Button";
import { Confirm } from "../../../ui/Dialog";
import { CheckBox, Field, Input, TextArea } from "../../../ui/Field";
import { Page, Panel } from "../../../ui/Page";
import { Refused, refusalOf } from "../../../ui/Refused";
import { Loaded } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { useUnsaved } from "../../../ui/useUnsaved";
import { draftOf, formOf, isObject, type SkillForm } from "./form";
import { type Skill, useDeleteSkill, useSaveSkill, useSkill } from "./queries";

const LIST = "/agents/skills";
const SHOWN = ["name", "description", "language", "initial_message", "prompt", "routing_conditions"];

export function SkillEditor() {
  const { id } = useParams();
  const { may } = useAccount();
  const [isGone, setGone] = useState(false);
  const skill = useSkill(id);
  const navigate = useNavigate();
  // Left once nothing of it counts as unsaved.
  useEffect(() => {
    if (isGone) void navigate(LIST);
  }, [isGone, navigate]);
  const title = id === undefined ? t("agents.skill.new") : (skill.data?.name ?? t("agents.skill.edit"));
  return (
    <Page
      title={title}
      above={<Link to={LIST}>{t("agents.skill.back")}</Link>}
      actions={skill.data && may("skills:write") && <DeleteSkill skill={skill.data} onGone={() => setGone(true)} />}
    >
      {id === undefined ? <Editor /> : <Loaded query={skill} rows={8}>{(one) => <Editor key={one.id} skill={one} isGone={isGone} />}</Loaded>}
    </Page>
  );
}

function DeleteSkill({ skill: { id, name }, onGone }: { skill: Skill; onGone(): void }) {
  const [isAsking, setAsking] = useState(false);
  const remove = useDeleteSkill();
  const tell = useTell();
  const end = async () => {
    await remove.mutateAsync(id);
    tell.done(t("agents.deleted", { name }));
    onGone();
  };
  return (
    <>
      <Button look="danger" icon="trash" onClick={() => setAsking(true)}>{t("common.delete")}</Button>
      <Confirm isOpen={isAsking} text={t("agents.skill.deleteText", { name })} confirm={t("common.delete")} onConfirm={end} onClose={() => setAsking(false)} />
    </>
  );
}

function Editor({ skill, isGone = false }: { skill?: Skill; isGone?: boolean }) {
  const { may } = useAccount();
  const mayChange = may("skills:write");
  const [saved, setSaved] = useState(skill);
  const before = formOf(saved);
  const [form, setForm] = useState<SkillForm>(before);
  const isChanged = JSON.stringify(form) !== JSON.stringify(before);
  const [isUnreadable, setUnreadable] = useState(false);
  const save = useSaveSkill(skill?.id);
  const tell = useTell();
  const navigate = useNavigate();
  const unsaved = useUnsaved(isChanged && !isGone);
  // Somebody else saved it, and nobody wrote anything here: then it is shown as it is now.
  if (skill && saved && skill.updated_at > saved.updated_at && !isChanged) {
    setSaved(skill);
    setForm(formOf(skill));
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setUnreadable(!isObject(form.routing));
    if (!isObject(form.routing)) return;
    save.mutate(draftOf(form), {
      onSuccess: () => {
        tell.done(t("common.saved"));
        unsaved.saved();
        void navigate(LIST);
      },
    });
  };
  const errorOf = (field: string) => refusalOf(save.error, field);
  return (
    <Panel className="agent-skill">
      {!mayChange && <p className="agent-part-soft">{t("agents.readOnly")}</p>}
      <form className="form" onSubmit={submit}>
        <fieldset className="agent-all" disabled={!mayChange}>
          <SkillFields form={form} onChange={setForm} errorOf={errorOf} />
          <Field label={t("agents.skill.routing")} hint={t("agents.skill.routingHint")} error={isUnreadable ? t("agents.notAnObject") : errorOf("routing_conditions")}>
            <TextArea rows={2} spellCheck={false} className="agent-code" value={form.routing} onChange={(event) => setForm({ ...form, routing: event.target.value })} />
          </Field>
        </fieldset>
        <Refused error={save.error} isShown={(field) => SHOWN.includes(field)} />
        {mayChange && (
          <div className="form-buttons">
            <ButtonLink to={LIST}>{t("common.cancel")}</ButtonLink>
            <Button type="submit" look="primary" isBusy={save.isPending}>{t("common.save")}</Button>
          </div>
        )}
      </form>
      {unsaved.question}
    </Panel>
  );
}

interface FieldsProps {
  form: SkillForm;
  onChange(form: SkillForm): void;
  errorOf(field: string): string | undefined;
}

function SkillFields({ form, onChange, errorOf }: FieldsProps) {
  const set = (part: Partial<SkillForm>) => onChange({ ...form, ...part });
  return (
    <>
      <Field label={t("common.name")} error={errorOf("name")}>
        <Input required maxLength={255} value={form.name} onChange={(event) => set({ name: event.target.value })} />
      </Field>
      <CheckBox label={t("agents.skill.isActive")} checked={form.isActive} onChange={(event) => set({ isActive: event.target.checked })} />
      <Field label={t("agents.skill.description")} hint={t("agents.skill.descriptionHint")} error={errorOf("description")}>
        <TextArea rows={2} maxLength={10_000} value={form.description} onChange={(event) => set({ description: event.target.value })} />
      </Field>
      <Field label={t("agents.skill.initial")} hint={t("agents.skill.initialHint")} error={errorOf("initial_message")}>
        <TextArea rows={2} maxLength={20_000} value={form.initial} onChange={(event) => set({ initial: event.target.value })} />
      </Field>
      <Field label={t("agents.skill.prompt")} hint={t("agents.skill.promptHint")} error={errorOf("prompt")}>
        <TextArea rows={12} maxLength={100_000} value={form.prompt} onChange={(event) => set({ prompt: event.target.value })} />
      </Field>
      <Field label={t("agents.field.language")} hint={t("agents.skill.languageHint")} error={errorOf("language")}>
        <Input maxLength={100} spellCheck={false} autoComplete="off" value={form.language} onChange={(event) => set({ language: event.target.value })} />
      </Field>
    </>
  );
}
