/** One thing that a rule does: a recap by mail, a call of an address, or a tag. */
import { t } from "../../../texts";
import { Field, Input, Select, TextArea } from "../../../ui/Field";
import { Loaded } from "../../../ui/State";
import { CheckList, Group } from "../shared/Choices";
import { HeadersEditor } from "../shared/HeadersEditor";
import { useTags } from "../shared/queries";
import { type ActionForm, ACTIONS, METHODS } from "./form";

interface Props {
  action: ActionForm;
  /** Its place, for names of fields. */
  number: number;
  errorOf(name: string): string | undefined;
  onChange(action: ActionForm): void;
}

export function ActionFields({ action, number, errorOf, onChange }: Props) {
  const of = { action, number, errorOf, onChange };
  return (
    <div className="form">
      <Field label={t("settings.workflows.actionLabel", { number })}>
        <Select value={action.type} onChange={(event) => onChange({ ...action, type: ACTIONS.find((one) => one === event.target.value) ?? "tag" })}>
          {ACTIONS.map((type) => <option key={type} value={type}>{t(`settings.workflows.action.${type}`)}</option>)}
        </Select>
      </Field>
      {action.type === "recap_mail" && <Recap {...of} />}
      {action.type === "http_call" && <Call {...of} />}
      {action.type === "tag" && <TagChoice {...of} />}
    </div>
  );
}

function Recap({ action, errorOf, onChange }: Props) {
  const readers = [
    { value: "participants", label: t("settings.workflows.toParticipants") },
    { value: "owner", label: t("settings.workflows.toOwner") },
  ] as const;
  return (
    <>
      <Group legend={t("settings.workflows.to")} error={errorOf("to")}>
        <CheckList options={readers} value={action.to} onChange={(to) => onChange({ ...action, to })} />
      </Group>
      <Field label={t("settings.workflows.extra")} hint={t("settings.onePerLine")} error={errorOf("extra")}>
        <TextArea rows={2} value={action.extra} onChange={(event) => onChange({ ...action, extra: event.target.value })} />
      </Field>
    </>
  );
}

function Call({ action, errorOf, onChange }: Props) {
  return (
    <>
      <div className="form-row">
        <Field label={t("settings.workflows.method")}>
          <Select value={action.method} onChange={(event) => onChange({ ...action, method: METHODS.find((one) => one === event.target.value) ?? "POST" })}>
            {METHODS.map((method) => <option key={method}>{method}</option>)}
          </Select>
        </Field>
        <Field label={t("settings.workflows.url")} error={errorOf("url")}>
          <Input type="url" required value={action.url} onChange={(event) => onChange({ ...action, url: event.target.value })} />
        </Field>
      </div>
      <HeadersEditor rows={action.headers} onChange={(headers) => onChange({ ...action, headers })} errorOf={(name) => errorOf(name === null ? "headers" : `headers.${name}`)} />
      <Field label={t("settings.workflows.body")} hint={t("settings.workflows.bodyHint")} error={errorOf("body")}>
        <TextArea rows={6} className="settings-workflows-body" spellCheck={false} value={action.body} onChange={(event) => onChange({ ...action, body: event.target.value })} />
      </Field>
    </>
  );
}

function TagChoice({ action, errorOf, onChange }: Props) {
  const tags = useTags();
  return (
    <Loaded query={tags} rows={1}>
      {(known) => (
        <Field label={t("settings.workflows.tag")} hint={known.length === 0 ? t("settings.tags.empty") : undefined} error={errorOf("tag_id")}>
          <Select required value={action.tagId} onChange={(event) => onChange({ ...action, tagId: event.target.value })}>
            <option value="">{t("settings.workflows.chooseTag")}</option>
            {known.map((tag) => <option key={tag.id} value={tag.id}>{tag.name}</option>)}
          </Select>
        </Field>
      )}
    </Loaded>
  );
}
