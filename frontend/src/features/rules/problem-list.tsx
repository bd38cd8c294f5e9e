/** Beside the form: what is wrong, each line leading to its field. */
import type { Answer } from "@/lib/fresh";
import { texts } from "@/lib/texts";
import { Failed } from "@/ui/states";
import { goTo, type PackProblem } from "./editing";

const words = texts.rules.edit;

interface Props {
  check: Pick<Answer<unknown>, "error" | "again">;
  checking: boolean;
  problems: PackProblem[];
  children?: React.ReactNode;
}

export function ProblemList({ check, checking, problems, children }: Props) {
  return (
    <aside className="pack-aside">
      {check.error ? <Failed error={check.error} retry={check.again} /> : null}
      <p role="status" hidden={Boolean(check.error)}>
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
