/** Sections and criteria in their order. Every move is said aloud, and the focus goes where the moved one went. */
import { useEffect, useRef, useState } from "react";

import { t } from "../../../texts";
import { Button } from "../../../ui/Button";
import { Confirm } from "../../../ui/Dialog";
import { number } from "../../../ui/format";
import { type CriterionForm, newCriterion, newSection, type Refusals, type SectionForm } from "./form";
import { changeCriterion, moveCriterion, moveSection, placeOf, type Step, withoutCriterion } from "./moves";
import { SectionCard } from "./SectionCard";

/** As many as the server takes. */
const MOST = 100;

interface Props {
  sections: SectionForm[];
  refusals: Refusals;
  /** Criteria that are to be seen whole: the new ones, and those in which something was refused. */
  open: ReadonlySet<number>;
  onOpen(open: ReadonlySet<number>): void;
  onChange(sections: SectionForm[]): void;
}

export function SectionsEditor({ sections, refusals, open, onOpen, onChange }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const focus = useRef<string[]>([]);
  const [said, setSaid] = useState("");
  const [removing, setRemoving] = useState<SectionForm | null>(null);
  useEffect(() => {
    const [wanted] = focus.current.flatMap((name) => [...(box.current?.querySelectorAll<HTMLElement>(`[data-focus="${name}"]:not(:disabled)`) ?? [])]);
    focus.current = [];
    wanted?.focus();
  });

  const all = sections.flatMap((section) => section.criteria);
  const sum = all.reduce((total, { weight }) => total + Math.max(0, Number(weight) || 0), 0);
  const nameOf = (section: SectionForm | undefined, at: number) => section?.name.trim() || t("quality.scorecards.editor.noSectionName", { number: at + 1 });

  const goCriterion = (key: number, step: Step, by: "up" | "down" | "name") => {
    const next = moveCriterion(sections, key, step);
    const place = placeOf(next, key);
    const section = place && next[place.section];
    if (!place || !section) return;
    const name = section.criteria[place.criterion]?.name.trim() || t("quality.scorecards.editor.noName");
    focus.current = by === "name" ? [`${key}:name-line`] : [`${key}:${by}`, `${key}:${by === "up" ? "down" : "up"}`];
    setSaid(t("quality.scorecards.editor.moved", { name, place: place.criterion + 1, count: section.criteria.length, section: nameOf(section, place.section) }));
    onChange(next);
  };
  const goSection = (key: number, step: Step, by: "up" | "down" | "section") => {
    const next = moveSection(sections, key, step);
    const at = next.findIndex((section) => section.key === key);
    focus.current = by === "section" ? [`${key}:section`] : [`${key}:${by}`, `${key}:${by === "up" ? "down" : "up"}`];
    setSaid(t("quality.scorecards.editor.movedSection", { name: nameOf(next[at], at), place: at + 1, count: next.length }));
    onChange(next);
  };
  const addTo = (section: SectionForm) => {
    const criterion = newCriterion();
    focus.current = [`${criterion.key}:name`];
    onOpen(new Set([...open, criterion.key]));
    onChange(sections.map((one) => (one === section ? { ...one, criteria: [...one.criteria, criterion] } : one)));
  };
  const addSection = () => {
    const section = newSection("");
    focus.current = [`${section.key}:section`];
    onOpen(new Set([...open, ...section.criteria.map((criterion) => criterion.key)]));
    onChange([...sections, section]);
  };
  const removeCriterion = (section: SectionForm, criterion: CriterionForm) => {
    focus.current = [`${section.key}:add`];
    setSaid(t("quality.scorecards.editor.removed", { name: criterion.name.trim() || t("quality.scorecards.editor.noName") }));
    onChange(withoutCriterion(sections, criterion.key));
  };
  const removeSection = (section: SectionForm) => {
    const at = sections.indexOf(section);
    focus.current = [`${(sections[at + 1] ?? sections[at - 1])?.key}:section`];
    setSaid(t("quality.scorecards.editor.removed", { name: nameOf(section, at) }));
    onChange(sections.filter((one) => one !== section));
  };
  const toggle = (key: number) => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    onOpen(next);
  };

  return (
    <div ref={box} className="scorecard-sections">
      <p className="quality-soft">{t("quality.scorecards.sum", { count: all.length, sum: number(sum, 2) })}</p>
      <p className="visually-hidden" role="status">{said}</p>
      {sections.map((section, at) => (
        <SectionCard
          key={section.key}
          sections={sections}
          at={at}
          section={section}
          sum={sum}
          open={open}
          refusals={refusals}
          onRename={(name) => onChange(sections.map((one) => (one === section ? { ...one, name } : one)))}
          onMove={(step, by) => goSection(section.key, step, by)}
          onRemove={() => (section.criteria.length > 0 ? setRemoving(section) : removeSection(section))}
          onAdd={() => addTo(section)}
          onToggle={toggle}
          onMoveCriterion={goCriterion}
          onChangeCriterion={(key, change) => onChange(changeCriterion(sections, key, change))}
          onRemoveCriterion={(criterion) => removeCriterion(section, criterion)}
        />
      ))}
      <div><Button icon="plus" disabled={sections.length >= MOST} onClick={addSection}>{t("quality.scorecards.editor.addSection")}</Button></div>
      {removing && (
        <Confirm
          isOpen
          title={t("quality.scorecards.editor.removeSection", { name: nameOf(removing, sections.indexOf(removing)) })}
          text={t("quality.scorecards.editor.removeSectionText", { count: removing.criteria.length })}
          confirm={t("common.remove")}
          onConfirm={async () => removeSection(removing)}
          onClose={() => setRemoving(null)}
        />
      )}
    </div>
  );
}
