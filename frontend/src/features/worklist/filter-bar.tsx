/** The filters of the work list; each one is a parameter of the address, so a view can be sent to a colleague. */
import { Button, Input, Select, Tag } from "antd";
import { useEffect, useState } from "react";
import { WorkFiltersDocument } from "@/gql/graphql";
import { useFresh } from "@/lib/fresh";
import { texts } from "@/lib/texts";
import { choiceState, Lacking } from "@/ui/states";
import { TabLeaves } from "@/ui/tab-leaves";
import { type FilterSearch, isFiltered, KINDS, LIGHTS, ORIGINS, STATES } from "./filter";

interface Props {
  search: FilterSearch;
  onChange: (values: FilterSearch) => void;
}

const words = texts.list.filters;
const options = <T extends string>(known: readonly T[], labels: Record<T, string>) =>
  known.map((value) => ({ value, label: labels[value] }));

const several = (text: string | undefined) => text?.split(",").filter(Boolean) ?? [];
const CLEAR: FilterSearch = {
  kind: undefined,
  state: undefined,
  origin: undefined,
  light: undefined,
  duty: undefined,
  unit: undefined,
  session: undefined,
  year: undefined,
  before: undefined,
  q: undefined,
};

export function FilterBar({ search, onChange }: Props) {
  const known = useFresh(WorkFiltersDocument, {});
  const { data } = known;
  const units = data?.units.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  const sessions = data?.sessions.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  const [unfolded, setUnfolded] = useState(isFiltered(search)); // on a phone only: elsewhere all of them stand there
  return (
    <search className={`filters screen-only${unfolded ? "" : " folded"}`} aria-label={words.label}>
      <TabLeaves>
        <TextFilter value={search.q} onChange={(q) => onChange({ q })} />
        <Button
          className="filters-more"
          aria-expanded={unfolded}
          onClick={() => setUnfolded((shown) => !shown)}
        >
          {words.more}
        </Button>
        <Select
          aria-label={words.kind}
          placeholder={words.kind}
          allowClear
          className="filter-narrow"
          value={search.kind}
          options={options(KINDS, texts.kindsLong)}
          onChange={(kind) => onChange({ kind })}
        />
        <Select
          aria-label={words.state}
          placeholder={words.state}
          mode="multiple"
          maxTagCount={1}
          allowClear
          className="filter-wide"
          value={several(search.state)}
          options={options(STATES, texts.states)}
          onChange={(state) => onChange({ state: state.join(",") || undefined })}
        />
        <Select
          aria-label={words.origin}
          placeholder={words.origin}
          mode="multiple"
          maxTagCount={1}
          allowClear
          className="filter-narrow"
          value={several(search.origin)}
          options={options(ORIGINS, texts.origins)}
          onChange={(origin) => onChange({ origin: origin.join(",") || undefined })}
        />
        <Select
          aria-label={words.light}
          placeholder={words.light}
          mode="multiple"
          maxTagCount={1}
          allowClear
          className="filter-narrow"
          value={several(search.light)}
          options={options(LIGHTS, texts.lights)}
          onChange={(light) => onChange({ light: light.join(",") || undefined })}
        />
        <Select
          aria-label={words.unit}
          placeholder={words.unit}
          showSearch={{ optionFilterProp: "label" }}
          allowClear
          className="filter-wide"
          value={search.unit}
          options={units}
          {...choiceState(known)}
          onChange={(unit) => onChange({ unit })}
        />
        <Select
          aria-label={words.session}
          placeholder={words.session}
          allowClear
          className="filter-wide"
          value={search.session}
          options={sessions}
          {...choiceState(known)}
          onChange={(session) => onChange({ session })}
        />
        {search.year ? (
          <Tag closable onClose={() => onChange({ year: undefined })}>
            {words.year(search.year)}
          </Tag>
        ) : null}
        {search.before ? (
          <Tag closable onClose={() => onChange({ before: undefined })}>
            {words.before(search.before)}
          </Tag>
        ) : null}
        {isFiltered(search) ? <Button onClick={() => onChange(CLEAR)}>{words.clear}</Button> : null}
        <Lacking what={texts.failure.names.choices} to={known} />
      </TabLeaves>
    </search>
  );
}

const PAUSE = 350;

/** Searches a moment after the last key; a word still being composed by the IME is not sent. */
function TextFilter({
  value,
  onChange,
}: {
  value: string | undefined;
  onChange: (q: string | undefined) => void;
}) {
  const [text, setText] = useState(value ?? "");
  const [composing, setComposing] = useState(false);
  useEffect(() => setText(value ?? ""), [value]);
  useEffect(() => {
    const wanted = text.trim() || undefined;
    if (composing || wanted === value) return;
    const timer = window.setTimeout(() => onChange(wanted), PAUSE);
    return () => window.clearTimeout(timer);
  }, [text, composing, value, onChange]);
  return (
    <Input
      aria-label={words.text}
      placeholder={words.text}
      className="filter-text"
      allowClear
      maxLength={100}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
    />
  );
}
