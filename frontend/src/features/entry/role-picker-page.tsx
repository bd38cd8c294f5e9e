/** First page of the demo city: eight roles, each leads to its government and its own work list. */
import { Link } from "@tanstack/react-router";
import { DemoDocument, type DemoQuery } from "@/gql/graphql";
import { useFresh } from "@/lib/fresh";
import { texts } from "@/lib/texts";
import { PageHead } from "@/ui/page";
import { Nothing, Unanswered } from "@/ui/states";

type Seat = DemoQuery["demo"]["seats"][number];

export function RolePickerPage() {
  const answer = useFresh(DemoDocument, {});
  const { data } = answer;
  return (
    <main className="entry" id="content">
      <PageHead title={texts.entry.title} />
      <p className="muted">{texts.entry.what}</p>
      {data ? null : <Unanswered to={answer} />}
      {data?.demo.enabled ? <Picker demo={data.demo} /> : null}
      {data && !data.demo.enabled ? <Nothing>{texts.entry.noDemo}</Nothing> : null}
      <p>
        <Link to={"/operator" as "/"}>{texts.entry.operator}</Link>
      </p>
    </main>
  );
}

/** The eight roles of the demo come first; the server names further seats after them. */
const ROLES = 8;

function Picker({ demo }: { demo: DemoQuery["demo"] }) {
  return (
    <>
      <h2>{texts.entry.pick}</h2>
      <Seats seats={demo.seats.slice(0, ROLES)} />
      <p className="muted">{texts.entry.passwordIs(demo.password)}</p>
      {demo.seats.length > ROLES ? (
        <>
          <h2>{texts.entry.more}</h2>
          <Seats seats={demo.seats.slice(ROLES)} />
        </>
      ) : null}
    </>
  );
}

function Seats({ seats }: { seats: Seat[] }) {
  return (
    <ul className="seats">
      {seats.map((seat) => (
        <li key={`${seat.governmentCode}:${seat.username}`}>
          <SeatLink seat={seat} />
        </li>
      ))}
    </ul>
  );
}

/** Where a seat signs in: on its government's own host, or here for the platform's operator. */
function seatAddress(seat: Seat): string {
  const page = seat.governmentCode ? "/sign-in" : "/operator";
  const address = new URL(page, seat.url || window.location.href);
  address.searchParams.set("seat", seat.username);
  return address.href;
}

function SeatLink({ seat }: { seat: Seat }) {
  return (
    <a className="seat" href={seatAddress(seat)}>
      <span className="seat-role">{seat.roleLabel}</span>
      <span className="seat-unit">{[...new Set([seat.governmentName, seat.unitName])].join(" · ")}</span>
      <span className="seat-name">{seat.name}</span>
      {seat.note ? <span className="seat-note">{seat.note}</span> : null}
    </a>
  );
}
