/** Asks the question that stands in the form of one conversation: the answer, how sure it is, and the words behind it. */
import type { FormEvent } from "react";
import { Link, useSearchParams } from "react-router";

import { t } from "../../../texts";
import { Badge, Confidence } from "../../../ui/Badge";
import { Button } from "../../../ui/Button";
import { fieldError } from "../../../ui/Field";
import { clock, number } from "../../../ui/format";
import { Panel } from "../../../ui/Page";
import { isAlike } from "../../../ui/alike";
import { among, Refused } from "../../../ui/Refused";
import { ConversationPicker } from "../shared/ConversationPicker";
import { draftOf, type SignalForm } from "./form";
import { type Tried, useTrySignal } from "./queries";
import "./signals.css";

export function TryOut({ form }: { form: SignalForm }) {
  const [search, setSearch] = useSearchParams();
  const conversationId = search.get("conversation");
  const attempt = useTrySignal();
  const { question, guidance, kind, keywords } = draftOf(form);
  const asked = { conversation_id: conversationId ?? "", question, guidance, kind, keywords };
  const told = isAlike(attempt.variables, asked) ? attempt : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (conversationId) attempt.mutate(asked);
  };
  return (
    <Panel title={t("settings.signals.try")}>
      <form className="form" onSubmit={submit}>
        <p className="settings-soft">{t("settings.signals.tryLead")}</p>
        <ConversationPicker
          value={conversationId}
          onChange={(id) => setSearch(id ? { conversation: id } : {}, { replace: true })}
          error={fieldError(told?.error, "conversation_id")}
        />
        <Refused error={told?.error} isShown={among(["conversation_id"])} />
        <div className="settings-buttons">
          <Button type="submit" isBusy={attempt.isPending} disabled={!conversationId || question.trim().length < 3}>{t("settings.signals.tryIt")}</Button>
          {attempt.isPending && <Button onClick={attempt.stop}>{t("common.stop")}</Button>}
        </div>
      </form>
      <div role="status" className="settings-signals-answer">
        {attempt.isPending && <p>{t("settings.signals.trying")}</p>}
        {attempt.isSuccess && !told && <p className="settings-soft">{t("settings.signals.changed")}</p>}
        {told?.data && <Told tried={told.data} conversationId={asked.conversation_id} unit={kind.type === "number" ? (kind.unit ?? "") : ""} />}
      </div>
    </Panel>
  );
}

function Told({ tried, conversationId, unit }: { tried: Tried; conversationId: string; unit: string }) {
  return (
    <>
      <h3>{t("settings.signals.answer")}</h3>
      <p className="settings-signals-value"><strong>{valueInWords(tried.value, unit)}</strong> <Confidence value={tried.confidence} engine={tried.engine} /></p>
      {tried.is_unsure && <p><Badge tone="warn">{t("settings.signals.unsure")}</Badge></p>}
      {tried.reason && <p className="settings-soft">{tried.reason}</p>}
      <h3>{t("settings.signals.evidence")}</h3>
      {tried.evidence.length === 0 && <p className="settings-soft">{t("settings.signals.noEvidence")}</p>}
      <ul className="settings-signals-evidence">
        {tried.evidence.map((place) => (
          <li key={`${place.entry_id} ${place.start_seconds}`}>
            <Link to={`/conversations/${conversationId}?t=${Math.floor(place.start_seconds)}`}>{clock(place.start_seconds)}</Link>
            <q>{place.quote}</q>
          </li>
        ))}
      </ul>
      <p className="settings-soft">{t("settings.signals.engine", { engine: tried.engine })}</p>
    </>
  );
}

function valueInWords(value: unknown, unit: string): string {
  if (value == null) return t("settings.signals.noAnswer");
  if (typeof value === "boolean") return t(value ? "common.yes" : "common.no");
  if (typeof value === "number") return `${number(value, 2)} ${unit}`.trim();
  return String(value);
}
