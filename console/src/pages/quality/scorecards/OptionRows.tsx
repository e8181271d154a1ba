/** The answers of a choice, each with what it is worth. */
import { t } from "../../../texts";
import { Button, IconButton } from "../../../ui/Button";
import { Input } from "../../../ui/Field";
import { newOption, type OptionForm } from "./form";

const [FEWEST, MOST] = [2, 20];

interface Props {
  options: OptionForm[];
  error: string | undefined;
  onChange(options: OptionForm[]): void;
}

export function OptionRows({ options, error, onChange }: Props) {
  const set = (key: number, change: Partial<OptionForm>) => onChange(options.map((option) => (option.key === key ? { ...option, ...change } : option)));
  return (
    <fieldset className="quality-group">
      <legend>{t("quality.scorecards.editor.options")}</legend>
      <p className="field-hint">{t("quality.scorecards.editor.optionsHint")}</p>
      {options.map(({ key, label, points }, at) => (
        <div key={key} className="scorecard-option">
          <Input
            aria-label={t("quality.scorecards.editor.option", { number: at + 1 })}
            placeholder={t("quality.scorecards.editor.optionLabel")}
            maxLength={100}
            autoComplete="off"
            value={label}
            onChange={(event) => set(key, { label: event.target.value })}
          />
          <Input
            type="number"
            min={0}
            max={100}
            step="any"
            aria-label={t("quality.scorecards.editor.points", { number: at + 1 })}
            placeholder={t("quality.scorecards.editor.pointsLabel")}
            value={points}
            onChange={(event) => set(key, { points: event.target.value })}
          />
          <IconButton
            label={t("quality.scorecards.editor.removeOption", { number: at + 1 })}
            icon="trash"
            disabled={options.length <= FEWEST}
            onClick={() => onChange(options.filter((option) => option.key !== key))}
          />
        </div>
      ))}
      {error && <p className="field-error" role="alert">{error}</p>}
      <div><Button icon="plus" disabled={options.length >= MOST} onClick={() => onChange([...options, newOption()])}>{t("quality.scorecards.editor.addOption")}</Button></div>
    </fieldset>
  );
}
