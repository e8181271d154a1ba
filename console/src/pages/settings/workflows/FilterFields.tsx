/** For which conversations a rule is. What is left empty does not narrow. */
import { t } from "../../../texts";
import { Field, fieldError, Input, TextArea } from "../../../ui/Field";
import { listError } from "../../../ui/Refused";
import { CheckList, Group } from "../shared/Choices";
import { BUCKETS, type FilterForm, KINDS, PERIODS, STATUSES } from "./form";

export function FilterFields({ filter, error, onChange }: { filter: FilterForm; error: unknown; onChange(filter: FilterForm): void }) {
  const set = (part: Partial<FilterForm>) => onChange({ ...filter, ...part });
  return (
    <div className="form">
      <p className="settings-soft">{t("settings.workflows.filterHint")}</p>
      <Group legend={t("settings.workflows.kinds")}>
        <CheckList options={KINDS.map((value) => ({ value, label: t(`settings.workflows.kind.${value}`) }))} value={filter.kinds} onChange={(kinds) => set({ kinds })} />
      </Group>
      <Field label={t("settings.workflows.search")} hint={t("settings.workflows.searchHint")} error={fieldError(error, "filter.search")}>
        <Input maxLength={255} value={filter.search} onChange={(event) => set({ search: event.target.value })} />
      </Field>
      <details className="settings-details">
        <summary>{t("settings.workflows.moreFilters")}</summary>
        <div className="settings-workflows-more">
          <Group legend={t("settings.workflows.statuses")}>
            <CheckList options={STATUSES.map((value) => ({ value, label: t(`settings.workflows.processing.${value}`) }))} value={filter.statuses} onChange={(statuses) => set({ statuses })} />
          </Group>
          {PERIODS.map((period) => (
            <div key={period} className="form-row">
              {(["gte", "lt"] as const).map((bound) => (
                <Field key={bound} label={t(`settings.workflows.${period}.${bound}`)}>
                  <Input
                    type="datetime-local"
                    value={filter.periods[period][bound]}
                    onChange={(event) => set({ periods: { ...filter.periods, [period]: { ...filter.periods[period], [bound]: event.target.value } } })}
                  />
                </Field>
              ))}
            </div>
          ))}
          {BUCKETS.map((bucket) => (
            <Field key={bucket} label={t(`settings.workflows.bucket.${bucket}`)} hint={t("settings.onePerLine")} error={listError(error, `filter.${bucket}`)}>
              <TextArea rows={2} spellCheck={false} value={filter.buckets[bucket]} onChange={(event) => set({ buckets: { ...filter.buckets, [bucket]: event.target.value } })} />
            </Field>
          ))}
        </div>
      </details>
    </div>
  );
}
