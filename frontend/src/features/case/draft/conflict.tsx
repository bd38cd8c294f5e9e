/** Somebody saved a newer draft: theirs is shown, mine stays in the form, the person decides. */
import { Button } from "antd";
import { texts } from "@/lib/texts";
import type { Reply } from "../model";

const words = texts.case.draft;

interface Props {
  reply: Reply;
  onMine: () => void;
  onTheirs: () => void;
}

export function Conflict({ reply, onMine, onTheirs }: Props) {
  return (
    <section className="conflict" aria-labelledby="conflict">
      <h2 id="conflict">{words.conflict}</h2>
      <p>{words.conflictHint}</p>
      <div className="reply-text">{reply.body}</div>
      <div className="form-foot">
        <Button onClick={onMine}>{words.keepMine}</Button>
        <Button onClick={onTheirs}>{words.takeTheirs}</Button>
      </div>
    </section>
  );
}
