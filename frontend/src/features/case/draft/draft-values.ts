/** The draft form's values: from a reply or a fresh case, and to the API's input. Pure. */
import type { PromiseAs, PublishMode, ReplyDraftInput } from "@/gql/graphql";
import { texts } from "@/lib/texts";
import { type FullCase, numberOf, type Reply } from "../model";
import type { Procedure } from "../steps/definition";

export interface PointValues {
  request?: string;
  response?: string;
  resultClass?: string;
  promise?: string;
  promisedOn?: string;
  /** NEW, or how and which earlier promise, e.g. CONTINUED:12 */
  relation?: string;
}

export interface DraftValues {
  title?: string;
  addressee?: string;
  body?: string;
  resultClass?: string;
  publishMode?: PublishMode;
  contactName?: string;
  contactPhone?: string;
  points?: PointValues[];
}

const words = texts.case.draft;

/** A new reply starts with what the case already tells: title and addressee. A collective has no honorific. */
export function freshValues(
  row: FullCase,
  { publishDefault }: Pick<Procedure, "publishDefault">,
): DraftValues {
  const lead = row.proposers.find(({ isLead }) => isLead);
  const honorific = words.honorific[lead?.kindLabel ?? ""] ?? "";
  return {
    title:
      row.origin === "OWN"
        ? words.titleOf(row.session?.name ?? row.period, numberOf(row), texts.kinds[row.kind])
        : texts.across.report.titleOf(row.title),
    addressee: words.addresseeOf(row.leadProposerName, row.proposerCount, honorific),
    body: "",
    publishMode: row.publishConsent ? (publishDefault as PublishMode) : "ON_REQUEST",
    points: [{}],
  };
}

export function valuesOf(reply: Reply): DraftValues {
  return {
    title: reply.title,
    addressee: reply.addressee,
    body: reply.body,
    resultClass: reply.resultClassDeclared ?? reply.resultClass ?? undefined,
    publishMode: reply.publishMode,
    contactName: reply.contactName,
    contactPhone: reply.contactPhone,
    points: reply.points.map((point) => ({
      request: point.request,
      response: point.response,
      resultClass: point.resultClass,
      promise: point.promise ?? undefined,
      promisedOn: point.promisedOn ?? undefined,
      relation: point.promiseAs
        ? [point.promiseAs, point.earlierPromiseId].filter(Boolean).join(":")
        : undefined,
    })),
  };
}

const trimmed = (text: string | undefined) => text?.trim() ?? "";

/** The promise's relation as the API takes it; none where nothing is promised. */
function relationOf({ promise, relation }: PointValues) {
  if (!relation || !trimmed(promise)) return {};
  const [promiseAs, earlierPromiseId] = relation.split(":");
  return { promiseAs: promiseAs as PromiseAs, earlierPromiseId: earlierPromiseId ?? null };
}

export function draftInput(values: DraftValues): ReplyDraftInput {
  return {
    title: trimmed(values.title),
    addressee: trimmed(values.addressee).replace(/[：:]$/, ""),
    body: trimmed(values.body),
    resultClass: values.resultClass ?? "",
    publishMode: values.publishMode ?? "FULL",
    contactName: trimmed(values.contactName),
    contactPhone: trimmed(values.contactPhone),
    points: (values.points ?? []).map((point) => ({
      request: trimmed(point.request),
      response: trimmed(point.response),
      resultClass: point.resultClass ?? values.resultClass ?? "",
      promise: trimmed(point.promise) || null,
      promisedOn: point.promisedOn || null,
      ...relationOf(point),
    })),
  };
}
