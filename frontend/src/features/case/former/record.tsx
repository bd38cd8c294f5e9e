/** What a unit keeps of a part that it has left: facts, wishes and urging, opinions and talks, drafts, and its steps. */
import type { FormerRecordFragment } from "@/gql/graphql";
import { day, moment } from "@/lib/dates";
import { RoleWords } from "@/lib/role-words";
import { texts } from "@/lib/texts";
import { Facts, Section } from "@/ui/page";
import { Points } from "../page/reply-tables";
import { Timeline } from "../page/timeline";
import { CoOpinions, Meetings, ReturnRequests, UrgeNotices } from "../page/unit-work";

const { labels, ...words } = texts.former;

/** Why the part ended: the reason of the event that ended it, where that event was one of the part itself. */
export function reasonOf({ events, leftAt }: Pick<FormerRecordFragment, "events" | "leftAt">): string {
  const last = events.at(-1);
  return last && last.at === leftAt ? (last.reason ?? "") : "";
}

function factsOf(row: FormerRecordFragment): [string, string][] {
  const { labels: of } = texts.case;
  const all: [string, string | null][] = [
    [of.kind, texts.kindsLong[row.kind]],
    [of.number, row.caseNo],
    [of.registrationNo, row.registrationNo],
    [of.unit, row.unit.name],
    [of.role, row.roleLabel],
    [of.dispatchedOn, day(row.dispatchedOn)],
    [labels.leftAs, row.stateLabel],
    [labels.leftAt, row.leftAt && moment(row.leftAt)],
    [labels.leftBy, row.leftBy],
    [labels.reason, reasonOf(row)],
  ];
  return all.filter((pair): pair is [string, string] => Boolean(pair[1]));
}

export function FormerRecord({ row }: { row: FormerRecordFragment }) {
  const asked = row.returnRequests.length + row.urgeNotices.length > 0;
  return (
    <RoleWords roles={[{ code: row.role, label: row.roleLabel }]}>
      <Section title={words.part} id="former-part">
        <Facts rows={factsOf(row)} />
        <CoOpinions assignment={{ coOpinions: row.coOpinions, waivedReason: null }} />
        <Meetings meetings={row.meetings} />
      </Section>
      {asked ? (
        <Section title={words.received} id="former-received">
          <ReturnRequests requests={row.returnRequests} />
          <UrgeNotices notices={row.urgeNotices} ended />
        </Section>
      ) : null}
      {row.drafts.length > 0 ? (
        <Section title={words.written} id="former-drafts">
          {row.drafts.map((draft) => (
            <Draft key={draft.id} draft={draft} />
          ))}
        </Section>
      ) : null}
      <Timeline entries={row.events} />
    </RoleWords>
  );
}

/** The text as it was saved last; how it came to be is for the screen. */
function Draft({ draft }: { draft: FormerRecordFragment["drafts"][number] }) {
  return (
    <section className="unit-part" aria-labelledby={`draft-${draft.id}`}>
      <h3 id={`draft-${draft.id}`}>{draft.title}</h3>
      <div className="reply-text">{draft.body}</div>
      <Points points={draft.points} />
      <details className="why screen-only">
        <summary>{texts.case.reply.versions}</summary>
        {draft.versions.map((version) => (
          <details key={version.number} className="why">
            <summary>
              {texts.case.reply.version(version.number, version.editedBy, moment(version.editedAt))}
            </summary>
            <div className="reply-text">{version.body}</div>
          </details>
        ))}
      </details>
    </section>
  );
}
