/** The engines of this server and how they are: in words, with what to do about it; the checks, and what waits. */
import { useQuery } from "@tanstack/react-query";

import { api, taken } from "../../../api/client";
import { t } from "../../../texts";
import { Badge, type Tone } from "../../../ui/Badge";
import { Button } from "../../../ui/Button";
import { number } from "../../../ui/format";
import { Page, Panel } from "../../../ui/Page";
import { Empty, Loaded } from "../../../ui/State";
import { type Column, Table } from "../../../ui/Table";
import type { Answer } from "../shared/wire";
import { lasting } from "./lasting";
import "./engines.css";

type Engines = Answer<"/api/colloquy/v1/engines", "get">;
type Health = Engines["speech"];
type Check = Engines["checks"][number];
type Queue = Engines["queues"][number];

const NAMES = ["speech", "language", "diarisation", "embeddings", "synthesis", "live_hearing"] as const;
const TONES: Record<Health["state"], Tone> = { ready: "good", missing: "bad", remote: "accent", off: "plain" };
/** The server looks at most so often, too. */
const LOOK_MS = 15_000;

export function EnginesPage() {
  const engines = useQuery({ queryKey: ["settings", "engines"], queryFn: () => taken(api.GET("/api/colloquy/v1/engines")), refetchInterval: LOOK_MS });
  return (
    <Page
      title={t("settings.sections.engines")}
      actions={<Button icon="refresh" isBusy={engines.isFetching} onClick={() => void engines.refetch()}>{t("settings.engines.look")}</Button>}
    >
      <Loaded query={engines} rows={6}>{(found) => <Found engines={found} />}</Loaded>
    </Page>
  );
}

function Found({ engines }: { engines: Engines }) {
  return (
    <>
      <p className="settings-lead">{t("settings.engines.server", { version: engines.version, time: lasting(engines.uptime_seconds) })}</p>
      <ul className="settings-engines">
        {NAMES.map((name) => <li key={name}><Engine title={t(`settings.engines.engine.${name}`)} health={engines[name]} /></li>)}
      </ul>
      <Panel title={t("settings.engines.checks")}>
        {engines.checks.length === 0 ? (
          <Empty title={t("settings.engines.noChecks")} />
        ) : (
          <Table caption={t("settings.engines.checks")} columns={CHECKS} rows={engines.checks} keyOf={(check) => check.name} />
        )}
      </Panel>
      <Panel title={t("settings.engines.queues")}>
        <Table caption={t("settings.engines.queues")} columns={QUEUES} rows={engines.queues} keyOf={(queue) => queue.queue} />
      </Panel>
    </>
  );
}

function Engine({ title, health }: { title: string; health: Health }) {
  return (
    <section className="panel settings-engines-one">
      <h2>{title}</h2>
      <p><Badge tone={TONES[health.state]}>{t(`settings.engines.state.${health.state}`)}</Badge></p>
      <p>{[health.engine, health.model].filter(Boolean).join(" · ")}</p>
      <p className="settings-soft">{health.detail}</p>
    </section>
  );
}

const CHECKS: Column<Check>[] = [
  { key: "name", title: t("settings.engines.check"), cell: (check) => check.name },
  {
    key: "ok",
    title: t("settings.state"),
    cell: (check) => <Badge tone={check.ok ? "good" : "bad"}>{t(check.ok ? "settings.engines.ok" : "settings.engines.wrong")}</Badge>,
  },
  { key: "detail", title: t("settings.engines.seen"), cell: (check) => check.detail },
];

const QUEUES: Column<Queue>[] = [
  { key: "queue", title: t("settings.engines.queue"), cell: (queue) => t(`settings.queues.${queue.queue}`) },
  { key: "waiting", title: t("settings.engines.waiting"), isNumber: true, cell: (queue) => number(queue.waiting) },
  { key: "running", title: t("settings.engines.running"), isNumber: true, cell: (queue) => number(queue.running) },
  {
    key: "oldest",
    title: t("settings.engines.oldest"),
    isNumber: true,
    cell: (queue) => (queue.oldest_waiting_seconds == null ? "–" : lasting(queue.oldest_waiting_seconds)),
  },
];
