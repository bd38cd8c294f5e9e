/** Status by shape, words and colour together; never by colour alone. */
import type { AssignmentState, CaseState, Light, ReplyState } from "@/gql/graphql";
import { day } from "@/lib/dates";
import { texts } from "@/lib/texts";

type Tone = "calm" | "work" | "done" | "warn" | "late" | "off";

const SHAPE: Record<Tone, string> = { calm: "○", work: "◐", done: "■", warn: "▲", late: "●", off: "×" };

const TONES: Partial<Record<CaseState | AssignmentState | ReplyState, Tone>> = {
  REGISTERED: "calm",
  UNDER_REVIEW: "calm",
  FILED: "calm",
  NOT_FILED: "off",
  MERGED: "off",
  WITHDRAWN: "off",
  RETURNED: "off",
  RECALLED: "off",
  CANCELLED: "off",
  VOID: "off",
  PENDING_SIGN: "calm",
  DRAFT: "calm",
  RETURN_REQUESTED: "warn",
  UNIT_RETURNED: "warn",
  OFFICE_RETURNED: "warn",
  REHANDLING: "warn",
  REPLIED: "done",
  DELIVERED: "done",
  ISSUED: "done",
  CLOSED: "done",
  ARCHIVED: "done",
  CO_ACCEPTED: "done",
  DONE: "done",
};

const LIGHTS: Record<Light, Tone> = { GREEN: "done", YELLOW: "warn", RED: "late", GREY: "off" };

export function Chip({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={`chip chip-${tone}`}>
      <span aria-hidden="true">{SHAPE[tone]}</span> {children}
    </span>
  );
}

/** The state of a case, an assignment or a reply, in the server's words. */
export function StateChip({
  state,
  label,
}: {
  state: CaseState | AssignmentState | ReplyState;
  label: string;
}) {
  return <Chip tone={TONES[state] ?? "work"}>{label}</Chip>;
}

interface Due {
  light: Light;
  daysLeft?: number | null;
  dueOn?: string | null;
}

/** The sentence of a running clock: 剩7天, 今日到期, 逾期3天. The server counts the days. */
export function dueWords({ light, daysLeft, dueOn }: Due): string {
  if (light === "GREY" || daysLeft == null) return dueOn ? day(dueOn) : texts.due.none;
  if (daysLeft < 0) return texts.due.late(-daysLeft);
  return daysLeft === 0 ? texts.due.today : texts.due.left(daysLeft);
}

export function DueChip(due: Due) {
  if (due.light === "GREY") return <span className="due-none">{dueWords(due)}</span>;
  return <Chip tone={LIGHTS[due.light]}>{dueWords(due)}</Chip>;
}

/** Before its own clocks begin, what came from another government has only the day that was asked for. */
export function isAwaited({ state, upperDueOn }: Asked): boolean {
  return state === "FILED" && Boolean(upperDueOn);
}

interface Asked {
  state: CaseState;
  upperDueOn?: string | null;
}

/** A narrow column breaks it before the day, never within. */
export function AwaitedDay({ upperDueOn }: Asked) {
  return (
    <span className="awaited">
      {texts.across.panel.awaited} <span className="unbroken">{day(upperDueOn)}</span>
    </span>
  );
}

export function LightMark({ light }: { light: Light }) {
  return light === "GREY" ? null : <Chip tone={LIGHTS[light]}>{texts.lights[light]}</Chip>;
}
