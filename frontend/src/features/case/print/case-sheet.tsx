/** 办理单: the whole case on paper, for the file. */
import { boot } from "@/lib/boot";
import { dayjs, moment } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { history, type Steps } from "../history";
import type { FullCase } from "../model";
import { Across } from "../page/across";
import { Commitments, FeedbackRounds } from "../page/after-reply";
import { CaseFacts, Original, Proposers } from "../page/basics";
import { Replies } from "../page/replies";
import { Timeline } from "../page/timeline";
import { Units } from "../page/units";
import { UpperOpinions } from "../page/upper-opinions";

const words = texts.paper;

/** `steps` are all of them: a file that ends in the middle is none. */
export function CaseSheet({ row, steps }: { row: FullCase; steps: Steps }) {
  return (
    <article className="paper paper-sheet">
      <p className="paper-place">{boot.government?.name}</p>
      <h2 className="paper-title">{words.sheet.title}</h2>
      <p className="paper-subject">{row.title}</p>
      <CaseFacts row={row} explained />
      <Proposers row={row} />
      <Across row={row} explained />
      <Units row={row} explained />
      <UpperOpinions row={row} />
      <Replies row={row} />
      <FeedbackRounds row={row} explained />
      <Commitments row={row} explained />
      <Timeline entries={history(steps, row.reminders).reverse()} />
      <Original row={row} />
      <p className="muted">{words.printedAt(moment(dayjs().toISOString()))}</p>
    </article>
  );
}
