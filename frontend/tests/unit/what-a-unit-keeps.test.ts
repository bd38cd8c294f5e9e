import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { FormerRecord, reasonOf } from "@/features/case/former/record";
import { Meetings } from "@/features/case/page/unit-work";
import { texts } from "@/lib/texts";
import { handlesForUnit } from "@/lib/viewer";

const ENDED = "2026-03-20T02:00:00Z";
const meeting = (minuted: boolean) => ({
  id: "5",
  stage: "BEFORE",
  stageLabel: "办理前",
  form: "VISIT",
  formLabel: "上门走访",
  heldOn: "2026-03-10",
  minuted,
  place: minuted ? "河湖管理站" : "",
  unitPeople: minuted ? "周工" : "",
  proposerPeople: minuted ? "林代表" : "",
  summary: minuted ? "现场看了淤积河段。" : "",
  faceToFace: true,
});
const part = {
  id: "9",
  kind: "SUGGESTION",
  registrationNo: "Y-0007",
  caseNo: "第12号",
  title: "关于疏浚城东河道的建议",
  role: "CO",
  roleLabel: "协办",
  stateLabel: "已退回",
  dispatchedOn: "2026-03-02",
  leftAt: ENDED,
  leftBy: "陈主任",
  unit: { id: "3", name: "云州市水务局", shortName: "水务局" },
  returnRequests: [],
  urgeNotices: [
    {
      id: "4",
      text: "请尽快签收。",
      replyBy: "2026-03-12",
      urgedBy: "政府办",
      urgedAt: "2026-03-11T02:00:00Z",
      answer: "",
      answeredBy: null,
      answeredAt: null,
      overdue: true,
    },
  ],
  coOpinions: [],
  meetings: [meeting(true)],
  drafts: [
    {
      id: "6",
      title: "关于第12号建议的答复",
      body: "现答复如下，河道已列入计划。",
      points: [],
      versions: [],
    },
  ],
  events: [
    {
      id: "1",
      step: "ACCEPT_RETURN",
      label: "同意退回",
      subjectLabel: "水务局",
      fromLabel: "申请退回",
      toLabel: "已退回",
      actor: "陈主任",
      at: ENDED,
      reason: "职责已划转",
      facts: [],
    },
  ],
};

const shown = (meetings: unknown[]) => renderToStaticMarkup(createElement(Meetings, { meetings } as never));

describe("a unit that has left a case", () => {
  const paper = renderToStaticMarkup(createElement(FormerRecord, { row: part } as never));

  it("keeps number, what it wrote, whom it met, and how its part ended", () => {
    for (const told of [
      "第12号",
      "云州市水务局",
      "协办",
      "现场看了淤积河段。",
      "河道已列入计划。",
      "已退回",
      "陈主任",
    ])
      expect(paper).toContain(told);
  });

  it("is asked nothing any more by what it left unanswered", () => {
    expect(paper).toContain(texts.former.unanswered);
    expect(paper).not.toContain(texts.case.urge.overdue);
  });

  it("reads why, where its own last step ended the part; the end of the whole case has its reasons elsewhere", () => {
    expect(reasonOf(part as never)).toBe("职责已划转");
    expect(reasonOf({ ...part, leftAt: "2026-04-01T00:00:00Z" } as never)).toBe("");
  });

  it("is a unit: other seats have no such list", () => {
    expect(handlesForUnit({ seats: [{ role: "DEPUTY_HEAD" }] } as never)).toBe(true);
    expect(handlesForUnit({ seats: [{ role: "GENERAL_OFFICE" }, { role: "NPC_SEAT" }] } as never)).toBe(
      false,
    );
  });
});

describe("a talk whose minutes the viewer does not see", () => {
  it("is told as a fact, with where the minutes are, and no empty line of people", () => {
    const seen = shown([meeting(false)]);

    expect(seen).toContain("上门走访");
    expect(seen).toContain(texts.case.minutesElsewhere);
    expect(seen).not.toContain("提出人一方");
  });

  it("is told with its minutes to whoever sees them", () => {
    const seen = shown([meeting(true)]);

    expect(seen).toContain("河湖管理站");
    expect(seen).toContain("提出人一方：林代表");
    expect(seen).not.toContain(texts.case.minutesElsewhere);
  });
});
