/**
 * Headers that are sent along. Their values may be secrets: the server never shows one again, so that a value that is
 * kept is an empty field, and what is left empty stays as it is.
 */
import { t } from "../../../texts";
import { Button, IconButton } from "../../../ui/Button";
import { Field, Input } from "../../../ui/Field";
import { Group } from "./Choices";
import "./headers.css";

let made = 0;

export interface HeaderRow {
  key: string;
  name: string;
  value: string;
  /** The server has a value for it. */
  isKept: boolean;
}

/** The rows of what the server tells. */
export function rowsOf(headers: Record<string, string | null> | null | undefined): HeaderRow[] {
  return Object.keys(headers ?? {}).map((name) => ({ key: name, name, value: "", isKept: true }));
}

/** What to send: null keeps a value. */
export function headersOf(rows: readonly HeaderRow[]): Record<string, string | null> {
  const named = rows.filter((row) => row.name.trim() !== "");
  return Object.fromEntries(named.map((row) => [row.name.trim(), row.isKept && row.value === "" ? null : row.value]));
}

/** What changes: the values that were typed, and null for what is there and is no longer wanted. */
export function changesOf(kept: Record<string, string | null> | undefined, rows: readonly HeaderRow[]): Record<string, string | null> {
  const wanted = headersOf(rows);
  const stays = new Set(Object.keys(wanted).map((name) => name.toLowerCase()));
  const gone = Object.keys(kept ?? {}).filter((name) => !stays.has(name.toLowerCase()));
  const typed = Object.entries(wanted).filter(([, value]) => value !== null);
  return Object.fromEntries([...gone.map((name) => [name, null] as const), ...typed]);
}

/** The headers that have a value. */
export function typedOnly(headers: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

function newRow(): HeaderRow {
  made += 1;
  return { key: `new ${made}`, name: "", value: "", isKept: false };
}

interface Props {
  rows: HeaderRow[];
  onChange(rows: HeaderRow[]): void;
  /** What is wrong with the header of this name, or with all (no name). */
  errorOf(name: string | null): string | undefined;
}

export function HeadersEditor({ rows, onChange, errorOf }: Props) {
  const change = (key: string, part: Partial<HeaderRow>) => onChange(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  return (
    <Group legend={t("settings.headers.label")} hint={t("settings.headers.hint")} error={errorOf(null)}>
      {rows.map((row, at) => (
        <div key={row.key} className="settings-headers-row">
          <Field label={t("settings.headers.name", { number: at + 1 })} error={row.name ? errorOf(row.name) : undefined}>
            <Input value={row.name} autoComplete="off" spellCheck={false} onChange={(event) => change(row.key, { name: event.target.value, isKept: false })} />
          </Field>
          <Field label={t("settings.headers.value", { number: at + 1 })}>
            <Input
              value={row.value}
              autoComplete="off"
              spellCheck={false}
              placeholder={row.isKept ? t("settings.headers.kept") : undefined}
              onChange={(event) => change(row.key, { value: event.target.value })}
            />
          </Field>
          <IconButton label={t("settings.headers.remove", { number: at + 1 })} icon="trash" onClick={() => onChange(rows.filter((other) => other !== row))} />
        </div>
      ))}
      <div>
        <Button icon="plus" onClick={() => onChange([...rows, newRow()])}>
          {t("settings.headers.add")}
        </Button>
      </div>
    </Group>
  );
}
