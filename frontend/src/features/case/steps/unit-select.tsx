/** Chooses one or several units by typing part of the name; the server's list is asked once. */
import { Select } from "antd";
import { useQuery } from "urql";
import { UnitsForDispatchDocument } from "@/gql/graphql";
import { TabLeaves } from "@/ui/tab-leaves";

interface Props {
  id?: string;
  value?: string | string[];
  onChange?: (value: string | string[]) => void;
  multiple?: boolean;
}

export function UnitSelect({ id, value, onChange, multiple = false }: Props) {
  const [{ data, fetching }] = useQuery({ query: UnitsForDispatchDocument });
  const options = data?.units.map((unit) => ({
    value: unit.id,
    label: unit.name,
    search: `${unit.name} ${unit.shortName}`,
  }));
  return (
    <TabLeaves>
      <Select
        id={id}
        mode={multiple ? "multiple" : undefined}
        showSearch={{ optionFilterProp: "search" }}
        loading={fetching}
        value={value}
        onChange={onChange}
        options={options ?? []}
      />
    </TabLeaves>
  );
}
