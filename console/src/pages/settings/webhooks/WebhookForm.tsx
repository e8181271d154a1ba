/** What people say about a receiver: its address, the shape and the events that it gets, headers, a note. */
import { type FormEvent, useState } from "react";

import { t } from "../../../texts";
import { Button, ButtonLink } from "../../../ui/Button";
import { Field, fieldError, Input, Select } from "../../../ui/Field";
import { Panel } from "../../../ui/Page";
import { among, Refused } from "../../../ui/Refused";
import { Loaded } from "../../../ui/State";
import { changesOf, type HeaderRow, HeadersEditor, rowsOf } from "../shared/HeadersEditor";
import { EventTypePicker } from "./EventTypePicker";
import { useEventTypes, type Webhook, type WebhookDraft } from "./queries";
import { apiName } from "./words";

const FIELDS = ["url", "description", "dialect", "event_types", "headers"];

/** What is to be stored; a header without a value is taken away, which a new receiver has none of. */
export type Draft = Omit<WebhookDraft, "headers"> & { headers: Record<string, string | null> };

interface Props {
  /** The one to change; a new one where there is none. */
  webhook?: Webhook;
  isBusy: boolean;
  error: unknown;
  back: string;
  onSubmit(draft: Draft): void;
}

export function WebhookForm(props: Props) {
  const types = useEventTypes();
  return (
    <Panel>
      <Loaded query={types}>{(known) => <Fields {...props} known={known} />}</Loaded>
    </Panel>
  );
}

function Fields({ webhook, known, isBusy, error, back, onSubmit }: Props & { known: { dialect: string; event_types: string[] }[] }) {
  const [url, setUrl] = useState(webhook?.url ?? "");
  const [description, setDescription] = useState(webhook?.description ?? "");
  const [dialect, setDialect] = useState(webhook?.dialect ?? known[0]?.dialect ?? "");
  const [types, setTypes] = useState<string[] | null>(webhook && webhook.event_types.length > 0 ? webhook.event_types : null);
  const [headers, setHeaders] = useState<HeaderRow[]>(rowsOf(webhook?.headers));
  const [hasNone, setHasNone] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // An empty list means all to the server, which is not what an empty choice says.
    const isEmpty = types !== null && types.length === 0;
    setHasNone(isEmpty);
    if (isEmpty) return;
    onSubmit({ url, description: description || null, event_types: types ?? [], headers: changesOf(webhook?.headers, headers), ...(!webhook && { dialect }) });
  };
  const chooseDialect = (next: string) => {
    setDialect(next);
    setTypes(null);
  };
  return (
    <form className="form settings-wide-form" onSubmit={submit}>
      <Field label={t("settings.webhooks.url")} hint={t("settings.webhooks.urlHint")} error={fieldError(error, "url")}>
        <Input type="url" required value={url} onChange={(event) => setUrl(event.target.value)} />
      </Field>
      {!webhook && (
        <Field label={t("settings.webhooks.shape")} hint={t("settings.webhooks.shapeHint")} error={fieldError(error, "dialect")}>
          <Select value={dialect} onChange={(event) => chooseDialect(event.target.value)}>
            {known.map((one) => <option key={one.dialect} value={one.dialect}>{apiName(one.dialect)}</option>)}
          </Select>
        </Field>
      )}
      <EventTypePicker
        known={known.find((one) => one.dialect === dialect)?.event_types ?? []}
        value={types}
        onChange={setTypes}
        error={hasNone && types?.length === 0 ? t("settings.webhooks.noEvents") : fieldError(error, "event_types")}
      />
      <HeadersEditor rows={headers} onChange={setHeaders} errorOf={(name) => fieldError(error, name === null ? "headers" : `headers.${name}`)} />
      <Field label={t("settings.webhooks.note")} error={fieldError(error, "description")}>
        <Input maxLength={1000} value={description} onChange={(event) => setDescription(event.target.value)} />
      </Field>
      <Refused error={error} isShown={among([...FIELDS, ...headers.map((row) => `headers.${row.name}`)])} />
      <div className="form-buttons">
        <ButtonLink to={back}>{t("common.cancel")}</ButtonLink>
        <Button type="submit" look="primary" isBusy={isBusy}>{t(webhook ? "common.save" : "settings.webhooks.make")}</Button>
      </div>
    </form>
  );
}
