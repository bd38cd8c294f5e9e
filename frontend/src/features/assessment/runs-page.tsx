/** 历次考核: what was scored, and for the general office how to score again. */
import { Link } from "@tanstack/react-router";
import { Button, Modal } from "antd";
import { useState } from "react";
import type { RunFactsFragment } from "@/gql/graphql";
import { day, moment } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { Listed } from "@/ui/listed";
import { PageHead } from "@/ui/page";
import { Unanswered } from "@/ui/states";
import { IssueForm } from "./issue-form";
import { StartForm } from "./start-form";
import { useRuns } from "./use-runs";

const words = texts.assessment.runs;

export function RunsPage() {
  const list = useRuns();
  const [open, setOpen] = useState<"start" | "issue" | null>(null);
  const close = () => setOpen(null);
  if (list.beside === null) return <Unanswered to={{ error: list.error, again: list.reload }} />;
  const done = () => {
    close();
    list.reload();
  };
  return (
    <>
      <PageHead
        title={words.title}
        note={<span className="muted">{words.note}</span>}
        tools={
          list.beside ? (
            <>
              <Link to="/assessment/schemes">{texts.assessment.schemes.title}</Link>
              <Button onClick={() => setOpen("issue")}>{words.issue}</Button>
              <Button type="primary" onClick={() => setOpen("start")}>
                {words.start}
              </Button>
            </>
          ) : null
        }
      />
      <Listed list={list} nothing={words.nothing} more={words.more}>
        <RunTable rows={list.rows} />
      </Listed>
      <Modal
        open={open !== null}
        title={open === "issue" ? words.issue : words.start}
        footer={null}
        onCancel={close}
        destroyOnHidden
      >
        {open === "issue" ? <IssueForm onDone={done} /> : <StartForm onDone={done} />}
      </Modal>
    </>
  );
}

function RunTable({ rows }: { rows: RunFactsFragment[] }) {
  return (
    <table className="plain stacked">
      <caption>{words.caption}</caption>
      <thead>
        <tr>
          {words.columns.map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td data-label={words.columns[0]}>{row.year}</td>
            <th scope="row">
              <Link to="/assessment/$runId" params={{ runId: row.id }}>
                {row.groupLabel}
              </Link>
            </th>
            <td data-label={words.columns[2]}>
              {texts.assessment.startForm.version(row.scheme.title, row.scheme.year, row.scheme.version)}
            </td>
            <td data-label={words.columns[3]}>{day(row.cutOff)}</td>
            <td data-label={words.columns[4]}>{row.stateLabel}</td>
            <td data-label={words.columns[5]}>{row.frozenBy ?? row.startedBy}</td>
            <td data-label={words.columns[6]}>{moment(row.frozenAt ?? row.startedAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
