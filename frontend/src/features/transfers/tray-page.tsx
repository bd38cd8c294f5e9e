/** 来往件: what came from other governments and what went to them; for the general office. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Select } from "antd";
import { useMemo } from "react";
import type { EnvelopeRowFragment, EnvelopeState, EnvelopeTray } from "@/gql/graphql";
import { texts } from "@/lib/texts";
import { DataGrid } from "@/ui/data-grid";
import { PageHead } from "@/ui/page";
import { Failed, Nothing, Waiting } from "@/ui/states";
import { useListPrint } from "@/ui/use-list-print";
import { trayColumns } from "./tray-columns";
import { useTray } from "./use-tray";

const words = texts.across;
const TRAYS: EnvelopeTray[] = ["IN", "OUT"];
const STATES = Object.keys(words.states) as EnvelopeState[];

export function TrayPage() {
  const search = useSearch({ from: "/inside/envelopes" });
  const navigate = useNavigate({ from: "/envelopes" });
  const tray = TRAYS.find((one) => one === search.tray) ?? "IN";
  const states = useMemo(() => {
    const found = STATES.filter((one) => search.state?.split(",").includes(one));
    return found.length > 0 ? found : undefined;
  }, [search.state]);
  const page = useTray({ tray, states });
  const { briefs, begin, busy } = useListPrint(page, page.briefPage);
  const columns = useMemo(() => trayColumns(briefs, tray), [briefs, tray]);

  const open = ({ id }: EnvelopeRowFragment, newTab: boolean) => {
    if (newTab) window.open(`/envelopes/${id}`, "_blank", "noopener");
    else void navigate({ to: "/envelopes/$envelopeId", params: { envelopeId: id } });
  };
  return (
    <div className="work-list">
      <PageHead
        title={`${words.title}：${words.trays[tray]}`}
        tools={
          <Button onClick={begin} loading={busy} className="screen-only">
            {texts.print}
          </Button>
        }
        note={
          page.waiting ? (
            <span className="chip chip-warn" title={words.waitingHint}>
              <span aria-hidden="true">▲</span> {words.waiting(page.waiting)}
            </span>
          ) : null
        }
      />
      <div className="boxes">
        <fieldset className="box-tabs">
          <legend className="sr-only">{words.traysLabel}</legend>
          {TRAYS.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === tray}
              className="box-tab"
              onClick={() => void navigate({ search: (now) => ({ ...now, tray: each }), replace: true })}
            >
              {words.trays[each]}
            </button>
          ))}
        </fieldset>
        <Select
          mode="multiple"
          allowClear
          aria-label={words.state}
          placeholder={words.state}
          className="filter-wide"
          value={states ?? []}
          options={STATES.map((value) => ({ value, label: words.states[value] }))}
          onChange={(chosen) =>
            void navigate({
              search: (now) => ({ ...now, state: chosen.join(",") || undefined }),
              replace: true,
            })
          }
        />
      </div>
      <p className="row-count" role="status">
        {texts.list.shown(page.rows.length, page.hasMore ? null : page.rows.length)}
        {page.loading ? ` ${texts.loading}` : ""}
      </p>
      {page.error ? <Failed error={page.error} retry={page.reload} /> : null}
      {page.rows.length > 0 ? (
        <DataGrid
          label={words.title}
          columns={columns}
          rows={page.rows}
          total={page.hasMore ? null : page.rows.length}
          hasMore={page.hasMore}
          loadMore={page.loadMore}
          loadAll={page.loadAll}
          onOpen={open}
          focusKey={`envelopes:${tray}:${search.state ?? ""}`}
        />
      ) : (
        <Blank loading={page.loading} failed={Boolean(page.error)} />
      )}
    </div>
  );
}

function Blank({ loading, failed }: { loading: boolean; failed: boolean }) {
  if (loading) return <Waiting />;
  return failed ? null : <Nothing>{words.nothing}</Nothing>;
}
