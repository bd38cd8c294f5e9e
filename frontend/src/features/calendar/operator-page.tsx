/** The platform operator's calendar: upload a year's holidays, and see the year. */
import { useState } from "react";
import { useQuery } from "urql";
import { MeDocument } from "@/gql/graphql";
import { texts } from "@/lib/texts";
import { PageHead, Section } from "@/ui/page";
import { Failed, Waiting } from "@/ui/states";
import { AnnounceForm } from "./announce-form";
import { thisYear, YearTools, YearView } from "./year-view";

const words = texts.calendar.operator;

export function OperatorCalendarPage() {
  const [{ data, error }, again] = useQuery({ query: MeDocument });
  if (error && !data) return <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />;
  if (!data) return <Waiting />;
  return (
    <main id="content" tabIndex={-1}>
      <PageHead title={texts.calendar.title} note={<a href="/operator">{words.back}</a>} />
      {data.me?.operator ? <Announcing /> : <p className="conflict">{words.need}</p>}
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
