/**
 * A dense grid that stays a grid for assistive technology: true row count, row indexes, keyboard, print.
 * Rows are keyed by index, so that the focused row survives when a placeholder becomes data.
 */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, useEffect, useRef, useState } from "react";
import { gridKeys } from "@/ui/grid-keys";
import { type Column, cellClass, GridRow, rowOf } from "@/ui/grid-row";
import { usePrinting } from "@/ui/use-printing";
import { useRowHeight } from "@/ui/use-row-height";

interface Props<Row> {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  /** all rows there are, or null when nobody has counted them */
  total: number | null;
  hasMore: boolean;
  loadMore: () => void;
  /** starts loading everything, up to the print limit */
  loadAll: () => void;
  onOpen: (row: Row, newTab: boolean) => void;
  focusKey?: string;
}

const NEAR_END = 20;
const PRINT_LIMIT = 2_000;
let lastFocus: { key: string; index: number; top: number } | null = null;

export function DataGrid<Row>(props: Props<Row>) {
  const { columns, rows, total, hasMore, loadMore, focusKey = "" } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const remembered = lastFocus?.key === focusKey ? lastFocus : null;
  const [active, setActive] = useState(remembered?.index ?? 0);
  const [wanted, setWanted] = useState<number | null>(null);
  const [toEnd, setToEnd] = useState(false);
  const printing = usePrinting();
  const rowHeight = useRowHeight();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    initialOffset: remembered?.top ?? 0,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew when the height of rows changes
  useEffect(() => virtual.measure(), [rowHeight, virtual]);
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (hasMore && lastShown >= rows.length - NEAR_END) loadMore();
  }, [hasMore, lastShown, rows.length, loadMore]);

  useEffect(() => {
    if (wanted === null) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${wanted}"]`);
    if (!row) return;
    row.focus({ preventScroll: true });
    setWanted(null);
  });

  const go = (index: number) => {
    const target = Math.max(0, Math.min(rows.length - 1, index));
    setToEnd(false); // who moves on meanwhile is not carried off
    setActive(target);
    setWanted(target);
    virtual.scrollToIndex(target);
    lastFocus = { key: focusKey, index: target, top: scroller.current?.scrollTop ?? 0 };
  };
  useEffect(() => {
    if (!toEnd || hasMore || rows.length === 0) return;
    setToEnd(false);
    setActive(rows.length - 1);
    setWanted(rows.length - 1);
    virtual.scrollToIndex(rows.length - 1);
  }, [toEnd, hasMore, rows.length, virtual]);
  const end = () => {
    setToEnd(true);
    props.loadAll();
  };
  const open = (index: number, newTab: boolean) => {
    const row = rows[index];
    lastFocus = { key: focusKey, index, top: scroller.current?.scrollTop ?? 0 };
    if (row) props.onOpen(row, newTab);
  };
  const onKeyDown = gridKeys({ active, go, open, end });
  const shown = printing
    ? rows.slice(0, PRINT_LIMIT).map((_, index) => index)
    : items.map(({ index }) => index);
  const tracks = {
    "--tracks": columns.map(({ width }) => width).join(" "),
    "--narrow-tracks": columns.flatMap(({ narrow }) => narrow ?? []).join(" "),
  } as CSSProperties;

  return (
    <div ref={scroller} className="grid-scroll" style={tracks}>
      <div
        role="grid"
        tabIndex={-1}
        aria-label={props.label}
        aria-rowcount={total === null ? -1 : total + 1}
        aria-colcount={columns.length}
        onKeyDown={onKeyDown}
        onFocus={(event) => setActive(rowOf(event.target) ?? active)}
        onClick={(event) => {
          const index = rowOf(event.target);
          if (index !== null) open(index, event.ctrlKey || event.metaKey);
        }}
        className="grid"
      >
        <div role="rowgroup" className="grid-head">
          <div role="row" aria-rowindex={1} className="grid-row">
            {columns.map((column, place) => (
              <div
                key={column.key}
                role="columnheader"
                aria-colindex={place + 1}
                tabIndex={-1}
                aria-sort={column.sorted}
                className={cellClass(column)}
              >
                {column.title}
              </div>
            ))}
          </div>
        </div>
        <div
          role="rowgroup"
          className="grid-body"
          style={printing ? undefined : { height: virtual.getTotalSize() }}
        >
          {shown.map((index) => (
            <GridRow
              key={index}
              index={index}
              top={printing ? null : index * rowHeight}
              active={index === active}
              columns={columns}
              row={rows[index]}
            />
          ))}
        </div>
      </div>
    </div>
  );
}
