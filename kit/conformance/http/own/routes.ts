import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { linesOf } from "../target.ts";
import type { OwnBehaviour, OwnGroup } from "./behaviour.ts";

/** Checks that a route leads to its function. The request asks for the options of a path; with CORS it does not even reach the app. */
function leadsTo(route: string, paths: readonly string[], name: string): OwnBehaviour {
  return {
    name: `lead ${route} to "${name}"`,
    requests: paths.length,
    // Nothing else tells which function has answered.
    readsLogs: true,
    async run(target) {
      for (const path of paths) {
        const id = `fourfold-verify/${randomUUID()}`;
        const headers = { origin: "https://fourfold-verify.invalid", "access-control-request-method": "GET" };
        const response = await target.ask(path, { method: "OPTIONS", headers: { ...headers, "x-request-id": id } });
        await response.body?.cancel();

        const [line] = await linesOf(target, id, 1);

        assert.ok(line !== undefined, `no function has logged the request for ${path}`);
        assert.deepEqual([line.set, line.function], [target.set, name], path);
      }
    },
  };
}

export const routes: OwnGroup = {
  subject: "routes",
  behavioursOf({ paths, function: name }) {
    const byRoute = Map.groupBy(paths.routed, ({ route }) => route);
    return [...byRoute].map(([route, places]) =>
      leadsTo(
        route,
        places.map(({ path }) => path),
        name,
      ),
    );
  },
};
