/** Beside the form: what is wrong, each line leading to its field. */
import { texts } from "@/lib/texts";
import { goTo, type PackProblem } from "./editing";

const words = texts.rules.edit;

interface Props {
  checking: boolean;
  problems: PackProblem[];
  children?: React.ReactNode;
}

export function ProblemList({ checking, problems, children }: Props) {
  return (
    <aside className="pack-aside">
      <p role="status">
        <strong>
          {checking ? words.checking : problems.length ? words.problems(problems.length) : words.fine}
        </strong>
      </p>
      {problems.length ? (
        <ul>
          {problems.map(({ path, place, message }) => (
            <li key={`${path}:${message}`}>
              <a
                href={`#${path}`}
                onClick={(event) => {
                  event.preventDefault();
                  goTo(path);
                }}
              >
                {place}
              </a>
              ：{message}
            </li>
          ))}
        </ul>
      ) : null}
      {children}
    </aside>
  );
}
