/** The form of a draft: sections, what is wrong, and what can be done with it. */
import { useNavigate } from "@tanstack/react-router";
import { Button, Popconfirm } from "antd";
import { useMemo, useState } from "react";
import { useClient } from "urql";
import { DeletePackDraftDocument, type OnePackDraftQuery } from "@/gql/graphql";
import { moment } from "@/lib/dates";
import { sentenceOf } from "@/lib/failures";
import { useKey } from "@/lib/idempotency";
import { texts } from "@/lib/texts";
import { announce } from "@/ui/announce";
import { PageHead } from "@/ui/page";
import { Contents } from "./contents";
import { EditingContext, type PackProblem, useChecked } from "./editing";
import { IssueDialog } from "./issue-dialog";
import { KeptList } from "./kept-list";
import { TopField } from "./node-field";
import { ProblemList } from "./problem-list";
import type { Schema } from "./schema";
import { SECTIONS } from "./sections";
import { useSaving } from "./use-saving";
import { asObject, asText, type Body } from "./values";

const words = texts.rules.edit;
const NONE: PackProblem[] = [];

interface Props {
  draft: NonNullable<OnePackDraftQuery["packDraft"]>;
  schema: Schema;
}

export function DraftEditor({ draft, schema }: Props) {
  const { body, set, dirty, save, busy, problem, kept } = useSaving(draft);
  const { problems: checked, ...check } = useChecked(body);
  const [last, setLast] = useState<PackProblem[]>(NONE);
  if (checked && checked !== last) setLast(checked);
  const editing = useMemo(() => ({ schema, problems: last, set }), [schema, last, set]);
  const [issuing, setIssuing] = useState(false);
  const issue = async () => {
    if (!dirty || (await save())) setIssuing(true);
  };
  return (
    <EditingContext.Provider value={editing}>
      <PageHead
        title={asText(body.title) || texts.rules.list.untitled}
        note={
          <span className="muted">
            {words.title}　{words.note(kept.revision, kept.by, moment(kept.at))}
            {dirty ? <strong>　{words.unsaved}</strong> : null}
          </span>
        }
        tools={
          <>
            <Drop id={draft.id} revision={kept.revision} />
            <Button onClick={() => download(body)}>{words.export}</Button>
            <Button loading={busy} disabled={!dirty} onClick={() => void save()}>
              {words.save}
            </Button>
            <Button
              type="primary"
              disabled={checked === null || checked.length > 0}
              onClick={() => void issue()}
            >
              {words.issue}
            </Button>
          </>
        }
      />
      {problem ? (
        <p role="alert" className="conflict">
          {problem}
        </p>
      ) : null}
      <div className="pack-edit">
        <div className="pack-beside screen-only">
          <Contents problems={last} />
          <ProblemList check={check} checking={checked === null} problems={last}>
            <KeptList body={body} />
          </ProblemList>
        </div>
        <div className="pack-parts">
          {SECTIONS.map((section) => (
            <section key={section.id} id={`section_${section.id}`} className="pack-section" tabIndex={-1}>
              <h2>{section.title}</h2>
              {section.keys.map((key) => (
                <TopField
                  key={key}
                  name={key}
                  value={body[key]}
                  article={asObject(body.articles)[key]}
                  hasArticle={Boolean(schema.at(["articles"]).properties?.[key])}
                />
              ))}
            </section>
          ))}
        </div>
      </div>
      {issuing ? (
        <IssueDialog
          draftId={draft.id}
          revision={kept.revision}
          body={kept.body}
          onClose={() => setIssuing(false)}
        />
      ) : null}
    </EditingContext.Provider>
  );
}

function Drop({ id, revision }: { id: string; revision: number }) {
  const client = useClient();
  const navigate = useNavigate();
  const { key, answered } = useKey();
  const drop = async () => {
    const { data, error } = await client
      .mutation(DeletePackDraftDocument, { key: key.current, draftId: id, revision })
      .toPromise();
    answered(error);
    const gone = data?.deletePackDraft;
    if (gone?.deletedId) return navigate({ to: "/rules", ignoreBlocker: true });
    announce(gone?.refusal?.message ?? (error ? sentenceOf(error) : texts.failure.empty));
  };
  return (
    <Popconfirm title={words.dropSure} onConfirm={drop}>
      <Button danger>{words.drop}</Button>
    </Popconfirm>
  );
}

function download(body: Body): void {
  const blob = new Blob([`${JSON.stringify(body, null, 2)}\n`], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${asText(body.code) || "pack"}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}
