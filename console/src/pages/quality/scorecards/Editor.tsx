/** The editor of a scorecard, new or there already. The server says what is wrong, each at its place. */
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";

import { ApiError } from "../../../api/errors";
import { t } from "../../../texts";
import { Button, ButtonLink } from "../../../ui/Button";
import { CheckBox, Field, fieldError, Input, TextArea } from "../../../ui/Field";
import { Panel } from "../../../ui/Page";
import { Refused } from "../../../ui/Refused";
import { useUnsaved } from "../../../ui/useUnsaved";
import { Formula } from "./Formula";
import { type Refusals, refusalsOf, type ScorecardForm, withoutPlace } from "./form";
import { SectionsEditor } from "./SectionsEditor";

interface Props {
  initial: ScorecardForm;
  /** Whether it can be made the default here. */
  mayBeDefault: boolean;
  /** Something to know before it is saved. */
  notice?: ReactNode;
  submit: string;
  back: string;
  isBusy: boolean;
  error: unknown;
  /** Saves it, goes on with `onSaved`, or leaves with the error. */
  onSave(form: ScorecardForm, onSaved: () => void, onRefused: (error: unknown) => void): void;
}

const NONE: Refusals = new Map();
const IN_SECTIONS = /^sections\[/;

export function Editor({ initial, mayBeDefault, notice, submit, back, isBusy, error, onSave }: Props) {
  const [form, setForm] = useState(initial);
  const [refusals, setRefusals] = useState(NONE);
  const [open, setOpen] = useState<ReadonlySet<number>>(() => new Set(initial.sections.flatMap((section) => section.criteria.filter((one) => one.isNew && !one.name).map((one) => one.key))));
  const unsaved = useUnsaved(form !== initial);
  const head = useRef<HTMLParagraphElement>(null);
  const set = (changes: Partial<ScorecardForm>) => setForm((now) => ({ ...now, ...changes }));
  const weighed = useMemo(
    () => form.sections.flatMap((section) => section.criteria.map((one) => ({ name: one.name.trim() || t("quality.scorecards.editor.noName"), weight: Number(one.weight) || 0, isCritical: one.isCritical }))),
    [form.sections],
  );
  const save = (event: FormEvent) => {
    event.preventDefault();
    onSave(form, unsaved.saved, (refused) => {
      const found = refusalsOf(refused, form.sections);
      setRefusals(found);
      setOpen((now) => new Set([...now, ...[...found.keys()].map((place) => Number(place.split(".")[0]))]));
    });
  };
  useEffect(() => {
    if (refusals.size > 0) head.current?.focus();
  }, [refusals]);
  const said = (field: string) => {
    const message = fieldError(error, field);
    return message === undefined ? undefined : withoutPlace(message, field);
  };
  const isRefused = error instanceof ApiError && Object.keys(error.fields).length > 0;
  return (
    <form noValidate onSubmit={save} className="scorecard-editor" onKeyDown={keepEnter}>
      <p ref={head} tabIndex={-1} role="alert" className="field-error">{isRefused && t("quality.scorecards.editor.refused")}</p>
      {notice}
      <div className="scorecard-split">
        <div className="quality-part">
          <Panel title={t("quality.scorecards.editor.about")}>
            <div className="form">
              <Field label={t("quality.scorecards.name")} error={said("name")}>
                <Input required maxLength={200} autoComplete="off" value={form.name} onChange={(event) => set({ name: event.target.value })} />
              </Field>
              <Field label={t("quality.scorecards.description")} hint={t("common.optional")} error={said("description")}>
                <TextArea rows={2} maxLength={2000} value={form.description} onChange={(event) => set({ description: event.target.value })} />
              </Field>
              {mayBeDefault && <CheckBox label={t("quality.scorecards.isDefault")} checked={form.isDefault} onChange={(event) => set({ isDefault: event.target.checked })} />}
            </div>
          </Panel>
          <h2>{t("quality.scorecards.editor.sections")}</h2>
          <p className="quality-soft">{t("quality.scorecards.editor.hint")}</p>
          <SectionsEditor sections={form.sections} refusals={refusals} open={open} onOpen={setOpen} onChange={(sections) => set({ sections })} />
        </div>
        <Formula criteria={weighed} />
      </div>
      <Refused error={error} isShown={(field) => field === "name" || field === "description" || IN_SECTIONS.test(field)} />
      <div className="scorecard-save">
        <ButtonLink to={back}>{t("quality.scorecards.editor.discard")}</ButtonLink>
        <Button type="submit" look="primary" isBusy={isBusy}>{submit}</Button>
      </div>
      {unsaved.question}
    </form>
  );
}

/** Enter in a field of a long form saves nothing by accident. */
function keepEnter(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
}
