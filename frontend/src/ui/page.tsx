/** A page's heading and title; the one h1, focused after navigation so that a screen reader hears the new page. */
import { type ReactNode, useEffect, useRef } from "react";
import { boot } from "@/lib/boot";
import { Panel } from "@/ui/panels";
import { texts } from "@/lib/texts";

let first = true;

export function PageHead({ title, tools, note }: { title: string; tools?: ReactNode; note?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} - ${boot.government?.shortName ?? texts.product}`;
    if (!first) heading.current?.focus({ preventScroll: true });
    first = false;
  }, [title]);
  return (
    <div className="page-head">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {note ? <div className="page-note">{note}</div> : null}
      {tools ? <div className="page-tools">{tools}</div> : null}
    </div>
  );
}

export function Section({ title, tools, id, children }: SectionProps) {
  return (
    <section className="section" aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id}>{title}</h2>
        {tools}
      </div>
      <Panel of={children}>{children}</Panel>
    </section>
  );
}

interface SectionProps {
  title: string;
  id: string;
  tools?: ReactNode;
  children: ReactNode;
}

/** Label and value pairs, dense; empty values are left out by the caller. */
export function Facts({ rows }: { rows: [label: string, value: ReactNode][] }) {
  return (
    <dl className="facts">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
