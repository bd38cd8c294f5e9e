/** Articles of a draft that still read as in a shipped pack of another jurisdiction: somebody must look at them. */
import { asList, asObject, asText, type Body, dotted, isObject, type Path, type Value } from "./values";

export interface Kept {
  path: Path;
  article: string;
}

interface Shipped {
  jurisdiction: string;
  body: Body;
}

/** All articles of a body, in its order. */
export function articlesOf(value: Value | undefined, path: Path = []): Kept[] {
  if (Array.isArray(value)) return asList(value).flatMap((item, at) => articlesOf(item, [...path, at]));
  if (!isObject(value)) return [];
  return Object.entries(asObject(value)).flatMap(([key, inner]) => {
    const here = [...path, key];
    const article = key === "article" || (path[0] === "articles" && path.length === 1);
    return article && asText(inner) ? [{ path: here, article: asText(inner) }] : articlesOf(inner, here);
  });
}

/** Law of the whole country, which holds everywhere. */
const NATIONAL = /^(代表法|中华人民共和国|党政机关公文格式|国办发)/;

export function keptArticles(body: Body, shipped: Shipped[]): Kept[] {
  const elsewhere = shipped.filter(({ jurisdiction }) => jurisdiction !== asText(body.jurisdiction).trim());
  const known = new Set(
    elsewhere.flatMap((pack) =>
      articlesOf(pack.body).map(({ path, article }) => `${dotted(path)}:${article}`),
    ),
  );
  return articlesOf(body).filter(
    ({ path, article }) => !NATIONAL.test(article) && known.has(`${dotted(path)}:${article}`),
  );
}
