/** The columns of the work list. */
import type { CaseOrder, CaseRowFragment, WorkBox } from "@/gql/graphql";
import type { ReactNode } from "react";
import { day } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { AwaitedDay, DueChip, isAwaited, StateChip } from "@/ui/chips";
import type { Column } from "@/ui/grid-row";
import type { Briefs } from "@/ui/use-list-print";
import { WhyDue } from "@/ui/why-due";

type Row = CaseRowFragment;
const { columns: words } = texts.list;

function proposers({ leadProposerName, proposerCount }: Row): string {
  return proposerCount > 1 ? texts.list.andOthers(leadProposerName, proposerCount) : leadProposerName;
}

function coOpinions({ coDone, coTotal }: Row): string {
  return coTotal === 0 ? "—" : `${coDone}/${coTotal}`;
}

/** How the server sorts: the newest registration first, the nearest due day first. */
const DIRECTION = {
  NUMBER: "ascending",
  DUE: "ascending",
  REGISTERED: "descending",
  MY_DAY: "ascending",
} as const;
/** What 待办 leaves out for what is to be done and who has it. */
const NOT_IN_TO_DO = new Set(["proposer", "class", "registered"]);
const ARROW = { ascending: " ↑", descending: " ↓" };

/** Columns whose title changes the order carry a button; the others a word. `briefs` is what paper says of due days. */
export function workColumns(
  box: WorkBox,
  order: CaseOrder,
  reorder: (order: CaseOrder) => void,
  briefs: Briefs,
  named: (text: string) => string,
): Column<Row>[] {
  const sorter = (by: CaseOrder, title: string) => (
    <button type="button" className="sorter" onClick={() => reorder(by)}>
      {title}
      <span aria-hidden="true">{order === by ? ARROW[DIRECTION[by]] : ""}</span>
    </button>
  );
  const toDo = box === "TO_DO";
  const columns: Column<Row>[] = [
    {
      key: "number",
      tight: true,
      title: sorter("NUMBER", words.number),
      width: "118px",
      sorted: order === "NUMBER" ? DIRECTION.NUMBER : undefined,
      render: numberOf,
    },
    { key: "kind", tight: true, title: words.kind, width: "56px", render: ({ kind }) => texts.kinds[kind] },
    {
      key: "title",
      title: words.title,
      width: "minmax(240px, 1fr)",
      narrow: "1fr",
      render: (row) => titleOf(row, toDo),
    },
    { key: "proposer", title: words.proposer, width: "130px", render: proposers },
    {
      key: "unit",
      title: named(words.unit),
      width: "130px",
      render: ({ leadUnit }) => leadUnit?.shortName ?? "—",
    },
    {
      key: "co",
      tight: true,
      title: named(words.co),
      width: named(words.co).length > words.co.length ? "96px" : "56px",
      render: coOpinions,
    },
    {
      key: "state",
      tight: true,
      title: words.state,
      width: "136px",
      render: ({ state, stateLabel }) => <StateChip state={state} label={stateLabel} />,
    },
    ...(toDo ? dutyColumns(sorter("MY_DAY", words.duty), order) : []),
    {
      key: "due",
      title: sorter("DUE", words.due),
      width: "136px",
      narrow: "144px",
      sorted: order === "DUE" ? DIRECTION.DUE : undefined,
      render: (row, active) => <DueCell row={row} brief={briefs.get(row.id)} active={active} />,
    },
    {
      key: "class",
      title: words.resultClass,
      width: "minmax(104px, 0.4fr)",
      render: classOf,
    },
    {
      key: "registered",
      tight: true,
      title: sorter("REGISTERED", words.registered),
      width: "104px",
      sorted: order === "REGISTERED" ? DIRECTION.REGISTERED : undefined,
      render: ({ registeredOn }) => day(registeredOn),
    },
  ];
  return toDo ? columns.filter(({ key }) => !NOT_IN_TO_DO.has(key)) : columns;
}

/** 我要办 with the viewer's own day, 在谁手上, and for how long it has lain there. */
function dutyColumns(title: ReactNode, order: CaseOrder): Column<Row>[] {
  return [
    {
      key: "duty",
      tight: true,
      title,
      width: "152px",
      sorted: order === "MY_DAY" ? DIRECTION.MY_DAY : undefined,
      render: dutyOf,
    },
    {
      key: "holder",
      title: words.holder,
      width: "150px",
      render: ({ holder }) => <span title={holder?.doing}>{holder?.label ?? "—"}</span>,
    },
    {
      key: "held",
      tight: true,
      title: words.held,
      width: "88px",
      render: ({ holder }) => (holder ? texts.list.duties.held(holder.days) : "—"),
    },
  ];
}

/** The most urgent duty, with how many more there are in the case. */
function dutyOf({ duties: [first, ...more] }: Row) {
  if (!first) return "—";
  return (
    <span title={texts.list.duties.due(first.dueOn ? day(first.dueOn) : null)}>
      {first.dutyLabel}
      {more.length > 0 ? texts.list.duties.more(more.length) : ""}
      {first.daysLeft == null ? null : (
        <small className="muted"> {texts.list.duties.left(first.daysLeft)}</small>
      )}
    </span>
  );
}

/** On screen a chip with the way to its reckoning; on paper the day, and the reckoning in a line. */
function DueCell({ row, brief, active }: { row: Row; brief: string | undefined; active: boolean }) {
  const { id, caseNo, registrationNo, light, daysLeft, dueOn } = row;
  if (isAwaited(row)) return <AwaitedDay {...row} />;
  const chip = <DueChip light={light} daysLeft={daysLeft} dueOn={dueOn} />;
  if (!dueOn) return chip;
  return (
    <>
      {chip}{" "}
      <WhyDue
        caseId={id}
        of={caseNo ?? registrationNo}
        shown={{ day: dueOn, what: "ANSWER" }}
        tabbed={active}
      />
      <span className="print-only">
        {light === "GREY" ? "" : day(dueOn)} {brief}
      </span>
    </>
  );
}

/** Numbers of another government's case are long: two lines of them fit into a row, the rest is in the title. */
function numberOf({ caseNo, registrationNo }: Row) {
  const number = caseNo ?? registrationNo;
  return (
    <span className="grid-number" title={number}>
      {number}
    </span>
  );
}

function titleOf({ title, origin, originLabel, duties: [first] }: Row, toDo: boolean) {
  return (
    <span className="grid-title" title={title}>
      {toDo && first ? <span className="duty-mark">{first.dutyLabel}</span> : null}
      {origin === "OWN" ? null : <span className="origin-mark">{originLabel}</span>}
      {title}
    </span>
  );
}

function classOf({ resultClass, resultClassLabel }: Row) {
  if (!resultClass) return "—";
  return <span title={resultClassLabel ?? ""}>{`${resultClass} ${resultClassLabel ?? ""}`}</span>;
}
