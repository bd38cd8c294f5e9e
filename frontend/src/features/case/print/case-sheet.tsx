/** 办理单: the whole case on paper, for the file. */
import { boot } from "@/lib/boot";
import { dayjs, moment } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { type FullCase, history } from "../model";
import { Across } from "../page/across";
import { Commitments, FeedbackRounds } from "../page/after-reply";
import { CaseFacts, Original, Proposers } from "../page/basics";
import { Replies } from "../page/replies";
import { Timeline } from "../page/timeline";
import { Units } from "../page/units";
import { UpperOpinions } from "../page/upper-opinions";

const words = texts.paper;

export function CaseSheet({ row }: { row: FullCase }) {
  return (
    <article className="paper paper-sheet">
      <p className="paper-place">{boot.government?.name}</p>
      <h2 className="paper-title">{words.sheet.title}</h2>
      <p className="paper-subject">{row.title}</p>
      <CaseFacts row={row} explained />
      <Proposers row={row} />
      <Across row={row} explained />
      <Units row={row} explained />
      <UpperOpinions opinions={row.upperOpinions} />
      <Replies row={row} />
      <FeedbackRounds row={row} explained />
      <Commitments row={row} explained />
      <Timeline entries={history(row).reverse()} />
      <Original row={row} />
      <p className="muted">{words.printedAt(moment(dayjs().toISOString()))}</p>
    </article>
  );
}
