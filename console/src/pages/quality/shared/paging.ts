/** Lists that are read by page numbers, put together to one. */
import type { InfiniteData } from "@tanstack/react-query";

export interface Paged<Row> {
  data: Row[];
  page: number;
  page_size: number;
  total: number;
}

export interface Gathered<Row> {
  rows: Row[];
  /** Of the whole list, also where not all was read. */
  total: number;
}

export function nextPage({ page, page_size: size, total }: Paged<unknown>): number | undefined {
  return page * size < total ? page + 1 : undefined;
}

/** All rows that were read. While pages are read rows may move from one to the next: each is taken once. */
export function gather<Row>(idOf: (row: Row) => string) {
  return ({ pages }: InfiniteData<Paged<Row>>): Gathered<Row> => {
    const rows = new Map(pages.flatMap((page) => page.data.map((row) => [idOf(row), row] as const)));
    return { rows: [...rows.values()], total: pages.at(-1)?.total ?? 0 };
  };
}
