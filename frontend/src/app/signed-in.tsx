/** Everything behind the sign-in: asks who is there, sends strangers to the sign-in page and back again. */
import { Outlet, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { MeDocument } from "@/gql/graphql";
import { onSignedOut } from "@/lib/client";
import { errorCode } from "@/lib/failures";
import { useFresh } from "@/lib/fresh";
import { useLiveFeed } from "@/lib/live";
import { useNewSession } from "@/lib/session";
import { ViewerProvider } from "@/lib/viewer";
import { Panel } from "@/ui/panels";
import { Unanswered, Waiting } from "@/ui/states";
import { texts } from "@/lib/texts";
import { AccountChanges } from "./account-changes";
import { Header, Leave } from "./header";

const PasswordPage = lazy(async () => ({
  default: (await import("@/features/accounts/password-page")).FirstPasswordPage,
}));

export function SignedIn() {
  const answer = useFresh(MeDocument, {});
  const { data, error } = answer;
  const navigate = useNavigate();

  useEffect(() => {
    onSignedOut(() => {
      if (window.location.pathname === "/sign-in") return;
      void navigate({ to: "/sign-in", search: { to: here() } });
    });
  }, [navigate]);

  if (answer.asking && !data) return <Waiting />;
  const signedOut = data?.me === null || errorCode(error) === "UNAUTHENTICATED";
  if (signedOut) return <ToSignIn />;
  if (!data?.me) return <Unanswered to={answer} />;
  if (data.me.mustChangePassword) return <FirstPassword />;
  return (
    <ViewerProvider viewer={data.me}>
      <Frame />
    </ViewerProvider>
  );
}

function here(): string {
  return window.location.pathname + window.location.search;
}

/** Goes there once, from the address that the stranger opened: the router's own one already is where it goes. */
function ToSignIn() {
  const navigate = useNavigate();
  useEffect(() => {
    void navigate({ to: "/sign-in", search: { to: here() }, replace: true });
  }, [navigate]);
  return <Waiting />;
}

/** A one-time password opens nothing but its change: the server refuses everything else. */
function FirstPassword() {
  const restart = useNewSession();
  return (
    <main id="content">
      <Suspense fallback={<Waiting />}>
        <PasswordPage onDone={restart} leave={<Leave />} />
      </Suspense>
    </main>
  );
}

function Frame() {
  useLiveFeed();
  return (
    <>
      <a className="skip" href="#content">
        {texts.shell.skip}
      </a>
      <Header />
      <main id="content" tabIndex={-1}>
        <Panel>
          <AccountChanges />
        </Panel>
        <Outlet />
      </main>
    </>
  );
}
