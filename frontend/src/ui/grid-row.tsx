/** One row of the data grid, and what a column is. */
import type { ReactNode } from "react";

/** Pixels; the style sheet has the same number. */
export const ROW_HEIGHT = 36;

export interface Column<Row> {
  key: string;
  title: ReactNode;
  /** a CSS grid track, e.g. "120px" or "minmax(200px, 1fr)" */
  width: string;
  sorted?: boolean;
  render: (row: Row) => ReactNode;
}

interface RowProps<Row> {
  index: number;
  top: number | null;
  active: boolean;
  columns: Column<Row>[];
  row: Row | undefined;
  onFocus: () => void;
  onOpen: (newTab: boolean) => void;
}

export function GridRow<Row>({ index, top, active, columns, row, onFocus, onOpen }: RowProps<Row>) {
  if (!row) return null;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      tabIndex={active ? 0 : -1}
      className={index % 2 ? "grid-row grid-odd" : "grid-row"}
      style={top === null ? undefined : { transform: `translateY(${top}px)` }}
      onFocus={onFocus}
      onClick={(event) => onOpen(event.ctrlKey || event.metaKey)}
    >
      {columns.map((column) => (
        <div key={column.key} role="gridcell">
          {column.render(row)}
        </div>
      ))}
    </div>
  );
}
