/** 征询意见表: filled in by the proposer and sent straight to the committee's office, not through the unit. */
import { boot } from "@/lib/boot";
import { day } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { type FullCase, numberOf, type Reply } from "../model";

const words = texts.paper.opinion;

export function OpinionForm({ row, reply }: { row: FullCase; reply: Reply }) {
  const place = boot.government?.name.replace(/人民政府$/, "") ?? "";
  const { satisfactionAxes, satisfaction } = row.procedure;
  const grades = satisfaction.map(({ label }) => label);
  const asked = row.feedbackRounds
    .filter(({ unit, returnedOn }) => unit.id === reply.unit.id && !returnedOn)
    .at(-1);
  const rows: [string, string][] = [
    [words.number, numberOf(row)],
    [words.caseTitle, row.title],
    [words.proposer, row.proposers.map(({ name }) => name).join("、")],
    [words.unit, reply.unit.name],
    [words.letter, reply.number ?? ""],
    [words.ways, words.wayChoices],
    ...satisfactionAxes.map(({ label }): [string, string] => [label, words.choices(grades)]),
    [words.adopted, words.adoptedChoices],
    [words.publish, words.publishChoices],
  ];
  return (
    <article className="paper paper-form">
      <h2 className="paper-title">{words.title(place, row.kindLabel)}</h2>
      <table className="paper-table">
        <tbody>
          {rows.map(([label, value]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{value}</td>
            </tr>
          ))}
          <tr className="tall">
            <th scope="row">{words.words}</th>
            <td />
          </tr>
        </tbody>
      </table>
      <p className="receipt-line">
        <span>{words.signature}</span>
        <span>{words.phone}</span>
        <span>{words.date}</span>
      </p>
      {asked ? <p>{words.returnBy(day(asked.dueOn))}</p> : null}
      <p className="muted">{words.returnTo(place + texts.paper.letter.copyTo[row.kind])}</p>
    </article>
  );
}
