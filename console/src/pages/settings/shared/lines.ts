/** Lists of texts in a box: one a line. */

export function linesOf(text: string): string[] {
  return text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
}

export function textOf(lines: readonly string[] | null | undefined): string {
  return (lines ?? []).join("\n");
}
