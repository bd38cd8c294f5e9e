/** 提醒: how many wait for this seat, and the newest of them in a panel below the bar. */
import { Button, Popover } from "antd";
import { useState } from "react";
import { texts } from "@/lib/texts";
import { Listed } from "@/ui/listed";
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
  const leave = () => setOpen(false);
  const failed = Boolean(reminders.error ?? notices.error);
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
          <Listed list={notices} what={texts.failure.names.notices} more={words.olderNotices} small quiet>
            <NoticeList notices={notices.rows} leave={leave} marked={reload} />
          </Listed>
          <Listed
            list={reminders}
            what={texts.failure.names.reminders}
            nothing={words.none}
            more={words.older}
            small
          >
            <ReminderList reminders={reminders.rows} leave={leave} marked={reload} />
          </Listed>
        </>
      }
    >
      <Button size="small" aria-expanded={open} className={waiting > 0 ? "bell bell-waiting" : "bell"}>
        {words.title}
        {waiting > 0 ? <span className="bell-count">{waiting < MOST ? waiting : `${MOST - 1}+`}</span> : null}
        {failed ? <span className="bell-failed">{words.unread}</span> : null}
        <span className="sr-only">{words.count(waiting)}</span>
      </Button>
    </Popover>
  );
}
