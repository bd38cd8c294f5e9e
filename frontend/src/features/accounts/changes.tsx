/** What was changed at one account, by whom and when: to read, never to alter. */
import { Modal } from "antd";
import {
  AccountChangesDocument,
  type AccountChangesQuery,
  type AccountChangesQueryVariables,
  type AccountFactsFragment,
} from "@/gql/graphql";
import { moment } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { type ListQuery, rowsOf, useList } from "@/lib/use-list";
import { Listed } from "@/ui/listed";
import { useFocusBack } from "@/ui/use-focus-back";

const words = texts.accounts;

type Change = AccountChangesQuery["accountChanges"]["edges"][number]["node"];

const CHANGES: ListQuery<AccountChangesQuery, AccountChangesQueryVariables, Change, null> = {
  document: AccountChangesDocument,
  size: 50,
  page: (after) => ({ after }),
  take: ({ accountChanges }) => rowsOf(accountChanges, null),
};

interface Props {
  row: AccountFactsFragment;
  onClose: () => void;
}

export function Changes({ row, onClose }: Props) {
  useFocusBack();
  const list = useList(CHANGES, { id: row.id });
  return (
    <Modal open title={words.changesOf(row.name)} footer={null} onCancel={onClose} destroyOnHidden>
      <p className="muted">{words.changesHint}</p>
      <Listed list={list} nothing={words.noChanges} more={words.moreChanges}>
        <ul className="posts">
          {list.rows.map(({ id, changeLabel, post, byLabel, at }) => (
            <li key={id}>{texts.shell.accountChange(moment(at), byLabel, changeLabel, post)}</li>
          ))}
        </ul>
      </Listed>
    </Modal>
  );
}
