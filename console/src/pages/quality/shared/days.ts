/** Days as the numbers count them: in UTC, from midnight to midnight. */
import { spoken } from "../../../texts";
import type { TrendGranularity } from "./filters";

const DAY_MS = 86_400_000;

export function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

export function today(): string {
  return dayOf(Date.now());
}

/** So many days after a day. */
export function after(day: string, days: number): string {
  return dayOf(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS);
}

/** The first instant of a day. */
export function begin(day: string | undefined): string | undefined {
  return isDay(day) ? `${day}T00:00:00.000Z` : undefined;
}

/** The last instant of a day. */
export function end(day: string | undefined): string | undefined {
  return isDay(day) ? `${day}T23:59:59.999Z` : undefined;
}

/** The last day of a step that begins on a day. */
export function lastOf(day: string, step: TrendGranularity): string {
  if (step === "daily") return day;
  if (step === "weekly") return after(day, 6);
  const first = new Date(`${day}T00:00:00Z`);
  return dayOf(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0));
}

/** A day of UTC as people read it. */
export function dayText(iso: string | null | undefined): string {
  return iso ? new Intl.DateTimeFormat(spoken(), { dateStyle: "medium", timeZone: "UTC" }).format(new Date(iso)) : "";
}

function isDay(day: string | undefined): day is string {
  return day !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(day);
}
