/** The columns of the tray. */
import type { EnvelopeRowFragment, EnvelopeTray } from "@/gql/graphql";
import { day } from "@/lib/dates";
import { texts } from "@/lib/texts";
import type { Column } from "@/ui/grid-row";
import type { Briefs } from "@/ui/use-list-print";
import { WhyEnvelope } from "@/ui/why-due";
import { EnvelopeChip, LateChip, UrgedChip } from "./envelope-chip";

const words = texts.across;

/** `briefs` is what paper says of due days; the viewer's own side stands in no column. */
export function trayColumns(briefs: Briefs, tray: EnvelopeTray): Column<EnvelopeRowFragment>[] {
  return [
    { key: "number", tight: true, title: words.columns.number, width: "118px", render: numberOf },
    {
      key: "kind",
      tight: true,
      title: words.columns.kind,
      width: "124px",
      render: ({ kindLabel }) => kindLabel,
    },
    {
      key: "title",
      title: words.columns.title,
      width: "minmax(240px, 1fr)",
      narrow: "1fr",
      render: (row) => (
        <span className="grid-title" title={row.title}>
          <UrgedChip row={row} /> {row.title}
        </span>
      ),
    },
    tray === "IN"
      ? { key: "sender", title: words.columns.sender, width: "84px", render: ({ sender }) => sender }
      : { key: "receiver", title: words.columns.receiver, width: "84px", render: ({ receiver }) => receiver },
    {
      key: "role",
      title: words.columns.role,
      width: "120px",
      render: ({ unitRoleLabel, requestLabel }) => unitRoleLabel ?? requestLabel ?? "—",
    },
    {
      key: "state",
      tight: true,
      title: words.columns.state,
      width: "140px",
      narrow: "136px",
      render: (row) => <EnvelopeChip row={row} />,
    },
    { key: "turn", title: words.columns.turn, width: "168px", render: ({ turn }) => turn ?? "—" },
    {
      key: "sent",
      tight: true,
      title: words.columns.sent,
      width: "104px",
      render: ({ sentOn }) => day(sentOn),
    },
    {
      key: "due",
      title: words.columns.due,
      width: "208px",
      render: ({ id, number, dueOn, daysLate }, active) => (
        <>
          {day(dueOn)} <LateChip daysLate={daysLate} /> <WhyEnvelope id={id} of={number} tabbed={active} />
          <span className="print-only">{briefs.get(id)}</span>
        </>
      ),
    },
  ];
}

function numberOf({ number }: EnvelopeRowFragment) {
  return (
    <span className="grid-number" title={number}>
      {number}
    </span>
  );
}
