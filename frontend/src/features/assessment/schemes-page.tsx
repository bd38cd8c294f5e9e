/** 考核办法: the versions of each year, and for those who write them how to begin another. */
import { Link } from "@tanstack/react-router";
import { AssessmentSchemesDocument } from "@/gql/graphql";
import { day } from "@/lib/dates";
import { useFresh } from "@/lib/fresh";
import { texts } from "@/lib/texts";
import { PageHead } from "@/ui/page";
import { Nothing, Unanswered } from "@/ui/states";

const words = texts.assessment.schemes;

export function SchemesPage() {
  const answer = useFresh(AssessmentSchemesDocument, {}, { policy: "cache-and-network" });
  if (!answer.data) return <Unanswered to={answer} />;
  const { assessmentSchemes: rows, mayIssueSchemes } = answer.data;
  return (
    <>
      <PageHead
        title={words.title}
        note={<span className="muted">{words.note}</span>}
        tools={mayIssueSchemes ? <Link to="/assessment/schemes/new">{words.write}</Link> : null}
      />
      {rows.length === 0 ? <Nothing>{words.nothing}</Nothing> : null}
      {rows.length ? (
        <table className="plain stacked">
          <caption>{words.caption}</caption>
          <thead>
            <tr>
              {words.columns.map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td data-label={words.columns[0]}>{row.year}</td>
                <th scope="row">
                  <Link to="/assessment/schemes/$schemeId" params={{ schemeId: row.id }}>
                    {row.title}
                  </Link>
                </th>
                <td data-label={words.columns[2]}>{texts.rules.version(row.version)}</td>
                <td data-label={words.columns[3]}>
                  {row.groups.map((one) => texts.assessment.groups[one]).join("、")}
                </td>
                <td data-label={words.columns[4]} className="date">
                  {day(row.issuedOn)}
                </td>
                <td data-label={words.columns[5]}>{row.issuedBy}</td>
                <td data-label={words.columns[6]}>{row.note}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  );
}
