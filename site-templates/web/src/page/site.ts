// The site around a page of its own: the links into it, and light or dark as it was switched.

/** Where the theme keeps its switch, after the path of the site's root (mkdocs-material). */
const SWITCH = "__palette";
const DARK = "slate";
const LIGHT = "default";

/** The path of the site's root, undefined for a page that was copied out of the site. */
export function siteRoot(): string | undefined {
  const home = encodeURI(document.documentElement.dataset["home"] ?? "");
  const { pathname } = location;
  return home && pathname.endsWith(home) ? pathname.slice(0, pathname.length - home.length + 1) : undefined;
}

function switched(path: string): string | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(`${path}.${SWITCH}`) ?? "null") as { color?: { scheme?: unknown } } | null;
    const scheme = kept?.color?.scheme;
    return scheme === DARK || scheme === LIGHT ? scheme : undefined;
  } catch {
    return undefined; // no memory, or of another make
  }
}

/** Follow the site's switch, else the machine's setting; show the links that lead into the site. */
export function joinSite(): void {
  const path = siteRoot();
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = (): void => {
    const own = path === undefined ? undefined : switched(path);
    document.documentElement.dataset["scheme"] = own ?? (dark.matches ? DARK : LIGHT);
  };
  paint();
  dark.addEventListener?.("change", paint);
  addEventListener("storage", paint);
  if (path === undefined) return;
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-target]")) link.href = link.dataset["target"] ?? "";
  for (const part of document.querySelectorAll<HTMLElement>("[data-of-site]")) part.hidden = false;
}
