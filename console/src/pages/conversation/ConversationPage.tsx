/**
 * One conversation: what was said on the left, what was found in it on the right, and the recording below both. Where the
 * window is narrow, one of them at a time.
 */
import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from "react";
import { useParams, useSearchParams } from "react-router";

import { useAccount } from "../../app/session";
import { t } from "../../texts";
import { ButtonLink } from "../../ui/Button";
import { Page } from "../../ui/Page";
import { Loaded } from "../../ui/State";
import { Tabs } from "../../ui/Tabs";
import { useUnsaved } from "../../ui/useUnsaved";
import { Desk, isWritten } from "./Desk";
import { CommentsPanel } from "./findings/CommentsPanel";
import { type TabName, TABS, tabsOf } from "./findings/tabs";
import { Written } from "./findings/written";
import { Head } from "./head/Head";
import { Dock } from "./player/Dock";
import { useComments, useConversation } from "./queries";
import { type Room, RoomContext } from "./room";
import { useStore } from "./store";
import { TranscriptPane } from "./transcript/TranscriptPane";
import type { Full } from "./types";
import { useConversationKeys } from "./useConversationKeys";
import { useNarrow } from "./useNarrow";
import { usePlayer } from "./usePlayer";
import "./conversation.css";

export function ConversationPage() {
  const { id = "" } = useParams();
  const conversation = useConversation(id);
  const shown = <Loaded query={conversation} rows={10}>{(full) => <Whole key={id} id={id} full={full} />}</Loaded>;
  if (conversation.data) return <div className="conversation">{shown}</div>;
  return (
    <Page title={t("conversation.title")} actions={<ButtonLink to="/conversations">{t("common.nav.conversations")}</ButtonLink>}>
      {shown}
    </Page>
  );
}

function Whole({ id, full }: { id: string; full: Full }) {
  const { may } = useAccount();
  const isNarrow = useNarrow();
  const [params, setParams] = useSearchParams();
  const [desk] = useState(() => new Desk());
  const [written] = useState(() => new Written());
  const writings = useStore(written);
  const isCorrecting = useStore(desk.draft, (draft) => draft !== null && isWritten(draft));
  const unsaved = useUnsaved(isCorrecting || writings.size > 0);
  const recording = full.recordings.find((one) => one.id === params.get("recording")) ?? full.recordings[0];
  const player = usePlayer(id, recording);
  const commentsQuery = useComments(id, may("transcript_comments:read"));
  const comments = useMemo(() => commentsQuery.data?.pages.flatMap((page) => page.data) ?? [], [commentsQuery.data]);
  const mayEdit = may("engagements:write");
  const room = useMemo<Room>(() => ({ id, full, desk, player, mayEdit }), [id, full, desk, player, mayEdit]);
  const entries = full.transcript?.entries;

  // What is drawn below looks entries up in it.
  desk.setEntries(entries ?? []);
  useEffect(() => desk.clean(), [desk, entries]);

  const tab = tabIn(params.get("tab"), isNarrow);
  const setParam = useCallback(
    (name: string, value: string) =>
      setParams((now) => {
        const next = new URLSearchParams(now);
        next.set(name, value);
        return next;
      }, { replace: true }),
    [setParams],
  );
  const setTab = useCallback((value: string) => setParam("tab", value), [setParam]);
  useLayoutEffect(() => {
    desk.setPlayer(player);
    desk.onReveal = () => {
      if (isNarrow && tab !== "transcript") setTab("transcript");
    };
  }, [desk, player, isNarrow, tab, setTab]);

  // A link to a second leads there once.
  const [startAt] = useState(() => Number(params.get("t")));
  useEffect(() => {
    if (startAt > 0) desk.goTo(startAt);
  }, [desk, startAt]);

  const comment = useCallback(
    (position: number) => {
      const entry = desk.entry(position);
      if (!entry) return;
      desk.cursor.set(position);
      desk.commentPlace.set({ entryId: entry.id, isAsked: true });
      setTab("comments");
    },
    [desk, setTab],
  );
  const addItem = useCallback(
    (entryIds: number[]) => {
      desk.newItem.set(entryIds);
      setTab("summary");
    },
    [desk, setTab],
  );
  useConversationKeys({
    desk,
    player,
    revision: mayEdit ? full.transcript?.revision : undefined,
    onComment: may("transcript_comments:write") ? comment : undefined,
  });

  const transcript = <TranscriptPane comments={comments} onComment={comment} onItem={addItem} />;
  const tabs = tabsOf({
    transcript: isNarrow ? transcript : null,
    comments: <CommentsPanel query={commentsQuery} comments={comments} />,
    openComments: comments.filter((one) => one.status === "open").length,
    openItems: full.action_items.filter((item) => !item.is_done).length,
    written,
    kept: new Set(writings.values()),
  });
  return (
    <RoomContext value={room}>
      <div className={`conversation-parts ${isNarrow ? "conversation-narrow" : ""}`}>
        <Head />
        {!isNarrow && transcript}
        <div className="conversation-side">
          <Tabs label={t("conversation.tabs.label")} value={tab} onChange={setTab} tabs={tabs} />
        </div>
        <Dock recording={recording} comments={comments} onRecording={(value) => setParam("recording", value)} />
      </div>
      {unsaved.question}
    </RoomContext>
  );
}

function tabIn(value: string | null, isNarrow: boolean): TabName {
  const found = TABS.find((name) => name === value);
  if (isNarrow) return found ?? "transcript";
  return found && found !== "transcript" ? found : "summary";
}
