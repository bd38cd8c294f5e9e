/** 还差什么: what the next milestone still waits for, in the server's sentences. */
import { texts } from "@/lib/texts";
import { Section } from "@/ui/page";
import type { FullCase } from "../model";

export function Outstanding({ row }: { row: FullCase }) {
  return (
    <Section title={texts.case.outstanding} id="outstanding">
      {row.outstanding.length > 0 ? (
        <ul className="outstanding">
          {row.outstanding.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : (
        <p className="muted">{texts.case.nothingOutstanding}</p>
      )}
    </Section>
  );
}
