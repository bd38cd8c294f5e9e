/** 考核评分表: one unit's items with their fractions and points, and the cases behind every lost point. */
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type AssessmentSheetQuery, AssessmentSheetDocument } from "@/gql/graphql";
import { boot } from "@/lib/boot";
import { useFresh } from "@/lib/fresh";
import { texts } from "@/lib/texts";
import { PageHead } from "@/ui/page";
import { Nothing, Unanswered } from "@/ui/states";
import { ItemEvidence } from "./item-evidence";
import { toPlaces } from "./places";
import { RunFactsList } from "./run-facts";

const words = texts.assessment.sheet;

export type Sheet = NonNullable<AssessmentSheetQuery["assessmentScore"]>;
export type SheetItem = Sheet["items"][number];

export function SheetPage() {
  const { scoreId } = useParams({ from: "/inside/assessment/sheets/$scoreId" });
  const answer = useFresh(AssessmentSheetDocument, { id: scoreId }, { policy: "cache-and-network" });
  if (!answer.data) return <Unanswered to={answer} />;
  const score = answer.data.assessmentScore;
  if (!score) return <Nothing>{texts.missing}</Nothing>;
  return (
    <>
      <div className="screen-only">
        <PageHead
          title={`${words.title}　${score.unit.name}`}
          tools={
            <>
              <Link to="/assessment/$runId" params={{ runId: score.run.id }}>
                {words.back}
              </Link>
              <Button type="primary" onClick={() => window.print()}>
                {texts.print}
              </Button>
            </>
          }
        />
      </div>
      <article className="score-sheet">
        <h2>
          {boot.government?.name}
          {words.yearly(score.run.year)}
        </h2>
        <p>
          {words.unit}：<strong>{score.unit.name}</strong>
          {score.rank ? `　${words.rank(score.rank)}` : `　${score.notRanked ?? ""}`}
        </p>
        <RunFactsList run={score.run} digest={score.run.digest} />
        <ItemTable score={score} />
        <h3>{words.lost}</h3>
        {score.items.every(({ evidence }) => evidence.edges.length === 0) ? <p>{words.noLoss}</p> : null}
        {score.items.map((item) => (
          <ItemEvidence key={item.id} item={item} places={score.run.scheme.places} />
        ))}
        <p className="score-signatures">
          {words.sign.map((text) => (
            <span key={text}>{text}</span>
          ))}
        </p>
      </article>
    </>
  );
}

function ItemTable({ score }: { score: Sheet }) {
  return (
    <table className="plain">
      <caption>{words.caption}</caption>
      <thead>
        <tr>
          {words.columns.map((title, index) => (
            <th key={title} scope="col" className={index > 1 ? "number" : undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {score.items.map((item) => (
          <ItemLine key={item.id} item={item} places={score.run.scheme.places} />
        ))}
        <tr>
          <th scope="row" colSpan={4}>
            {words.total}
          </th>
          <td className="number">
            <strong>{score.total ?? words.none}</strong>
          </td>
          <td />
        </tr>
      </tbody>
    </table>
  );
}

function ItemLine({ item, places }: { item: SheetItem; places: number }) {
  return (
    <tr>
      <th scope="row">{item.title}</th>
      <td>
        {item.formula}
        <br />
        <span className="muted">{item.explanation}</span>
      </td>
      <td className="number" title={item.weight}>
        {toPlaces(item.weight, places)}
      </td>
      <td className="number">
        {item.denominator === null
          ? words.times(item.numerator)
          : words.fraction(item.numerator, item.denominator)}
      </td>
      <td className="number">{item.points ?? words.none}</td>
      <td className="number" title={item.lostPoints ?? undefined}>
        {item.lostPoints === null ? words.none : toPlaces(item.lostPoints, places)}
      </td>
    </tr>
  );
}
