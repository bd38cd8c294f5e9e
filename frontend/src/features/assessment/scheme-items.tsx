/** The items of a scheme in words: how many points for what, and where the numbers come from. */
import { texts } from "@/lib/texts";

const words = texts.assessment.schemes;

export interface SchemeItem {
  code: string;
  title: string;
  weight: string;
  bonus: boolean;
  formula: string;
  source: string;
}

export function SchemeItems({ items }: { items: SchemeItem[] }) {
  return (
    <table className="plain">
      <caption>{words.items}</caption>
      <thead>
        <tr>
          {words.itemColumns.map((title, index) => (
            <th key={title} scope="col" className={index === 1 ? "number" : undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map(({ code, title, weight, bonus, formula, source }) => (
          <tr key={code}>
            <th scope="row">{title}</th>
            <td className="number">{bonus ? texts.assessment.ranking.bonus(weight) : weight}</td>
            <td>{formula}</td>
            <td>{source}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
