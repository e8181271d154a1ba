/** How far each file is, and what became of it. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Link } from "react-router";

import { ApiError } from "../../api/errors";
import { t } from "../../texts";
import { Badge } from "../../ui/Badge";
import { Button, IconButton } from "../../ui/Button";
import { bytes, percent } from "../../ui/format";
import { Panel } from "../../ui/Page";
import { messageOf } from "../../ui/State";
import { LIST } from "./queries";
import { cancel, forget, isGoing, retry, type Upload, useUploads } from "./uploads";

export function UploadList() {
  const all = useUploads();
  const queries = useQueryClient();
  const done = all.filter((one) => one.state === "done").length;
  useEffect(() => {
    if (done > 0) void queries.invalidateQueries({ queryKey: LIST });
  }, [done, queries]);
  if (all.length === 0) return null;
  const hasEnded = all.some((one) => !isGoing(one));
  return (
    <Panel
      title={t("conversations.upload.list")}
      actions={
        <>
          <span role="status">{t("conversations.upload.count", { done, all: all.length })}</span>
          {hasEnded && <Button look="quiet" onClick={() => forget()}>{t("conversations.upload.clear")}</Button>}
        </>
      }
    >
      <ul className="uploads">{all.map((one) => <Item key={one.id} one={one} />)}</ul>
    </Panel>
  );
}

function Item({ one }: { one: Upload }) {
  const { name } = one;
  return (
    <li>
      <span className="uploads-name">{name}</span>
      <span className="uploads-state"><State one={one} /></span>
      <span className="uploads-actions">
        {isGoing(one) && <IconButton label={t("conversations.upload.cancel", { name })} icon="close" onClick={() => cancel(one.id)} />}
        {(one.state === "failed" || one.state === "canceled") && (
          <IconButton label={t("conversations.upload.retry", { name })} icon="refresh" onClick={() => retry(one.id)} />
        )}
        {!isGoing(one) && <IconButton label={t("conversations.upload.remove", { name })} icon="close" onClick={() => forget(one.id)} />}
      </span>
    </li>
  );
}

function State({ one }: { one: Upload }) {
  switch (one.state) {
    case "waiting":
      return t("conversations.upload.waiting");
    case "canceled":
      return t("conversations.upload.canceled");
    case "failed":
      return <span className="field-error" role="alert">{refusal(one)}</span>;
    case "done":
      return (
        <>
          <Badge tone="good">{t("conversations.upload.done")}</Badge>{" "}
          <Link to={`/conversations/${one.conversationId}`}>{t("conversations.upload.open")}<span className="visually-hidden"> {one.name}</span></Link>
        </>
      );
    case "sending": {
      const share = one.size > 0 ? Math.min(1, one.sentBytes / one.size) : 0;
      return (
        <>
          <progress value={share} max={1} aria-label={t("conversations.upload.progress", { name: one.name })} />
          {share < 1
            ? t("conversations.upload.sending", { percent: percent(share), size: bytes(one.size) })
            : t("conversations.upload.taking")}
        </>
      );
    }
  }
}

function refusal({ error, size }: Upload): string {
  if (error instanceof ApiError && error.status === 413) return t("conversations.upload.tooLarge");
  if (error instanceof ApiError && error.fields.file) return t("conversations.upload.notRecording");
  if (error instanceof ApiError && error.status === 400 && size === 0) return t("conversations.upload.empty");
  return messageOf(error);
}
