/** A page that broke, or an address that does not exist: one sentence and the way back. */
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
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

/** A page that broke, inside the bar: the other pages are one click away. */
export function PageTrouble({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <div className="failed" role="alert">
      <h1>{texts.trouble.title}</h1>
      <p>{texts.failure.page}</p>
      <p className="muted">{error instanceof Error ? error.message : String(error)}</p>
      <Button type="primary" onClick={again}>
        {texts.retry}
      </Button>{" "}
      <Button onClick={() => window.location.reload()}>{texts.trouble.reload}</Button>
    </div>
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
