/**
 * What the console says, in one place: a catalogue of one language, typed by its English original.
 *
 * `t("common.save")` is the text of that key; `{name}` within it stands for a value. A key whose text is an object with
 * `one` and `other` is chosen by `values.count`, by the rules of the language. Another language is another catalogue of
 * the same shape, handed to `speak`.
 */
import { en } from "./en";

export type Catalogue = Widen<typeof en>;

/** A text, or its forms by count. */
type Plural = { one: string; other: string };
type Widen<T> = T extends string ? string : T extends Plural ? Plural : { [K in keyof T]: Widen<T[K]> };
type Keys<T> = {
  [K in keyof T & string]: T[K] extends string | Plural ? K : `${K}.${Keys<T[K]>}`;
}[keyof T & string];

/** The name of a text. */
export type TextKey = Keys<typeof en>;
type Values = Record<string, string | number>;

let catalogue: Catalogue = en;
let language = "en";

/** Changes the language; what is drawn afterwards speaks it. */
export function speak(tag: string, texts: Catalogue): void {
  language = tag;
  catalogue = texts;
  document.documentElement.lang = tag;
}

/** The language that is spoken, for formats of dates and numbers. */
export function spoken(): string {
  return language;
}

/** The text of a key, with its values in place. */
export function t(key: TextKey, values: Values = {}): string {
  let found: unknown = catalogue;
  for (const part of key.split(".")) found = (found as Record<string, unknown>)[part];
  const text = typeof found === "string" ? found : byCount(found as Plural, Number(values.count ?? 0));
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

function byCount(forms: Plural, count: number): string {
  return new Intl.PluralRules(language).select(count) === "one" ? forms.one : forms.other;
}
