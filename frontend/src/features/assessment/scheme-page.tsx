/** One issued scheme: who issued it, when and on what it rests, its items, and its text as written. */
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { AssessmentSchemePageDocument } from "@/gql/graphql";
import { day } from "@/lib/dates";
import { useFresh } from "@/lib/fresh";
import { texts } from "@/lib/texts";
import { Facts, PageHead } from "@/ui/page";
import { Nothing, Unanswered } from "@/ui/states";
import { SchemeItems } from "./scheme-items";

const words = texts.assessment.schemes;

export function SchemePage() {
  const { schemeId } = useParams({ from: "/inside/assessment/schemes/$schemeId" });
  const answer = useFresh(AssessmentSchemePageDocument, { id: schemeId });
  if (!answer.data) return <Unanswered to={answer} />;
  const scheme = answer.data.assessmentScheme;
  if (!scheme) return <Nothing>{texts.missing}</Nothing>;
  return (
    <>
      <PageHead
        title={texts.assessment.startForm.version(scheme.title, scheme.year, scheme.version)}
        tools={
          <>
            <Link to="/assessment/schemes">{words.back}</Link>
            <Button onClick={() => window.print()}>{texts.print}</Button>
          </>
        }
      />
      <Facts
        rows={[
          [words.facts.source, scheme.source],
          [words.facts.issued, `${scheme.issuedBy}　${day(scheme.issuedOn)}`],
          [words.facts.note, scheme.note ?? texts.assessment.sheet.none],
        ]}
      />
      <SchemeItems items={scheme.items} />
      {scheme.redistributes ? <p className="muted">{texts.assessment.ranking.moved}</p> : null}
      <details className="screen-only">
        <summary>{words.whole}</summary>
        <pre className="scheme-text">{scheme.text}</pre>
      </details>
    </>
  );
}
