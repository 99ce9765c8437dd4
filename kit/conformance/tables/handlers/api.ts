import { http, readJson } from "fourfold/runtime";
import * as v from "valibot";
import { tables } from "../set.ts";
import { appOf } from "./app.ts";

const Large = v.object({ list: v.string(), count: v.number(), size: v.number() });

/** Does what it is told, and puts and reads what would be too large for a request. */
export default http(tables, "api", (links) =>
  appOf(links, async (request) => {
    const { list, count, size } = await readJson(request, Large);
    const text = "x".repeat(size);
    const keys = Array.from({ length: count }, (_, at) => ({ list, name: `n${at}` }));
    await links.plain.writeMany(keys.map((key) => ({ put: { ...key, text } })));
    const got = (await links.plain.getMany(keys)).map((stored) => stored?.value.name);
    let queried = 0;
    for await (const { items } of links.plain.query({ list }, { limit: 50 })) queried += items.length;
    return Response.json({ got, queried });
  }),
);
