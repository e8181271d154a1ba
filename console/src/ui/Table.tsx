/** A table that becomes a list of cards where the window is narrow. */
import type { ReactNode } from "react";

import "./table.css";

export interface Column<Row> {
  key: string;
  title: ReactNode;
  cell(row: Row): ReactNode;
  /** Numbers stand to the right. */
  isNumber?: boolean;
  /** The title is for those who do not see the table. */
  isTitleHidden?: boolean;
}

export function Table<Row>(props: { caption: string; columns: Column<Row>[]; rows: Row[]; keyOf(row: Row): string; isSelected?: (row: Row) => boolean }) {
  return (
    <div className="table-scroll">
      <table className="table">
        <caption className="visually-hidden">{props.caption}</caption>
        <thead>
          <tr>
            {props.columns.map((column) => (
              <th key={column.key} scope="col" className={column.isNumber ? "table-number" : undefined}>
                {column.isTitleHidden ? <span className="visually-hidden">{column.title}</span> : column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={props.keyOf(row)} data-selected={props.isSelected?.(row) || undefined}>
              {props.columns.map((column) => (
                <td
                  key={column.key}
                  className={column.isNumber ? "table-number" : undefined}
                  data-title={typeof column.title === "string" && !column.isTitleHidden ? column.title : undefined}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
