/** The posts of one account: each may be ended, further ones given. */
import { Button, Form, Modal } from "antd";
import { useState } from "react";
import { useClient } from "urql";
import { type AccountFactsFragment, AddPostDocument, EndPostDocument, type Role } from "@/gql/graphql";
import { day } from "@/lib/dates";
import { type Problem, problemOfRefusal, sentenceOf } from "@/lib/failures";
import { useKey } from "@/lib/idempotency";
import { texts } from "@/lib/texts";
import { announce } from "@/ui/announce";
import { ErrorSummary } from "@/ui/error-summary";
import { useFocusBack } from "@/ui/use-focus-back";
import { useFormProblems } from "@/ui/use-form-problems";
import { PlaceFields } from "./place-fields";

const words = texts.accounts;
const FORM = "post";

interface Values {
  unitId: string;
  sectionId?: string;
  role: Role;
}

interface Props {
  row: AccountFactsFragment;
  onClose: () => void;
}

export function Posts({ row, onClose }: Props) {
  useFocusBack();
  const [form] = Form.useForm<Values>();
  const client = useClient();
  const { answered, keyOf } = useKey();
  const [busy, setBusy] = useState("");
  const { problems, show, showFailed, clear, idOf } = useFormProblems(form, FORM);

  const taken = async (what: string, done: string, send: () => Promise<Problem | null>) => {
    if (busy) return;
    clear();
    setBusy(what);
    const problem = await send();
    setBusy("");
    if (problem) show([problem]);
    else announce(done);
  };
  const end = (id: string) =>
    taken(id, words.postEnded, async () => {
      const { data, error } = await client.mutation(EndPostDocument, { key: keyOf({ id }), id }).toPromise();
      answered(error);
      return problemOf(data?.endPost.refusal, error);
    });
  const add = (values: Values) =>
    taken("add", words.postAdded, async () => {
      const input = { ...values, sectionId: values.sectionId ?? null };
      const wish = { id: row.id, input };
      const { data, error } = await client
        .mutation(AddPostDocument, { key: keyOf(wish), ...wish })
        .toPromise();
      answered(error);
      const problem = problemOf(data?.addPost.refusal, error);
      if (!problem) form.resetFields();
      return problem;
    });

  return (
    <Modal open title={words.postsOf(row.name)} footer={null} onCancel={onClose} destroyOnHidden>
      <ul className="posts">
        {row.posts.map((post) => {
          const name = [post.unitName, post.sectionName, post.roleLabel].filter(Boolean).join(" · ");
          return (
            <li key={post.id}>
              <span>
                {name}
                <span className="muted">{words.postSince(day(post.since))}</span>
              </span>
              <Button
                size="small"
                aria-label={words.endPostOf(name)}
                loading={busy === post.id}
                onClick={() => end(post.id)}
              >
                {words.endPost}
              </Button>
            </li>
          );
        })}
      </ul>
      {row.posts.length === 0 ? <p className="muted">{words.noPosts}</p> : null}
      <Form
        form={form}
        name={FORM}
        layout="vertical"
        onFinish={add}
        onFinishFailed={({ errorFields }) => showFailed(errorFields as never)}
      >
        <ErrorSummary problems={problems} idOf={idOf} />
        <PlaceFields />
        <div className="form-foot">
          <Button type="primary" htmlType="submit" loading={busy === "add"}>
            {words.addPost}
          </Button>
          <Button onClick={onClose}>{words.close}</Button>
        </div>
      </Form>
    </Modal>
  );
}

type Refusal = Parameters<typeof problemOfRefusal>[0];
type Failure = Parameters<typeof sentenceOf>[0];

function problemOf(refusal: Refusal | null | undefined, error: Failure | undefined): Problem | null {
  if (refusal) return problemOfRefusal(refusal);
  return error ? { field: "", message: sentenceOf(error) } : null;
}
