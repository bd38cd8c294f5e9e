/** Forms of urging: what the office asks of a unit, and the unit's word. */
import * as api from "@/gql/graphql";
import type { StepCode } from "@/gql/graphql";
import { day, today } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { openUrges, upperUrge } from "../model";
import { type Field, type StepContext, type StepDefinition, step, textOf } from "./definition";

const words = texts.form.fields;

/** What waits for the unit's word, as it was urged. */
function askedOf({ row, step: { subjectId } }: StepContext): string | undefined {
  const open = openUrges(row, subjectId).map(({ text, replyBy }) => words.urgeAsked(text, replyBy));
  return open.length > 0 ? open.join(" ") : undefined;
}

/** What the government above urges is handed on with its own words, and no later than it wants a word itself. */
function handedOn({ row }: StepContext): string | undefined {
  const upper = upperUrge(row);
  return upper && words.urgedAbove(upper.text ?? "", day(upper.replyBy));
}

function replyByOf({ row }: StepContext): string | undefined {
  const wanted = upperUrge(row)?.replyBy;
  if (!wanted) return undefined;
  return wanted < today() ? today() : wanted;
}

const text: Field = { name: "text", label: words.urgeText, kind: "area", required: true, max: 2000 };

export const urging: Partial<Record<StepCode, StepDefinition>> = {
  URGE_UNIT: step(
    api.UrgeUnitDocument,
    [
      {
        ...text,
        hint: words.urgeTextHint,
        hintOf: handedOn,
        initial: ({ row }) => upperUrge(row)?.text ?? undefined,
      },
      {
        ...{ name: "replyBy", label: words.replyBy, kind: "day", required: true, hint: words.replyByHint },
        initial: replyByOf,
      },
    ],
    (values) => ({ text: textOf(values, "text"), replyBy: textOf(values, "replyBy") }),
  ),
  ANSWER_URGE: step(
    api.AnswerUrgeDocument,
    [{ ...text, label: words.urgeAnswer, hintOf: askedOf }],
    (values) => ({ text: textOf(values, "text") }),
  ),
};
