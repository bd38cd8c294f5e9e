/** What was changed at one account, by whom and when: to read, never to alter. */
import { Modal } from "antd";
import { useQuery } from "urql";
import { type AccountFactsFragment, AccountChangesDocument } from "@/gql/graphql";
import { moment } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { Failed, Waiting } from "@/ui/states";
import { useFocusBack } from "@/ui/use-focus-back";

const words = texts.accounts;

interface Props {
  row: AccountFactsFragment;
  onClose: () => void;
}

export function Changes({ row, onClose }: Props) {
  useFocusBack();
  const [{ data, error }, again] = useQuery({
    query: AccountChangesDocument,
    variables: { id: row.id },
    requestPolicy: "network-only",
  });
  const changes = data?.accountChanges;
  return (
    <Modal open title={words.changesOf(row.name)} footer={null} onCancel={onClose} destroyOnHidden>
      <p className="muted">{words.changesHint}</p>
      {error && !changes ? (
        <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />
      ) : null}
      {!error && !changes ? <Waiting /> : null}
      <ul className="posts">
        {changes?.map(({ id, changeLabel, post, byLabel, at }) => (
          <li key={id}>{texts.shell.accountChange(moment(at), byLabel, changeLabel, post)}</li>
        ))}
      </ul>
      {changes?.length === 0 ? <p className="muted">{words.noChanges}</p> : null}
    </Modal>
  );
}
