/** Puts what the server or the form itself objects to beside the fields and into the summary. */
import type { FormInstance } from "antd";
import { useCallback, useState } from "react";
import { camel, type Problem } from "@/lib/failures";

interface FailedField {
  name: (string | number)[];
  errors: string[];
}

/** Inputs of the API that a form asks for piece by piece. */
const ALIASES: Record<string, string[]> = {
  assignments: ["lead", "leads", "parts", "added"],
  checklist: ["verdicts"],
};

/** The input a problem is about: the field itself, or the first field below it (a list, a group). */
function inputOf(formName: string, field: string): string | null {
  const named = [camel(field), ...(ALIASES[camel(field)] ?? [])];
  return named.map((name) => inputNamed(formName, name)).find((id) => id !== null) ?? null;
}

function inputNamed(formName: string, field: string): string | null {
  const id = `${formName}_${field.replaceAll(".", "_")}`;
  const exact = document.getElementById(id);
  if (exact) return id;
  return document.querySelector(`[id^="${CSS.escape(id)}_"]`)?.id ?? null;
}

export function useFormProblems<V>(form: FormInstance<V>, formName: string) {
  const [problems, setProblems] = useState<Problem[]>([]);

  const show = useCallback(
    (found: Problem[]) => {
      setProblems(found);
      for (const { field, message } of found) {
        if (!inputOf(formName, field)) continue;
        form.setFields([{ name: field.split(".") as never, errors: [message] }]);
      }
    },
    [form, formName],
  );
  const showFailed = useCallback((fields: FailedField[]) => {
    setProblems(
      fields
        .filter(({ errors }) => errors.length > 0)
        .map(({ name, errors }) => ({
          field: name.join("."),
          message: errors[0] ?? "",
        })),
    );
  }, []);
  const clear = useCallback(() => setProblems([]), []);
  const idOf = useCallback((field: string) => inputOf(formName, field), [formName]);
  return { problems, show, showFailed, clear, idOf };
}
