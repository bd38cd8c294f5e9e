/** First page of the demo city: eight roles, each leads to its government and its own work list. */
import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import { DemoDocument, type DemoQuery } from "@/gql/graphql";
import { texts } from "@/lib/texts";
import { PageHead } from "@/ui/page";
import { Failed, Nothing, Waiting } from "@/ui/states";

type Seat = DemoQuery["demo"]["seats"][number];

export function RolePickerPage() {
  const [{ data, error }, again] = useQuery({ query: DemoDocument });
  return (
    <main className="entry" id="content">
      <PageHead title={texts.entry.title} />
      <p className="muted">{texts.entry.what}</p>
      {error && !data ? (
        <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />
      ) : null}
      {!data && !error ? <Waiting /> : null}
      {data?.demo.enabled ? <Picker demo={data.demo} /> : null}
      {data && !data.demo.enabled ? <Nothing>{texts.entry.noDemo}</Nothing> : null}
      <p>
        <Link to={"/operator" as "/"}>{texts.entry.operator}</Link>
      </p>
    </main>
  );
}

function Picker({ demo }: { demo: DemoQuery["demo"] }) {
  return (
    <>
      <h2>{texts.entry.pick}</h2>
      <ul className="seats">
        {demo.seats.map((seat) => (
          <li key={`${seat.governmentCode}:${seat.username}`}>
            <SeatLink seat={seat} />
          </li>
        ))}
      </ul>
      <p className="muted">{texts.entry.passwordIs(demo.password)}</p>
    </>
  );
}

/** The address of a seat on its government's host, with the port this page was opened with. */
function seatAddress(seat: Seat): string {
  if (!seat.governmentCode) return `/operator?seat=${encodeURIComponent(seat.username)}`;
  if (seat.url) return seat.url;
  const { protocol, hostname, port } = window.location;
  const host = `${seat.governmentCode}.${hostname}${port ? `:${port}` : ""}`;
  return `${protocol}//${host}/sign-in?seat=${encodeURIComponent(seat.username)}`;
}

function SeatLink({ seat }: { seat: Seat }) {
  return (
    <a className="seat" href={seatAddress(seat)}>
      <span className="seat-role">{seat.roleLabel}</span>
      <span className="seat-unit">{[seat.governmentName, seat.unitName].filter(Boolean).join(" · ")}</span>
      <span className="seat-name">{seat.name}</span>
      {seat.note ? <span className="seat-note">{seat.note}</span> : null}
    </a>
  );
}
