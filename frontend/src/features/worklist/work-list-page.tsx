/** The work list: boxes with counts, filters in the address, rows as a grid. */
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { useCallback, useMemo } from "react";
import { useClient } from "urql";
import { type CaseRowFragment, WorkCountsDocument, WorkWordsDocument } from "@/gql/graphql";
import { useFresh } from "@/lib/fresh";
import { anyChange } from "@/lib/live";
import { LIMIT } from "@/lib/pager";
import { inWordsOf } from "@/lib/role-words";
import { texts } from "@/lib/texts";
import { useViewer } from "@/lib/viewer";
import { DataGrid } from "@/ui/data-grid";
import { PageHead } from "@/ui/page";
import { Panel, Panels } from "@/ui/panels";
import { Failed, Lacking, Nothing, Waiting } from "@/ui/states";
import { useListPrint } from "@/ui/use-list-print";
import { BoxTabs } from "./box-tabs";
import { workColumns } from "./columns";
import { DutyChips } from "./duty-chips";
import { type FilterSearch, isCounted, variablesOf } from "./filter";
import { FilterBar } from "./filter-bar";
import { SavedFilters } from "./saved-filters";
import { briefPage, useWorkPages } from "./use-work-pages";

export function WorkListPage() {
  const viewer = useViewer();
  const search = useSearch({ from: "/inside/cases" });
  const navigate = useNavigate({ from: "/cases" });
  const client = useClient();
  const filter = useMemo(() => variablesOf(search, viewer.homeBox), [search, viewer.homeBox]);
  const pages = useWorkPages(filter);
  const counting = useFresh(
    WorkCountsDocument,
    { kinds: filter.kinds, sessionId: filter.sessionId },
    { policy: "cache-and-network", moves: anyChange },
  );
  const counts = counting.data?.caseCounts;
  const change = useCallback(
    (values: FilterSearch) => void navigate({ search: (now) => ({ ...now, ...values }), replace: true }),
    [navigate],
  );
  const open = (row: CaseRowFragment, newTab: boolean) => {
    if (newTab) window.open(`/cases/${row.id}`, "_blank", "noopener");
    else void navigate({ to: "/cases/$caseId", params: { caseId: row.id } });
  };
  const order = filter.order ?? "DUE";
  const box = filter.box ?? "ALL";
  const { briefs, begin, busy } = useListPrint(pages, (after) => briefPage(client, filter, after));
  const named = useNames();
  const columns = useMemo(
    () => workColumns(box, order, (by) => change({ order: by }), briefs, named),
    [box, order, change, briefs, named],
  );
  const total = totalOf(pages, isCounted(filter) && counts ? counts[texts.countOf[box]] : null);

  return (
    <div className="work-list">
      <PageHead
        title={texts.list.title(texts.boxes[box])}
        tools={
          <Button onClick={begin} loading={busy} className="screen-only">
            {texts.print}
          </Button>
        }
      />
      <BoxTabs
        box={box}
        counts={counts}
        onBox={(next) => change({ box: next })}
        onLight={(light) => change({ light })}
      />
      <Lacking what={texts.failure.names.counts} to={counting} />
      {box === "TO_DO" ? <DutyChips filter={filter} onDuties={(duty) => change({ duty })} /> : null}
      <Panels of={search}>
        <FilterBar search={search} onChange={change} />
        {viewer.readOnly ? null : <SavedFilters search={search} />}
      </Panels>
      <p className="row-count" role="status">
        {texts.list.shown(pages.rows.length, total)}
        {pages.loading ? ` ${texts.loading}` : ""}
      </p>
      {pages.error ? <Failed error={pages.error} retry={pages.reload} /> : null}
      {pages.rows.length === 0 ? (
        <Blank loading={pages.loading} failed={Boolean(pages.error)} todo={box === "TO_DO"} />
      ) : (
        <Panel of={pages.rows}>
          <DataGrid
            label={texts.list.title(texts.boxes[box])}
            columns={columns}
            rows={pages.rows}
            total={total}
            hasMore={pages.hasMore}
            loadMore={pages.loadMore}
            loadAll={pages.loadAll}
            onOpen={open}
            focusKey={JSON.stringify(filter)}
          />
        </Panel>
      )}
    </div>
  );
}

/**
 * Heads of columns in the words of the rule packs in force: of both kinds of cases, where they differ. Without
 * them the usual words stand there.
 */
function useNames() {
  const { data } = useFresh(WorkWordsDocument, {});
  return useCallback(
    (text: string) => {
      const packs = data ? [data.suggestion, data.proposal] : [];
      return [...new Set(packs.map(({ unitRoles }) => inWordsOf(unitRoles, text)))].join("、") || text;
    },
    [data],
  );
}

/** All loaded: their number. Else, and beyond the limit, the counter's, when it counts the same thing; else unknown. */
function totalOf(
  pages: { rows: unknown[]; hasMore: boolean; loading: boolean },
  counted: number | null,
): number | null {
  if (!pages.hasMore && !pages.loading && pages.rows.length < LIMIT) return pages.rows.length;
  return counted;
}

function Blank({ loading, failed, todo }: { loading: boolean; failed: boolean; todo: boolean }) {
  const viewer = useViewer();
  if (loading) return <Waiting />;
  if (failed) return null;
  if (!todo) return <Nothing>{texts.list.nothing}</Nothing>;
  return viewer.seats.every(({ role }) => role === "ADMINISTRATOR") ? (
    <p className="nothing">
      {texts.list.administers} <Link to="/accounts">{texts.shell.accounts}</Link>
      {" · "}
      <Link to="/rules">{texts.shell.rules}</Link>
      {" · "}
      <Link to="/assessment/schemes">{texts.assessment.schemes.title}</Link>
      {" · "}
      <Link to="/displays">{texts.displays.title}</Link>
    </p>
  ) : (
    <Nothing>{texts.list.nothingToDo}</Nothing>
  );
}
