/** The platform's operators and what was done to their accounts: to read; the acts are at the terminal. */
import { Button } from "antd";
import { useState } from "react";
import { useQuery } from "urql";
import { MeDocument, OperatorChangesDocument, OperatorsDocument } from "@/gql/graphql";
import { moment } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { PageHead, Section } from "@/ui/page";
import { Failed, Waiting } from "@/ui/states";

const words = texts.operator.accounts;
const PAGE = 100; // the server's

export function OperatorsPage() {
  const [{ data, error }, again] = useQuery({ query: MeDocument });
  if (error && !data) return <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />;
  if (!data) return <Waiting />;
  return (
    <main id="content" tabIndex={-1}>
      <PageHead title={words.title} note={<a href="/operator">{words.back}</a>} />
      {data.me?.operator ? (
        <>
          <Operators />
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
  const [{ data, error }, again] = useQuery({ query: OperatorsDocument, requestPolicy: "network-only" });
  if (error && !data) return <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />;
  if (!data) return <Waiting />;
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
          {data.operators.map((row) => (
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

/** A page of a hundred; the next one stands below it when it is asked for. */
function Changes({ before }: { before?: string }) {
  const [more, setMore] = useState(false);
  const [{ data, error }, again] = useQuery({
    query: OperatorChangesDocument,
    variables: { before },
    requestPolicy: "network-only",
  });
  if (error && !data) return <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />;
  if (!data) return <Waiting />;
  const rows = data.operatorChanges;
  const last = rows.at(-1);
  return (
    <>
      <ul className="posts">
        {rows.map(({ id, username, changeLabel, byLabel, at }) => (
          <li key={id}>{words.change(moment(at), username, changeLabel, byLabel)}</li>
        ))}
      </ul>
      {rows.length === 0 && !before ? <p className="muted">{words.none}</p> : null}
      {last && rows.length === PAGE && !more ? (
        <Button onClick={() => setMore(true)}>{words.more}</Button>
      ) : null}
      {last && more ? <Changes before={last.id} /> : null}
    </>
  );
}
