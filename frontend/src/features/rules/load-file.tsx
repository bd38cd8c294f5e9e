/** 由文件载入: a YAML or JSON file becomes a draft. */
import { Modal } from "antd";
import { texts } from "@/lib/texts";
import { useStart } from "./use-start";

const words = texts.rules.list;

interface Props {
  open: boolean;
  onClose: () => void;
  onDone: (draftId: string) => void;
}

export function LoadFile({ open, onClose, onDone }: Props) {
  const { start, problem, busy } = useStart(onDone);
  const read = async (file: File | undefined) => {
    if (file) await start({ text: await file.text() });
  };
  return (
    <Modal open={open} title={words.load} footer={null} onCancel={onClose} destroyOnHidden>
      <p className="muted">{words.loadHint}</p>
      {problem ? (
        <p role="alert" className="pack-problem">
          {problem}
        </p>
      ) : null}
      <label>
        {words.file}
        <input
          type="file"
          accept=".yaml,.yml,.json,text/yaml,application/json"
          disabled={busy}
          onChange={(event) => void read(event.target.files?.[0])}
        />
      </label>
    </Modal>
  );
}
