/** One pack as a document: sections of item, rule and article; the same on paper. */
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import type { PackFactsFragment } from "@/gql/graphql";
import { day, moment } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { Facts, PageHead } from "@/ui/page";
import { Nothing, Unanswered } from "@/ui/states";
import { type Line, outline, type SectionLines } from "./outline";
import { useSchema } from "./schema";
import { useBody } from "./use-body";
import { asText } from "./values";

const words = texts.rules.read;

export function PackPage() {
  const { source, packId } = useParams({ from: "/inside/rules/$source/$packId" });
  const reference = `${source}:${packId}`;
  const { body, facts, missing, ...answer } = useBody(reference);
  const { schema, ...reading } = useSchema();
  if (missing) return <Nothing>{texts.missing}</Nothing>;
  if (!body) return <Unanswered to={answer} />;
  if (!schema) return <Unanswered to={reading} />;
  return (
    <>
      <PageHead
        title={asText(body.title)}
        tools={
          <>
            <Link to="/rules" className="screen-only">
              {words.back}
            </Link>
            <Link to="/rules/compare" search={{ left: reference }} className="screen-only">
              {words.compare}
            </Link>
            <Button type="primary" className="screen-only" onClick={() => window.print()}>
              {texts.print}
            </Button>
          </>
        }
      />
      <article>
        <div className="pack-head">
          {facts ? <FactsOf pack={facts} /> : null}
          <p>
            {words.source}：{asText(body.source)}
          </p>
        </div>
        {outline(body, schema).map((section) => (
          <SectionTable key={section.id} section={section} />
        ))}
      </article>
    </>
  );
}

function FactsOf({ pack }: { pack: PackFactsFragment }) {
  const over = pack.runningGoOver ? words.over : words.kept;
  return (
    <Facts
      rows={[
        [texts.rules.version(pack.version), pack.standingLabel],
        [
          words.issued,
          pack.issuedBy ? `${pack.issuedBy} ${moment(pack.issuedAt)}` : texts.rules.list.initial,
        ],
        [
          texts.rules.issue.day,
          words.from(day(pack.effectiveOn)) + (pack.until ? words.until(day(pack.until)) : ""),
        ],
        ...pack.coming.map((one): [string, ReactNode] => [
          one.label,
          <span key={one.label} title={one.article}>
            {words.coming(day(one.day))}
          </span>,
        ]),
        ...(pack.note
          ? ([
              [words.note, pack.note],
              [texts.rules.issue.running, over],
            ] as [string, string][])
          : []),
      ]}
    />
  );
}

function SectionTable({ section }: { section: SectionLines }) {
  if (section.lines.length === 0) return null;
  return (
    <section className="pack-section" aria-labelledby={`section_${section.id}`}>
      <h2 id={`section_${section.id}`}>{section.title}</h2>
      <table className="plain pack-lines">
        <thead>
          <tr>
            {words.columns.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {section.lines.map((line, place) => (
            <tr key={line.path}>
              <th scope="row">{line.label}</th>
              <td>{line.text}</td>
              <ArticleCell lines={section.lines} place={place} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** One cell for all lines in a row that rest on the same article. */
function ArticleCell({ lines, place }: { lines: Line[]; place: number }) {
  const article = lines[place]?.article;
  if (article && lines[place - 1]?.article === article) return null;
  const end = lines.findIndex((line, later) => later > place && line.article !== article);
  const span = article ? (end < 0 ? lines.length : end) - place : 1;
  return (
    <td rowSpan={span} className="pack-article-cell">
      {article}
    </td>
  );
}
