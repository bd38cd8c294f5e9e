/** By which scheme, up to which day, by whom and when a run was made. */
import type { ReactNode } from "react";
import type { RunFactsFragment } from "@/gql/graphql";
import { day, moment } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { Facts } from "@/ui/page";

const words = texts.assessment.ranking.facts;

export function RunFactsList({ run, digest }: { run: RunFactsFragment; digest: string }) {
  const { scheme } = run;
  const title = texts.assessment.startForm.version(scheme.title, scheme.year, scheme.version);
  const rows: [string, ReactNode][] = [
    [words.scheme, title],
    [words.cutOff, day(run.cutOff)],
    [words.state, run.stateLabel],
    [words.started, `${run.startedBy}　${moment(run.startedAt)}`],
  ];
  if (run.frozenBy) rows.push([words.frozen, `${run.frozenBy}　${moment(run.frozenAt)}`]);
  rows.push([
    words.digest,
    <code key="digest" title={texts.assessment.ranking.digestHint}>
      {digest.slice(0, 16)}
    </code>,
  ]);
  return <Facts rows={rows} />;
}
