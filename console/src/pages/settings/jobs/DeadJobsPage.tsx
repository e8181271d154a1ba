/** Work that was given up: what it was, why it failed, and another try. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";

import { api, taken } from "../../../api/client";
import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Confirm } from "../../../ui/Dialog";
import { dateTime } from "../../../ui/format";
import { Page } from "../../../ui/Page";
import { Empty, Loaded } from "../../../ui/State";
import { type Column, Table } from "../../../ui/Table";
import { useTell } from "../../../ui/Toasts";
import { useChange } from "../shared/queries";
import type { Row } from "../shared/wire";

type DeadJob = Row<"/api/colloquy/v1/jobs/dead">;

const DEAD = ["settings", "dead-jobs"] as const;
/** The most that the server tells at once. */
const MOST = 200;

export function DeadJobsPage() {
  const [isRetryingAll, setRetryingAll] = useState(false);
  const dead = useQuery({
    queryKey: DEAD,
    queryFn: () => taken(api.GET("/api/colloquy/v1/jobs/dead", { params: { query: { limit: MOST } } })),
    select: (list) => list.data,
  });
  const retry = useChange(DEAD, (id: string) => taken(api.POST("/api/colloquy/v1/jobs/dead/{job_id}/retry", { params: { path: { job_id: id } } })));
  const retryAll = useChange(DEAD, () => taken(api.POST("/api/colloquy/v1/jobs/dead/retry")));
  const tell = useTell();
  const one = (job: DeadJob) => retry.mutate(job.id, { onSuccess: () => tell.done(t("settings.jobs.waiting", { count: 1 })), onError: tell.failed });
  const all = async () => {
    const { put_back: count } = await retryAll.mutateAsync(undefined);
    tell.done(t("settings.jobs.waiting", { count }));
  };
  return (
    <Page
      title={t("settings.sections.jobs")}
      actions={
        <>
          <Button icon="refresh" isBusy={dead.isFetching} onClick={() => void dead.refetch()}>{t("settings.engines.look")}</Button>
          {(dead.data?.length ?? 0) > 0 && <Button onClick={() => setRetryingAll(true)}>{t("settings.jobs.retryAll")}</Button>}
        </>
      }
    >
      <p className="settings-lead">{t("settings.jobs.lead")}</p>
      <Loaded query={dead} isEmpty={(jobs) => jobs.length === 0} empty={<Empty title={t("settings.jobs.empty")}><p>{t("settings.jobs.emptyHint")}</p></Empty>}>
        {(jobs) => <Table caption={t("settings.sections.jobs")} columns={columnsOf(one)} rows={jobs} keyOf={(job) => job.id} />}
      </Loaded>
      <Confirm isOpen={isRetryingAll} text={t("settings.jobs.retryAllText")} confirm={t("settings.jobs.retryAll")} onConfirm={all} onClose={() => setRetryingAll(false)} />
    </Page>
  );
}

function columnsOf(retry: (job: DeadJob) => void): Column<DeadJob>[] {
  return [
    { key: "queue", title: t("settings.jobs.what"), cell: (job) => <><strong>{t(`settings.queues.${job.queue}`)}</strong><Subject job={job.job} /></> },
    { key: "error", title: t("settings.jobs.why"), cell: (job) => job.last_error },
    { key: "attempts", title: t("settings.jobs.attempts"), isNumber: true, cell: (job) => job.attempts },
    { key: "died", title: t("settings.jobs.died"), cell: (job) => dateTime(job.died_at) },
    {
      key: "actions",
      title: t("common.actions"),
      isTitleHidden: true,
      cell: (job) => (
        <Button icon="refresh" aria-label={t("settings.jobs.retryOne", { what: t(`settings.queues.${job.queue}`), at: dateTime(job.died_at) })} onClick={() => retry(job)}>
          {t("common.retry")}
        </Button>
      ),
    },
  ];
}

/** To what the work was to be done: a conversation can be opened, other things have their ids. */
function Subject({ job }: { job: unknown }) {
  const members = Object.entries(typeof job === "object" && job !== null ? job : {});
  return (
    <>
      {members.filter(([name]) => name !== "type").map(([name, value]) => (
        <p key={name} className="settings-soft">
          {name === "conversation_id" ? <Link to={`/conversations/${String(value)}`}>{t("settings.jobs.conversation")}</Link> : <code>{name.replaceAll("_", " ")}: {String(value)}</code>}
        </p>
      ))}
    </>
  );
}
