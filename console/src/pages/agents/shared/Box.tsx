/** Fields that belong together under one name; and a longer text as it is, in a box that the keyboard reaches. */
import { type ReactNode, useId } from "react";

import "./parts.css";

export function FieldGroup({ legend, hint, error, children }: { legend: string; hint?: string; error?: string | undefined; children: ReactNode }) {
  const id = useId();
  const notes = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <fieldset className="agent-part-group" aria-describedby={notes || undefined}>
      <legend>{legend}</legend>
      {hint && <p id={`${id}-hint`} className="field-hint">{hint}</p>}
      {children}
      {error && <p id={`${id}-error`} className="field-error" role="alert">{error}</p>}
    </fieldset>
  );
}

export function TextBox({ label, text }: { label: string; text: string }) {
  return <pre className="agent-part-box" role="group" tabIndex={0} aria-label={label}>{text}</pre>;
}

/** JSON with its lines, anything else as it is. */
export function readable(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value, null, 2);
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === "object" && parsed !== null ? JSON.stringify(parsed, null, 2) : value;
  } catch {
    return value;
  }
}
