/** What a step's form is made of: fields or a body of its own, and the mutation it sends. */
import type { TypedDocumentNode } from "@urql/core";
import type { ComponentType } from "react";
import type { OutcomeFragment, ProcedureFactsFragment } from "@/gql/graphql";
import type { Contact } from "@/lib/contact";
import type { AllowedStep, FullCase } from "../model";

export type Procedure = ProcedureFactsFragment;
export type Values = Record<string, unknown>;

export interface StepContext {
  row: FullCase;
  step: AllowedStep;
  procedure: Procedure;
  /** whom this person named last as contact */
  contact: Contact;
}

export interface Choice {
  value: string;
  label: string;
}

export interface Field {
  name: string;
  label: string;
  /** the label where the rule pack has one of its own */
  labelOf?: (context: StepContext) => string | undefined;
  kind: "line" | "area" | "day" | "choice" | "radio" | "unit";
  required?: boolean;
  /** left out where the case needs no such thing */
  shown?: (context: StepContext) => boolean;
  /** required depending on what else was filled in */
  requiredWhen?: (values: Values, context: StepContext) => boolean;
  hint?: string;
  /** the hint where it depends on the case */
  hintOf?: (context: StepContext) => string | undefined;
  choices?: (context: StepContext) => Choice[];
  initial?: (context: StepContext) => string | undefined;
  max?: number;
}

export type Answer = { payload: OutcomeFragment };

interface Sent {
  key: string;
  id: string;
}

export interface StepDefinition {
  fields: Field[];
  Body?: ComponentType<{ context: StepContext }>;
  /** the fields come first, as in a letter: its title before its points */
  fieldsFirst?: boolean;
  initial?: (context: StepContext) => Values;
  wide?: boolean;
  document: TypedDocumentNode<Answer, Sent>;
  variables: (values: Values, context: StepContext) => Values;
}

/** What was typed into a field, without blanks around it; "" when nothing. */
export function textOf(values: Values, name: string): string {
  const value = values[name];
  return typeof value === "string" ? value.trim() : "";
}

/** A step of which the variables are the key, the subject's id and `variables` of the values. */
export function step<V extends Sent>(
  document: TypedDocumentNode<Answer, V>,
  fields: Field[],
  variables: (values: Values, context: StepContext) => Omit<V, keyof Sent>,
  more: Pick<StepDefinition, "Body" | "fieldsFirst" | "initial" | "wide"> = {},
): StepDefinition {
  return { ...more, fields, document: document as unknown as TypedDocumentNode<Answer, Sent>, variables };
}

/** A step that only needs to be confirmed. */
export function confirm(document: TypedDocumentNode<Answer, Sent>): StepDefinition {
  return step(document, [], () => ({}));
}
