/** One run: who is where, with the points of each item; freezing it. */
import { Link, useParams } from "@tanstack/react-router";
import { Button, Modal } from "antd";
import { useState } from "react";
import { useClient, useQuery } from "urql";
import {
  type AssessmentRankingQuery,
  AssessmentRankingDocument,
  FreezeAssessmentDocument,
} from "@/gql/graphql";
import { sentenceOf } from "@/lib/failures";
import { newKey } from "@/lib/idempotency";
import { texts } from "@/lib/texts";
import { PageHead } from "@/ui/page";
import { Failed, Waiting } from "@/ui/states";
import { PointsTable } from "./points-table";
import { RunFactsList } from "./run-facts";

const words = texts.assessment.ranking;

type Ranked = AssessmentRankingQuery["assessmentRun"];
type Line = Ranked["scores"]["edges"][number]["node"];

export function RankingPage() {
  const { runId } = useParams({ from: "/inside/assessment/$runId" });
  const client = useClient();
  const [more, setMore] = useState<Ranked["scores"][]>([]);
  const [{ data, error }, again] = useQuery({
    query: AssessmentRankingDocument,
    variables: { id: runId },
    requestPolicy: "cache-and-network",
  });
  if (error && !data) return <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />;
  if (!data) return <Waiting />;
  const run = data.assessmentRun;
  const pages = [run.scores, ...more];
  const last = pages[pages.length - 1]?.pageInfo;
  const next = async () => {
    const after = last?.endCursor ?? null;
    const { data: page } = await client.query(AssessmentRankingDocument, { id: runId, after }).toPromise();
    if (page) setMore([...more, page.assessmentRun.scores]);
  };
  return (
    <>
      <PageHead
        title={`${texts.assessment.title(run.year)}　${run.groupLabel}`}
        tools={
          <>
            <Link to="/assessment">{words.back}</Link>
            <Button onClick={() => window.print()}>{texts.print}</Button>
            {run.mayFreeze ? <Freeze id={run.id} /> : null}
          </>
        }
      />
      <RunFactsList run={run} digest={run.digest} />
      {run.state === "DRAFT" && !run.mayFreeze ? <p className="muted">{words.notToFreeze}</p> : null}
      <Ranking run={run} lines={pages.flatMap((page) => page.edges.map(({ node }) => node))} />
      {last?.hasNextPage ? <Button onClick={next}>{words.more}</Button> : null}
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

function Freeze({ id }: { id: string }) {
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
    if (!said) setAsking(false);
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
