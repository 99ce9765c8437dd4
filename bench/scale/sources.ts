import { setsOf } from "./names.ts";

/** The files that all functions share, by path. */
const shared: Readonly<Record<string, string>> = {
  "package.json": '{ "name": "large", "type": "module" }',
  "src/shared/money.ts": `
export const currency = "EUR";
export const inCents = (amount: number): number => Math.round(amount * 100);
export const shown = (cents: number): string => \`\${(cents / 100).toFixed(2)} \${currency}\`;
`,
  "src/shared/store.ts": `
export interface Item { readonly id: string; readonly name: string; readonly cents: number; readonly at: number }

const items = new Map<string, Item>();

export const find = (id: string): Item | undefined => items.get(id);
export const list = (from: string): readonly Item[] => [...items.values()].filter(({ id }) => id > from).slice(0, 20);
export function keep(item: Item): Item {
  items.set(item.id, item);
  return item;
}
`,
  "src/shared/schemas.ts": `
import * as v from "valibot";

export const Id = v.pipe(v.string(), v.nonEmpty(), v.maxLength(40));
export const NewItem = v.strictObject({ name: v.pipe(v.string(), v.nonEmpty()), cents: v.pipe(v.number(), v.integer()) });
export const Page = v.object({ from: v.optional(Id, "") });
`,
  "src/shared/app.ts": `
import { withProblems } from "fourfold/runtime";
import { Hono } from "hono";

export const createApp = (routes: (app: Hono) => Hono) => withProblems(routes(new Hono()));
`,
};

/** A function with its own routes and rule, using the shared files. */
function handler(set: string, name: string): string {
  return `
import { HttpError, http, readJson, readQuery } from "fourfold/runtime";
import * as v from "valibot";
import { price } from "./rules/${name}.ts";
import { ${set} } from "./${set}.ts";
import { createApp } from "./shared/app.ts";
import { shown } from "./shared/money.ts";
import { NewItem, Page } from "./shared/schemas.ts";
import { find, keep, list } from "./shared/store.ts";

const Own = v.strictObject({ ...NewItem.entries, ${name}: v.optional(v.pipe(v.number(), v.maxValue(90)), 0) });

export default http(${set}, "${name}", () =>
  createApp((app) =>
    app
      .get("/${name}", async (c) => c.json(list((await readQuery(c.req.raw, Page)).from)))
      .get("/${name}/:id", (c) => {
        const item = find(c.req.param("id"));
        if (item === undefined) throw new HttpError(404, { detail: "The item does not exist." });
        return c.json({ ...item, price: shown(price(item.cents)) });
      })
      .post("/${name}", async (c) => {
        const { ${name}: discount, ...item } = await readJson(c.req.raw, Own);
        return c.json(keep({ ...item, id: crypto.randomUUID(), cents: item.cents - discount, at: Date.now() }), 201);
      }),
  ),
);
`;
}

function set(name: string, members: readonly string[]): string {
  return `
import { functionSet } from "fourfold";

export const ${name} = functionSet("${name}", {
  root: import.meta.url,
  functions: {
${members.map((member) => `    ${member}: { handler: "./${member}.ts", http: true },`).join("\n")}
  },
  routes: {
${members.map((member) => `    "/${member}/*": "${member}",`).join("\n")}
  },
});
`;
}

/**
 * The files of a project with functions, by path. Each function has a handler and a rule of its own; all share a router, a
 * validator, the runtime and some files, as functions of one company do.
 */
export function sourcesOf(names: readonly string[]): Readonly<Record<string, string>> {
  const files = [...setsOf(names)].flatMap(([name, members]) => [
    [`src/${name}.ts`, set(name, members)] as const,
    ...members.map((member) => [`src/${member}.ts`, handler(name, member)] as const),
  ]);
  const rules = names.map((name, at) => {
    return [`src/rules/${name}.ts`, `export const price = (cents: number): number => cents + ${at};\n`] as const;
  });
  return { ...shared, ...Object.fromEntries([...files, ...rules]) };
}
