/** 提醒: how many wait for this seat, and the newest of them in a panel below the bar. */
import { Button, Popover } from "antd";
import { useState } from "react";
import { useQuery } from "urql";
import { NoticesDocument, RemindersDocument } from "@/gql/graphql";
import { useLiveReload } from "@/lib/live";
import { texts } from "@/lib/texts";
import { NoticeList } from "./notice-list";
import { ReminderList } from "./reminder-list";

const words = texts.reminders;
/** The server counts no further than this. */
const MOST = 100;

export function ReminderBell() {
  const [open, setOpen] = useState(false);
  const [{ data }, again] = useQuery({ query: RemindersDocument, requestPolicy: "cache-and-network" });
  const [told, tellAgain] = useQuery({ query: NoticesDocument, requestPolicy: "cache-and-network" });
  const reload = () => {
    again({ requestPolicy: "network-only" });
    tellAgain({ requestPolicy: "network-only" });
  };
  // a rung that rings is announced as a change without a step
  useLiveReload(({ step }) => !step, reload);
  const found = data?.reminders;
  const notices = told.data?.notices;
  const waiting = (found?.unseenCount ?? 0) + (notices?.unseenCount ?? 0);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      title={words.title}
      content={
        <>
          <NoticeList notices={notices?.notices ?? []} leave={() => setOpen(false)} marked={reload} />
          <ReminderList
            reminders={found?.edges.map(({ node }) => node) ?? []}
            leave={() => setOpen(false)}
            marked={reload}
          />
        </>
      }
    >
      <Button size="small" aria-expanded={open} className={waiting > 0 ? "bell bell-waiting" : "bell"}>
        {words.title}
        {waiting > 0 ? <span className="bell-count">{waiting < MOST ? waiting : `${MOST - 1}+`}</span> : null}
        <span className="sr-only">{words.count(waiting)}</span>
      </Button>
    </Popover>
  );
}
