/** What was changed at one account, by whom and when: to read, never to alter. */
import { Modal } from "antd";
import { type AccountFactsFragment, AccountChangesDocument } from "@/gql/graphql";
import { moment } from "@/lib/dates";
import { useFresh } from "@/lib/fresh";
import { texts } from "@/lib/texts";
import { Unanswered } from "@/ui/states";
import { useFocusBack } from "@/ui/use-focus-back";

const words = texts.accounts;

interface Props {
  row: AccountFactsFragment;
  onClose: () => void;
}

export function Changes({ row, onClose }: Props) {
  useFocusBack();
  const answer = useFresh(AccountChangesDocument, { id: row.id }, { policy: "network-only" });
  const changes = answer.data?.accountChanges;
  return (
    <Modal open title={words.changesOf(row.name)} footer={null} onCancel={onClose} destroyOnHidden>
      <p className="muted">{words.changesHint}</p>
      {changes ? null : <Unanswered to={answer} />}
      <ul className="posts">
        {changes?.map(({ id, changeLabel, post, byLabel, at }) => (
          <li key={id}>{texts.shell.accountChange(moment(at), byLabel, changeLabel, post)}</li>
        ))}
      </ul>
      {changes?.length === 0 ? <p className="muted">{words.noChanges}</p> : null}
    </Modal>
  );
}
