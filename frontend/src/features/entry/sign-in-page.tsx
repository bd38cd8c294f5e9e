/** The sign-in page of a government. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { boot } from "@/lib/boot";
import { useNewSession } from "@/lib/session";
import { texts } from "@/lib/texts";
import { PageHead } from "@/ui/page";
import { SignInForm } from "./sign-in-form";

/** Only an address of this page may be gone to after sign-in. */
function ownAddress(to: string | undefined): string {
  return to?.startsWith("/") && !to.startsWith("//") && !to.startsWith("/sign-in") ? to : "/cases";
}

export function SignInPage() {
  const { seat, to } = useSearch({ from: "/sign-in" });
  const navigate = useNavigate();
  const restart = useNewSession();
  const enter = () => {
    restart();
    void navigate({ href: ownAddress(to), replace: true });
  };
  return (
    <main className="sign-in" id="content">
      <p className="sign-in-place">{boot.government?.name}</p>
      <PageHead title={texts.signIn.title} />
      {to && !seat ? <p role="status">{texts.signIn.first}</p> : null}
      <SignInForm seat={seat} onDone={enter} />
      <p className="muted">{texts.signIn.forgotten}</p>
      <p className="muted">{texts.signIn.browsers}</p>
    </main>
  );
}
