/** One button per step the server allows now and the page has a form for; a blocked one says what is missing. */
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { texts } from "@/lib/texts";
import { Section } from "@/ui/page";
import { type AllowedStep, type FullCase, sortSteps } from "../model";
import { DEFINITIONS } from "../steps/definitions";
import { StepDialog } from "../steps/step-dialog";

const words = texts.case;

export function StepPanel({ row }: { row: FullCase }) {
  const [chosen, setChosen] = useState<AllowedStep | null>(null);
  const navigate = useNavigate();
  const usable = row.allowedSteps.filter(({ step }) => step === "draft_reply" || step in DEFINITIONS);
  const { mine, others } = sortSteps(usable);
  const begin = (step: AllowedStep) => {
    if (step.step !== "draft_reply") return setChosen(step);
    const params = { caseId: row.id, assignmentId: step.subjectId };
    void navigate({ to: "/cases/$caseId/draft/$assignmentId", params });
  };
  return (
    <div className="screen-only">
      <Section title={words.steps} id="steps">
        {usable.length === 0 ? <p className="muted">{words.noSteps}</p> : null}
        <StepGroup title={words.mine} steps={mine} begin={begin} />
        <StepGroup title={words.others} steps={others} begin={begin} />
        {chosen ? <StepDialog row={row} step={chosen} onClose={() => setChosen(null)} /> : null}
      </Section>
    </div>
  );
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
