/** What people say about the conversation, about an entry of it, or about a second. */
import { type UseInfiniteQueryResult } from "@tanstack/react-query";
import { useState } from "react";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { Button } from "../../../ui/Button";
import { Confirm } from "../../../ui/Dialog";
import { ago, clock, dateTime } from "../../../ui/format";
import { Panel } from "../../../ui/Page";
import { Loaded } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { usePeople } from "../people";
import { useRoom } from "../room";
import type { Comment, Place } from "../types";
import { CommentForm } from "./CommentForm";
import { useDropComment, useResolveComment } from "./comments";
import { Marking } from "./Evidence";

export function CommentsPanel({ query, comments }: { query: UseInfiniteQueryResult; comments: Comment[] }) {
  const { id, full } = useRoom();
  const { may } = useAccount();
  const tell = useTell();
  const drop = useDropComment(id);
  const [asked, setAsked] = useState<Comment | null>(null);
  if (!may("transcript_comments:read")) return <Panel title={t("conversation.comments.title")}><p className="field-hint">{t("common.notAllowed")}</p></Panel>;
  return (
    <Panel title={t("conversation.comments.title")}>
      {may("transcript_comments:write") && (full.transcript ? <CommentForm /> : <p className="field-hint">{t("conversation.comments.needTranscript")}</p>)}
      <Loaded query={query} rows={2} isEmpty={() => comments.length === 0} empty={<p className="field-hint">{t("conversation.comments.none")}</p>}>
        {() => (
          <ul className="comments">
            {comments.map((comment) => <li key={comment.id}><One comment={comment} onDrop={() => setAsked(comment)} /></li>)}
          </ul>
        )}
      </Loaded>
      {query.hasNextPage && <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t("common.loadMore")}</Button>}
      <Confirm
        isOpen={asked !== null}
        title={t("conversation.comments.dropTitle")}
        text={t("common.confirm.cannotUndo")}
        confirm={t("common.delete")}
        onConfirm={async () => {
          await drop.mutateAsync(asked?.id ?? "");
          tell.done(t("conversation.comments.dropped"));
        }}
        onClose={() => setAsked(null)}
      />
    </Panel>
  );
}

function One({ comment, onDrop }: { comment: Comment; onDrop(): void }) {
  const { id } = useRoom();
  const { session, may } = useAccount();
  const tell = useTell();
  const nameOf = usePeople();
  const resolve = useResolveComment(id);
  const isResolved = comment.status === "resolved";
  const isOwn = comment.created_by != null && comment.created_by === session.user?.id;
  const place = usePlace(comment);
  const toggle = () =>
    resolve.mutate({ commentId: comment.id, status: isResolved ? "open" : "resolved" }, {
      onSuccess: () => tell.done(t(isResolved ? "conversation.comments.reopened" : "conversation.comments.resolvedNow")),
      onError: tell.failed,
    });
  return (
    <Marking places={place ? [place] : []} className={`finding ${isResolved ? "comments-resolved" : ""}`}>
      <p className="comments-head">
        <strong>{nameOf(comment.created_by)}</strong>
        <time dateTime={comment.created_at} title={dateTime(comment.created_at)}>{ago(comment.created_at)}</time>
        {isResolved && <Badge tone="good" title={dateTime(comment.resolved_at)}>{t("conversation.comments.resolvedBy", { name: nameOf(comment.resolved_by) })}</Badge>}
      </p>
      {place && <Where place={place} />}
      <p className="finding-text">{comment.body}</p>
      {may("transcript_comments:write") && (
        <div className="comments-tools">
          <Button look="quiet" icon={isResolved ? "undo" : "check"} isBusy={resolve.isPending} onClick={toggle}>{t(isResolved ? "conversation.comments.reopen" : "conversation.comments.resolve")}</Button>
          {(isOwn || may("workspace:admin")) && <Button look="quiet" icon="trash" onClick={onDrop}>{t("common.delete")}</Button>}
        </div>
      )}
    </Marking>
  );
}

function Where({ place }: { place: Place }) {
  const { desk } = useRoom();
  return (
    <button type="button" className="evidence-place" onClick={() => desk.jump(place)}>
      <span className="evidence-time">{clock(place.start_seconds)}</span>
      {place.quote && <q>{place.quote}</q>}
    </button>
  );
}

/** The place that a comment is about, as far as it is told and still there. */
function usePlace({ anchor }: Comment): Place | null {
  const { desk, full } = useRoom();
  const entries = full.transcript?.entries ?? [];
  const position = anchor.entry_id != null ? desk.positionOf(anchor.entry_id) : undefined;
  const entry = position === undefined ? undefined : entries[position];
  const start = anchor.start_seconds ?? entry?.start_seconds;
  if (start == null) return null;
  const near = entry ?? entries[Math.max(0, desk.positionAt(start))];
  return { entry_id: near?.id ?? 0, start_seconds: start, end_seconds: anchor.end_seconds ?? entry?.end_seconds ?? start, quote: entry?.text ?? "" };
}
