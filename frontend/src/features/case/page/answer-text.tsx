/** The answer that another government gave: what the office reads before it takes it. */
import { day } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { Facts } from "@/ui/page";
import type { Envelope } from "../model";

const words = texts.across.answer;

/** The class as the answering government calls it: its code alone says nothing to its neighbour. */
function classOf({
  resultClass,
  resultClassLabel,
}: {
  resultClass: string | null;
  resultClassLabel: string | null;
}): string {
  return [resultClass, resultClassLabel].filter(Boolean).join(" ");
}

interface Props {
  answer: NonNullable<Envelope["answer"]>;
  /** an opinion is to the government that asked: neither letter nor class */
  opinion: boolean;
}

export function AnswerText({ answer, opinion }: Props) {
  const facts: [string, string][] = [
    [words.number, answer.number ?? ""],
    [words.addressee, opinion ? "" : answer.addressee],
    [words.resultClass, classOf(answer)],
    [words.signer, answer.signer ?? ""],
    [words.contact, `${answer.contactName} ${answer.contactPhone}`],
  ];
  const [, request, response, resultClass, promise, promisedOn] = words.pointColumns;
  return (
    <div className="answer-text">
      <p>
        <strong>{answer.title}</strong>　{day(answer.answeredOn)}
      </p>
      <Facts rows={facts.filter(([, value]) => value)} />
      <div className="original-text">{answer.body}</div>
      {answer.points.length > 0 ? (
        <table className="plain stacked">
          <caption className="sr-only">{words.points}</caption>
          <thead>
            <tr>
              {words.pointColumns.map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.points.map((point, place) => (
              <tr key={point.request + point.response}>
                <th scope="row">{place + 1}</th>
                <td data-label={request} className="pre">
                  {point.request}
                </td>
                <td data-label={response} className="pre">
                  {point.response}
                </td>
                <td data-label={resultClass}>{classOf(point)}</td>
                <td data-label={promise} className="pre">
                  {point.promise ?? "—"}
                </td>
                <td data-label={promisedOn} className="date">
                  {day(point.promisedOn)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </div>
  );
}
