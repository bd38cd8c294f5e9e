/** Where an envelope stands, in the server's words. */
import type { EnvelopeState } from "@/gql/graphql";
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
