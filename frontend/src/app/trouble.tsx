/** A page that broke, or an address that does not exist: one sentence and the way back. */
import type { ErrorComponentProps } from "@tanstack/react-router";
import { Button } from "antd";
import { texts } from "@/lib/texts";

/** After an update of the server the chunks of the old build are gone: only a reload helps. */
export function Trouble({ error }: ErrorComponentProps) {
  return (
    <main className="alone">
      <h1>{texts.trouble.title}</h1>
      <p>{texts.trouble.cure}</p>
      <p className="muted">{error instanceof Error ? error.message : String(error)}</p>
      <Button type="primary" onClick={() => window.location.reload()}>
        {texts.trouble.reload}
      </Button>
    </main>
  );
}

export function Missing() {
  return (
    <main className="alone">
      <h1>{texts.trouble.missing}</h1>
      <p>
        <a href="/">{texts.trouble.home}</a>
      </p>
    </main>
  );
}
