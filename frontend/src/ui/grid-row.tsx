/** One row of the data grid, and what a column is. */
import { memo, type ReactNode } from "react";

export interface Column<Row> {
  key: string;
  title: ReactNode;
  /** a CSS grid track, e.g. "120px" or "minmax(200px, 1fr)" */
  width: string;
  /** its track on a phone; a column without one is left out there */
  narrow?: string;
  sorted?: "ascending" | "descending";
  /** short values, which paper does not break */
  tight?: boolean;
  /** `active` in the row that the tab key reaches: only there may a cell's own button be a stop */
  render: (row: Row, active: boolean) => ReactNode;
}

interface RowProps<Row> {
  index: number;
  top: number | null;
  active: boolean;
  columns: Column<Row>[];
  row: Row | undefined;
}

function PlainRow<Row>({ index, top, active, columns, row }: RowProps<Row>) {
  if (!row) return null;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      tabIndex={active ? 0 : -1}
      className={index % 2 ? "grid-row grid-odd" : "grid-row"}
      style={top === null ? undefined : { transform: `translateY(${top}px)` }}
    >
      {columns.map((column, place) => (
        <div key={column.key} role="gridcell" aria-colindex={place + 1} className={cellClass(column)}>
          {column.render(row, active)}
        </div>
      ))}
    </div>
  );
}

export function cellClass<Row>({ tight, narrow }: Column<Row>): string {
  return `${tight ? "tight" : ""} ${narrow ? "" : "wide-only"}`.trim();
}

/** Drawn anew only when its own data changes: scrolling moves the others past it. The grid handles its events. */
export const GridRow = memo(PlainRow) as typeof PlainRow;

/** The index of the row an event happened in, or null. */
export function rowOf(target: EventTarget): number | null {
  const index = target instanceof Element ? target.closest("[data-index]")?.getAttribute("data-index") : null;
  return index == null ? null : Number(index);
}
