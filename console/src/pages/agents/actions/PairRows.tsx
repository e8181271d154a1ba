/** Names with values: the headers or the query parameters of a request. */
import { t } from "../../../texts";
import { Button, IconButton } from "../../../ui/Button";
import { Field, Input } from "../../../ui/Field";
import { FieldGroup } from "../shared/Box";
import { newPair, type PairRow } from "./form";

const WORDS = {
  header: {
    legend: "actions.form.headers",
    hint: "actions.form.headersHint",
    name: "actions.form.headerName",
    value: "actions.form.headerValue",
    add: "actions.form.addHeader",
    remove: "actions.form.removeHeader",
  },
  param: {
    legend: "actions.form.params",
    hint: "actions.form.paramsHint",
    name: "actions.form.paramName",
    value: "actions.form.paramValue",
    add: "actions.form.addParam",
    remove: "actions.form.removeParam",
  },
} as const;

interface Props {
  kind: keyof typeof WORDS;
  rows: PairRow[];
  onChange(rows: PairRow[]): void;
  /** What is wrong: with all of them (""), or with a member of one (`[0].key`). */
  errorOf(place: string): string | undefined;
  warningOf?(row: PairRow): string | undefined;
}

export function PairRows({ kind, rows, onChange, errorOf, warningOf }: Props) {
  const words = WORDS[kind];
  const change = (key: string, part: Partial<PairRow>) => onChange(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  return (
    <FieldGroup legend={t(words.legend)} hint={t(words.hint)} error={errorOf("")}>
      {rows.map((row, at) => {
        const warning = warningOf?.(row);
        return (
          <div key={row.key} className="actions-row">
            <Field label={t(words.name, { number: at + 1 })} error={errorOf(`[${at}].key`)}>
              <Input value={row.name} autoComplete="off" spellCheck={false} onChange={(event) => change(row.key, { name: event.target.value })} />
            </Field>
            <Field label={t(words.value, { number: at + 1 })} error={errorOf(`[${at}].value`)} {...(warning && { hint: warning })}>
              <Input value={row.value} autoComplete="off" spellCheck={false} onChange={(event) => change(row.key, { value: event.target.value })} />
            </Field>
            <IconButton label={t(words.remove, { number: at + 1 })} icon="trash" onClick={() => onChange(rows.filter((other) => other !== row))} />
          </div>
        );
      })}
      <div><Button icon="plus" onClick={() => onChange([...rows, newPair()])}>{t(words.add)}</Button></div>
    </FieldGroup>
  );
}
