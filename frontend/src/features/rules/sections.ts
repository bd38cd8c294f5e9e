/** In which order a pack is read and filled in: sections with the keys of the body that belong there. */
import { texts } from "@/lib/texts";

const words = texts.rules.sections;

export interface SectionPlan {
  id: string;
  title: string;
  keys: string[];
}

export const SECTIONS: SectionPlan[] = [
  { id: "basis", title: words.basis, keys: ["title", "jurisdiction", "source", "code", "kind", "case_word"] },
  { id: "deadlines", title: words.deadlines, keys: ["deadlines", "extension"] },
  { id: "returns", title: words.returns, keys: ["late_return", "adjudication"] },
  { id: "roles", title: words.roles, keys: ["unit_roles"] },
  { id: "filing", title: words.filing, keys: ["review_by", "not_file_grounds", "disposals"] },
  { id: "classes", title: words.classes, keys: ["result_classes"] },
  {
    id: "signing",
    title: words.signing,
    keys: [
      "meetings_before_review",
      "co_meetings",
      "share_minutes",
      "face_to_face",
      "review_position",
      "checklist",
      "signers",
    ],
  },
  { id: "answers", title: words.answers, keys: ["reply_fanout", "reply_copies", "publication"] },
  {
    id: "feedback",
    title: words.feedback,
    keys: ["feedback_by", "channels", "satisfaction", "rehandle_trigger", "meetings_before_close"],
  },
  {
    id: "reminders",
    title: words.reminders,
    keys: ["upper_margin_days", "yellow_days", "co_yellow_days", "reminders"],
  },
  { id: "commitments", title: words.commitments, keys: ["commitments", "reports"] },
  { id: "numbering", title: words.numbering, keys: ["numbering"] },
];

/** How many problems each part has, by its id; those of no part, such as a misspelt key, are in the list only. */
export function problemsBySection(problems: readonly { path: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { path } of problems) {
    const [first = "", second = ""] = path.split(".");
    const key = first === "articles" ? second : first;
    const section = SECTIONS.find(({ keys }) => keys.includes(key));
    if (section) counts[section.id] = (counts[section.id] ?? 0) + 1;
  }
  return counts;
}
