/** Two packs side by side, line by line; what differs is marked, and by default only that is shown. */
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Checkbox } from "antd";
import { useMemo, useState } from "react";
import { RulePacksDocument } from "@/gql/graphql";
import { useFresh } from "@/lib/fresh";
import { texts } from "@/lib/texts";
import { PageHead } from "@/ui/page";
import { Lacking, Nothing, Unanswered } from "@/ui/states";
import { type Line, outline, type SectionLines } from "./outline";
import { useSchema } from "./schema";
import { useBody } from "./use-body";
import { asText } from "./values";

const words = texts.rules.compare;

interface Pair {
  path: string;
  label: string;
  left: Line | null;
  right: Line | null;
  differs: boolean;
}

function paired(left: SectionLines, right: SectionLines, articles: boolean): Pair[] {
  const others = new Map(right.lines.map((line) => [line.path, line]));
  const pairs = left.lines.map((line) => {
    const other = others.get(line.path) ?? null;
    others.delete(line.path);
    return {
      path: line.path,
      label: line.label,
      left: line,
      right: other,
      differs: differ(line, other, articles),
    };
  });
  const rest = [...others.values()];
  return [
    ...pairs,
    ...rest.map((line) => ({ path: line.path, label: line.label, left: null, right: line, differs: true })),
  ];
}

/** By the rule alone, or by the article it rests on, too. */
const differ = (left: Line, right: Line | null, articles: boolean) =>
  left.text !== right?.text || (articles && left.article !== right.article);

export function ComparePage() {
  const search = useSearch({ from: "/inside/rules/compare" });
  const left = useBody(search.left ?? "");
  const right = useBody(search.right ?? "");
  const { schema, ...reading } = useSchema();
  const [only, setOnly] = useState(true);
  const [articles, setArticles] = useState(false);
  const sections = useMemo(() => {
    if (!left.body || !right.body || !schema) return null;
    const others = outline(right.body, schema);
    return outline(left.body, schema).map((section, index) => ({
      ...section,
      pairs: paired(section, others[index] ?? section, articles),
    }));
  }, [left.body, right.body, schema, articles]);
  const count = sections?.flatMap(({ pairs }) => pairs).filter(({ differs }) => differs).length ?? 0;
  return (
    <>
      <PageHead
        title={words.title}
        tools={
          <>
            <Link to="/rules" className="screen-only">
              {texts.rules.read.back}
            </Link>
            <Button className="screen-only" onClick={() => window.print()}>
              {texts.print}
            </Button>
          </>
        }
      />
      <div className="pack-choose screen-only">
        <Choice side="left" />
        <Choice side="right" />
        <Checkbox checked={only} onChange={(event) => setOnly(event.target.checked)}>
          {words.only}
        </Checkbox>
        <Checkbox checked={articles} onChange={(event) => setArticles(event.target.checked)}>
          {words.articles}
        </Checkbox>
      </div>
      {!search.left || !search.right ? <Nothing>{words.choose}</Nothing> : null}
      {left.missing || right.missing ? <Nothing>{texts.missing}</Nothing> : null}
      {search.left && search.right && !sections && !left.missing && !right.missing ? (
        <Unanswered to={[left, right, reading].find(({ error }) => error) ?? reading} />
      ) : null}
      {sections ? <p role="status">{count ? words.count(count) : words.same}</p> : null}
      {sections?.map(({ id, title, pairs }) => (
        <PairTable
          key={id}
          title={title}
          pairs={only ? pairs.filter(({ differs }) => differs) : pairs}
          heads={[asText(left.body?.title), asText(right.body?.title)]}
        />
      ))}
    </>
  );
}

function PairTable({ title, pairs, heads }: { title: string; pairs: Pair[]; heads: string[] }) {
  if (pairs.length === 0) return null;
  return (
    <table className="plain pack-compare pack-section">
      <caption>{title}</caption>
      <thead>
        <tr>
          {[...words.columns, ...heads].map((head, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the two may have one name
            <th key={index} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {pairs.map((pair) => (
          <tr key={pair.path} className={pair.differs ? "differs" : undefined}>
            <th scope="row">
              {pair.label}
              {pair.differs ? <span className="sr-only">（{words.different}）</span> : null}
            </th>
            <Side line={pair.left} />
            <Side line={pair.right} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Side({ line }: { line: Line | null }) {
  return (
    <td>
      {line ? line.text : <span className="muted">{words.absent}</span>}
      {line?.article ? <div className="muted">{line.article}</div> : null}
    </td>
  );
}

/** Versions, drafts and shipped packs to choose from. */
function Choice({ side }: { side: "left" | "right" }) {
  const search = useSearch({ from: "/inside/rules/compare" });
  const navigate = useNavigate();
  const known = useFresh(RulePacksDocument, {});
  const { data } = known;
  const groups: [string, [string, string][]][] = [
    [
      words.groups.version,
      (data?.rulePacks ?? []).map((one) => [
        `version:${one.id}`,
        `${one.title} ${texts.rules.version(one.version)}`,
      ]),
    ],
    [words.groups.draft, (data?.packDrafts ?? []).map((one) => [`draft:${one.id}`, one.title ?? ""])],
    [words.groups.shipped, (data?.shippedPacks ?? []).map((one) => [`shipped:${one.code}`, one.title])],
  ];
  return (
    <span>
      <label htmlFor={`compare_${side}`}>{words[side]}</label>{" "}
      <select
        id={`compare_${side}`}
        value={search[side] ?? ""}
        onChange={(event) =>
          void navigate({ to: "/rules/compare", search: { ...search, [side]: event.target.value } })
        }
      >
        <option value="">{texts.rules.edit.choose}</option>
        {groups.map(([title, options]) => (
          <optgroup key={title} label={title}>
            {options.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <Lacking what={texts.failure.names.packs} to={known} />
    </span>
  );
}
