/** Where an envelope stands, in the server's words; a warning is what is overdue only. */
import type { EnvelopeRowFragment, EnvelopeState } from "@/gql/graphql";
import { day } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { Chip } from "@/ui/chips";

const TONES = {
  SENT: "calm",
  SIGNED: "work",
  RETURN_REQUESTED: "work",
  RETURNED: "off",
  ANSWERED: "work",
  SENT_BACK: "work",
  ACCEPTED: "done",
  DECLINED: "off",
  RECALLED: "off",
} as const satisfies Record<EnvelopeState, string>;

export function EnvelopeChip({ row }: { row: { state: EnvelopeState; stateLabel: string } }) {
  return <Chip tone={TONES[row.state]}>{row.stateLabel}</Chip>;
}

/** An urge that the receiver has not answered; nothing where none waits. */
export function UrgedChip({ row }: { row: Pick<EnvelopeRowFragment, "urgedUntil" | "urgeLate"> }) {
  if (!row.urgedUntil) return null;
  return (
    <span title={texts.across.replyBy(day(row.urgedUntil))}>
      <Chip tone={row.urgeLate ? "late" : "work"}>{texts.across.urged}</Chip>
    </span>
  );
}

/** By how many days the receiver's act is overdue; nothing where it is not. */
export function LateChip({ daysLate }: { daysLate: number | null }) {
  return daysLate ? <Chip tone="late">{texts.due.late(daysLate)}</Chip> : null;
}
