/** A person's own named views: links to an address of this list. */
import { useNavigate } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { useState } from "react";
import { useClient } from "urql";
import { DeleteFilterDocument, SavedFiltersDocument, SaveFilterDocument } from "@/gql/graphql";
import { sentenceOf } from "@/lib/failures";
import { useFresh } from "@/lib/fresh";
import { readSearch, writeSearch } from "@/lib/search-params";
import { useKey } from "@/lib/idempotency";
import { texts } from "@/lib/texts";
import { announce } from "@/ui/announce";
import { Lacking } from "@/ui/states";
import type { FilterSearch } from "./filter";

const words = texts.list.saved;

export function SavedFilters({ search }: { search: FilterSearch }) {
  const saved = useFresh(SavedFiltersDocument, {});
  const client = useClient();
  const { answered, keyOf } = useKey();
  const navigate = useNavigate({ from: "/cases" });
  const query = writeSearch({ ...search });
  const remove = async (id: string) => {
    const { error } = await client.mutation(DeleteFilterDocument, { key: keyOf({ id }), id }).toPromise();
    answered(error);
    announce(error ? sentenceOf(error) : words.removed);
  };
  return (
    <div className="saved screen-only">
      <span className="muted">{words.label}</span>
      {saved.data?.savedFilters.map(({ id, name, query: kept }) => (
        <span key={id} className="saved-one">
          <button
            type="button"
            className="link"
            aria-current={kept === query ? "true" : undefined}
            onClick={() => void navigate({ search: readSearch(kept) as FilterSearch })}
          >
            {name}
          </button>
          <button type="button" className="link" aria-label={words.remove(name)} onClick={() => remove(id)}>
            ×
          </button>
        </span>
      ))}
      <Lacking what={texts.failure.names.filters} to={saved} />
      <SaveThis query={query} />
    </div>
  );
}

function SaveThis({ query }: { query: string }) {
  const client = useClient();
  const { answered, keyOf } = useKey();
  const [name, setName] = useState<string | null>(null);
  const [problem, setProblem] = useState("");
  if (name === null) {
    return (
      <button type="button" className="link" onClick={() => setName("")}>
        {words.save}
      </button>
    );
  }
  const save = async () => {
    const wish = { name: name.trim(), query };
    const { data, error } = await client
      .mutation(SaveFilterDocument, { key: keyOf(wish), ...wish })
      .toPromise();
    answered(error);
    const refusal = data?.saveFilter.refusal;
    if (error || refusal) return setProblem(refusal?.message ?? (error ? sentenceOf(error) : ""));
    setName(null);
    setProblem("");
    announce(words.kept);
  };
  return (
    <span className="saved-new">
      <Input
        autoFocus
        aria-label={words.name}
        placeholder={words.name}
        maxLength={40}
        value={name}
        status={problem ? "error" : undefined}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={save}
      />
      <Button type="primary" disabled={!name.trim()} onClick={save}>
        {words.confirm}
      </Button>
      <Button onClick={() => setName(null)}>{texts.form.cancel}</Button>
      {problem ? <span role="alert">{problem}</span> : null}
    </span>
  );
}
