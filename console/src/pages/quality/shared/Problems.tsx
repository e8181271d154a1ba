/** Why a form was refused, as far as no field of it says so itself. */
import { ApiError } from "../../../api/errors";
import { messageOf } from "../../../ui/State";

interface Props {
  error: unknown;
  /** Whether a field shows its own error. */
  isShown(field: string): boolean;
}

export function Problems({ error, isShown }: Props) {
  if (error == null) return null;
  const named = error instanceof ApiError ? Object.entries(error.fields) : [];
  if (named.length === 0) return <p className="field-error" role="alert">{messageOf(error)}</p>;
  const left = named.filter(([field]) => !isShown(field));
  if (left.length === 0) return null;
  return (
    <ul className="quality-problems field-error" role="alert">
      {left.map(([field, message]) => <li key={field}>{message || field}</li>)}
    </ul>
  );
}
