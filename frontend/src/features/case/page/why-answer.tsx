/** The button beside the case's own due day: which unit's part it is taken from, and how that was counted. */
import { texts } from "@/lib/texts";
import { found } from "@/ui/standing";
import { Why } from "@/ui/why";
import { FoundDays } from "@/ui/why-due";
import { type FullCase, isConsulted } from "../model";

const words = texts.dueDays;

export function WhyAnswer({ row, day, co = false }: { row: FullCase; day: string | null; co?: boolean }) {
  if (!day) return null;
  const opinion = isConsulted(row);
  const parts = opinion ? row.assignments : row.assignments.filter(({ role }) => (role === "CO") === co);
  const days = found({ ...row, assignments: parts }, { day, what: "ANSWER" });
  const answer = opinion ? words.opinion : words.answer;
  return (
    <Why of={co ? words.co : answer}>
      <FoundDays days={days} />
    </Why>
  );
}
