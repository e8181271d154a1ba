/** How people felt: on the whole, and each who spoke. */
import { useState } from "react";

import { t } from "../../../texts";
import { Badge, type Tone } from "../../../ui/Badge";
import { Button } from "../../../ui/Button";
import { Field, fieldError, Select } from "../../../ui/Field";
import { number } from "../../../ui/format";
import { Panel } from "../../../ui/Page";
import { messageOf } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { useRoom } from "../room";
import { colourOf, type Full, type Place } from "../types";
import { EvidenceList, Machine, Marking } from "./Evidence";
import { useSetSentiment } from "./insights";
import { leaveBy } from "./leave";
import { Origin } from "./Origin";
import { StageLine } from "./StageLine";
import { useReturn } from "./useReturn";

type Sentiment = NonNullable<Full["sentiment"]>;
/** Good or bad beyond this, as the list of conversations has it. */
const FELT = 0.25;
const STRONG = 0.75;
const STEPS = [-1, -0.5, 0, 0.5, 1];

export function SentimentPanel() {
  const { full, mayEdit } = useRoom();
  const [isEditing, setEditing] = useState(false);
  const button = useReturn(isEditing);
  const { sentiment } = full;
  const places = sentiment?.speakers.flatMap((speaker) => speaker.evidence) ?? [];
  return (
    <Panel
      title={t("conversation.stages.sentiment")}
      actions={mayEdit && !isEditing && full.transcript && (
        <Button ref={button} look="quiet" icon="edit" aria-label={t("conversation.sentiment.edit")} onClick={() => setEditing(true)}>{t("common.edit")}</Button>
      )}
    >
      {isEditing && <SentimentForm overall={sentiment?.overall ?? 0} onEnd={() => setEditing(false)} />}
      {sentiment ? (
        <Marking places={places} className="finding">
          <div className="feeling-head">
            <Feeling score={sentiment.overall} />
            <Origin grounds={sentiment.grounds} edit={sentiment} />
          </div>
          {places.length > 0 && <OverTime sentiment={sentiment} />}
          <Voices sentiment={sentiment} />
          {sentiment.machine && <Machine><Feeling score={sentiment.machine.overall} /><Origin grounds={sentiment.machine.grounds} /></Machine>}
        </Marking>
      ) : (
        <p className="field-hint">{t("conversation.sentiment.none")}</p>
      )}
      <StageLine name="sentiment" isShort />
    </Panel>
  );
}

function Feeling({ score }: { score: number }) {
  const tone: Tone = score > FELT ? "good" : score < -FELT ? "bad" : "plain";
  return <span><Badge tone={tone}>{wordOf(score)}</Badge> <span className="feeling-score">{number(score, 2)}</span></span>;
}

function wordOf(score: number): string {
  if (score <= -STRONG) return t("conversation.sentiment.veryNegative");
  if (score < -FELT) return t("conversations.sentiment.negative");
  if (score >= STRONG) return t("conversation.sentiment.veryPositive");
  return score > FELT ? t("conversations.sentiment.positive") : t("conversations.sentiment.neutral");
}

/** When each voice said what tells how it felt. */
function OverTime({ sentiment }: { sentiment: Sentiment }) {
  const { full, desk } = useRoom();
  const entries = full.transcript?.entries ?? [];
  const whole = Math.max(1, full.duration_seconds ?? 0, entries.at(-1)?.end_seconds ?? 0);
  const points = sentiment.speakers.flatMap((speaker) => speaker.evidence.map((place) => ({ place, speaker })));
  return (
    <div className="feeling-time" aria-hidden="true" title={t("conversation.sentiment.overTime")}>
      <span className="feeling-zero" />
      {points.map(({ place, speaker }, index) => (
        <span
          key={index}
          className={`feeling-point speaker-${colourOf(speaker.speaker_index)}`}
          style={{ left: `${(place.start_seconds / whole) * 100}%`, bottom: `${((speaker.score + 1) / 2) * 100}%` }}
          onMouseEnter={() => desk.mark([place])}
          onClick={() => desk.jump(place)}
        />
      ))}
    </div>
  );
}

function Voices({ sentiment }: { sentiment: Sentiment }) {
  const { full } = useRoom();
  return (
    <ul className="feeling-voices">
      {sentiment.speakers.map((speaker) => (
        <li key={speaker.speaker_index} className={`speaker-${colourOf(speaker.speaker_index)}`}>
          <Voice name={full.transcript?.speakers[speaker.speaker_index]?.name ?? t("common.unknown")} score={speaker.score} places={speaker.evidence} />
        </li>
      ))}
    </ul>
  );
}

function Voice({ name, score, places }: { name: string; score: number; places: Place[] }) {
  return (
    <>
      <p><strong className="entry-speaker">{name}</strong> <Feeling score={score} /></p>
      <EvidenceList places={places} />
    </>
  );
}

function SentimentForm({ overall, onEnd }: { overall: number; onEnd(): void }) {
  const { id } = useRoom();
  const tell = useTell();
  const set = useSetSentiment(id);
  const nearest = STEPS.reduce((best, step) => (Math.abs(step - overall) < Math.abs(best - overall) ? step : best), 0);
  const [chosen, setChosen] = useState(nearest);
  const error = set.error ? (fieldError(set.error, "overall") ?? messageOf(set.error)) : undefined;
  return (
    <form
      className="form"
      onKeyDown={leaveBy(onEnd)}
      onSubmit={(event) => {
        event.preventDefault();
        set.mutate(chosen, {
          onSuccess: () => {
            tell.done(t("conversation.sentiment.saved"));
            onEnd();
          },
        });
      }}
    >
      <Field label={t("conversation.sentiment.overall")} error={error}>
        <Select autoFocus value={chosen} onChange={(event) => setChosen(Number(event.target.value))}>
          {STEPS.map((step) => <option key={step} value={step}>{wordOf(step)}</option>)}
        </Select>
      </Field>
      <div className="form-buttons">
        <Button onClick={onEnd}>{t("common.cancel")}</Button>
        <Button type="submit" look="primary" isBusy={set.isPending}>{t("common.save")}</Button>
      </div>
    </form>
  );
}
