/** The governments below, each a tile: figures of cases only. */
import { boardTexts as texts } from "@/lib/texts-board";
import type { BoardState } from "./board-feed";
import { LAMPS, LightBar } from "./figures";
import { type Sums, sums } from "./sums";
import { secondOf } from "./times";

export function Lower({ lower }: { lower: BoardState["lower"] }) {
  return (
    <section aria-labelledby="lower" className="lower">
      <h2 id="lower">
        {texts.lower} <small>{texts.lowerNote}</small>
      </h2>
      <ul className="tiles">
        {lower.map(({ government: { code, name }, figures, behindSince }) => (
          <Tile key={code} code={code} name={name} of={sums(figures)} behindSince={behindSince} />
        ))}
      </ul>
    </section>
  );
}

interface TileProps {
  code: string;
  name: string;
  of: Sums;
  behindSince: string | null;
}

function Tile({ code, name, of, behindSince }: TileProps) {
  return (
    <li data-government={code}>
      <strong>{name}</strong>
      {behindSince ? <span className="note">{texts.behind(secondOf(Date.parse(behindSince)))}</span> : null}
      <span className="tile-figures">
        <span>
          {texts.figures.unfinished} <b>{of.unfinished}</b>
        </span>
        <span>
          {texts.figures.replied} <b>{of.replied}</b>
        </span>
        {LAMPS.map((lamp) => (
          <span key={lamp} className={`lamp-text-${lamp}`}>
            {texts.figures[lamp]} <b>{of[lamp]}</b>
          </span>
        ))}
      </span>
      <LightBar {...of} />
    </li>
  );
}
