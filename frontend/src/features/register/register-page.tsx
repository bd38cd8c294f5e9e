/** Registering a case as it comes from the session, with all its proposers; similar ones appear while typing. */
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { RegisterFactsDocument } from "@/gql/graphql";
import { type Draft, draftName, readDraft } from "@/lib/drafts";
import { useFresh } from "@/lib/fresh";
import { texts } from "@/lib/texts";
import { useViewer } from "@/lib/viewer";
import { announce } from "@/ui/announce";
import { PageHead } from "@/ui/page";
import { Panel } from "@/ui/panels";
import { Nothing, Unanswered, Waiting } from "@/ui/states";
import { RegisterForm } from "./register-form";
import type { RegisterValues } from "./register-values";
import { SimilarCases } from "./similar-cases";

const words = texts.form.register;

export function RegisterPage() {
  const viewer = useViewer();
  const navigate = useNavigate();
  const place = draftName(viewer.id, "register");
  const [kept, setKept] = useState<Draft<RegisterValues> | null | undefined>(undefined);
  const [title, setTitle] = useState("");
  const facts = useFresh(RegisterFactsDocument, {});
  useEffect(() => {
    void readDraft<RegisterValues>(place).then((draft) => {
      setKept(draft ?? null);
      setTitle(draft?.values.title ?? "");
    });
  }, [place]);

  if (viewer.mayRegister.length === 0) return <Nothing>{words.none}</Nothing>;
  if (!facts.data) return <Unanswered to={facts} />;
  if (kept === undefined) return <Waiting />;
  const done = (id: string, registrationNo: string) => {
    announce(words.done(registrationNo));
    void navigate({ to: "/cases/$caseId", params: { caseId: id } });
  };
  return (
    <>
      <PageHead title={words.title} />
      <div className="two-sides register">
        <RegisterForm
          sessions={facts.data.sessions}
          kept={kept}
          place={place}
          onTitle={setTitle}
          onDone={done}
        />
        <Panel of={title}>
          <SimilarCases title={title} />
        </Panel>
      </div>
    </>
  );
}
