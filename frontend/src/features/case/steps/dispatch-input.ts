/** From the dispatch form's values to the API's input. Pure. */
import type { AssignmentInput, DispatchInput, UnitRole } from "@/gql/graphql";
import { type Procedure, type StepContext, textOf, type Values } from "./definition";

export type Shape = "SOLE" | "LEAD" | "SEPARATE" | "JOINT_LEAD";

export const SHAPES: Shape[] = ["SOLE", "LEAD", "SEPARATE", "JOINT_LEAD"];

interface Part {
  role?: string;
  unitId?: string;
  part?: string;
}

/** The due dates of the rule pack as if dispatched today. */
export function hintsFor(procedure: Procedure, complex: boolean) {
  return complex
    ? { reply: procedure.replyDueComplex, co: procedure.coDueComplex }
    : { reply: procedure.replyDue, co: procedure.coDue };
}

export function dispatchInitial({ row, procedure }: StepContext): Values {
  const hints = hintsFor(procedure, false);
  return {
    shape: "SOLE",
    complex: row.complex,
    requirements: row.requirements,
    dueOn: hints.reply.day,
    coDueOn: hints.co.day,
    parts: [{}, {}],
    added: [{}],
  };
}

/** The units a redispatch adds, each in the role chosen for it. */
export function addedOf(values: Values): AssignmentInput[] {
  const added = Array.isArray(values.added) ? (values.added as Part[]) : [];
  return added
    .filter(({ unitId, role }) => unitId && role)
    .map(({ unitId, role, part }) => ({
      unitId: unitId ?? "",
      role: role as UnitRole,
      part: part?.trim() ?? "",
    }));
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
}

/** The units with their roles, in the order they were chosen; the first joint lead drafts. */
export function assignmentsOf(values: Values): AssignmentInput[] {
  const shape = values.shape as Shape;
  const co = listOf(values.co).map((unitId): AssignmentInput => ({ unitId, role: "CO" }));
  if (shape === "SEPARATE") {
    const parts = Array.isArray(values.parts) ? (values.parts as Part[]) : [];
    return parts
      .filter(({ unitId }) => unitId)
      .map(({ unitId, part }) => ({ unitId: unitId ?? "", role: "SEPARATE", part: part?.trim() ?? "" }));
  }
  if (shape === "JOINT_LEAD") {
    return [
      ...listOf(values.leads).map((unitId): AssignmentInput => ({ unitId, role: "JOINT_LEAD" })),
      ...co,
    ];
  }
  const lead: AssignmentInput = { unitId: textOf(values, "lead"), role: shape };
  return shape === "LEAD" ? [lead, ...co] : [lead];
}

/** Sends a due date only when it was changed: an untouched one is computed, and explained, by the server. */
export function dispatchInput(values: Values, { procedure, step }: StepContext): DispatchInput {
  const hints = hintsFor(procedure, values.complex === true);
  const dueOn = textOf(values, "dueOn");
  const coDueOn = textOf(values, "coDueOn");
  return {
    assignments: step.step === "redispatch" ? addedOf(values) : assignmentsOf(values),
    complex: values.complex === true,
    requirements: textOf(values, "requirements"),
    dueOn: dueOn && dueOn !== hints.reply.day ? dueOn : null,
    coDueOn: coDueOn && coDueOn !== hints.co.day ? coDueOn : null,
  };
}
