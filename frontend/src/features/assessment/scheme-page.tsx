/** One issued scheme: who issued it, when and on what it rests, its items, and its text as written. */
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useQuery } from "urql";
import { AssessmentSchemePageDocument } from "@/gql/graphql";
import { day } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { Facts, PageHead } from "@/ui/page";
import { Failed, Waiting } from "@/ui/states";
import { SchemeItems } from "./scheme-items";

const words = texts.assessment.schemes;

export function SchemePage() {
  const { schemeId } = useParams({ from: "/inside/assessment/schemes/$schemeId" });
  const [{ data, error }, again] = useQuery({
    query: AssessmentSchemePageDocument,
    variables: { id: schemeId },
  });
  if (error && !data) return <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />;
  if (!data) return <Waiting />;
  const scheme = data.assessmentScheme;
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
