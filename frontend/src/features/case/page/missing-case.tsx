/** A case that does not exist for the viewer; whose unit may have handled it once finds what it keeps of it. */
import { Link } from "@tanstack/react-router";
import { texts } from "@/lib/texts";
import { handlesForUnit, useViewer } from "@/lib/viewer";

export function MissingCase() {
  const viewer = useViewer();
  return (
    <p className="nothing">
      {texts.case.missing}
      {handlesForUnit(viewer) ? (
        <>
          {texts.former.see}
          <Link to="/former">{texts.former.link}</Link>。
        </>
      ) : null}
    </p>
  );
}
