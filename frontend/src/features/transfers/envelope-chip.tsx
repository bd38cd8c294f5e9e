/** Where an envelope stands, in the server's words. */
import type { EnvelopeRowFragment, EnvelopeState } from "@/gql/graphql";
import { day } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { Chip } from "@/ui/chips";

const TONES = {
  SENT: "calm",
  SIGNED: "work",
  RETURN_REQUESTED: "warn",
  RETURNED: "off",
  ANSWERED: "warn",
  SENT_BACK: "warn",
  ACCEPTED: "done",
  DECLINED: "off",
  RECALLED: "off",
} as const satisfies Record<EnvelopeState, string>;

export function EnvelopeChip({ row }: { row: { state: EnvelopeState; stateLabel: string } }) {
  return <Chip tone={TONES[row.state]}>{row.stateLabel}</Chip>;
}

/** An urge that the receiver has not answered; nothing where none waits. */
export function UrgedChip({ row }: { row: Pick<EnvelopeRowFragment, "urgedUntil"> }) {
  if (!row.urgedUntil) return null;
  return (
    <span title={texts.across.replyBy(day(row.urgedUntil))}>
      <Chip tone="warn">{texts.across.urged}</Chip>
    </span>
  );
}
