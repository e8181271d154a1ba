/** A conversation to choose: words to look for, and those that have them, the latest first. */
import { useState } from "react";

import { t } from "../../../texts";
import { Field, Input, Select } from "../../../ui/Field";
import { dateTime } from "../../../ui/format";
import { Loaded } from "../../../ui/State";
import { useConversation, useFoundConversations } from "./queries";
import { useSettled } from "./useSettled";

export function ConversationPicker({ value, onChange, error }: { value: string | null; onChange(id: string | null): void; error?: string | undefined }) {
  const [typed, setTyped] = useState("");
  const search = useSettled(typed.trim());
  const found = useFoundConversations(search);
  const isListed = found.data?.some((one) => one.id === value) ?? true;
  const chosen = useConversation(isListed ? null : value);
  return (
    <div className="settings-picker">
      <Field label={t("settings.picker.search")}>
        <Input type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </Field>
      <Loaded query={found} rows={1}>
        {(rows) => (
          <Field label={t("settings.picker.label")} hint={rows.length === 0 ? t("settings.picker.none") : undefined} error={error}>
            <Select value={value ?? ""} onChange={(event) => onChange(event.target.value || null)}>
              <option value="">{t("settings.picker.choose")}</option>
              {value !== null && !isListed && <option value={value}>{chosen.data ? nameOf(chosen.data) : t("settings.picker.chosen")}</option>}
              {rows.map((one) => <option key={one.id} value={one.id}>{nameOf(one)}</option>)}
            </Select>
          </Field>
        )}
      </Loaded>
    </div>
  );
}

function nameOf({ title, started_at }: { title: string; started_at: string }): string {
  return `${title} · ${dateTime(started_at)}`;
}
