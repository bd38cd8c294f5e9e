/** 展示席位: the walls that show the board, how one is made, and how all screens of one are ended. */
import { Button, Input, Popconfirm } from "antd";
import { useState } from "react";
import { useMutation } from "urql";
import {
  type DisplaySeatFactsFragment,
  DisplaySeatsDocument,
  MakeDisplaySeatDocument,
  RevokeDisplaySeatDocument,
} from "@/gql/graphql";
import { moment } from "@/lib/dates";
import { sentenceOf } from "@/lib/failures";
import { useFresh } from "@/lib/fresh";
import { useKey } from "@/lib/idempotency";
import { texts } from "@/lib/texts";
import { announce } from "@/ui/announce";
import { PageHead } from "@/ui/page";
import { Nothing, Unanswered } from "@/ui/states";

const words = texts.displays;

export function DisplaysPage() {
  const answer = useFresh(DisplaySeatsDocument, {}, { policy: "cache-and-network" });
  const [address, setAddress] = useState("");
  if (!answer.data) return <Unanswered to={answer} />;
  const { displaySeats } = answer.data;
  return (
    <>
      <PageHead title={words.title} note={<span className="muted">{words.note}</span>} />
      <NewSeat
        onMade={(key) => {
          setAddress(`${window.location.origin}/board#seat=${key}`);
          answer.again();
        }}
      />
      {address ? (
        <div className="conflict" role="alert">
          <strong>{words.once}</strong>
          <p>
            <code>{address}</code>
          </p>
        </div>
      ) : null}
      {displaySeats.length === 0 ? <Nothing>{words.none}</Nothing> : null}
      <ul>
        {displaySeats.map((row) => (
          <SeatRow key={row.id} row={row} onRevoked={answer.again} />
        ))}
      </ul>
    </>
  );
}

function NewSeat({ onMade }: { onMade: (key: string) => void }) {
  const [name, setName] = useState("");
  const [trouble, setTrouble] = useState("");
  const [{ fetching }, make] = useMutation(MakeDisplaySeatDocument);
  const { answered, keyOf } = useKey();
  const send = async () => {
    const { data, error } = await make({ key: keyOf({ name }), name });
    answered(error);
    const made = data?.makeDisplaySeat;
    const toldBefore = made?.seat && !made.key ? words.toldBefore : "";
    setTrouble(error ? sentenceOf(error) : (made?.refusal?.message ?? toldBefore));
    if (!made?.key) return;
    setName("");
    onMade(made.key);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Input
        className="filter-text"
        aria-label={words.name}
        placeholder={words.name}
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />{" "}
      <Button type="primary" htmlType="submit" loading={fetching}>
        {words.make}
      </Button>
      {trouble ? <p role="alert">{trouble}</p> : null}
    </form>
  );
}

function SeatRow({ row, onRevoked }: { row: DisplaySeatFactsFragment; onRevoked: () => void }) {
  const [{ fetching }, revoke] = useMutation(RevokeDisplaySeatDocument);
  const { answered, keyOf } = useKey();
  const end = async () => {
    const { data, error } = await revoke({ key: keyOf({ id: row.id }), id: row.id });
    answered(error);
    announce(error ? sentenceOf(error) : (data?.revokeDisplaySeat.refusal?.message ?? words.revoked));
    onRevoked();
  };
  return (
    <li>
      <strong>{row.name}</strong>{" "}
      <span className="muted">{words.madeBy(row.madeBy, moment(row.madeAt))}</span>{" "}
      {row.revokedAt ? (
        <span className="muted">{words.revokedBy(row.revokedBy ?? "", moment(row.revokedAt))}</span>
      ) : (
        <Popconfirm title={words.sure} onConfirm={end}>
          <Button size="small" loading={fetching}>
            {words.revoke}
          </Button>
        </Popconfirm>
      )}
    </li>
  );
}
