/** One button per step the server allows now and the page has a form for; a blocked one says what is missing. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { texts } from "@/lib/texts";
import { Section } from "@/ui/page";
import { type AllowedStep, type FullCase, sortSteps } from "../model";
import { DEFINITIONS } from "../steps/definitions";
import { StepDialog } from "../steps/step-dialog";

const words = texts.case;

export function StepPanel({ row }: { row: FullCase }) {
  const navigate = useNavigate();
  const { step: wanted } = useSearch({ from: "/inside/cases/$caseId" });
  const usable = row.allowedSteps.filter(({ step }) => step === "DRAFT_REPLY" || step in DEFINITIONS);
  const { mine, others } = sortSteps(usable);
  const [chosen, setChosen] = useState(() => wantedOf(usable, wanted));
  const close = () => {
    setChosen(null);
    if (wanted)
      void navigate({ to: "/cases/$caseId", params: { caseId: row.id }, search: {}, replace: true });
  };
  const begin = (step: AllowedStep) => {
    if (step.step !== "DRAFT_REPLY") return setChosen(step);
    const params = { caseId: row.id, assignmentId: step.subjectId };
    void navigate({ to: "/cases/$caseId/draft/$assignmentId", params });
  };
  return (
    <div className="screen-only">
      <Section title={words.steps} id="steps">
        {wanted && !wantedOf(usable, wanted) ? <p role="note">{texts.across.notNow}</p> : null}
        {usable.length === 0 ? <p className="muted">{words.noSteps}</p> : null}
        <StepGroup title={words.mine} steps={mine} begin={begin} />
        <StepGroup title={words.others} steps={others} begin={begin} />
        {chosen ? <StepDialog row={row} step={chosen} onClose={close} /> : null}
      </Section>
    </div>
  );
}

/** The step that the address asks for, where it can be taken now: a link from another page leads to its form. */
export function wantedOf(usable: AllowedStep[], wanted: string | undefined): AllowedStep | null {
  return usable.find(({ step, blocked }) => step === wanted && step in DEFINITIONS && !blocked) ?? null;
}

interface GroupProps {
  title: string;
  steps: AllowedStep[];
  begin: (step: AllowedStep) => void;
}

function StepGroup({ title, steps, begin }: GroupProps) {
  if (steps.length === 0) return null;
  return (
    <>
      <h3 className="step-group">{title}</h3>
      <ul className="steps">
        {steps.map((step) => (
          <li key={`${step.step}:${step.subjectId}`}>
            <StepButton step={step} begin={begin} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** A blocked step stays reachable by keyboard, so that its reason is read out; it just does nothing. */
function StepButton({ step, begin }: { step: AllowedStep; begin: (step: AllowedStep) => void }) {
  const reason = `blocked-${step.step}-${step.subjectId}`;
  return (
    <>
      <Button
        type={step.duty && !step.blocked ? "primary" : "default"}
        aria-disabled={step.blocked ? true : undefined}
        aria-describedby={step.blocked ? reason : undefined}
        className={step.blocked ? "step-blocked" : undefined}
        onClick={() => {
          if (!step.blocked) begin(step);
        }}
      >
        {step.label}
      </Button>{" "}
      <span className="step-subject">{step.subjectLabel}</span>
      {step.blocked ? (
        <div id={reason} className="step-reason">
          {words.blocked}
          {step.blocked}
        </div>
      ) : null}
    </>
  );
}
