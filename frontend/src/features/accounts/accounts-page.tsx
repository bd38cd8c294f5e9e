/** The government's administrator: who may sign in. */
import { Button, Input, Modal } from "antd";
import { useMemo, useState } from "react";
import { type AccountFactsFragment, AccountsDocument } from "@/gql/graphql";
import { useFresh } from "@/lib/fresh";
import { texts } from "@/lib/texts";
import { PageHead } from "@/ui/page";
import { Unanswered } from "@/ui/states";
import { AccountTable } from "./account-table";
import { CreateAccount } from "./create-account";

const words = texts.accounts;
const SHOWN = 200;

export interface OneTime {
  name: string;
  password: string;
}

function matches(row: AccountFactsFragment, text: string): boolean {
  return [row.username, row.name, row.unitName, ...row.roleLabels].some((each) => each.includes(text));
}

/** The row that was pressed may lie far below: what is shown only once must be seen. */
function intoView(told: HTMLElement | null) {
  told?.scrollIntoView({ block: "center" });
}

export function AccountsPage() {
  const answer = useFresh(AccountsDocument, {}, { policy: "cache-and-network" });
  const { data } = answer;
  const [creating, setCreating] = useState(false);
  const [secret, setSecret] = useState<OneTime | null>(null);
  const [text, setText] = useState("");
  const rows = useMemo(() => (data?.accounts ?? []).filter((row) => matches(row, text.trim())), [data, text]);
  if (!data) return <Unanswered to={answer} />;
  return (
    <>
      <PageHead
        title={words.title}
        tools={
          <Button type="primary" onClick={() => setCreating(true)}>
            {words.create}
          </Button>
        }
      />
      {secret ? (
        <div key={secret.password} ref={intoView} className="conflict" role="alert">
          <strong>{words.once(secret.name, secret.password)}</strong>
          <p>{words.onceHint}</p>
        </div>
      ) : null}
      <Input
        className="filter-text"
        aria-label={words.filter}
        placeholder={words.filter}
        allowClear
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <AccountTable rows={rows.slice(0, SHOWN)} total={rows.length} onSecret={setSecret} />
      <Modal
        open={creating}
        title={words.create}
        footer={null}
        onCancel={() => setCreating(false)}
        destroyOnHidden
      >
        <CreateAccount
          onDone={(made) => {
            setCreating(false);
            setSecret(made);
          }}
        />
      </Modal>
    </>
  );
}
