import { describe, expect, it } from "vitest";
import { page } from "vitest/browser";
import {
  OperatorChangesDocument,
  type OperatorChangesQuery,
  type OperatorChangesQueryVariables,
} from "@/gql/graphql";
import { type ListQuery, rowsOf, useList } from "@/lib/use-list";
import { Listed } from "@/ui/listed";
import { type Answer, draw, lost, refused, type Server } from "./support/draw";

type Change = OperatorChangesQuery["operatorChanges"]["edges"][number]["node"];

const CHANGES: ListQuery<OperatorChangesQuery, OperatorChangesQueryVariables, Change, null> = {
  document: OperatorChangesDocument,
  size: 2,
  page: (after) => ({ after }),
  take: ({ operatorChanges }) => rowsOf(operatorChanges, null),
};

function Changes() {
  const list = useList(CHANGES, {});
  return (
    <Listed list={list} nothing="没有记录。" more="更早的">
      <ul>
        {list.rows.map(({ id, username }) => (
          <li key={id}>{username}</li>
        ))}
      </ul>
    </Listed>
  );
}

const change = (id: string, username: string) => ({ __typename: "OperatorChange", id, username });
const changes = (rows: ReturnType<typeof change>[], hasNextPage = false) => ({
  operatorChanges: {
    edges: rows.map((node) => ({ node })),
    pageInfo: { hasNextPage, endCursor: rows.at(-1)?.id ?? null },
  },
});
const FIRST = changes([change("9", "甲"), change("8", "乙")], true);
const SECOND = changes([change("7", "丙")]);
const server = (...answers: Answer[]): Server => ({ OperatorChanges: () => answers.shift() ?? lost() });

const names = () =>
  page
    .getByRole("listitem")
    .elements()
    .map((each) => each.textContent);
const more = page.getByRole("button", { name: "更早的" });
const again = page.getByRole("button", { name: "再试" });

describe("a list that is read by pages", () => {
  it("adds the next page below, and offers no further one after the last", async () => {
    await draw(<Changes />, server(FIRST, SECOND));
    await more.click();

    await expect.poll(names).toEqual(["甲", "乙", "丙"]);
    await expect.element(more).not.toBeInTheDocument();
  });

  it("keeps its rows when a page did not come, and reads on after 再试", async () => {
    await draw(<Changes />, server(FIRST, lost(), FIRST, SECOND));
    await more.click();

    await expect.element(page.getByRole("alert")).toHaveTextContent("网络连接中断");
    expect(names()).toEqual(["甲", "乙"]);
    await again.click();
    await expect.poll(names).toEqual(["甲", "乙", "丙"]);
  });

  it("says that there is nothing only when that is known", async () => {
    await draw(<Changes />, server(lost(), changes([])));

    await expect.element(page.getByRole("alert")).toBeVisible();
    await expect.element(page.getByText("没有记录。")).not.toBeInTheDocument();
    await again.click();
    await expect.element(page.getByText("没有记录。")).toBeVisible();
  });

  it("tells a refusal without 再试", async () => {
    await draw(<Changes />, server(refused("FORBIDDEN", "您无权查看。")));

    await expect.element(page.getByRole("alert")).toHaveTextContent("您无权查看。");
    await expect.element(again).not.toBeInTheDocument();
  });
});
