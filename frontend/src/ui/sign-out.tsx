/** 退出: ends the session on the server; what follows is the page's. */
import { Button } from "antd";
import { useState } from "react";
import { useClient } from "urql";
import { SignOutDocument } from "@/gql/graphql";
import { texts } from "@/lib/texts";

export function SignOut({ onDone }: { onDone: () => void }) {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    const { error } = await client.mutation(SignOutDocument, {}).toPromise();
    setBusy(false);
    if (!error?.networkError) onDone();
  };
  return (
    <Button size="small" loading={busy} onClick={leave}>
      {texts.shell.signOut}
    </Button>
  );
}
