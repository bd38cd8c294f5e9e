/** Tells the signed-in person what an administrator has changed at the own account, until it is noted. */
import { Button } from "antd";
import { useState } from "react";
import { useClient } from "urql";
import { NoteAccountChangesDocument } from "@/gql/graphql";
import { moment } from "@/lib/dates";
import { sentenceOf } from "@/lib/failures";
import { texts } from "@/lib/texts";
import { useViewer } from "@/lib/viewer";
import { announce } from "@/ui/announce";

export function AccountChanges() {
  const { accountChanges } = useViewer();
  const client = useClient();
  const [noted, setNoted] = useState(false);
  if (noted || accountChanges.length === 0) return null;
  const note = async () => {
    const { error } = await client.mutation(NoteAccountChangesDocument, {}).toPromise();
    if (error) announce(sentenceOf(error));
    else setNoted(true);
  };
  return (
    <section className="conflict" aria-label={texts.shell.accountChanges}>
      <strong>{texts.shell.accountChanges}</strong>
      <ul>
        {accountChanges.map(({ id, changeLabel, post, byLabel, at }) => (
          <li key={id}>{texts.shell.accountChange(moment(at), byLabel, changeLabel, post)}</li>
        ))}
      </ul>
      <Button size="small" onClick={note}>
        {texts.shell.noted}
      </Button>
    </section>
  );
}
