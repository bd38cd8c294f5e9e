/** Cases like the one being typed, a moment after the last key. */
import { useEffect, useState } from "react";
import { SimilarCasesDocument } from "@/gql/graphql";
import { useFresh } from "@/lib/fresh";
import { texts } from "@/lib/texts";
import { Section } from "@/ui/page";
import { Lacking } from "@/ui/states";

const words = texts.form.register;
const PAUSE = 500;
const ENOUGH = 4;

export function SimilarCases({ title }: { title: string }) {
  const [asked, setAsked] = useState("");
  useEffect(() => {
    const timer = window.setTimeout(() => setAsked(title.trim()), PAUSE);
    return () => window.clearTimeout(timer);
  }, [title]);
  const enough = asked.length >= ENOUGH;
  const similar = useFresh(SimilarCasesDocument, { title: asked }, { pause: !enough });
  const found = enough ? (similar.data?.similarCases ?? []) : [];
  return (
    <div className="side-fixed">
      <Section title={words.similar} id="similar">
        <p className="muted">{words.similarHint}</p>
        <div role="status">{enough && similar.data && found.length === 0 ? words.noSimilar : ""}</div>
        {enough ? <Lacking what={texts.failure.names.cases} to={similar} /> : null}
        <ul className="similar">
          {found.map((each) => (
            <li key={each.id}>
              <a href={`/cases/${each.id}`} target="_blank" rel="noreferrer">
                {each.caseNo ?? each.registrationNo}　{each.title}
              </a>
              <div className="muted">
                {each.year}　{each.leadProposerName}　{each.stateLabel}
                {each.likeness == null ? "" : `　${words.likeness(each.likeness)}`}
              </div>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
