/** Answers to the workspace's questions. */
import { useState } from "react";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { Button } from "../../../ui/Button";
import { number } from "../../../ui/format";
import { Panel } from "../../../ui/Page";
import { useSignalDefinitions } from "../../conversations/queries";
import { useRoom } from "../room";
import type { Signal } from "../types";
import { EvidenceList, Machine, Marking } from "./Evidence";
import { Origin } from "./Origin";
import { type Definition, SignalForm } from "./SignalForm";
import { StageLine } from "./StageLine";
import { useReturn } from "./useReturn";

export function SignalsPanel() {
  const { full } = useRoom();
  const { may } = useAccount();
  const definitions = useSignalDefinitions(may("signals:read"));
  return (
    <Panel title={t("conversation.stages.signals")}>
      {full.signals.length > 0 ? (
        <ul className="signals">
          {full.signals.map((signal) => (
            <li key={signal.id}><Answer signal={signal} definition={definitions.data?.data.find((one) => one.id === signal.definition_id)} /></li>
          ))}
        </ul>
      ) : (
        <p className="field-hint">{t("conversation.signals.none")}</p>
      )}
      <StageLine name="signals" isShort />
    </Panel>
  );
}

function Answer({ signal, definition }: { signal: Signal; definition: Definition | undefined }) {
  const { mayEdit } = useRoom();
  const [isEditing, setEditing] = useState(false);
  const button = useReturn(isEditing);
  const question = definition?.question ?? signal.name;
  return (
    <Marking places={signal.grounds.evidence} className="finding">
      <div className="signals-head">
        <h3>{question}</h3>
        {mayEdit && !isEditing && (
          <Button ref={button} look="quiet" icon="edit" aria-label={t("conversation.signals.edit", { question })} onClick={() => setEditing(true)}>{t("common.edit")}</Button>
        )}
      </div>
      {isEditing ? (
        <SignalForm signal={signal} definition={definition} question={question} onEnd={() => setEditing(false)} />
      ) : (
        <p className="signals-answer">
          <strong>{answerOf(signal.value, definition)}</strong>
          {signal.is_unsure && <Badge tone="warn">{t("conversation.signals.unsure")}</Badge>}
        </p>
      )}
      {signal.error && <p className="field-error">{t("conversation.signals.failed", { error: signal.error })}</p>}
      <EvidenceList places={signal.grounds.evidence} />
      <Origin grounds={signal.grounds} edit={signal} />
      {signal.machine && (
        <Machine>
          <p><strong>{answerOf(signal.machine.value, definition)}</strong></p>
          <EvidenceList places={signal.machine.grounds.evidence} />
          <Origin grounds={signal.machine.grounds} />
        </Machine>
      )}
    </Marking>
  );
}

function answerOf(value: unknown, definition: Definition | undefined): string {
  if (value == null) return t("conversation.signals.notTold");
  if (typeof value === "boolean") return t(value ? "common.yes" : "common.no");
  if (typeof value !== "number") return String(value);
  const unit = definition?.kind.type === "number" ? definition.kind.unit : null;
  return unit ? `${number(value, 2)} ${unit}` : number(value, 2);
}
