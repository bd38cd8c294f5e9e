/** What is wrong with a form, on top of it: focused when it appears, each line leads to its field. */
import { useEffect, useRef } from "react";
import type { Problem } from "@/lib/failures";
import { texts } from "@/lib/texts";

interface Props {
  problems: Problem[];
  /** the DOM id of a field's input, or null when the form has no such field */
  idOf?: (field: string) => string | null;
}

export function ErrorSummary({ problems, idOf }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problems.length > 0) box.current?.focus();
  }, [problems]);
  if (problems.length === 0) return null;
  return (
    <div ref={box} role="alert" tabIndex={-1} className="error-summary">
      <strong>
        {problems.some(({ field }) => field) ? texts.form.problems(problems.length) : texts.form.notDone}
      </strong>
      <ul>
        {problems.map(({ field, message }) => (
          <li key={`${field}:${message}`}>
            <ProblemLine id={field && idOf ? idOf(field) : null} message={message} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function ProblemLine({ id, message }: { id: string | null; message: string }) {
  if (!id) return <span>{message}</span>;
  return (
    <a
      href={`#${id}`}
      onClick={(event) => {
        event.preventDefault();
        document.getElementById(id)?.focus();
      }}
    >
      {message}
    </a>
  );
}
