/** When a rule runs: after a step of the processing, or where a question has a certain answer. */
import { t } from "../../../texts";
import { Field, fieldError, Input, Select } from "../../../ui/Field";
import type { SignalDefinition } from "../shared/queries";
import { COMPARISONS, TRIGGERS, type TriggerForm } from "./form";

interface Props {
  when: TriggerForm;
  definitions: readonly SignalDefinition[];
  error: unknown;
  onChange(when: TriggerForm): void;
}

/** How answers of a kind can be compared. */
const FITTING: Record<SignalDefinition["kind"]["type"], readonly TriggerForm["comparison"][]> = {
  yes_no: ["is", "is_not"],
  number: ["is", "is_not", "at_least", "at_most"],
  choice: ["is", "is_not"],
  text: ["is", "is_not", "contains"],
};

export function TriggerFields({ when, definitions, error, onChange }: Props) {
  const set = (part: Partial<TriggerForm>) => onChange({ ...when, ...part });
  const definition = definitions.find((one) => one.id === when.definitionId);
  const choose = (id: string) => {
    const next = definitions.find((one) => one.id === id);
    set({ definitionId: id, comparison: "is", value: firstAnswer(next) });
  };
  return (
    <div className="form">
      <Field label={t("settings.workflows.triggerLabel")} error={fieldError(error, "when.type")}>
        <Select value={when.type} onChange={(event) => set({ type: TRIGGERS.find((one) => one === event.target.value) ?? "insights_ready" })}>
          {TRIGGERS.map((type) => <option key={type} value={type}>{t(`settings.workflows.trigger.${type}`)}</option>)}
        </Select>
      </Field>
      {when.type === "signal" && (
        <div className="form-row">
          <Field label={t("settings.workflows.question")} error={fieldError(error, "when.signal_definition_id")}>
            <Select required value={when.definitionId} onChange={(event) => choose(event.target.value)}>
              <option value="">{t("settings.workflows.chooseQuestion")}</option>
              {definitions.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
            </Select>
          </Field>
          {definition && (
            <>
              <Field label={t("settings.workflows.comparisonLabel")} error={fieldError(error, "when.comparison")}>
                <Select value={when.comparison} onChange={(event) => set({ comparison: COMPARISONS.find((one) => one === event.target.value) ?? "is" })}>
                  {FITTING[definition.kind.type].map((one) => <option key={one} value={one}>{t(`settings.workflows.comparison.${one}`)}</option>)}
                </Select>
              </Field>
              <Answer kind={definition.kind} value={when.value} error={fieldError(error, "when.value")} onChange={(value) => set({ value })} />
            </>
          )}
        </div>
      )}
    </div>
  );
}

function Answer({ kind, value, error, onChange }: { kind: SignalDefinition["kind"]; value: string; error: string | undefined; onChange(value: string): void }) {
  const options =
    kind.type === "yes_no"
      ? [{ value: "true", label: t("common.yes") }, { value: "false", label: t("common.no") }]
      : kind.type === "choice"
        ? kind.options.map((option) => ({ value: option, label: option }))
        : null;
  return (
    <Field label={t("settings.workflows.answer")} error={error}>
      {options ? (
        <Select value={value} onChange={(event) => onChange(event.target.value)}>
          {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
        </Select>
      ) : (
        <Input required type={kind.type === "number" ? "number" : "text"} step="any" value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}

/** What stands in the field at first. */
function firstAnswer(definition: SignalDefinition | undefined): string {
  if (definition?.kind.type === "yes_no") return "true";
  return definition?.kind.type === "choice" ? (definition.kind.options[0] ?? "") : "";
}
