/** 提醒: how many wait for this seat, and the newest of them in a panel below the bar. */
import { Button, Popover } from "antd";
import { useState } from "react";
import { useLiveReload } from "@/lib/live";
import { texts } from "@/lib/texts";
import { NoticeList } from "./notice-list";
import { ReminderList } from "./reminder-list";
import { useNotices, useReminders } from "./use-reminders";

const words = texts.reminders;
/** The server counts no further than this. */
const MOST = 100;

export function ReminderBell() {
  const [open, setOpen] = useState(false);
  const reminders = useReminders();
  const notices = useNotices();
  const reload = () => {
    reminders.reload();
    notices.reload();
  };
  // a rung that rings is announced as a change without a step
  useLiveReload(({ step }) => !step, reload);
  const waiting = (reminders.beside ?? 0) + (notices.beside ?? 0);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      title={words.title}
      content={
        <>
          <NoticeList notices={notices.rows} leave={() => setOpen(false)} marked={reload} />
          <More list={notices} label={words.olderNotices} />
          <ReminderList reminders={reminders.rows} leave={() => setOpen(false)} marked={reload} />
          <More list={reminders} label={words.older} />
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

interface MoreProps {
  list: { hasMore: boolean; loading: boolean; loadMore: () => void };
  label: string;
}

function More({ list, label }: MoreProps) {
  if (!list.hasMore) return null;
  return (
    <Button size="small" loading={list.loading} onClick={list.loadMore}>
      {label}
    </Button>
  );
}
