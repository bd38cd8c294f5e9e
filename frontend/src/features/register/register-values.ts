/** The registration form's values and the API's input made of them. Pure. */
import type { CaseKind, Period, ProposerKind, RegisterCaseInput } from "@/gql/graphql";

export interface ProposerValues {
  name?: string;
  kind?: ProposerKind;
  group?: string;
  phone?: string;
}

export interface RegisterValues {
  kind?: CaseKind;
  sessionId?: string;
  title?: string;
  body?: string;
  category?: string;
  registrationNo?: string;
  registeredOn?: string;
  period?: Period;
  publishConsent?: boolean;
  protectProposer?: boolean;
  proposedUnit?: string;
  proposers?: ProposerValues[];
  /** place of the lead among the proposers, from 0 */
  lead?: number;
}

/** Who usually proposes: deputies make suggestions, members make proposals. */
export function usualProposer(kind: CaseKind | undefined): ProposerKind {
  return kind === "PROPOSAL" ? "MEMBER" : "DEPUTY";
}

/** The proposers when the kind of the case is changed: who was the usual one of the other kind is this one's. */
export function proposersFor(kind: CaseKind, proposers: ProposerValues[] | undefined): ProposerValues[] {
  const other = usualProposer(kind === "PROPOSAL" ? "SUGGESTION" : "PROPOSAL");
  return (proposers ?? []).map((one) => (one.kind === other ? { ...one, kind: usualProposer(kind) } : one));
}

const orNull = (text: string | undefined) => text?.trim() || null;

export function registerInput(values: RegisterValues): RegisterCaseInput {
  const proposers = values.proposers ?? [];
  const lead = values.lead !== undefined && values.lead < proposers.length ? values.lead : 0;
  return {
    kind: values.kind ?? "SUGGESTION",
    sessionId: values.sessionId ?? "",
    title: values.title?.trim() ?? "",
    body: values.body?.trim() ?? "",
    category: orNull(values.category),
    registrationNo: orNull(values.registrationNo),
    registeredOn: values.registeredOn || null,
    period: values.period ?? null,
    publishConsent: values.publishConsent ?? true,
    protectProposer: values.protectProposer ?? false,
    proposedUnit: orNull(values.proposedUnit),
    proposers: proposers.map((proposer, place) => ({
      name: proposer.name?.trim() ?? "",
      kind: proposer.kind ?? usualProposer(values.kind),
      group: orNull(proposer.group),
      phone: orNull(proposer.phone),
      isLead: place === lead,
    })),
  };
}
