/** The bar above every page: which government, who I am and in what capacity, whether the page is live. */
import { Link, useNavigate } from "@tanstack/react-router";
import { ReminderBell } from "@/features/reminders/bell";
import { TrayLink } from "@/features/transfers/tray-link";
import { boot } from "@/lib/boot";
import { useConnection } from "@/lib/connection";
import { useNewSession } from "@/lib/session";
import { texts } from "@/lib/texts";
import { useViewer, type Viewer } from "@/lib/viewer";
import { Panel } from "@/ui/panels";
import { SignOut } from "@/ui/sign-out";

export function Header() {
  const viewer = useViewer();
  const administers = viewer.seats.some(({ role }) => role === "ADMINISTRATOR");
  return (
    <header className="bar">
      <Link to="/cases" className="bar-name">
        {boot.government?.name} <span className="bar-product">{texts.productLong}</span>
      </Link>
      <nav aria-label={texts.shell.navigation} className="bar-nav">
        <Link to="/cases">{texts.shell.cases}</Link>
        {viewer.seats.some(({ role }) => role !== "ADMINISTRATOR") ? (
          <a href="/board">{texts.shell.board}</a>
        ) : null}
        {viewer.seats.some(({ role }) => role === "GENERAL_OFFICE") ? (
          <Panel>
            <TrayLink />
          </Panel>
        ) : null}
        {viewer.mayRegister.length > 0 ? <Link to="/register">{texts.shell.register}</Link> : null}
        {viewer.seats.some(({ role }) => role !== "ADMINISTRATOR") ? (
          <Link to="/assessment">{texts.shell.assessment}</Link>
        ) : (
          <Link to="/assessment/schemes">{texts.assessment.schemes.title}</Link>
        )}
        <Link to="/calendar">{texts.shell.calendar}</Link>
        <Link to="/rules">{texts.shell.rules}</Link>
        {administers || keepsDisplays(viewer) ? <Link to="/displays">{texts.displays.title}</Link> : null}
        {administers ? <Link to="/accounts">{texts.shell.accounts}</Link> : null}
      </nav>
      <div className="bar-right">
        <ConnectionMark />
        <Panel>
          <ReminderBell />
        </Panel>
        <span className="bar-viewer" title={seatWords(viewer).join("\n")}>
          {viewer.name}
          <span className="bar-seat">{seatWords(viewer)[0]}</span>
          {viewer.readOnly ? <span className="bar-readonly">{texts.shell.readOnly}</span> : null}
        </span>
        <Link to="/password">{texts.shell.password}</Link>
        <Leave />
      </div>
    </header>
  );
}

function seatWords(viewer: Viewer): string[] {
  return viewer.seats.map(({ unit, sectionName, roleLabel }) =>
    [unit?.name, sectionName, roleLabel].filter(Boolean).join(" · "),
  );
}

function ConnectionMark() {
  const connection = useConnection();
  return (
    <span
      role="status"
      className={`connection connection-${connection}`}
      title={texts.connectionHint[connection]}
    >
      <span aria-hidden="true">{connection === "live" ? "●" : "○"}</span> {texts.connection[connection]}
    </span>
  );
}

/** To the sign-in page, where nothing of the last seat is left. */
export function Leave() {
  const restart = useNewSession();
  const navigate = useNavigate();
  return <SignOut onDone={() => void navigate({ to: "/sign-in" }).then(restart)} />;
}

function keepsDisplays({ seats, readOnly }: ReturnType<typeof useViewer>): boolean {
  return !readOnly && seats.some(({ role }) => role === "GENERAL_OFFICE");
}
