/** What the server refused in a form: at the field that it is about, or below the form where no field is. */
import { ApiError } from "../../../api/errors";
import { messageOf } from "../../../ui/State";
import "./parts.css";

/** What is wrong with a field, without the name that the API has for it: the label says that. */
export function refusalOf(error: unknown, field: string): string | undefined {
  const message = error instanceof ApiError ? error.fields[field] : undefined;
  return message === undefined ? undefined : plain(field, message);
}

function plain(field: string, message: string): string {
  const rest = message.startsWith(field) ? message.slice(field.length).replace(/^[:\s]+/, "") : message;
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** Why a form was refused, as far as no field of it says so itself. */
export function Refused({ error, isShown }: { error: unknown; isShown(field: string): boolean }) {
  if (error == null) return null;
  const named = error instanceof ApiError ? Object.entries(error.fields) : [];
  if (named.length === 0) return <p className="field-error" role="alert">{messageOf(error)}</p>;
  const left = named.filter(([field]) => !isShown(field));
  if (left.length === 0) return null;
  return (
    <ul className="agent-part-refused field-error" role="alert">
      {left.map(([field, message]) => <li key={field}>{message || field}</li>)}
    </ul>
  );
}
