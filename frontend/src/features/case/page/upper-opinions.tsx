/** 上级会办意见: what units of the government above said on a case that this government answers, read off the envelope. */
import { moment } from "@/lib/dates";
import { useRoleWords } from "@/lib/role-words";
import { texts } from "@/lib/texts";
import { Section } from "@/ui/page";
import type { FullCase } from "../model";

const { upperOpinions: words, ...labels } = texts.case;

export function UpperOpinions({ opinions }: { opinions: FullCase["upperOpinions"] }) {
  const inWords = useRoleWords();
  if (opinions.length === 0) return null;
  return (
    <Section title={inWords(words.title)} id="upper-opinions">
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
