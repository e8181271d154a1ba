/** What it was about, in the machine's words or a person's. */
import { useState } from "react";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Panel } from "../../../ui/Page";
import { useRoom } from "../room";
import type { Full, Place } from "../types";
import { EvidenceList, Machine, Marking } from "./Evidence";
import { useSetSummary } from "./insights";
import { Origin } from "./Origin";
import { StageLine } from "./StageLine";
import { TextForm } from "./TextForm";
import { useReturn } from "./useReturn";

type Summary = NonNullable<Full["summary"]>;
const LONGEST = 20_000;

export function SummaryPanel() {
  const { id, full, mayEdit } = useRoom();
  const [isEditing, setEditing] = useState(false);
  const button = useReturn(isEditing);
  const set = useSetSummary(id);
  const { summary } = full;
  return (
    <Panel
      title={t("conversation.stages.summary")}
      actions={mayEdit && !isEditing && full.transcript && (
        <Button ref={button} look="quiet" icon="edit" aria-label={t("conversation.findings.editSummary")} onClick={() => setEditing(true)}>{t(summary ? "common.edit" : "conversation.findings.write")}</Button>
      )}
    >
      {isEditing ? (
        <TextForm
          label={t("conversation.stages.summary")}
          text={summary?.text ?? ""}
          longest={LONGEST}
          mutation={set}
          field="text"
          saved={t("conversation.findings.summarySaved")}
          onEnd={() => setEditing(false)}
        />
      ) : summary ? (
        <Marking places={summary.grounds.evidence} className="finding">
          <Told text={summary.text} points={summary.points} />
          <Origin grounds={summary.grounds} edit={summary} />
          {summary.machine && <Machine><Told text={summary.machine.text} points={summary.machine.points} /><Origin grounds={summary.machine.grounds} /></Machine>}
        </Marking>
      ) : (
        <p className="field-hint">{t("conversation.findings.noSummary")}</p>
      )}
      <StageLine name="summary" isShort />
    </Panel>
  );
}

function Told({ text, points }: Pick<Summary, "text" | "points">) {
  return (
    <>
      {!isMadeOf(text, points) && <p className="finding-text">{text}</p>}
      {points.length > 0 && (
        <ul className="finding-points">
          {points.map((point, index) => <li key={index}><Point text={point.text} evidence={point.evidence} /></li>)}
        </ul>
      )}
    </>
  );
}

function Point({ text, evidence }: { text: string; evidence: Place[] }) {
  return (
    <>
      <p>{text}</p>
      <EvidenceList places={evidence} beside={text} />
    </>
  );
}

/** Whether the text says nothing but the points. */
function isMadeOf(text: string, points: { text: string }[]): boolean {
  return points.length > 0 && points.reduce((rest, point) => rest.replace(point.text, ""), text).trim() === "";
}
