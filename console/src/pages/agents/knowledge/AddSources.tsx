/** Three ways for something to become a source: by its address, from a text file, or written by hand. */
import { type ChangeEvent, type FormEvent, useRef, useState } from "react";

import { ApiError } from "../../../api/errors";
import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Field, Input } from "../../../ui/Field";
import { Refused, refusalOf } from "../../../ui/Refused";
import { useTell } from "../../../ui/Toasts";
import { type Knowledge, useChangeKnowledge } from "./queries";
import { joined, MOST_TEXT_BYTES, textOf } from "./sources";

export function AddSources({ base, onWrite }: { base: Knowledge; onWrite(): void }) {
  return (
    <div className="knowledge-add">
      <AddPage base={base} />
      <AddFile base={base} onWrite={onWrite} />
    </div>
  );
}

function AddPage({ base }: { base: Knowledge }) {
  const [url, setUrl] = useState("");
  const [isTwice, setTwice] = useState(false);
  const change = useChangeKnowledge(base.id);
  const tell = useTell();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = url.trim();
    const isKnown = base.urls.includes(given);
    setTwice(isKnown);
    if (isKnown) return;
    const added = () => {
      setUrl("");
      tell.done(t("knowledge.sources.added"));
    };
    change.mutate((now) => ({ urls: [...now.urls.filter((url) => url !== given), given] }), { onSuccess: added });
  };
  // The last of the addresses is the new one, whatever its number.
  const field = lastOf(change.error);
  const error = isTwice ? t("knowledge.sources.twice") : refusalOf(change.error, field);
  return (
    <form className="knowledge-add-page" onSubmit={submit}>
      <Field label={t("knowledge.sources.addPage")} hint={t("knowledge.sources.addPageHint")} error={error}>
        <Input required inputMode="url" spellCheck={false} autoComplete="off" placeholder="https://" value={url} onChange={(event) => setUrl(event.target.value)} />
      </Field>
      <Button type="submit" icon="plus" isBusy={change.isPending}>{t("knowledge.sources.add")}</Button>
      <Refused error={change.error} isShown={(name) => name === field} />
    </form>
  );
}

/** The last of the addresses that were refused. */
function lastOf(error: unknown): string {
  return (error instanceof ApiError ? Object.keys(error.fields).filter((name) => name.startsWith("urls[")).at(-1) : undefined) ?? "urls";
}

function AddFile({ base, onWrite }: { base: Knowledge; onWrite(): void }) {
  const chooser = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const change = useChangeKnowledge(base.id);
  const tell = useTell();
  const add = async (file: File) => {
    const name = file.name;
    setProblem(null);
    if (file.size > MOST_TEXT_BYTES) return setProblem(t("knowledge.sources.fileTooLarge", { name }));
    const words = await textOf(file);
    if (words === null) return setProblem(t("knowledge.sources.fileNotText", { name }));
    if (new TextEncoder().encode(joined(base.text ?? "", name, words)).length > MOST_TEXT_BYTES) return setProblem(t("knowledge.sources.fileTooLarge", { name }));
    change.mutate((now) => ({ text: joined(now.text ?? "", name, words) }), { onSuccess: () => tell.done(t("knowledge.sources.fileAdded", { name })) });
  };
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    // So that the same file can be chosen again.
    event.target.value = "";
    if (file) void add(file);
  };
  return (
    <div className="knowledge-add-text">
      <div className="agent-part-buttons">
        <input
          ref={chooser}
          type="file"
          className="visually-hidden"
          tabIndex={-1}
          accept=".txt,.md,.markdown,.csv,.tsv,.json,.log,.yaml,.yml,text/plain,text/markdown,text/csv,application/json"
          aria-label={t("knowledge.sources.addFile")}
          onChange={chosen}
        />
        <Button icon="upload" isBusy={change.isPending} onClick={() => chooser.current?.click()}>{t("knowledge.sources.addFile")}</Button>
        {!base.text?.trim() && <Button icon="edit" onClick={onWrite}>{t("knowledge.sources.writeText")}</Button>}
      </div>
      <p className="field-hint">{t("knowledge.sources.fileHint")}</p>
      {problem && <p className="field-error" role="alert">{problem}</p>}
      <Refused error={change.error} isShown={() => false} />
    </div>
  );
}
