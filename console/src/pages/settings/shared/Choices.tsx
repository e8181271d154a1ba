/** A group of boxes to tick, or of which one is to be chosen, with what the group is about. */
import { type ReactNode, useId } from "react";

import { CheckBox } from "../../../ui/Field";
import "./choices.css";

interface GroupProps {
  legend: string;
  hint?: string | undefined;
  error?: string | undefined;
  children: ReactNode;
}

/** Fields that belong together. */
export function Group({ legend, hint, error, children }: GroupProps) {
  const id = useId();
  const notes = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <fieldset className="settings-choices" aria-describedby={notes || undefined}>
      <legend>{legend}</legend>
      {hint && <p id={`${id}-hint`} className="field-hint">{hint}</p>}
      {children}
      {error && <p id={`${id}-error`} className="field-error" role="alert">{error}</p>}
    </fieldset>
  );
}

interface Choice<T extends string> {
  value: T;
  label: string;
}

/** Any number of these. */
export function CheckList<T extends string>(props: { options: readonly Choice<T>[]; value: readonly T[]; onChange(value: T[]): void; isWide?: boolean }) {
  const { options, value, onChange } = props;
  const toggle = (one: T, isOn: boolean) =>
    // In the order of the options, whatever was ticked first.
    onChange(options.map((option) => option.value).filter((other) => (other === one ? isOn : value.includes(other))));
  return (
    <div className={props.isWide ? "settings-choices-list settings-choices-list-wide" : "settings-choices-list"}>
      {options.map((option) => (
        <CheckBox
          key={option.value}
          label={option.label}
          checked={value.includes(option.value)}
          onChange={(event) => toggle(option.value, event.target.checked)}
        />
      ))}
    </div>
  );
}

/** One of these. */
export function RadioList<T extends string>(props: { options: readonly Choice<T>[]; value: T; onChange(value: T): void }) {
  const name = useId();
  return (
    <div className="settings-choices-list">
      {props.options.map((option, at) => (
        <span key={option.value} className="checkbox">
          <input
            id={`${name}-${at}`}
            type="radio"
            name={name}
            checked={props.value === option.value}
            onChange={() => props.onChange(option.value)}
          />
          <label htmlFor={`${name}-${at}`}>{option.label}</label>
        </span>
      ))}
    </div>
  );
}
