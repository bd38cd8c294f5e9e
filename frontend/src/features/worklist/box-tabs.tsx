/** 待办 / 在办 / 已办 / 全部 with their counts, and the two lights that ask for attention. */
import { Link } from "@tanstack/react-router";
import type { Light, WorkBox, WorkCountsQuery } from "@/gql/graphql";
import { texts } from "@/lib/texts";
import { handlesForUnit, useViewer } from "@/lib/viewer";
import { BOXES } from "./filter";

interface Props {
  box: WorkBox;
  counts: WorkCountsQuery["caseCounts"] | undefined;
  onBox: (box: WorkBox) => void;
  onLight: (light: Light) => void;
}

export function BoxTabs({ box, counts, onBox, onLight }: Props) {
  const viewer = useViewer();
  return (
    <div className="boxes">
      <fieldset className="box-tabs">
        <legend className="sr-only">{texts.list.boxesLabel}</legend>
        {BOXES.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === box}
            className="box-tab"
            onClick={() => onBox(each)}
          >
            {texts.boxes[each]}{" "}
            <span className="box-count">{counts ? counts[texts.countOf[each]] : "…"}</span>
          </button>
        ))}
        {handlesForUnit(viewer) ? (
          <Link to="/former" className="box-tab">
            {texts.former.title}
          </Link>
        ) : null}
      </fieldset>
      {counts ? (
        <div className="box-lights">
          <button type="button" className="chip chip-late" onClick={() => onLight("RED")}>
            <span aria-hidden="true">●</span> {texts.list.late(counts.red)}
          </button>
          <button type="button" className="chip chip-warn" onClick={() => onLight("YELLOW")}>
            <span aria-hidden="true">▲</span> {texts.list.soon(counts.yellow)}
          </button>
        </div>
      ) : null}
    </div>
  );
}
