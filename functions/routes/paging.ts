import { HttpError, TableError } from "fourfold/runtime";
import type { Context } from "hono";
import * as v from "valibot";
import type { PageOf } from "../data/page.ts";

/** `?limit=&cursor=`: how many, and from where. A cursor is the `next` of another page, and opaque. */
export const pageQuery = {
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,3}$/, "must be a number"), v.transform(Number), v.minValue(1), v.maxValue(100)),
    "10",
  ),
  cursor: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(2_000))),
};

/** @see pageQuery */
export const PageQuery = v.object(pageQuery);

const invalid = { pointer: "/cursor", message: "must be the `next` of another page" };

/** Answers a page, with a link to the next one: RFC 8288. A cursor that no table has given, or for another list, is the client's mistake. */
export async function answerPage<T>(
  c: Context,
  page: Promise<PageOf<T>>,
  present: (item: T) => object,
): Promise<Response> {
  const { items, next } = await page.catch((cause: unknown) => {
    if (!(cause instanceof TableError) || cause.code !== "Invalid") throw cause;
    throw new HttpError(400, {
      ...{ code: "validation_failed", detail: "The query failed validation.", issues: [invalid], cause },
    });
  });
  if (next === undefined) return c.json({ items: items.map(present) });
  const following = new URL(c.req.url);
  following.searchParams.set("cursor", next);
  c.header("link", `<${following.pathname}${following.search}>; rel="next"`);
  return c.json({ items: items.map(present), next });
}
