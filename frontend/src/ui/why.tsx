/**
 * The small button beside a date, and what it opens: a panel that takes the focus, stays in the window and closes with
 * Escape, by leaving it or by scrolling. Nothing but the button is drawn before, so that long lists stay light.
 */
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { texts } from "@/lib/texts";

const words = texts.dueDays;
const WIDTH = 440;
const EDGE = 8;

interface Props {
  /** what the date is, for those who do not see it beside the button */
  of: string;
  /** false in rows of a grid that have not the focus: the grid is one stop of the tab key */
  tabbed?: boolean;
  children: ReactNode;
}

export function Why({ of, tabbed = true, children }: Props) {
  const [place, setPlace] = useState<CSSProperties | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const title = words.of(of);
  return (
    <span className="screen-only">
      <button
        ref={button}
        type="button"
        className="why-button"
        aria-label={title}
        title={title}
        aria-expanded={place !== null}
        tabIndex={tabbed ? undefined : -1}
        onClick={(event) => {
          event.stopPropagation(); // a click on the row opens its case
          setPlace(place ? null : beside(event.currentTarget.getBoundingClientRect()));
        }}
      >
        <span aria-hidden="true">?</span>
      </button>
      {place ? (
        <Panel title={title} place={place} close={() => setPlace(null)} button={button.current}>
          {children}
        </Panel>
      ) : null}
    </span>
  );
}

/** Below the button, or above it where there is more room; never beyond the window. */
function beside({ left, top, bottom }: DOMRect): CSSProperties {
  const { innerWidth, innerHeight } = window;
  const width = Math.min(WIDTH, innerWidth - 2 * EDGE);
  const side = Math.max(EDGE, Math.min(left, innerWidth - width - EDGE));
  const below = innerHeight - bottom >= top;
  const room = (below ? innerHeight - bottom : top) - 2 * EDGE;
  const edge = below ? { top: bottom + 4 } : { bottom: innerHeight - top + 4 };
  return { left: side, width, maxHeight: room, ...edge };
}

interface PanelProps {
  title: string;
  place: CSSProperties;
  button: HTMLButtonElement | null;
  close: () => void;
  children: ReactNode;
}

function Panel({ title, place, button, close, children }: PanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  const leave = useRef(close);
  leave.current = close;
  useEffect(() => {
    panel.current?.focus({ preventScroll: true });
    const top = () => button?.getBoundingClientRect().top;
    const opened = top();
    const outside = (event: Event) => {
      const { target } = event;
      if (!(target instanceof Node && (panel.current?.contains(target) || button?.contains(target)))) {
        leave.current();
      }
    };
    document.addEventListener("pointerdown", outside);
    // what brought the button into view may be told of only after the click on it
    const scrolled = (event: Event) => {
      if (top() !== opened) outside(event);
    };
    document.addEventListener("scroll", scrolled, true);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("scroll", scrolled, true);
    };
  }, [button]);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key !== "Escape" && event.key !== "Tab") return;
    const onwards = event.key === "Tab" && panel.current?.querySelector("summary") && !event.shiftKey;
    if (onwards && !last(panel.current)) return;
    event.preventDefault();
    close();
    button?.focus();
  };
  return createPortal(
    <div
      ref={panel}
      role="dialog"
      aria-label={title}
      tabIndex={-1}
      className="why-panel screen-only"
      style={place}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>,
    document.body,
  );
}

/** Whether the focus is on the last thing in the panel that takes it. */
function last(panel: HTMLElement | null): boolean {
  const all = panel?.querySelectorAll("summary, a, button") ?? [];
  return all[all.length - 1] === document.activeElement;
}
