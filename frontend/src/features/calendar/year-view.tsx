/** A year of the calendar with its notices, and the way to other years. */
import { Button } from "antd";
import { type HolidayNoticeFactsFragment, WorkCalendarDocument } from "@/gql/graphql";
import { day, moment, today } from "@/lib/dates";
import { useFresh } from "@/lib/fresh";
import { texts } from "@/lib/texts";
import { Section } from "@/ui/page";
import { Unanswered } from "@/ui/states";
import { YearPicture } from "./year-picture";

const words = texts.calendar;

export const thisYear = () => Number(today().slice(0, 4));

export function YearTools({ year, onYear }: { year: number; onYear: (year: number) => void }) {
  return (
    <span className="screen-only year-tools">
      <Button onClick={() => onYear(year - 1)}>{words.before}</Button>
      <Button onClick={() => onYear(thisYear())} disabled={year === thisYear()}>
        {words.thisYear}
      </Button>
      <Button onClick={() => onYear(year + 1)}>{words.after}</Button>
      <Button onClick={() => window.print()}>{texts.print}</Button>
    </span>
  );
}

export function YearView({ year }: { year: number }) {
  const answer = useFresh(WorkCalendarDocument, { year }, { policy: "cache-and-network" });
  const calendar = answer.data?.workCalendar;
  if (!calendar || calendar.year !== year) return <Unanswered to={answer} />;
  return (
    <>
      {calendar.announced ? null : (
        <p className="conflict" role="note">
          {words.unannounced(year)}
        </p>
      )}
      <YearPicture key={year} calendar={calendar} />
      {calendar.notices.length ? <Notices rows={calendar.notices} /> : null}
    </>
  );
}

function Notices({ rows }: { rows: HolidayNoticeFactsFragment[] }) {
  return (
    <Section id="notices" title={words.notices}>
      <table className="plain">
        <thead>
          <tr>
            {words.noticeColumns.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.title}</th>
              <td>{row.number ?? words.first}</td>
              <td>{day(row.issuedOn)}</td>
              <td>{words.uploaded(row.uploadedBy, moment(row.uploadedAt))}</td>
              <td>{row.reason ?? words.first}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
