/** Everything behind the sign-in: asks who is there, sends strangers to the sign-in page and back again. */
import { Link, Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useQuery } from "urql";
import { MeDocument } from "@/gql/graphql";
import { onSignedOut } from "@/lib/client";
import { errorCode } from "@/lib/failures";
import { useLiveFeed } from "@/lib/live";
import { useViewer, ViewerProvider } from "@/lib/viewer";
import { Failed, Waiting } from "@/ui/states";
import { Header } from "./header";
import { texts } from "@/lib/texts";

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

function Frame() {
  const { mustChangePassword } = useViewer();
  const { pathname } = useLocation();
  useLiveFeed();
  return (
    <>
      <a className="skip" href="#content">
        {texts.shell.skip}
      </a>
      <Header />
      <main id="content" tabIndex={-1}>
        {mustChangePassword && pathname !== "/password" ? (
          <p className="conflict" role="note">
            {texts.shell.oneTime} <Link to="/password">{texts.shell.password}</Link>
          </p>
        ) : null}
        <Outlet />
      </main>
    </>
  );
}
