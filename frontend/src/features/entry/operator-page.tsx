/** The platform operator's page: governments and their state. No case can be reached from here. */
import { Button } from "antd";
import { useEffect } from "react";
import { useClient } from "urql";
import { GovernmentsDocument, MeDocument, SignOutDocument } from "@/gql/graphql";
import { useFresh } from "@/lib/fresh";
import { useNewSession } from "@/lib/session";
import { texts } from "@/lib/texts";
import { PageHead } from "@/ui/page";
import { Failed, Unanswered, Waiting } from "@/ui/states";
import { SignInForm } from "./sign-in-form";

export function OperatorPage() {
  const answer = useFresh(MeDocument, {});
  const { data, error } = answer;
  const restart = useNewSession();
  const seat = new URLSearchParams(window.location.search).get("seat") ?? undefined;
  const oneTime = data?.me?.mustChangePassword ?? false;
  useEffect(() => {
    if (oneTime) window.location.assign("/operator/password");
  }, [oneTime]);
  if (oneTime || (!data && !error)) return <Waiting />;
  return (
    <main className="entry" id="content">
      <PageHead title={texts.operator.title} />
      <p>
        <a href="/">{texts.operator.back}</a>
      </p>
      {error ? <Failed error={error} retry={answer.again} /> : null}
      {data?.me?.operator ? (
        <GovernmentTable name={data.me.name} />
      ) : (
        <div className="operator-sign-in">
          <SignInForm seat={seat} onDone={restart} />
        </div>
      )}
    </main>
  );
}

function GovernmentTable({ name }: { name: string }) {
  const answer = useFresh(GovernmentsDocument, {});
  const client = useClient();
  const restart = useNewSession();
  const leave = async () => {
    await client.mutation(SignOutDocument, {}).toPromise();
    restart();
  };
  if (!answer.data) return <Unanswered to={answer} />;
  const { columns } = texts.operator;
  return (
    <>
      <p>
        {name} <Button onClick={leave}>{texts.shell.signOut}</Button>
      </p>
      <p className="muted">{texts.operator.note}</p>
      <p>
        <a href="/operator/calendar">{texts.calendar.operator.link}</a>{" "}
        <a href="/operator/accounts">{texts.operator.accounts.link}</a>
      </p>
      <table className="plain">
        <caption>{texts.operator.caption}</caption>
        <thead>
          <tr>
            {columns.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {answer.data.governments.map((row) => (
            <tr key={row.code}>
              <th scope="row">{row.name}</th>
              <td>{row.code}</td>
              <td>{row.tierLabel}</td>
              <td>{row.parentName ?? "—"}</td>
              <td>{row.host}</td>
              <td>{row.stateLabel}</td>
              <td title={row.schemaVersion}>{row.schemaVersion.slice(0, 12)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
