/** One conversation for whoever has the link: to read and, where the link allows it, to hear. Nothing can be changed here. */
import { useRef, useState } from "react";
import { useParams } from "react-router";

import { ApiError } from "../../api/errors";
import { t } from "../../texts";
import { clock, dateTime } from "../../ui/format";
import { Page, Panel } from "../../ui/Page";
import { Empty, Loaded } from "../../ui/State";
import { ActionItems, Summary } from "./Findings";
import { Recordings } from "./Recordings";
import { isComing, type Shared, useShared } from "./queries";
import { SharedTranscript } from "./SharedTranscript";
import "./shared.css";

export function SharedPage() {
  const { token = "" } = useParams();
  const shared = useShared(token);
  const isOver = shared.error instanceof ApiError && shared.error.status === 404;
  return (
    <main className="shared">
      <p className="shared-brand"><img src="/icon.svg" alt="" width="26" height="26" /> {t("common.product")}</p>
      {isOver ? (
        <Page title={t("conversations.shared.title")}>
          <Empty title={t("conversations.shared.ended")}><p>{t("conversations.shared.endedHint")}</p></Empty>
        </Page>
      ) : (
        <Page title={shared.data?.title ?? t("conversations.shared.title")}>
          <Loaded query={shared} rows={10}>
            {(data) => <Whole shared={data} onLinksOver={() => void shared.refetch()} />}
          </Loaded>
        </Page>
      )}
    </main>
  );
}

function Whole({ shared, onLinksOver }: { shared: Shared; onLinksOver(): void }) {
  const player = useRef<HTMLAudioElement>(null);
  const [seconds, setSeconds] = useState<number | null>(null);
  const hear = (from: number) => {
    if (!player.current) return;
    player.current.currentTime = from;
    void player.current.play().catch(() => undefined);
  };
  const { recordings, transcript } = shared;
  return (
    <div className="shared-parts">
      <p className="field-hint">{t("conversations.shared.note")}</p>
      <Facts shared={shared} />
      {shared.summary && <Summary summary={shared.summary} />}
      {shared.action_items.length > 0 && <ActionItems items={shared.action_items} />}
      {recordings.length > 0 && <Recordings recordings={recordings} player={player} onTime={setSeconds} onLinksOver={onLinksOver} />}
      <Panel title={t("conversations.shared.transcript")}>
        {transcript
          ? <SharedTranscript transcript={transcript} seconds={seconds} onHear={recordings.length > 0 ? hear : undefined} />
          : <NoTranscript isComing={isComing(shared)} />}
      </Panel>
    </div>
  );
}

function Facts({ shared }: { shared: Shared }) {
  const names = shared.participants.map((person) => person.name ?? t(`conversations.${person.role}`));
  return (
    <dl className="shared-facts">
      <div><dt>{t("conversations.list.started")}</dt><dd>{dateTime(shared.started_at)}</dd></div>
      <div>
        <dt>{t("conversations.filter.kind")}</dt>
        <dd>{t(`conversations.${shared.kind}`)}{shared.duration_seconds != null && `, ${clock(shared.duration_seconds)}`}</dd>
      </div>
      {names.length > 0 && <div><dt>{t("conversations.shared.people")}</dt><dd>{names.join(", ")}</dd></div>}
    </dl>
  );
}

function NoTranscript({ isComing: isOnItsWay }: { isComing: boolean }) {
  return (
    <div role="status">
      <p><strong>{t(isOnItsWay ? "conversations.shared.notYet" : "conversations.shared.noTranscript")}</strong></p>
      <p className="field-hint">{t(isOnItsWay ? "conversations.shared.notYetHint" : "conversations.shared.noTranscriptHint")}</p>
    </div>
  );
}
