/** The fields of a question. */
import { t } from "../../../texts";
import { CheckBox, Field, fieldError, Input, Select, TextArea } from "../../../ui/Field";
import { listError } from "../../../ui/Refused";
import { KINDS, type SignalForm } from "./form";

/** Fields that show their own errors. */
export const SIGNAL_FIELDS = ["name", "question", "guidance", "kind.unit", "kind.options", "keywords"];

export function SignalFields({ form, onChange, error }: { form: SignalForm; onChange(form: SignalForm): void; error: unknown }) {
  const set = (part: Partial<SignalForm>) => onChange({ ...form, ...part });
  return (
    <>
      <Field label={t("common.name")} hint={t("settings.signals.nameHint")} error={fieldError(error, "name")}>
        <Input required spellCheck={false} maxLength={64} value={form.name} onChange={(event) => set({ name: event.target.value })} />
      </Field>
      <Field label={t("settings.signals.question")} error={fieldError(error, "question")}>
        <TextArea required rows={2} value={form.question} onChange={(event) => set({ question: event.target.value })} />
      </Field>
      <Field label={t("settings.signals.guidance")} hint={t("settings.signals.guidanceHint")} error={fieldError(error, "guidance")}>
        <TextArea rows={3} value={form.guidance} onChange={(event) => set({ guidance: event.target.value })} />
      </Field>
      <Field label={t("settings.signals.kind")}>
        <Select value={form.kind} onChange={(event) => set({ kind: KINDS.find((kind) => kind === event.target.value) ?? "yes_no" })}>
          {KINDS.map((kind) => <option key={kind} value={kind}>{t(`settings.signals.kinds.${kind}`)}</option>)}
        </Select>
      </Field>
      {form.kind === "number" && (
        <Field label={t("settings.signals.unit")} hint={t("settings.signals.unitHint")} error={fieldError(error, "kind.unit")}>
          <Input value={form.unit} onChange={(event) => set({ unit: event.target.value })} />
        </Field>
      )}
      {form.kind === "choice" && (
        <Field label={t("settings.signals.options")} hint={t("settings.onePerLine")} error={listError(error, "kind.options")}>
          <TextArea required value={form.options} onChange={(event) => set({ options: event.target.value })} />
        </Field>
      )}
      <Field label={t("settings.signals.keywords")} hint={t("settings.signals.keywordsHint")} error={listError(error, "keywords")}>
        <TextArea rows={3} value={form.keywords} onChange={(event) => set({ keywords: event.target.value })} />
      </Field>
      <CheckBox label={t("settings.signals.isOn")} checked={form.isOn} onChange={(event) => set({ isOn: event.target.checked })} />
    </>
  );
}
