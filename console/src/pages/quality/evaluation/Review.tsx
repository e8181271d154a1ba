/** An evaluation with the conversation that it is about. Where the window is narrow, the criteria or the transcript. */
import { useCallback, useLayoutEffect, useMemo, useState } from "react";
import { useSearchParams } from "react-router";

import { useShortcuts } from "../../../app/keyboard";
import { t } from "../../../texts";
import { Loaded } from "../../../ui/State";
import { Tabs } from "../../../ui/Tabs";
import { Desk } from "../../conversation/Desk";
import { Dock } from "../../conversation/player/Dock";
import { useConversation } from "../../conversation/queries";
import { type Room, RoomContext } from "../../conversation/room";
import { TranscriptPane } from "../../conversation/transcript/TranscriptPane";
import type { Comment } from "../../conversation/types";
import { playbackKeys } from "../../conversation/useConversationKeys";
import { useNarrow } from "../../conversation/useNarrow";
import { usePlayer } from "../../conversation/usePlayer";
import { changed } from "../shared/filters";
import type { EvaluationWithResults } from "../shared/types";
import { Criteria } from "./Criteria";
import { Head } from "./Head";
import type { Trail } from "./useTrail";
import "../../conversation/conversation.css";
import "../../conversation/findings/findings.css";

/** Comments are written on the conversation's own page. */
const NO_COMMENTS: Comment[] = [];

export function Review({ id, evaluation, trail }: { id: string; evaluation: EvaluationWithResults; trail: Trail }) {
  const conversationId = evaluation.conversation_id;
  const isNarrow = useNarrow();
  const [params, setParams] = useSearchParams();
  const conversation = useConversation(conversationId);
  const full = conversation.data;
  const recording = full?.recordings.find((one) => one.id === params.get("recording")) ?? full?.recordings[0];
  const player = usePlayer(conversationId, recording);
  const [desk] = useState(listeningDesk);
  // Who reviews what was said does not change it on the way.
  const room = useMemo<Room | null>(() => (full ? { id: conversationId, full, desk, player, mayEdit: false } : null), [conversationId, full, desk, player]);
  desk.setEntries(full?.transcript?.entries ?? NOTHING);
  useLayoutEffect(() => desk.setPlayer(player), [desk, player]);
  useShortcuts(t("common.keyboard.playback"), useMemo(() => (player ? playbackKeys(desk, player) : []), [desk, player]));
  const setParam = useCallback((name: string, value: string) => setParams((now) => changed(now, { [name]: value }), { replace: true }), [setParams]);

  const criteria = <Criteria id={id} evaluation={evaluation} desk={desk} />;
  const transcript = room ? <TranscriptPane comments={NO_COMMENTS} /> : <div className="evaluation-missing"><Loaded query={conversation} rows={8}>{() => null}</Loaded></div>;
  return (
    <RoomContext value={room}>
      <div className={`evaluation-parts ${isNarrow ? "evaluation-narrow" : ""}`}>
        <Head id={id} evaluation={evaluation} trail={trail} />
        {isNarrow
          ? (
            <div className="evaluation-tabs">
              <Tabs
                label={t("quality.evaluation.parts")}
                value={params.get("tab") === "transcript" ? "transcript" : "criteria"}
                onChange={(value) => setParam("tab", value)}
                tabs={[
                  { value: "criteria", label: t("quality.evaluation.criteria"), content: criteria },
                  { value: "transcript", label: t("quality.evaluation.transcript"), content: transcript },
                ]}
              />
            </div>
          )
          : <>{criteria}<div className="evaluation-said">{transcript}</div></>}
        {room && <Dock recording={recording} comments={NO_COMMENTS} onRecording={(value) => setParam("recording", value)} />}
      </div>
    </RoomContext>
  );
}

const NOTHING: never[] = [];

/** Evidence is heard where it is pressed. */
function listeningDesk(): Desk {
  const desk = new Desk();
  desk.hearsPlaces = true;
  return desk;
}
