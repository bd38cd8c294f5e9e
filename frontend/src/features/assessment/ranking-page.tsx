/** One run: who is where, with the points of each item; freezing it. */
import { Link, useParams } from "@tanstack/react-router";
import { Button, Modal } from "antd";
import { useState } from "react";
import { useClient } from "urql";
import {
  type AssessmentRankingQuery,
  type AssessmentRankingQueryVariables,
  AssessmentRankingDocument,
  FreezeAssessmentDocument,
} from "@/gql/graphql";
import { sentenceOf } from "@/lib/failures";
import { newKey } from "@/lib/idempotency";
import { texts } from "@/lib/texts";
import { type ListQuery, rowsOf, useList } from "@/lib/use-list";
import { Listed } from "@/ui/listed";
import { PageHead } from "@/ui/page";
import { Nothing, Unanswered } from "@/ui/states";
import { PointsTable } from "./points-table";
import { RunFactsList } from "./run-facts";

const words = texts.assessment.ranking;

type Ranked = NonNullable<AssessmentRankingQuery["assessmentRun"]>;
type Line = Ranked["scores"]["edges"][number]["node"];

/** The lines of a run; what the run itself says stands beside them. */
const LINES: ListQuery<AssessmentRankingQuery, AssessmentRankingQueryVariables, Line, Ranked | null> = {
  document: AssessmentRankingDocument,
  size: 100,
  page: (after) => ({ after }),
  take: ({ assessmentRun }) => rowsOf(assessmentRun?.scores, assessmentRun ?? null),
};

export function RankingPage() {
  const { runId } = useParams({ from: "/inside/assessment/$runId" });
  const list = useList(LINES, { id: runId });
  const run = list.beside;
  if (!run && !list.loading && !list.error) return <Nothing>{texts.missing}</Nothing>;
  if (!run) return <Unanswered to={{ error: list.error, again: list.reload }} />;
  return (
    <>
      <PageHead
        title={`${texts.assessment.title(run.year)}　${run.groupLabel}`}
        tools={
          <>
            <Link to="/assessment">{words.back}</Link>
            <Button onClick={() => window.print()}>{texts.print}</Button>
            {run.mayFreeze ? <Freeze id={run.id} onDone={list.reload} /> : null}
          </>
        }
      />
      <RunFactsList run={run} digest={run.digest} />
      {run.state === "DRAFT" && !run.mayFreeze ? <p className="muted">{words.notToFreeze}</p> : null}
      <Listed list={list} more={words.more}>
        <Ranking run={run} lines={list.rows} />
      </Listed>
    </>
  );
}

function Ranking({ run, lines }: { run: Ranked; lines: Line[] }) {
  const given = lines.find(({ items }) => items.length)?.items ?? [];
  const scored = new Set(given.map(({ code }) => code));
  const columns = run.scheme.items
    .filter(({ code }) => scored.has(code))
    .map(({ code, title, weight, bonus }) => ({ code, title, maximum: weight, bonus }));
  return (
    <PointsTable
      caption={words.caption(run.groupLabel, run.full)}
      full={run.full}
      columns={columns}
      lines={lines.map((line) => ({ ...line, key: line.id, unit: <UnitName line={line} /> }))}
    />
  );
}

function UnitName({ line: { id, unit, items } }: { line: Line }) {
  if (!items.length) return unit.name;
  return (
    <Link to="/assessment/sheets/$scoreId" params={{ scoreId: id }}>
      {unit.name}
    </Link>
  );
}

function Freeze({ id, onDone }: { id: string; onDone: () => void }) {
  const client = useClient();
  const [key] = useState(newKey);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const go = async () => {
    setBusy(true);
    const { data, error } = await client.mutation(FreezeAssessmentDocument, { key, runId: id }).toPromise();
    setBusy(false);
    const said = data?.freezeAssessment.refusal?.message ?? (error ? sentenceOf(error) : "");
    setProblem(said);
    if (said) return;
    setAsking(false);
    onDone();
  };
  return (
    <>
      <Button type="primary" onClick={() => setAsking(true)}>
        {words.freeze}
      </Button>
      <Modal
        open={asking}
        title={words.freeze}
        confirmLoading={busy}
        onOk={go}
        onCancel={() => setAsking(false)}
      >
        <p>{words.freezeSure}</p>
        {problem ? <p role="alert">{problem}</p> : null}
      </Modal>
    </>
  );
}
