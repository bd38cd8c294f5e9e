/** The parts of a draft to go to, each with how much is wrong in it; it stays in sight while the form is scrolled. */
import { useEffect, useRef, useState } from "react";
import { texts } from "@/lib/texts";
import type { PackProblem } from "./editing";
import { problemsBySection, SECTIONS } from "./sections";

const words = texts.rules.edit;

export function Contents({ problems }: { problems: PackProblem[] }) {
  const current = useSectionInSight();
  const counts = problemsBySection(problems);
  const strip = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const link = current && strip.current?.querySelector<HTMLElement>("[aria-current]");
    if (link && strip.current) strip.current.scrollLeft = link.offsetLeft - strip.current.offsetLeft;
  }, [current]);
  return (
    <nav className="pack-contents" aria-label={words.contents}>
      <strong>{words.contents}</strong>
      <ol ref={strip}>
        {SECTIONS.map(({ id, title }) => (
          <li key={id}>
            <a
              href={`#${elementOf(id)}`}
              aria-current={id === current ? "location" : undefined}
              onClick={(event) => {
                event.preventDefault();
                goToSection(id);
              }}
            >
              {title}
              {counts[id] ? <span className="pack-wrong"> {words.inSection(counts[id])}</span> : null}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

const elementOf = (id: string) => `section_${id}`;

function goToSection(id: string): void {
  const section = document.getElementById(elementOf(id));
  section?.scrollIntoView();
  section?.focus({ preventScroll: true });
}

/** The upper quarter of the window: what one reads is there after a jump as well as after scrolling. */
const READ = "0px 0px -75% 0px";

/** The last of the parts that are being read, as the page is scrolled. */
function useSectionInSight(): string | undefined {
  const [seen, setSeen] = useState<string[]>([]);
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) =>
        setSeen((before) => {
          const there = new Set(before);
          for (const { target, isIntersecting } of entries)
            if (isIntersecting) there.add(target.id);
            else there.delete(target.id);
          return [...there];
        }),
      { rootMargin: READ },
    );
    for (const { id } of SECTIONS) {
      const section = document.getElementById(elementOf(id));
      if (section) observer.observe(section);
    }
    return () => observer.disconnect();
  }, []);
  return SECTIONS.filter(({ id }) => seen.includes(elementOf(id))).at(-1)?.id;
}
