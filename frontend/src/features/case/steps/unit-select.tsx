/** Chooses one or several units by typing part of the name; the server's list is asked once. */
import { Select } from "antd";
import { useEffect } from "react";
import { UnitsForDispatchDocument } from "@/gql/graphql";
import { useFresh } from "@/lib/fresh";
import { texts } from "@/lib/texts";
import { choiceState, Lacking } from "@/ui/states";
import { TabLeaves } from "@/ui/tab-leaves";

interface Props {
  id?: string;
  value?: string | string[];
  onChange?: (value: string | string[]) => void;
  multiple?: boolean;
  /** false: governments below are not offered (they cannot lead jointly) */
  governments?: boolean;
}

export function UnitSelect({ id, value, onChange, multiple = false, governments = true }: Props) {
  const known = useFresh(UnitsForDispatchDocument, {});
  const { data } = known;
  const offered = data?.units.filter(({ lowerGovernment }) => governments || !lowerGovernment);
  const options = offered?.map((unit) => ({
    value: unit.id,
    label: unit.lowerGovernment ? `${unit.name}（${texts.across.lower}）` : unit.name,
    search: `${unit.name} ${unit.shortName}`,
  }));
  const refused = governments ? [] : (data?.units ?? []).filter((unit) => unit.lowerGovernment);
  const isRefused = (chosen: string) => refused.some((unit) => unit.id === chosen);
  // chosen while it was still offered, e.g. before the role was changed
  useEffect(() => {
    if (Array.isArray(value)) {
      if (value.some(isRefused)) onChange?.(value.filter((one) => !isRefused(one)));
    } else if (value && isRefused(value)) onChange?.("");
  });
  return (
    <TabLeaves>
      <Select
        id={id}
        mode={multiple ? "multiple" : undefined}
        showSearch={{ optionFilterProp: "search" }}
        {...choiceState(known)}
        value={value || undefined}
        onChange={onChange}
        options={options ?? []}
      />
      <Lacking what={texts.failure.names.units} to={known} />
    </TabLeaves>
  );
}
