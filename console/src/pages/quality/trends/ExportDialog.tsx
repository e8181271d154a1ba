/** What is counted as a file. Long lists are read part by part; how far it is is shown, and it can be stopped. */
import { useEffect, useRef, useState } from "react";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Field, Select } from "../../../ui/Field";
import { messageOf } from "../../../ui/State";
import { useTell } from "../../../ui/Toasts";
import { today } from "../shared/days";
import type { Filters, TrendGranularity } from "../shared/filters";
import { collect, type Content, type Progress } from "./collect";
import { fileOf, FORMATS, type Format, save } from "./file";

const CONTENTS = ["trends", "criteria", "campaigns", "call-centers", "executives", "evaluations"] as const satisfies readonly Content[];

interface Props {
  filters: Filters;
  step: TrendGranularity;
}

export function ExportDialog(props: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon="download" onClick={() => setOpen(true)}>{t("quality.trends.export.open")}</Button>
      {isOpen && <Exporting {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function Exporting({ filters, step, onClose }: Props & { onClose(): void }) {
  const { may } = useAccount();
  const tell = useTell();
  const [content, setContent] = useState<Content>("trends");
  const [format, setFormat] = useState<Format>("csv");
  const [progress, setProgress] = useState<Progress | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isNothing, setNothing] = useState(false);
  const work = useRef<AbortController | null>(null);
  useEffect(() => () => work.current?.abort(), []);

  const start = async () => {
    const own = new AbortController();
    work.current = own;
    setError(null);
    setNothing(false);
    setProgress({ done: 0, total: 0 });
    try {
      const rows = await collect({ content, filters, step, signal: own.signal, onProgress: (now) => !own.signal.aborted && setProgress(now) });
      if (own.signal.aborted) return;
      if (rows.length === 0) return setNothing(true);
      save(fileOf(rows, format), `quality-${content}-${today()}.${format}`);
      tell.done(t("quality.trends.export.done", { count: rows.length }));
      onClose();
    } catch (caught) {
      if (!own.signal.aborted) setError(caught);
    } finally {
      if (work.current === own) {
        work.current = null;
        setProgress(null);
      }
    }
  };
  const stop = () => {
    work.current?.abort();
    work.current = null;
    setProgress(null);
  };
  const isWorking = progress !== null;
  return (
    <Dialog title={t("quality.trends.export.title")} isOpen onClose={onClose}>
      <p className="quality-soft">{t("quality.trends.export.hint")}</p>
      <Field label={t("quality.trends.export.what")} hint={content === "evaluations" ? t("quality.trends.export.evaluationsHint") : undefined}>
        <Select disabled={isWorking} value={content} onChange={(event) => setContent(CONTENTS.find((one) => one === event.target.value) ?? "trends")}>
          {CONTENTS.filter((one) => one !== "evaluations" || may("evaluations:read")).map((one) => <option key={one} value={one}>{t(`quality.trends.export.contents.${one}`)}</option>)}
        </Select>
      </Field>
      <Field label={t("quality.trends.export.format")}>
        <Select disabled={isWorking} value={format} onChange={(event) => setFormat(FORMATS.find((one) => one === event.target.value) ?? "csv")}>
          {FORMATS.map((one) => <option key={one} value={one}>{t(`quality.trends.export.formats.${one}`)}</option>)}
        </Select>
      </Field>
      <div role="status">
        {progress && (
          <div className="trends-progress">
            <progress aria-label={t("quality.trends.export.reading")} {...(progress.total > 0 && { value: progress.done, max: progress.total })} />
            <span className="quality-soft">{progress.total > 0 ? t("quality.trends.export.progress", { ...progress }) : t("quality.trends.export.reading")}</span>
          </div>
        )}
        {isNothing && <p>{t("quality.trends.export.nothing")}</p>}
      </div>
      {error != null && <p className="field-error" role="alert">{messageOf(error)}</p>}
      <div className="form-buttons">
        {isWorking ? <Button onClick={stop}>{t("common.stop")}</Button> : <Button onClick={onClose}>{t("common.cancel")}</Button>}
        <Button look="primary" isBusy={isWorking} onClick={() => void start()}>{t(error == null ? "quality.trends.export.start" : "common.retry")}</Button>
      </div>
    </Dialog>
  );
}
