/** Everything behind the sign-in: asks who is there, sends strangers to the sign-in page and back again. */
import { Outlet, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { useQuery } from "urql";
import { MeDocument } from "@/gql/graphql";
import { onSignedOut } from "@/lib/client";
import { errorCode } from "@/lib/failures";
import { useLiveFeed } from "@/lib/live";
import { useNewSession } from "@/lib/session";
import { ViewerProvider } from "@/lib/viewer";
import { Failed, Waiting } from "@/ui/states";
import { texts } from "@/lib/texts";
import { AccountChanges } from "./account-changes";
import { Header, Leave } from "./header";

const PasswordPage = lazy(async () => ({
  default: (await import("@/features/accounts/password-page")).FirstPasswordPage,
}));

export function SignedIn() {
  const [{ data, error, fetching }, again] = useQuery({ query: MeDocument });
  const navigate = useNavigate();

  useEffect(() => {
    onSignedOut(() => {
      if (window.location.pathname === "/sign-in") return;
      void navigate({ to: "/sign-in", search: { to: here() } });
    });
  }, [navigate]);

  if (fetching && !data) return <Waiting />;
  const signedOut = data?.me === null || errorCode(error) === "UNAUTHENTICATED";
  if (signedOut) return <ToSignIn />;
  if (!data?.me)
    return error ? <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} /> : null;
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
        <AccountChanges />
        <Outlet />
      </main>
    </>
  );
}
