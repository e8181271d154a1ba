/** What the conversation is: its title, its facts, and what can be done with all of it. */
import { type FormEvent, type KeyboardEvent, useEffect, useState } from "react";
import { Link, useNavigate } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { Button, IconButton } from "../../../ui/Button";
import { Confirm } from "../../../ui/Dialog";
import { Field, fieldError, Input } from "../../../ui/Field";
import { clock, dateTime } from "../../../ui/format";
import { Icon } from "../../../ui/Icon";
import { Menu, MenuItem, MenuLine } from "../../../ui/Menu";
import { messageOf } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { exportSome, FORMATS } from "../../conversations/exports";
import { useReturn } from "../findings/useReturn";
import { useDelete, useUpdate } from "../queries";
import { useRoom } from "../room";
import { isOpen } from "../types";
import { ShareDialog } from "./ShareDialog";
import "./head.css";

const LONGEST_TITLE = 500;

export function Head() {
  const { full, mayEdit } = useRoom();
  const [isEditing, setEditing] = useState(false);
  const pencil = useReturn(isEditing);
  useEffect(() => {
    document.title = `${full.title} · ${t("common.product")}`;
  }, [full.title]);
  return (
    <header className="head">
      <div className="head-title">
        <Link to="/conversations" className="head-back" aria-label={t("conversation.head.back")} title={t("conversation.head.back")}><Icon name="chevron" /></Link>
        {isEditing
          ? <TitleForm onEnd={() => setEditing(false)} />
          : (
            <>
              <h1>{full.title}</h1>
              {mayEdit && <IconButton ref={pencil} label={t("conversation.head.editTitle")} icon="edit" onClick={() => setEditing(true)} />}
            </>
          )}
      </div>
      <Facts />
      <Actions />
    </header>
  );
}

function TitleForm({ onEnd }: { onEnd(): void }) {
  const { id, full } = useRoom();
  const update = useUpdate(id);
  const [title, setTitle] = useState(full.title);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() === full.title) return onEnd();
    update.mutate({ title: title.trim() }, { onSuccess: onEnd });
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onEnd();
  };
  const error = update.error ? (fieldError(update.error, "title") ?? messageOf(update.error)) : undefined;
  return (
    <form className="head-form" onSubmit={save} onKeyDown={press}>
      <Field label={t("conversation.head.title")} isLabelHidden error={error}>
        <Input autoFocus required maxLength={LONGEST_TITLE} value={title} onChange={(event) => setTitle(event.target.value)} />
      </Field>
      <Button onClick={onEnd}>{t("common.cancel")}</Button>
      <Button type="submit" look="primary" isBusy={update.isPending} disabled={!title.trim()}>{t("common.save")}</Button>
    </form>
  );
}

function Facts() {
  const { full } = useRoom();
  const open = full.stages.filter(isOpen).length;
  const failed = full.stages.filter((stage) => stage.status === "failed").length;
  return (
    <p className="head-facts">
      <span>{t(`conversations.${full.kind}`)}</span>
      <span>{dateTime(full.started_at)}</span>
      {full.duration_seconds != null && <span>{clock(full.duration_seconds)}</span>}
      {full.is_private && <Badge>{t("conversations.private")}</Badge>}
      {full.is_edited && <Badge tone="accent">{t("conversation.head.edited")}</Badge>}
      {failed > 0 && <Badge tone="bad"><Icon name="warning" size={14} /> {t("conversations.status.stagesFailed", { count: failed })}</Badge>}
      <span role="status">{open > 0 && <Badge tone="accent"><Icon name="clock" size={14} /> {t("conversations.status.open", { count: open })}</Badge>}</span>
    </p>
  );
}

function Actions() {
  const { id, full, mayEdit, player } = useRoom();
  const { may } = useAccount();
  const navigate = useNavigate();
  const tell = useTell();
  const remove = useDelete(id);
  const [asked, setAsked] = useState<"share" | "delete" | null>(null);
  const mayRead = may("transcript_timelines:read");
  const save = async (format: (typeof FORMATS)[number]) => {
    const { failed } = await exportSome([full.id], format);
    if (failed[0]) tell.failed(new Error(failed[0].message));
  };
  const copyLink = async () => {
    const url = new URL(window.location.href);
    if (player) url.searchParams.set("t", String(Math.floor(player.seconds())));
    // Browsers keep the clipboard from pages that came by plain http: there the page's own address becomes the link.
    if (!navigator.clipboard) {
      await navigate({ search: url.search }, { replace: true });
      return tell.done(t("conversation.head.linkInAddress"));
    }
    try {
      await navigator.clipboard.writeText(url.href);
      tell.done(t(player ? "conversation.head.linkCopiedAt" : "conversation.head.linkCopied"));
    } catch (error) {
      tell.failed(error);
    }
  };
  const drop = async () => {
    await remove.mutateAsync();
    tell.done(t("conversation.head.deleted"));
    void navigate("/conversations");
  };
  return (
    <div className="head-actions">
      {mayEdit && mayRead && <Button icon="link" onClick={() => setAsked("share")}>{t("conversation.share.open")}</Button>}
      {mayRead && (
        <Menu trigger={<Button icon="download">{t("conversation.head.export")}</Button>}>
          {FORMATS.map((format) => <MenuItem key={format} onSelect={() => void save(format)}>{t(`conversations.export.${format}`)}</MenuItem>)}
        </Menu>
      )}
      <Menu trigger={<Button icon="more" aria-label={t("conversation.head.more")} />}>
        <MenuItem icon="link" onSelect={() => void copyLink()}>{t(player ? "conversation.head.copyLinkAt" : "conversation.head.copyLink")}</MenuItem>
        {may("workspace:admin") && (
          <>
            <MenuLine />
            <MenuItem icon="trash" isDanger onSelect={() => setAsked("delete")}>{t("conversation.head.delete")}</MenuItem>
          </>
        )}
      </Menu>
      {asked === "share" && <ShareDialog onClose={() => setAsked(null)} />}
      <Confirm
        isOpen={asked === "delete"}
        title={t("conversation.head.deleteTitle")}
        text={t("conversation.head.deleteText")}
        confirm={t("common.delete")}
        onConfirm={drop}
        onClose={() => setAsked(null)}
      />
    </div>
  );
}
