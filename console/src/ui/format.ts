/** Numbers, times and lengths as people read them, in the language that is spoken. */
import { spoken } from "../texts";

/** `3 Nov 2026, 14:05`. */
export function dateTime(iso: string | null | undefined): string {
  return iso ? new Intl.DateTimeFormat(spoken(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso)) : "";
}

/** `3 Nov 2026`. */
export function date(iso: string | null | undefined): string {
  return iso ? new Intl.DateTimeFormat(spoken(), { dateStyle: "medium" }).format(new Date(iso)) : "";
}

/** `5 minutes ago`, for what is younger than a week; the date else. */
export function ago(iso: string | null | undefined, now = Date.now()): string {
  if (!iso) return "";
  const seconds = Math.round((Date.parse(iso) - now) / 1000);
  const format = new Intl.RelativeTimeFormat(spoken(), { numeric: "auto" });
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [["second", 60], ["minute", 60], ["hour", 24], ["day", 7]];
  let value = seconds;
  for (const [unit, size] of steps) {
    if (Math.abs(value) < size) return format.format(Math.round(value), unit);
    value /= size;
  }
  return date(iso);
}

/** Seconds as `4:07` or `1:02:03`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [hours = 0, minutes = 0, rest = 0] = parts;
  const two = (value: number) => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

export function number(value: number | null | undefined, digits = 0): string {
  return value == null ? "–" : new Intl.NumberFormat(spoken(), { maximumFractionDigits: digits }).format(value);
}

/** 0.256 as `26 %`. */
export function percent(share: number | null | undefined, digits = 0): string {
  return share == null
    ? "–"
    : new Intl.NumberFormat(spoken(), { style: "percent", maximumFractionDigits: digits }).format(share);
}

/** `12 MB`. */
export function bytes(size: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  let step = 0;
  let value = size;
  while (value >= 1000 && step < units.length - 1) {
    value /= 1000;
    step += 1;
  }
  return new Intl.NumberFormat(spoken(), { style: "unit", unit: units[step] ?? "byte", maximumFractionDigits: 1 }).format(value);
}
