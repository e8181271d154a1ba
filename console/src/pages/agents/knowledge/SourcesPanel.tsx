/** The sources of a knowledge base: how reading each went, and adding, reading again and removing them. */
import { useState } from "react";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Badge } from "../../../ui/Badge";
import { Button } from "../../../ui/Button";
import { Confirm } from "../../../ui/Dialog";
import { ago, dateTime, number } from "../../../ui/format";
import { Panel } from "../../../ui/Page";
import { Empty, Loaded } from "../../../ui/State";
import { type Column, Table } from "../../../ui/Table";
import { useTell } from "../../../ui/Toasts";
import { AddSources } from "./AddSources";
import { type Knowledge, useChangeKnowledge, useReadAgain, useSources } from "./queries";
import { isAwaited, type PlannedSource, planned } from "./sources";
import { TextDialog } from "./TextDialog";

const TONES = { ok: "good", waiting: "plain", failed: "bad" } as const;

export function SourcesPanel({ base }: { base: Knowledge }) {
  const { may } = useAccount();
  const mayChange = may("knowledge:write");
  const [removing, setRemoving] = useState<PlannedSource | null>(null);
  const [isWriting, setWriting] = useState(false);
  const sources = useSources(base.id, (known) => isAwaited(base, known));
  const change = useChangeKnowledge(base.id);
  const again = useReadAgain(base.id);
  const tell = useTell();
  const remove = async (source: PlannedSource) => {
    await change.mutateAsync((now) => (source.url === null ? { text: null } : { urls: now.urls.filter((url) => url !== source.url) }));
    tell.done(t("knowledge.sources.removed", { name: nameOf(source) }));
  };
  const hasSources = planned(base, []).length > 0;
  const readAgain = (
    <Button icon="refresh" isBusy={again.isPending} onClick={() => again.mutate(undefined, { onSuccess: () => tell.done(t("knowledge.sources.readingAgain")), onError: tell.failed })}>
      {t("knowledge.sources.readAgain")}
    </Button>
  );
  const columns = columnsOf(base, mayChange ? { remove: setRemoving, edit: () => setWriting(true) } : null);
  return (
    <Panel title={t("knowledge.sources.title")} actions={mayChange && hasSources && readAgain}>
      <p className="agent-part-soft">{t("knowledge.sources.lead")}</p>
      <Loaded query={sources} isEmpty={() => !hasSources} empty={<Empty title={t("knowledge.sources.empty")}><p>{t("knowledge.sources.emptyHint")}</p></Empty>}>
        {(known) => (
          <>
            <p role="status" className="visually-hidden">{summary(planned(base, known))}</p>
            <Table caption={t("knowledge.sources.title")} columns={columns} rows={planned(base, known)} keyOf={(source) => source.key} />
          </>
        )}
      </Loaded>
      {mayChange && <AddSources base={base} onWrite={() => setWriting(true)} />}
      {isWriting && <TextDialog base={base} onClose={() => setWriting(false)} />}
      <Confirm
        isOpen={removing !== null}
        text={t("knowledge.sources.removeText", { name: removing ? nameOf(removing) : "" })}
        confirm={t("common.remove")}
        onConfirm={async () => removing && remove(removing)}
        onClose={() => setRemoving(null)}
      />
    </Panel>
  );
}

/** How far reading is, for those who do not see the table change. */
function summary(sources: PlannedSource[]): string {
  const count = (state: PlannedSource["state"]) => sources.filter((source) => source.state === state).length;
  return t("knowledge.sources.summary", { ok: count("ok"), waiting: count("waiting"), failed: count("failed") });
}

function nameOf(source: PlannedSource): string {
  return source.url ?? t("knowledge.sources.ownText");
}

interface Can {
  remove(source: PlannedSource): void;
  edit(): void;
}

function columnsOf(base: Knowledge, can: Can | null): Column<PlannedSource>[] {
  const length = base.text?.length ?? 0;
  return [
    {
      key: "source",
      title: t("knowledge.sources.source"),
      cell: (source) =>
        source.url === null ? (
          <>
            {t("knowledge.sources.ownText")}
            <p className="agent-part-soft">{t("knowledge.sources.characters", { count: length, shown: number(length) })}</p>
          </>
        ) : (
          <>
            <a href={source.url} target="_blank" rel="noreferrer noopener">{source.title ?? source.url}</a>
            {source.title && <p className="agent-part-soft">{source.url}</p>}
          </>
        ),
    },
    {
      key: "state",
      title: t("knowledge.sources.state"),
      cell: (source) => (
        <>
          <Badge tone={TONES[source.state]}>{t(`knowledge.sources.${source.state}`)}</Badge>
          {source.error && <p className="agent-part-soft">{source.error}</p>}
        </>
      ),
    },
    {
      key: "read",
      title: t("knowledge.sources.read"),
      cell: (source) => (source.readAt ? <time dateTime={source.readAt} title={dateTime(source.readAt)}>{ago(source.readAt)}</time> : t("knowledge.sources.never")),
    },
    {
      key: "actions",
      title: t("common.actions"),
      isTitleHidden: true,
      cell: (source) =>
        can && (
          <div className="agent-part-buttons">
            {source.url === null && <Button onClick={can.edit}>{t("knowledge.sources.editText")}</Button>}
            <Button look="danger" aria-label={t("knowledge.sources.removeOne", { name: nameOf(source) })} onClick={() => can.remove(source)}>{t("common.remove")}</Button>
          </div>
        ),
    },
  ];
}
