/** Beside the form: articles that still are a shipped pack's, each leading to its field, with what may be noted. */
import { useMemo } from "react";
import { ShippedBodiesDocument } from "@/gql/graphql";
import { useFresh } from "@/lib/fresh";
import { texts } from "@/lib/texts";
import { Lacking } from "@/ui/states";
import { goTo, useEditing } from "./editing";
import { type Kept, keptArticles } from "./kept";
import type { Schema } from "./schema";
import { SECTIONS } from "./sections";
import { asText, type Body, dotted, type Path } from "./values";

const words = texts.rules.edit;

const KEYS = SECTIONS.flatMap(({ keys }) => keys);

/** Sorts as the form is read: by section, deadlines by their row. */
function placeOf(schema: Schema, { path }: Kept): number {
  const [first, second = ""] = path[0] === "articles" ? path.slice(1) : path;
  const row = Object.keys(schema.at([String(first)]).properties ?? {}).indexOf(String(second));
  return KEYS.indexOf(String(first)) * 100 + row;
}

export function KeptList({ body }: { body: Body }) {
  const { schema, set } = useEditing();
  const known = useFresh(ShippedBodiesDocument, {});
  const { data } = known;
  const shipped = useMemo(
    () => (data?.shippedPacks ?? []).map((one) => ({ ...one, body: JSON.parse(one.body) as Body })),
    [data],
  );
  const kept = useMemo(
    () =>
      [...keptArticles(body, shipped)].sort((one, other) => placeOf(schema, one) - placeOf(schema, other)),
    [body, shipped, schema],
  );
  if (!data) return <Lacking what={texts.failure.names.shipped} to={known} />;
  if (kept.length === 0) return null;
  const place = asText(body.jurisdiction).trim();
  const title = (path: Path) => schema.at(path[0] === "articles" ? path.slice(1) : path.slice(0, -1)).title;
  const note = ({ path, article }: Kept) => set(path, words.noted(place, article));
  return (
    <details className="pack-kept">
      <summary>{words.kept(kept.length)}</summary>
      <p className="muted">{words.keptHint}</p>
      <ul>
        {kept.map((one) => (
          <li key={dotted(one.path)}>
            <a
              href={`#${dotted(one.path)}`}
              onClick={(event) => {
                event.preventDefault();
                goTo(dotted(one.path));
              }}
            >
              {title(one.path)}
            </a>
            ：{one.article}{" "}
            <button
              type="button"
              className="link"
              aria-label={`${words.noteKept}：${title(one.path)}`}
              onClick={() => note(one)}
            >
              {words.noteKept}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
