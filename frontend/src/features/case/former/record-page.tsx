/** One record of 已退出的件: what the unit wrote and received until its part ended, and how it ended. */
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { FormerPartByIdDocument } from "@/gql/graphql";
import { boot } from "@/lib/boot";
import { dayjs, moment } from "@/lib/dates";
import { useFresh } from "@/lib/fresh";
import { texts } from "@/lib/texts";
import { Chip } from "@/ui/chips";
import { PageHead } from "@/ui/page";
import { Nothing, Unanswered } from "@/ui/states";
import { numberOf } from "../model";
import { FormerRecord } from "./record";

const words = texts.former;

export function FormerPartPage() {
  const { partId } = useParams({ from: "/inside/former/$partId" });
  const answer = useFresh(FormerPartByIdDocument, { id: partId }, { policy: "cache-and-network" });
  const row = answer.data?.formerPart;
  if (row === null) return <Nothing>{words.missing}</Nothing>;
  if (!row) return <Unanswered to={answer} />;
  return (
    <article className="case">
      <div className="case-trail screen-only">
        <Link to="/former">{words.back}</Link>
      </div>
      <p className="print-only">{boot.government?.name}</p>
      <PageHead
        title={`${numberOf(row)} ${row.title}`}
        note={
          <>
            <Chip tone="off">{row.stateLabel}</Chip> <span className="muted">{words.kept}</span>
          </>
        }
        tools={
          <Button className="screen-only" onClick={() => window.print()}>
            {texts.print}
          </Button>
        }
      />
      <FormerRecord row={row} />
      <p className="print-only">{words.printedAt(moment(dayjs().toISOString()))}</p>
    </article>
  );
}
