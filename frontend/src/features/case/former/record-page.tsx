/** One record of 已退出的件: what the unit wrote and received until its part ended, and how it ended. */
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useQuery } from "urql";
import { FormerPartByIdDocument } from "@/gql/graphql";
import { boot } from "@/lib/boot";
import { dayjs, moment } from "@/lib/dates";
import { errorCode } from "@/lib/failures";
import { texts } from "@/lib/texts";
import { Chip } from "@/ui/chips";
import { PageHead } from "@/ui/page";
import { Failed, Nothing, Waiting } from "@/ui/states";
import { numberOf } from "../model";
import { FormerRecord } from "./record";

const words = texts.former;

export function FormerPartPage() {
  const { partId } = useParams({ from: "/inside/former/$partId" });
  const [{ data, error }, again] = useQuery({
    query: FormerPartByIdDocument,
    variables: { id: partId },
    requestPolicy: "cache-and-network",
  });
  const row = data?.formerPart;
  if (!row && errorCode(error) === "NOT_FOUND") return <Nothing>{words.missing}</Nothing>;
  if (error && !row) return <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />;
  if (!row) return <Waiting />;
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
