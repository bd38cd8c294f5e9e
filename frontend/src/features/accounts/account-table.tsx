/** The accounts as a table to read, with what one may do to each. */
import { Button, Modal } from "antd";
import { useState } from "react";
import { useClient } from "urql";
import { type AccountFactsFragment, ResetPasswordDocument, SetAccountActiveDocument } from "@/gql/graphql";
import { moment } from "@/lib/dates";
import { sentenceOf } from "@/lib/failures";
import { newKey, useKey } from "@/lib/idempotency";
import { texts } from "@/lib/texts";
import { Nothing } from "@/ui/states";
import type { OneTime } from "./accounts-page";
import { Changes } from "./changes";
import { Posts } from "./posts";

const words = texts.accounts;

interface Props {
  rows: AccountFactsFragment[];
  total: number;
  onSecret: (secret: OneTime) => void;
}

export function AccountTable({ rows, total, onSecret }: Props) {
  const [problem, setProblem] = useState("");
  return (
    <>
      {problem ? (
        <p className="error-summary" role="alert">
          {problem}
        </p>
      ) : null}
      <table className="plain stacked">
        <caption>
          {words.caption}（{words.shown(rows.length, total)}）
        </caption>
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
              <th scope="row">{row.username}</th>
              <td data-label={words.columns[1]}>{row.name}</td>
              <td data-label={words.columns[2]}>{row.unitName}</td>
              <td data-label={words.columns[3]}>{row.roleLabels.join("、")}</td>
              <td data-label={words.columns[4]}>
                {row.active ? words.active : words.inactive}
                {row.lockedOut ? `（${words.locked}）` : ""}
              </td>
              <td data-label={words.columns[5]}>{moment(row.lastLogin)}</td>
              <td>
                <RowActions row={row} onSecret={onSecret} onProblem={setProblem} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 ? <Nothing>{words.noneFound}</Nothing> : null}
    </>
  );
}

interface ActionProps {
  row: AccountFactsFragment;
  onSecret: (secret: OneTime) => void;
  onProblem: (sentence: string) => void;
}

function RowActions({ row, onSecret, onProblem }: ActionProps) {
  const client = useClient();
  const { answered, keyOf } = useKey();
  const [asked, setAsked] = useState<"active" | "reset" | "posts" | "changes" | null>(null);
  const [busy, setBusy] = useState(false);

  const setActive = async () => {
    const wish = { id: row.id, active: !row.active };
    const { data, error } = await client
      .mutation(SetAccountActiveDocument, { key: keyOf(wish), ...wish })
      .toPromise();
    answered(error);
    onProblem(data?.setAccountActive.refusal?.message ?? (error ? sentenceOf(error) : ""));
  };
  const reset = async () => {
    // a key of its own each time: a repeated one would not tell the password again
    const { data, error } = await client
      .mutation(ResetPasswordDocument, { key: newKey(), id: row.id })
      .toPromise();
    const password = data?.resetPassword.oneTimePassword;
    onProblem(data?.resetPassword.refusal?.message ?? (error ? sentenceOf(error) : ""));
    if (password) onSecret({ name: row.name, password });
  };
  const go = async (action: () => Promise<void>) => {
    setBusy(true);
    await action();
    setBusy(false);
    setAsked(null);
  };
  return (
    <>
      <Button size="small" onClick={() => (row.active ? setAsked("active") : void go(setActive))}>
        {row.active ? words.deactivate : words.activate}
      </Button>{" "}
      <Button size="small" onClick={() => setAsked("reset")}>
        {words.reset}
      </Button>{" "}
      <Button size="small" onClick={() => setAsked("posts")}>
        {words.posts}
      </Button>{" "}
      <Button size="small" onClick={() => setAsked("changes")}>
        {words.changes}
      </Button>
      {asked === "changes" ? <Changes row={row} onClose={() => setAsked(null)} /> : null}
      {asked === "posts" ? <Posts row={row} onClose={() => setAsked(null)} /> : null}
      <Modal
        open={asked === "active" || asked === "reset"}
        title={asked === "reset" ? words.reset : words.deactivate}
        confirmLoading={busy}
        onOk={() => go(asked === "reset" ? reset : setActive)}
        onCancel={() => setAsked(null)}
      >
        <p>{asked === "reset" ? words.resetSure(row.name) : words.deactivateSure(row.name)}</p>
      </Modal>
    </>
  );
}
