/** The viewer's duties with their counts: each chip narrows 待办 to it, a second press takes that back. */
import { WorkDutiesDocument, type WorkPageQueryVariables } from "@/gql/graphql";
import { useFresh } from "@/lib/fresh";
import { anyChange } from "@/lib/live";
import { texts } from "@/lib/texts";
import { Lacking } from "@/ui/states";

interface Props {
  filter: WorkPageQueryVariables;
  onDuties: (duties: string | undefined) => void;
}

export function DutyChips({ filter, onDuties }: Props) {
  const known = useFresh(
    WorkDutiesDocument,
    { kinds: filter.kinds, sessionId: filter.sessionId },
    { policy: "cache-and-network", moves: anyChange },
  );
  const chosen: string[] = Array.isArray(filter.duties) ? filter.duties : [];
  const counts = known.data?.dutyCounts ?? [];
  const toggle = (duty: string) => {
    const left = chosen.includes(duty) ? chosen.filter((one) => one !== duty) : [...chosen, duty];
    onDuties(left.join(",") || undefined);
  };
  if (counts.length === 0) return <Lacking what={texts.failure.names.counts} to={known} />;
  return (
    <fieldset className="duty-chips screen-only">
      <legend className="sr-only">{texts.list.duties.label}</legend>
      {counts.map(({ duty, dutyLabel, count, overdue }) => (
        <button
          key={duty}
          type="button"
          aria-pressed={chosen.includes(duty)}
          className={overdue > 0 ? "chip chip-late" : "chip chip-work"}
          onClick={() => toggle(duty)}
        >
          {texts.list.duties.chip(dutyLabel, count, overdue)}
        </button>
      ))}
    </fieldset>
  );
}
