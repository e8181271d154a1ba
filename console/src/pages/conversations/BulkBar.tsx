/** What can be done with the conversations that are selected, and which of them it could not be done with. */
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";

import { useAccount } from "../../app/session";
import { t, type TextKey } from "../../texts";
import { Button, IconButton } from "../../ui/Button";
import { Confirm } from "../../ui/Dialog";
import { Menu, MenuItem } from "../../ui/Menu";
import { useTell } from "../../ui/Toasts";
import { exportSome, type Format, FORMATS } from "./exports";
import { type Row, useBulk } from "./queries";
import { TagDialog } from "./TagDialog";
import type { Selection } from "./useSelection";
import "./bulk.css";

interface Failures {
  title: TextKey;
  list: { id: string; title: string; message: string }[];
}

/** `onEmptied` is called when what was selected is gone: the focus has to go somewhere. */
export function BulkBar({ rows, selection, onEmptied }: { rows: Row[]; selection: Selection; onEmptied(): void }) {
  const { may } = useAccount();
  const tell = useTell();
  const bulk = useBulk();
  const [asked, setAsked] = useState<"tag" | "untag" | "delete" | null>(null);
  const [failures, setFailures] = useState<Failures | null>(null);
  const { ids } = selection;
  const count = ids.length;
  const blame = (title: TextKey, failed: { id: string; message: string }[]) => {
    const titleOf = (id: string) => rows.find((row) => row.id === id)?.title ?? id;
    setFailures(failed.length > 0 ? { title, list: failed.map((one) => ({ ...one, title: titleOf(one.id) })) } : null);
  };
  const exporting = useRef<AbortController | null>(null);
  /** Counts what was asked: which of it is open. */
  const asks = useRef(0);
  const save = useMutation({
    mutationFn: (format: Format) => {
      exporting.current = new AbortController();
      return exportSome(ids, format, exporting.current.signal);
    },
    onSuccess: ({ done, failed }) => {
      if (done > 0) tell.done(t("conversations.export.done", { count: done }));
      blame("conversations.export.failedTitle", failed);
    },
    onError: (error) => !exporting.current?.signal.aborted && tell.failed(error),
  });
  const run = async (action: "tag" | "untag" | "delete", done: TextKey, tagId?: string) => {
    const outcome = await bulk.mutateAsync({ ids, action, tagId });
    if (outcome.done.length > 0) tell.done(t(done, { count: outcome.done.length }));
    blame("conversations.bulk.failedTitle", outcome.failed);
    const isStopped = outcome.done.length + outcome.failed.length < count;
    if (action === "delete" && !isStopped) {
      selection.clear();
      onEmptied();
    }
  };
  const tag = (tagId: string) => {
    if (asked !== "tag" && asked !== "untag") return;
    const told = run(asked, asked === "tag" ? "conversations.bulk.tagged" : "conversations.bulk.untagged", tagId);
    const asking = asks.current;
    // What went wrong is said in the dialog, as long as that one is open; another one is none of its business.
    const isStill = () => asks.current === asking;
    void told.then(() => isStill() && setAsked(null), (error: unknown) => !isStill() && tell.failed(error));
  };
  const close = () => {
    asks.current += 1;
    bulk.stop();
    setAsked(null);
  };
  const ask = (what: typeof asked) => {
    asks.current += 1;
    bulk.reset();
    setAsked(what);
  };
  return (
    <>
      {failures && <FailureList failures={failures} onClose={() => setFailures(null)} />}
      {count > 0 && (
        <div className="bulk" role="region" aria-label={t("conversations.bulk.label")}>
          <strong role="status">{t("common.count.selected", { count })}</strong>
          {may("engagements:write") && (
            <>
              <Button icon="tag" onClick={() => ask("tag")}>{t("conversations.bulk.tag")}</Button>
              <Button onClick={() => ask("untag")}>{t("conversations.bulk.untag")}</Button>
            </>
          )}
          {may("transcript_timelines:read") && (
            <Menu trigger={<Button icon="download" isBusy={save.isPending}>{t(save.isPending ? "conversations.export.working" : "conversations.export.selected")}</Button>}>
              {FORMATS.map((format) => <MenuItem key={format} onSelect={() => save.mutate(format)}>{t(`conversations.export.${format}`)}</MenuItem>)}
            </Menu>
          )}
          {save.isPending && <Button onClick={() => exporting.current?.abort()}>{t("common.stop")}</Button>}
          {may("workspace:admin") && <Button look="danger" icon="trash" onClick={() => ask("delete")}>{t("common.delete")}</Button>}
          <Button look="quiet" icon="close" onClick={selection.clear}>{t("conversations.bulk.clear")}</Button>
        </div>
      )}
      {(asked === "tag" || asked === "untag") && (
        <TagDialog action={asked} count={count} isBusy={bulk.isPending} error={bulk.error} onChoose={tag} onClose={close} />
      )}
      <Confirm
        isOpen={asked === "delete"}
        title={t("conversations.bulk.deleteTitle", { count })}
        text={t("conversations.bulk.deleteText")}
        confirm={t("common.delete")}
        onConfirm={() => run("delete", "conversations.bulk.deleted")}
        onClose={close}
      />
    </>
  );
}

function FailureList({ failures, onClose }: { failures: Failures; onClose(): void }) {
  return (
    <div className="bulk-failures" role="alert">
      <header>
        <h2>{t(failures.title, { count: failures.list.length })}</h2>
        <IconButton label={t("common.close")} icon="close" onClick={onClose} />
      </header>
      <ul>{failures.list.map((one) => <li key={one.id}><strong>{one.title}</strong>: {one.message}</li>)}</ul>
    </div>
  );
}
