/** 上级会办意见: who gives opinions above on a case that this government answers, and what they said, read off the envelope. */
import { moment } from "@/lib/dates";
import { useRoleWords } from "@/lib/role-words";
import { texts } from "@/lib/texts";
import { Section } from "@/ui/page";
import type { FullCase } from "../model";

const { upperOpinions: words, ...labels } = texts.case;

export function UpperOpinions({ row }: { row: Pick<FullCase, "upperOpinions" | "upperCoHandlers"> }) {
  const inWords = useRoleWords();
  const { upperOpinions: opinions, upperCoHandlers: helpers } = row;
  if (opinions.length === 0 && helpers.length === 0) return null;
  return (
    <Section title={inWords(words.title)} id="upper-opinions">
      {helpers.length > 0 ? <p>{inWords(texts.across.panel.helpers(helpers))}</p> : null}
      {opinions.map((opinion) => (
        <div key={opinion.id} className="entry-block">
          <div>
            <strong>{`${opinion.government}　${opinion.unit}`}</strong>{" "}
            <span className="muted">{words.by(opinion.submittedBy, moment(opinion.at))}</span>
          </div>
          <div className="pre">{opinion.text}</div>
          <div className="muted">
            {labels.contact}
            {opinion.contact}
            {opinion.resultClassLabel ? `　${labels.classOf(opinion.resultClassLabel)}` : ""}
          </div>
        </div>
      ))}
    </Section>
  );
}
