/** What the server refused in a form: at the field that it is about, or below the form where no field is. */
import { ApiError } from "../api/errors";
import { messageOf } from "./State";
import "./field.css";

/** What is wrong with a field, without the name that the API has for it: the label says that. */
export function refusalOf(error: unknown, field: string): string | undefined {
  const message = error instanceof ApiError ? error.fields[field] : undefined;
  return message === undefined ? undefined : plain(field, message);
}

function plain(field: string, message: string): string {
  const rest = message.startsWith(field) ? message.slice(field.length).replace(/^[:\s]+/, "") : message;
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** What is refused about a list, or about one item of it. */
export function listError(error: unknown, list: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  return Object.entries(error.fields).find(([field]) => isOf(field, list))?.[1];
}

/** Whether a field, or the list that it is an item of, is one of these. */
export function among(fields: readonly string[]): (field: string) => boolean {
  return (field) => fields.some((one) => isOf(field, one));
}

function isOf(field: string, list: string): boolean {
  return field === list || field.startsWith(`${list}[`);
}

/** Why a form was refused, as far as no field of it says so itself; `isShown` tells of a field whether it does. */
export function Refused({ error, isShown }: { error: unknown; isShown(field: string): boolean }) {
  if (error == null) return null;
  const named = error instanceof ApiError ? Object.entries(error.fields) : [];
  if (named.length === 0) return <p className="field-error" role="alert">{messageOf(error)}</p>;
  const left = named.filter(([field]) => !isShown(field));
  if (left.length === 0) return null;
  return (
    <ul className="field-refused field-error" role="alert">
      {left.map(([field, message]) => <li key={field}>{message || field}</li>)}
    </ul>
  );
}
