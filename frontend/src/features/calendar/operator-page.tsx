/** The platform operator's calendar: upload a year's holidays, and see the year. */
import { useState } from "react";
import { MeDocument } from "@/gql/graphql";
import { useFresh } from "@/lib/fresh";
import { texts } from "@/lib/texts";
import { PageHead, Section } from "@/ui/page";
import { Unanswered } from "@/ui/states";
import { AnnounceForm } from "./announce-form";
import { thisYear, YearTools, YearView } from "./year-view";

const words = texts.calendar.operator;

export function OperatorCalendarPage() {
  const answer = useFresh(MeDocument, {});
  if (!answer.data) return <Unanswered to={answer} />;
  return (
    <main id="content" tabIndex={-1}>
      <PageHead title={texts.calendar.title} note={<a href="/operator">{words.back}</a>} />
      {answer.data.me?.operator ? <Announcing /> : <p className="conflict">{words.need}</p>}
    </main>
  );
}

function Announcing() {
  const [year, setYear] = useState(thisYear);
  const [done, setDone] = useState("");
  return (
    <>
      <div className="screen-only">
        <Section id="announce" title={words.title}>
          <p className="muted">{words.note}</p>
          {done ? (
            <p className="conflict" role="status">
              {words.done(done)}
            </p>
          ) : null}
          <AnnounceForm
            onDone={(title, announced) => {
              setDone(title);
              setYear(announced);
            }}
          />
        </Section>
      </div>
      <Section
        id="year"
        title={texts.calendar.titleOf(year)}
        tools={<YearTools year={year} onYear={setYear} />}
      >
        <YearView year={year} />
      </Section>
    </>
  );
}
