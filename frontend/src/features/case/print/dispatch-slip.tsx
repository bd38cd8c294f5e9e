/** 交办单 for one unit, with its receipt strip. */
import { boot } from "@/lib/boot";
import { day, letterDay } from "@/lib/dates";
import { useRoleWords } from "@/lib/role-words";
import { texts } from "@/lib/texts";
import { DueDays } from "@/ui/due-days";
import { type Assignment, citedNumber, type FullCase, isConsulted, numberOf } from "../model";

const words = texts.paper.slip;
const { labels } = texts.case;

function others(row: FullCase, own: Assignment): string {
  return row.assignments
    .filter(({ id, state }) => id !== own.id && !["RETURNED", "RECALLED", "CANCELLED"].includes(state))
    .map(({ unit, roleLabel, part }) => `${unit.name}（${roleLabel}${part ? `：${part}` : ""}）`)
    .join("、");
}

/** What a co-handler is asked for is an opinion: for the lead, or, on a consultation, for the office. */
function wantedOf(row: FullCase, { role }: Assignment) {
  if (isConsulted(row)) return words.consulted;
  return role === "CO" ? words.co : words.answer;
}

function proposers(row: FullCase): string {
  return row.proposers.map(({ name, group }) => (group ? `${name}（${group}）` : name)).join("、");
}

export function DispatchSlip({ row, assignment }: { row: FullCase; assignment: Assignment }) {
  const inWords = useRoleWords();
  const asked = wantedOf(row, assignment);
  const rows: [string, string][] = [
    [row.origin === "OWN" ? labels.number : labels.senderNo, numberOf(row)],
    [texts.list.columns.title, row.title],
    [texts.case.proposers, proposers(row)],
    [words.role, assignment.roleLabel],
    [words.part, assignment.part],
    [words.others, others(row, assignment)],
    [words.dispatchedOn, day(assignment.dispatchedOn)],
    [words.signDueOn, day(assignment.signDueOn)],
    [words.returnUntil, day(assignment.returnUntil)],
    [inWords(asked.dueOn), day(assignment.dueOn)],
    [words.requirements, row.requirements],
  ];
  return (
    <article className="paper paper-form">
      <h2 className="paper-title">{words.title}</h2>
      <p>{words.to(assignment.unit.name)}</p>
      <p className="indent">{inWords(asked.text(row.kindLabel, citedNumber(row)))}</p>
      <table className="paper-table">
        <tbody>
          {rows
            .filter(([, value]) => value)
            .map(([label, value]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{value}</td>
              </tr>
            ))}
        </tbody>
      </table>
      <DueDays days={assignment.dueDays} open />
      <p className="indent">{inWords(asked.standing)}</p>
      <p className="signature">
        {texts.paper.letter.office(boot.government?.name ?? "")}
        {words.seal}
        <br />
        {letterDay(assignment.dispatchedOn)}
      </p>
      <div className="receipt">
        <p className="muted">{words.cut}</p>
        <h3>{words.receipt}</h3>
        <p>{words.received(assignment.unit.name, citedNumber(row))}</p>
        <p className="receipt-line">
          <span>{words.signer}</span>
          <span>{words.time}</span>
          <span>{words.seal}</span>
        </p>
      </div>
    </article>
  );
}
