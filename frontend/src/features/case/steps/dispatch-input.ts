/** From the dispatch form's values to the API's input. Pure. */
import type { AssignmentInput, DispatchInput, UnitRole } from "@/gql/graphql";
import { wantsOpinion } from "../model";
import { type StepContext, textOf, type Values } from "./definition";

/** ``ASKED``: every unit is asked for an opinion, which another government wants. */
export type Shape = "SOLE" | "LEAD" | "SEPARATE" | "JOINT_LEAD";
type Dispatched = Shape | "ASKED";

export const SHAPES: Shape[] = ["SOLE", "LEAD", "SEPARATE", "JOINT_LEAD"];

interface Part {
  role?: string;
  unitId?: string;
  part?: string;
}

/** A case that is complex already stays so; due dates are empty: the server counts them, and shows how. */
export function dispatchInitial({ row }: StepContext): Values {
  return {
    shape: wantsOpinion(row) ? "ASKED" : "SOLE",
    complex: row.complex,
    requirements: row.requirements,
    parts: [{}, {}],
    added: [{}],
  };
}

/** The roles that the form's units would have, whether or not these are chosen yet: days hang on them. */
export function rolesOf(values: Values, { step }: Pick<StepContext, "step">): UnitRole[] {
  if (step.step === "REDISPATCH") {
    const added = Array.isArray(values.added) ? (values.added as Part[]) : [];
    return [...new Set(added.flatMap((each) => (each?.role ? [each.role as UnitRole] : [])))];
  }
  const shape = (values.shape ?? "SOLE") as Dispatched;
  if (shape === "ASKED") return ["CO"];
  const withCo = shape === "LEAD" || (shape === "JOINT_LEAD" && listOf(values.co).length > 0);
  return withCo ? [shape, "CO"] : [shape];
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
  const shape = values.shape as Dispatched;
  const co = listOf(values.co).map((unitId): AssignmentInput => ({ unitId, role: "CO" }));
  if (shape === "ASKED") return co;
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

/** A due date that nobody named is not sent: the server counts it, as it told before. */
export function dispatchInput(values: Values, { step }: Pick<StepContext, "step">): DispatchInput {
  return {
    assignments: step.step === "REDISPATCH" ? addedOf(values) : assignmentsOf(values),
    complex: values.complex === true,
    requirements: textOf(values, "requirements"),
    dueOn: textOf(values, "dueOn") || null,
    coDueOn: textOf(values, "coDueOn") || null,
  };
}
