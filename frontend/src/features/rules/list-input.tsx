/** Lists of the pack's form: rows of several values, or single texts; added, taken out, moved up. */
import { Button } from "antd";
import { texts } from "@/lib/texts";
import { blank, useEditing } from "./editing";
import { ChecksInput, LeafInput, Problems } from "./parts";
import { asList, asObject, asText, idOf, type Path, type Value } from "./values";

const words = texts.rules.edit;

interface Props {
  path: Path;
  value: Value | undefined;
}

/** A new row with a code that no other has: the next letter after letters, else a number. */
function coded(rows: Value[], row: Value): Value {
  if (asObject(row).code !== "") return row;
  const taken = rows.map((one) => asText(asObject(one).code));
  const letters = taken.length > 0 && taken.every((code) => /^[A-Z]$/.test(code));
  const codes = letters
    ? [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    : Array.from({ length: taken.length + 1 }, (_, index) => `N${index + 1}`);
  return { ...asObject(row), code: codes.find((code) => !taken.includes(code)) ?? "" };
}

function useList({ path, value }: Props) {
  const { schema, set } = useEditing();
  const rows = asList(value);
  return {
    rows,
    add: () => set(path, [...rows, coded(rows, blank(schema, [...path, 0]))]),
    remove: (index: number) =>
      set(
        path,
        rows.filter((_, at) => at !== index),
      ),
    up: (index: number) => {
      const moved = [...rows];
      moved.splice(index - 1, 0, ...moved.splice(index, 1));
      set(path, moved);
    },
  };
}

/** Rows of several values as a table, a column for each. */
export function RowsInput({ path, value }: Props) {
  const { schema } = useEditing();
  const { rows, add, remove, up } = useList({ path, value });
  const title = schema.at(path).title ?? "";
  const columns = Object.keys(schema.at([...path, 0]).properties ?? {});
  const head = (key: string) => schema.at([...path, 0, key]).title ?? key;
  return (
    <>
      <table className="plain pack-rows" id={idOf(path)} tabIndex={-1} aria-label={title}>
        <thead>
          <tr>
            {columns.map((key) => (
              <th key={key} scope="col" className={`pack-col-${key}`}>
                {head(key)}
              </th>
            ))}
            <th scope="col">
              <span className="sr-only">{words.remove("")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
            <tr key={index}>
              {columns.map((key) => (
                <td key={key}>
                  <Cell
                    path={[...path, index, key]}
                    value={asObject(row)[key]}
                    name={`${texts.rules.nth(index + 1)} ${head(key)}`}
                  />
                </td>
              ))}
              <RowTools
                index={index}
                what={`${texts.rules.nth(index + 1)} ${asText(asObject(row).label)}`}
                {...{ remove, up }}
              />
            </tr>
          ))}
        </tbody>
      </table>
      <Problems path={path} />
      <Button size="small" onClick={add}>
        {words.add}
      </Button>
    </>
  );
}

function Cell({ path, value, name }: Props & { name: string }) {
  const { schema } = useEditing();
  const node = schema.at(path);
  if (node.type !== "array")
    return (
      <>
        <LeafInput path={path} value={value} name={name} />
        <Problems path={path} />
      </>
    );
  const checks = Boolean(schema.at([...path, 0]).enum);
  return (
    <>
      {checks ? <ChecksInput path={path} value={value} /> : <TextsInput path={path} value={value} />}
      {checks ? <Problems path={path} below /> : null}
    </>
  );
}

/** Single texts, one below the other. */
export function TextsInput({ path, value }: Props) {
  const { schema } = useEditing();
  const { rows, add, remove, up } = useList({ path, value });
  const title = schema.at(path).title ?? "";
  return (
    <div id={idOf(path)} tabIndex={-1}>
      <table className="pack-rows">
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: texts have no identity but their place
            <tr key={index}>
              <td>
                <LeafInput
                  path={[...path, index]}
                  value={row}
                  name={`${title} ${texts.rules.nth(index + 1)}`}
                />
                <Problems path={[...path, index]} />
              </td>
              <RowTools index={index} what={texts.rules.nth(index + 1)} {...{ remove, up }} />
            </tr>
          ))}
        </tbody>
      </table>
      <Problems path={path} />
      <Button size="small" onClick={add}>
        {words.add}
      </Button>
    </div>
  );
}

interface ToolProps {
  index: number;
  what: string;
  remove: (index: number) => void;
  up: (index: number) => void;
}

function RowTools({ index, what, remove, up }: ToolProps) {
  return (
    <td className="pack-tools">
      {index > 0 ? (
        <button type="button" className="link" aria-label={words.up(what)} onClick={() => up(index)}>
          ↑
        </button>
      ) : null}
      <button type="button" className="link" aria-label={words.remove(what)} onClick={() => remove(index)}>
        ×
      </button>
    </td>
  );
}
