/** Which events a receiver gets: all that its API knows, or those that are ticked. */
import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { CheckList, Group, RadioList } from "../shared/Choices";

interface Props {
  /** What there is. */
  known: readonly string[];
  /** Null for all, also those that come with later versions. */
  value: string[] | null;
  onChange(types: string[] | null): void;
  error?: string | undefined;
}

export function EventTypePicker({ known, value, onChange, error }: Props) {
  return (
    <Group legend={t("settings.webhooks.events")} error={error}>
      <RadioList
        options={[{ value: "all", label: t("settings.webhooks.allEvents") }, { value: "some", label: t("settings.webhooks.someEvents") }]}
        value={value === null ? "all" : "some"}
        onChange={(choice) => onChange(choice === "all" ? null : [])}
      />
      {value !== null && (
        <>
          <div className="settings-buttons">
            <Button onClick={() => onChange([...known])}>{t("settings.webhooks.tickAll")}</Button>
            <Button onClick={() => onChange([])}>{t("settings.webhooks.tickNone")}</Button>
          </div>
          <CheckList isWide options={known.map((type) => ({ value: type, label: type }))} value={value} onChange={onChange} />
        </>
      )}
    </Group>
  );
}
