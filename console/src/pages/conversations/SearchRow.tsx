/** Search while one types, in titles and names or in what was said; the order; and the door to the filters. */
import { type Ref, useEffect, useRef, useState } from "react";

import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Field, Input, Select } from "../../ui/Field";
import { LONGEST_SEARCH, type Look } from "./filters";

/** After this pause in typing the server is asked. */
const PAUSE_MS = 250;

interface Props {
  look: Look;
  /** What the server refused about the words. */
  error?: string | undefined;
  input: Ref<HTMLInputElement>;
  isOpen: boolean;
  onToggle(): void;
  onChange(changes: Record<string, string | undefined>, isTyped?: boolean): void;
}

export function SearchRow({ look, error, input, isOpen, onToggle, onChange }: Props) {
  const active = Object.keys(look.filters).length;
  return (
    <div className="filters-row" role="search" aria-label={t("conversations.search.label")}>
      <SearchField look={look} error={error} input={input} onSearch={(search) => onChange({ search }, true)} />
      <Field label={t("conversations.search.where")}>
        <Select value={look.isSpeech ? "speech" : "titles"} onChange={(event) => onChange({ in: event.target.value === "speech" ? "speech" : undefined })}>
          <option value="titles">{t("conversations.search.titles")}</option>
          <option value="speech">{t("conversations.search.speech")}</option>
        </Select>
      </Field>
      <Field label={t("conversations.sort.label")}>
        <Select
          value={look.isSpeech ? "started" : look.sort}
          disabled={look.isSpeech}
          onChange={(event) => onChange({ sort: event.target.value === "changed" ? "changed" : undefined })}
        >
          <option value="started">{t("conversations.sort.started")}</option>
          <option value="changed">{t("conversations.sort.changed")}</option>
        </Select>
      </Field>
      <Button aria-expanded={isOpen} aria-controls="conversation-filters" onClick={onToggle} icon="down">
        {t("conversations.filter.show")}
        {active > 0 && <span className="filters-count"><span aria-hidden="true">{active}</span><span className="visually-hidden">{t("conversations.filter.active", { count: active })}</span></span>}
      </Button>
    </div>
  );
}

function SearchField({ look, error, input, onSearch }: Pick<Props, "look" | "error" | "input"> & { onSearch(text: string): void }) {
  const { search } = look;
  const [text, setText] = useState(search);
  const isTyping = useRef(false);
  const send = useRef(onSearch);
  send.current = onSearch;
  useEffect(() => {
    // The address may change by other ways; what is being typed stays.
    if (!isTyping.current) setText(search);
  }, [search]);
  useEffect(() => {
    if (text === search || !isTyping.current) return;
    const timer = setTimeout(() => send.current(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, search]);
  return (
    <div className="filters-search">
      <Field label={t("conversations.search.label")} error={error}>
        <Input
          ref={input}
          type="search"
          autoComplete="off"
          spellCheck={false}
          maxLength={LONGEST_SEARCH}
          placeholder={t(look.isSpeech ? "conversations.search.placeholderSpeech" : "conversations.search.placeholderTitles")}
          value={text}
          onChange={(event) => {
            isTyping.current = true;
            setText(event.target.value);
          }}
          onBlur={() => {
            isTyping.current = false;
            if (text !== search) onSearch(text);
          }}
        />
      </Field>
    </div>
  );
}
