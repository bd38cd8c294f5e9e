/** From which event a period runs: the usual one, or another that is allowed. */
import { texts } from "@/lib/texts";
import { useEditing } from "./editing";
import { asText, type Body, type Path } from "./values";

const words = texts.rules.edit;

export function SinceChoice({ path, span, name }: { path: Path; span: Body; name: string }) {
  const { schema, set } = useEditing();
  const { bases = {} } = schema.at(path);
  const [usual = "", ...others] = Object.keys(bases);
  const since = asText(span.since);
  const chosen = since === usual ? "" : since;
  if (others.length === 0 && !chosen) return bases[usual];
  const events = chosen && !others.includes(chosen) ? [...others, chosen] : others;
  return (
    <select
      aria-label={`${name} ${words.since}`}
      value={chosen}
      onChange={(event) => set([...path, "since"], event.target.value || undefined)}
    >
      <option value="">{words.usual(bases[usual] ?? "")}</option>
      {events.map((code) => (
        <option key={code} value={code}>
          {bases[code] ?? schema.word(code)}
        </option>
      ))}
    </select>
  );
}
