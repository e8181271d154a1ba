/** Fields of forms: each with its label, its hint, and what the server refused in it. */
import { type ComponentProps, type ReactElement, cloneElement, useId } from "react";

import { ApiError } from "../api/errors";
import "./field.css";

interface FieldProps {
  label: string;
  hint?: string;
  /** What is wrong with it; see `fieldError`. */
  error?: string | undefined;
  isLabelHidden?: boolean;
  children: ReactElement<{ id?: string; "aria-describedby"?: string; "aria-invalid"?: boolean }>;
}

/** A label, a control, and what belongs to it. */
export function Field({ label, hint, error, isLabelHidden = false, children }: FieldProps) {
  const id = useId();
  const notes = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id} className={isLabelHidden ? "visually-hidden" : undefined}>{label}</label>
      {cloneElement(children, { id, "aria-describedby": notes || undefined, "aria-invalid": error ? true : undefined })}
      {hint && <p id={`${id}-hint`} className="field-hint">{hint}</p>}
      {error && <p id={`${id}-error`} className="field-error" role="alert">{error}</p>}
    </div>
  );
}

export function Input(props: ComponentProps<"input">) {
  return <input {...props} className={`input ${props.className ?? ""}`} />;
}

export function TextArea(props: ComponentProps<"textarea">) {
  return <textarea rows={4} {...props} className={`input ${props.className ?? ""}`} />;
}

export function Select(props: ComponentProps<"select">) {
  return <select {...props} className={`input select ${props.className ?? ""}`} />;
}

export function CheckBox({ label, ...rest }: Omit<ComponentProps<"input">, "type"> & { label: string }) {
  const id = useId();
  return (
    <span className="checkbox">
      <input {...rest} id={id} type="checkbox" />
      <label htmlFor={id}>{label}</label>
    </span>
  );
}

/** What the server refused about a field, if this is such an error. */
export function fieldError(error: unknown, field: string): string | undefined {
  return error instanceof ApiError ? error.fields[field] : undefined;
}
