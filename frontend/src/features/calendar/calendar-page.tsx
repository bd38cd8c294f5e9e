/** 工作日历: which days are working days, for everybody who is signed in. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { texts } from "@/lib/texts";
import { PageHead } from "@/ui/page";
import { thisYear, YearTools, YearView } from "./year-view";

export function CalendarPage() {
  const search = useSearch({ from: "/inside/calendar" });
  const navigate = useNavigate();
  const year = /^(19|20)\d\d$/.test(search.year ?? "") ? Number(search.year) : thisYear();
  const go = (to: number) => navigate({ to: "/calendar", search: { year: String(to) } });
  return (
    <>
      <PageHead title={texts.calendar.titleOf(year)} tools={<YearTools year={year} onYear={go} />} />
      <YearView year={year} />
    </>
  );
}
