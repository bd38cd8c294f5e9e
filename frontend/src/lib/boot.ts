/** What the page was told when Django rendered it: which government, the CSP nonce, demo mode, version. */

export interface BootGovernment {
  code: string;
  name: string;
  shortName: string;
  tier: string;
}

export interface Boot {
  /** null on the platform's own host */
  government: BootGovernment | null;
  nonce: string;
  demo: boolean;
  version: string;
}

/** The nonce stands in a meta element: browsers hide the attribute of scripts and styles from the page. */
function nonceOfPage(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
}

function read(): Boot {
  const text = document.getElementById("boot")?.textContent;
  const told: Partial<Boot> = text ? JSON.parse(text) : {};
  const government = told.government ?? null;
  return {
    government: government && { ...government, shortName: government.shortName || government.name },
    nonce: told.nonce || nonceOfPage(),
    demo: told.demo ?? false,
    version: told.version ?? "",
  };
}

export const boot: Boot = read();
