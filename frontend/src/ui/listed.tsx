/** A list that is read by pages: its rows, the way to more of them, and what is said when there are none. */
import { Button } from "antd";
import type { ReactNode } from "react";
import type { CombinedError } from "urql";
import { Failed, Nothing, Waiting } from "@/ui/states";

interface Props {
  list: {
    rows: unknown[];
    error: CombinedError | undefined;
    loading: boolean;
    hasMore: boolean;
    loadMore: () => void;
    reload: () => void;
  };
  /** said when there are no rows; left out where something else says so */
  nothing?: string;
  /** on the button for the next page */
  more: string;
  small?: boolean;
  /** says nothing of being on its way: another list beside it does */
  quiet?: boolean;
  /** what is listed, where other lists stand beside it */
  what?: string;
  /** the rows; drawn when there are any */
  children: ReactNode;
}

export function Listed({ list, nothing, more, small, quiet, what, children }: Props) {
  const { rows, error, loading, hasMore } = list;
  return (
    <>
      {error ? <Failed what={what} error={error} retry={list.reload} /> : null}
      {rows.length > 0 ? children : null}
      {rows.length === 0 && loading && !quiet ? <Waiting /> : null}
      {rows.length === 0 && !loading && !error && nothing ? <Nothing>{nothing}</Nothing> : null}
      {hasMore ? (
        <Button
          size={small ? "small" : undefined}
          className="screen-only"
          loading={loading}
          onClick={list.loadMore}
        >
          {more}
        </Button>
      ) : null}
    </>
  );
}
