/** Rows as a file: CSV for spreadsheets or JSON for programs. */
export type Format = "csv" | "json";
export const FORMATS = ["csv", "json"] as const satisfies readonly Format[];

export type Cell = string | number | boolean | null | undefined;
export type FileRow = Record<string, Cell>;

/** What a spreadsheet takes for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** Members within members by their path, `sentiment.positive`, as the server's own files have them. */
export function flat(row: object, before = ""): FileRow {
  const cells: FileRow = {};
  for (const [name, value] of Object.entries(row) as [string, unknown][]) {
    if (typeof value === "object" && value !== null) Object.assign(cells, flat(value, `${before}${name}.`));
    else cells[before + name] = value as Cell;
  }
  return cells;
}

export function fileOf(rows: object[], format: Format): Blob {
  if (format === "json") return new Blob([`${JSON.stringify(rows, null, 2)}\n`], { type: "application/json" });
  const cells = rows.map((row) => flat(row));
  const names = [...new Set(cells.flatMap((row) => Object.keys(row)))];
  const lines = [names, ...cells.map((row) => names.map((name) => row[name]))].map((line) => line.map(written).join(","));
  // The mark tells spreadsheets that it is UTF-8.
  return new Blob([`\uFEFF${lines.join("\r\n")}\r\n`], { type: "text/csv;charset=utf-8" });
}

function written(cell: Cell): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell !== "string") return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
