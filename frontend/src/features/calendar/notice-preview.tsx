/** What uploading would change: days, years that stay open, running due days that reach them. */
import { Button } from "antd";
import type { PreviewHolidayNoticeQuery } from "@/gql/graphql";
import { dayjs } from "@/lib/dates";
import { texts } from "@/lib/texts";

const words = texts.calendar.operator;

export type Preview = PreviewHolidayNoticeQuery["previewHolidayNotice"];

const withWeekday = (iso: string) => `${iso}（${dayjs(iso).format("ddd")}）`;

interface Props {
  preview: Preview | null;
  stale: boolean;
  onTry: () => void;
}

export function NoticePreview({ preview, stale, onTry }: Props) {
  return (
    <section aria-labelledby="preview-title" aria-live="polite">
      <h2 id="preview-title">{words.previewTitle}</h2>
      {preview ? null : <p className="muted">{words.previewNone}</p>}
      {preview && stale ? <p className="conflict">{words.stale}</p> : null}
      {preview && !stale && preview.dueDays > 0 ? <Trial trial={preview.trial} onTry={onTry} /> : null}
      {preview ? <Changes preview={preview} /> : null}
    </section>
  );
}

/** The exact numbers, counted by each government for itself. */
function Trial({ trial, onTry }: { trial: Preview["trial"]; onTry: () => void }) {
  if (!trial) return <Button onClick={onTry}>{words.tryOut}</Button>;
  const { waiting, counted, days, cases, governments } = trial;
  return (
    <p role="status">
      {waiting > 0 ? words.trying(counted, counted + waiting) : words.tried(days, cases, governments)}
    </p>
  );
}

function Changes({ preview }: { preview: Preview }) {
  const { corrects, differences, dueDays, governments, skipped } = preview;
  return (
    <>
      {corrects ? <p>{words.corrects(corrects.title)}</p> : null}
      {skipped.length ? <p className="conflict">{words.skipped(skipped)}</p> : null}
      <p>
        <strong>{words.reaching(dueDays, governments)}</strong>
      </p>
      {differences.length === 0 ? <p>{words.same}</p> : null}
      {differences.length ? (
        <table className="plain">
          <caption>{words.differences(differences.length)}</caption>
          <thead>
            <tr>
              {words.differenceColumns.map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {differences.map((one) => (
              <tr key={one.day}>
                <th scope="row">{withWeekday(one.day)}</th>
                <td>{one.before}</td>
                <td>{one.after}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  );
}
