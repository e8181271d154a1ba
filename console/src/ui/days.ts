/**
 * Days and instants in addresses: a range may be told by days (`2026-11-03`, of this browser's clock), as date fields have
 * them, or by exact instants, of which the last is no longer part of it.
 */
/** The day of an instant or day, as date fields have it; `isEnd` for instants that are no longer part of it. */
export function dayOf(value: string | undefined, isEnd = false): string {
  if (!value || isDay(value)) return value ?? "";
  const instant = new Date(Date.parse(value) - (isEnd ? 1 : 0));
  if (Number.isNaN(instant.getTime())) return "";
  const two = (number: number) => String(number).padStart(2, "0");
  return `${String(instant.getFullYear()).padStart(4, "0")}-${two(instant.getMonth() + 1)}-${two(instant.getDate())}`;
}

/** The instant at which a day or instant begins, or at which the day after it does. */
export function instantOf(value: string | undefined, isEnd = false): string | undefined {
  if (!value) return undefined;
  const instant = isDay(value) ? new Date(`${value}T00:00:00`) : new Date(value);
  if (isDay(value) && isEnd) instant.setDate(instant.getDate() + 1);
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
}

export function isDay(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value);
}
