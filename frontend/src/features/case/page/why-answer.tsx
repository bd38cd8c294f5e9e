/** The button beside the case's own due day: which unit's part it is taken from, and how that was counted. */
import { useRoleWords } from "@/lib/role-words";
import { texts } from "@/lib/texts";
import { found } from "@/ui/standing";
import { Why } from "@/ui/why";
import { FoundDays } from "@/ui/why-due";
import { type FullCase, isConsulted } from "../model";

const words = texts.dueDays;

export function WhyAnswer({ row, day, co = false }: { row: FullCase; day: string | null; co?: boolean }) {
  const inWords = useRoleWords();
  if (!day) return null;
  const opinion = isConsulted(row);
  const parts = opinion ? row.assignments : row.assignments.filter(({ role }) => (role === "CO") === co);
  const days = found({ ...row, assignments: parts }, { day, what: "ANSWER" });
  return (
    <Why of={co || opinion ? inWords(words.co) : words.answer}>
      <FoundDays days={days} />
    </Why>
  );
}
