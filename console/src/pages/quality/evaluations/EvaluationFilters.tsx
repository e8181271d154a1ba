/** What the list is narrowed by; each choice stands in the address. */
import { useEffect, useState } from "react";
import type { SetURLSearchParams } from "react-router";

import { useAccount } from "../../../app/session";
import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { DayInput } from "../../../ui/DayInput";
import { CheckBox, Field, Select } from "../../../ui/Field";
import { Icon } from "../../../ui/Icon";
import { changed, FEELINGS, type FilterName, type Filters, FILTERS, FINDINGS, STATES } from "../shared/filters";
import { ProjectSelect } from "../shared/ProjectSelect";
import { type Grouping, useGroups } from "../shared/queries";

interface Props {
  filters: Filters;
  params: URLSearchParams;
  setParams: SetURLSearchParams;
  /** Of the criterion that is looked for, once it is known. */
  criterionName: string | undefined;
}
interface Choice {
  value: string;
  label: string;
}

const GROUPS: readonly (readonly [FilterName & ("campaign" | "call_center" | "executive_name"), Grouping])[] = [
  ["campaign", "campaigns"],
  ["call_center", "call-centers"],
  ["executive_name", "executives"],
];

export function EvaluationFilters({ filters, params, setParams, criterionName }: Props) {
  const set = (changes: Partial<Record<FilterName, string | undefined>>) => setParams(changed(params, changes));
  const select = (name: FilterName, label: string, any: string, choices: Choice[]) => (
    <Field label={label}>
      <Select value={filters[name] ?? ""} onChange={(event) => set({ [name]: event.target.value || undefined })}>
        <option value="">{any}</option>
        {choices.map((choice) => <option key={choice.value} value={choice.value}>{choice.label}</option>)}
      </Select>
    </Field>
  );
  const isNarrowed = FILTERS.some((name) => filters[name] !== undefined);
  return (
    <section className="evaluations-filters" aria-label={t("quality.evaluations.filters")}>
      <div className="quality-filters">
        <ProjectSelect value={filters.project_id} onChange={(id) => set({ project_id: id })} />
        {select("state", t("quality.evaluations.state"), t("quality.evaluations.anyState"), STATES.map((value) => ({ value, label: t(`quality.state.${value}`) })))}
        {GROUPS.map(([name, grouping]) => <GroupSelect key={name} name={name} grouping={grouping} value={filters[name]} onChange={(value) => set({ [name]: value })} />)}
        {select("is_ai_call", t("quality.evaluations.speaks"), t("quality.evaluations.anybody"), [
          { value: "true", label: t("quality.evaluations.program") },
          { value: "false", label: t("quality.evaluations.person") },
        ])}
        {select("sentiment", t("quality.evaluations.sentiment"), t("quality.evaluations.anySentiment"), FEELINGS.map((value) => ({ value, label: t(`quality.sentiment.${value}`) })))}
        {select("auto_failed", t("quality.evaluations.autoFailed"), t("quality.evaluations.autoFailedAny"), [
          { value: "true", label: t("quality.evaluations.autoFailedYes") },
          { value: "false", label: t("quality.evaluations.autoFailedNo") },
        ])}
        <Field label={t("quality.evaluations.from")}><DayInput value={filters.from ?? ""} onDay={(day) => set({ from: day || undefined })} /></Field>
        <Field label={t("quality.evaluations.until")}><DayInput value={filters.until ?? ""} onDay={(day) => set({ until: day || undefined })} /></Field>
      </div>
      <div className="quality-row">
        <ReplacedBox isOn={filters.replaced === "true"} onChange={(isOn) => set({ replaced: isOn ? "true" : undefined })} />
        {filters.conversation_id && <Chip name={t("quality.evaluations.conversation")} onDrop={() => set({ conversation_id: undefined })} />}
        {filters.criterion_id && <Chip name={criterionText(filters, criterionName)} onDrop={() => set({ criterion_id: undefined, criterion_is: undefined })} />}
        {isNarrowed && <Button look="quiet" onClick={() => setParams(changed(params, Object.fromEntries(FILTERS.map((name) => [name, undefined]))))}>{t("quality.evaluations.clear")}</Button>}
      </div>
    </section>
  );
}

/** Ticked at once: the address follows a moment later. */
function ReplacedBox({ isOn, onChange }: { isOn: boolean; onChange(isOn: boolean): void }) {
  const [isTicked, setTicked] = useState(isOn);
  useEffect(() => setTicked(isOn), [isOn]);
  return (
    <CheckBox
      label={t("quality.evaluations.replaced")}
      checked={isTicked}
      onChange={(event) => {
        setTicked(event.target.checked);
        onChange(event.target.checked);
      }}
    />
  );
}

/** Campaigns, call centers or people that have numbers. Who may not read numbers narrows by what the address says alone. */
function GroupSelect({ name, grouping, value, onChange }: { name: "campaign" | "call_center" | "executive_name"; grouping: Grouping; value: string | undefined; onChange(value: string | undefined): void }) {
  const { may } = useAccount();
  const groups = useGroups(grouping);
  if (!value && (!may("analytics:read") || groups.data?.length === 0)) return null;
  const isListed = !value || groups.data?.some((group) => group.key === value);
  return (
    <Field label={t(`quality.evaluations.${name}`)}>
      <Select value={value ?? ""} onChange={(event) => onChange(event.target.value || undefined)}>
        <option value="">{t("quality.evaluations.everyone")}</option>
        {!isListed && <option value={value}>{value}</option>}
        {groups.data?.map((group) => <option key={group.key} value={group.key}>{group.name}</option>)}
      </Select>
    </Field>
  );
}

function criterionText({ criterion_id: id = "", criterion_is: wanted }: Filters, name: string | undefined): string {
  const finding = FINDINGS.find((one) => one === wanted);
  return finding ? t("quality.evaluations.criterion", { criterion: name ?? id, finding: t(`quality.evaluations.${finding}`) }) : (name ?? id);
}

function Chip({ name, onDrop }: { name: string; onDrop(): void }) {
  return (
    <button type="button" className="evaluations-chip" aria-label={t("quality.evaluations.drop", { name })} onClick={onDrop}>
      {name} <Icon name="close" size={14} />
    </button>
  );
}
