/** The platform's operators and what was done to their accounts: to read; the acts are at the terminal. */
import {
  MeDocument,
  OperatorChangesDocument,
  type OperatorChangesQuery,
  type OperatorChangesQueryVariables,
  OperatorsDocument,
} from "@/gql/graphql";
import { moment } from "@/lib/dates";
import { useFresh } from "@/lib/fresh";
import { texts } from "@/lib/texts";
import { type ListQuery, rowsOf, useList } from "@/lib/use-list";
import { Listed } from "@/ui/listed";
import { Panel } from "@/ui/panels";
import { PageHead, Section } from "@/ui/page";
import { Unanswered } from "@/ui/states";

const words = texts.operator.accounts;

export function OperatorsPage() {
  const answer = useFresh(MeDocument, {});
  if (!answer.data) return <Unanswered to={answer} />;
  return (
    <main id="content" tabIndex={-1}>
      <PageHead title={words.title} note={<a href="/operator">{words.back}</a>} />
      {answer.data.me?.operator ? (
        <>
          <Panel>
            <Operators />
          </Panel>
          <Section id="changes" title={words.changes}>
            <p className="muted">{words.hint}</p>
            <Changes />
          </Section>
        </>
      ) : (
        <p className="conflict">{words.need}</p>
      )}
    </main>
  );
}

function Operators() {
  const answer = useFresh(OperatorsDocument, {}, { policy: "network-only" });
  if (!answer.data) return <Unanswered to={answer} />;
  return (
    <Section id="operators" title={words.list}>
      <p className="muted">{words.note}</p>
      <table className="plain">
        <caption>{words.list}</caption>
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
          {answer.data.operators.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.username}</th>
              <td>{row.name}</td>
              <td>{words.state(row.active, row.mustChangePassword)}</td>
              <td>{row.lastLogin ? moment(row.lastLogin) : "—"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

type Change = OperatorChangesQuery["operatorChanges"]["edges"][number]["node"];

const CHANGES: ListQuery<OperatorChangesQuery, OperatorChangesQueryVariables, Change, null> = {
  document: OperatorChangesDocument,
  size: 50,
  page: (after) => ({ after }),
  take: ({ operatorChanges }) => rowsOf(operatorChanges, null),
};

function Changes() {
  const list = useList(CHANGES, {});
  return (
    <Listed list={list} nothing={words.none} more={words.more}>
      <ul className="posts">
        {list.rows.map(({ id, username, changeLabel, byLabel, at }) => (
          <li key={id}>{words.change(moment(at), username, changeLabel, byLabel)}</li>
        ))}
      </ul>
    </Listed>
  );
}
