/** Cases like the one being typed, a moment after the last key. */
import { useEffect, useState } from "react";
import { useQuery } from "urql";
import { SimilarCasesDocument } from "@/gql/graphql";
import { texts } from "@/lib/texts";
import { Section } from "@/ui/page";

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
  const [{ data }] = useQuery({ query: SimilarCasesDocument, variables: { title: asked }, pause: !enough });
  const found = enough ? (data?.similarCases ?? []) : [];
  return (
    <div className="side-fixed">
      <Section title={words.similar} id="similar">
        <p className="muted">{words.similarHint}</p>
        <div role="status">{enough && data && found.length === 0 ? words.noSimilar : ""}</div>
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
