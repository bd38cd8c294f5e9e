/** 插入逐条答复: puts into the letter what its points say and its text lacks. */
import { Button, Form } from "antd";
import { useState } from "react";
import { useClient } from "urql";
import { PointsInLetterDocument } from "@/gql/graphql";
import { texts } from "@/lib/texts";
import { announce } from "@/ui/announce";
import { type DraftValues, draftInput } from "./draft-values";

const words = texts.case.draft;

export function InsertPoints({ onInserted }: { onInserted: () => void }) {
  const form = Form.useFormInstance<DraftValues>();
  const client = useClient();
  const [told, setTold] = useState("");
  const say = (text: string) => {
    setTold(text);
    announce(text);
  };
  const insert = async () => {
    const { body, points } = draftInput(form.getFieldsValue(true) as DraftValues);
    const answered = points.filter(({ response }) => response);
    const { data } = await client
      .query(PointsInLetterDocument, { body, points: answered }, { requestPolicy: "network-only" })
      .toPromise();
    if (!data) return say(words.insertFailed);
    const { insert: lacking, completed } = data.pointsInLetter;
    if (!lacking) return say(answered.length > 0 ? words.insertNothing : words.insertNoPoints);
    form.setFieldValue("body", completed); // before the closing lines, where the letter has them
    onInserted();
    say(words.inserted);
  };
  return (
    <p>
      <Button onClick={() => void insert()}>{words.insertPoints}</Button>{" "}
      <span className="muted">{told}</span>
    </p>
  );
}
