/** Instants of the API (UTC) as a field of date and time has them (the clock of this machine), and back. */

export function toField(iso: string | null | undefined): string {
  if (!iso) return "";
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Null where the field is empty, or holds no time. */
export function fromField(text: string): string | null {
  const at = text === "" ? NaN : Date.parse(text);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
