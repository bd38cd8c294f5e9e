/**
 * A panel that breaks while it is drawn does not take the page with it: it says so in its place, and is drawn anew by
 * 再试 or when what it shows has changed. Without antd, for the board uses it too.
 */
import { Children, Component, type ReactNode } from "react";
import { failureTexts as words } from "@/lib/texts-failures";

interface Props {
  /** what the panel shows: another one is another try */
  of?: unknown;
  children: ReactNode;
}

export class Panel extends Component<Props, { broken: boolean; of: unknown }> {
  override state = { broken: false, of: this.props.of };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  static getDerivedStateFromProps({ of }: Props, state: { broken: boolean; of: unknown }) {
    return of === state.of ? null : { broken: false, of };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <div className="panel-broken" role="alert">
        <p>{words.panel}</p>
        <button type="button" className="panel-retry" onClick={() => this.setState({ broken: false })}>
          {words.retry}
        </button>
      </div>
    );
  }
}

/** Each child is a panel of its own. */
export function Panels({ of, children }: Props) {
  return Children.map(children, (child) => (child ? <Panel of={of}>{child}</Panel> : null));
}
