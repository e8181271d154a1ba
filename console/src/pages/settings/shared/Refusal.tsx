/** Why a form was refused, as far as no field of it says so itself. */
import { ApiError } from "../../../api/errors";
import { messageOf } from "../../../ui/State";

interface Props {
  error: unknown;
  /** Fields that show their own errors. */
  fields?: readonly string[];
}

export function Refusal({ error, fields = [] }: Props) {
  if (error == null) return null;
  const named = error instanceof ApiError ? Object.entries(error.fields) : [];
  if (named.length === 0) return <p className="field-error" role="alert">{messageOf(error)}</p>;
  const unplaced = named.filter(([field]) => !fields.some((placed) => isOf(field, placed)));
  if (unplaced.length === 0) return null;
  return (
    <ul className="settings-refusal field-error" role="alert">
      {unplaced.map(([field, message]) => <li key={field}>{message || field}</li>)}
    </ul>
  );
}

/** What is refused about a list, or about one item of it. */
export function listError(error: unknown, list: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  return Object.entries(error.fields).find(([field]) => isOf(field, list))?.[1];
}

function isOf(field: string, list: string): boolean {
  return field === list || field.startsWith(`${list}[`);
}
