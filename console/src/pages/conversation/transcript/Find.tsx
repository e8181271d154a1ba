/** Finds words in the transcript: the browser's own search sees only what is drawn. */
import { type KeyboardEvent, useMemo, useRef } from "react";

import { t } from "../../../texts";
import { IconButton } from "../../../ui/Button";
import { Input } from "../../../ui/Field";
import { useRoom } from "../room";
import type { Transcript } from "../types";
import { findIn } from "./pieces";

interface Props {
  transcript: Transcript;
  query: string;
  onQuery(query: string): void;
}

export function Find({ transcript, query, onQuery }: Props) {
  const { desk } = useRoom();
  const last = useRef(-1);
  const found = useMemo(
    () => (query ? transcript.entries.flatMap((entry, position) => (findIn(entry.text, query).length > 0 ? [position] : [])) : []),
    [transcript, query],
  );
  const go = (step: 1 | -1) => {
    const next = step > 0 ? found.find((position) => position > last.current) : found.findLast((position) => position < last.current);
    const position = next ?? (step > 0 ? found[0] : found.at(-1));
    if (position === undefined) return;
    last.current = position;
    desk.isFollowing.set(false);
    desk.reveal(position);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    go(event.shiftKey ? -1 : 1);
  };
  return (
    <div className="transcript-find" role="search">
      <Input
        type="search"
        aria-label={t("conversation.transcript.find")}
        placeholder={t("conversation.transcript.find")}
        value={query}
        onChange={(event) => {
          last.current = -1;
          onQuery(event.target.value);
        }}
        onKeyDown={press}
      />
      {query && (
        <>
          <span role="status">{t("conversation.transcript.foundIn", { count: found.length })}</span>
          <IconButton label={t("conversation.transcript.findPrevious")} icon="chevron" className="transcript-up" disabled={found.length === 0} onClick={() => go(-1)} />
          <IconButton label={t("conversation.transcript.findNext")} icon="chevron" className="transcript-down" disabled={found.length === 0} onClick={() => go(1)} />
        </>
      )}
    </div>
  );
}
