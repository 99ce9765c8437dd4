import assert from "node:assert/strict";
import fc from "fast-check";
import { findPattern, isFourfoldError, parseRoutes, type RoutedPattern } from "fourfold";
import { routeKey } from "../../components/gateway/aws-http-api.ts";
import { serve } from "../../kit/runtime/router.ts";
import { findRoute } from "../../kit/simulator/services/aws/apigatewayv2/routing.ts";
import { fuzz } from "../runtime/support/fuzz.ts";

/** Few letters, so that routes and paths meet often. */
const text = fc.constantFrom("a", "b", "A", "a-b");
const segment = fc.oneof({ weight: 3, arbitrary: text }, { weight: 1, arbitrary: fc.constantFrom(":x", ":y") });
const route = fc
  .tuple(fc.array(segment, { maxLength: 3 }), fc.boolean())
  .map(([parts, isOpen]) => `/${[...parts, ...(isOpen ? ["*"] : [])].join("/")}`);
const routes = fc.dictionary(route, fc.constantFrom("one", "two", "three"), { minKeys: 1, maxKeys: 6 });

/** A slash that is encoded is left out: AWS decodes it before it routes, as docs/routes.md says. */
const part = fc.oneof(text, fc.constantFrom("", "%61", "%C3%A9", "c", ":x", "*", "{proxy+}", "__proto__"));
const path = fc.array(part, { maxLength: 4 }).map((parts) => `/${parts.join("/")}`);

function parsed(written: Readonly<Record<string, string>>): readonly RoutedPattern[] | undefined {
  try {
    return parseRoutes(written, "Set");
  } catch (error) {
    if (isFourfoldError(error)) return undefined;
    throw error;
  }
}

/** What the grammar says, straight from its words: of all routes that a path belongs to, the one that no other is within. */
function said(written: Readonly<Record<string, string>>, asked: string): string | undefined {
  const segments = asked.slice(1).split("/").map(decodeURIComponent);
  const kinds = (own: string) => own.slice(1).split("/");
  const fits = (own: string): boolean => {
    const wanted = kinds(own);
    const isOpen = wanted.at(-1) === "*";
    const fixed = isOpen ? wanted.slice(0, -1) : wanted;
    if (isOpen ? segments.length < fixed.length : segments.length !== fixed.length) return false;
    return fixed.every((each, at) => (each.startsWith(":") ? segments[at] !== "" : each === segments[at]));
  };
  // A whole path before all below one, then the longer, then text before parameters.
  const rank = (own: string) => {
    const wanted = kinds(own);
    const isWhole = wanted.at(-1) !== "*" || segments.length === wanted.length - 1;
    const order = wanted.filter((each) => each !== "*").map((each) => (each.startsWith(":") ? "1" : "0"));
    return [isWhole ? "0" : "1", String(9 - order.length), order.join(""), wanted.at(-1) === "*" ? "1" : "0"].join(" ");
  };
  const [best] = Object.keys(written)
    .filter(fits)
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  return best === undefined ? undefined : written[best];
}

function byHttpApi(patterns: readonly RoutedPattern[], asked: string): string | undefined {
  const targets = new Map(patterns.map((pattern) => [routeKey(pattern), pattern.target]));
  // API Gateway compares decoded paths.
  const match = findRoute([...targets.keys()], "GET", decodeURIComponent(asked));
  return match && targets.get(match.routeKey);
}

async function byRouter(patterns: readonly RoutedPattern[], asked: string): Promise<string | undefined> {
  const targets = new Set(patterns.map(({ target }) => target));
  const bindings = [...targets].map((name) => [name, { fetch: async () => new Response(name) }] as const);
  const request = new Request(`https://shop.example${asked}?a=1`);
  const response = await serve(patterns).fetch(request, Object.fromEntries(bindings));
  return response.status === 404 ? undefined : response.text();
}

describe("whatever the routes of a set are", () => {
  it("the grammar, an HTTP API with our route keys and the router lead every path to the same function", async () => {
    let meetings = 0;
    await fuzz(
      fc.asyncProperty(routes, fc.array(path, { minLength: 1, maxLength: 5 }), async (written, asked) => {
        const patterns = parsed(written);
        if (patterns === undefined) return;
        for (const each of asked) {
          const expected: string | undefined = findPattern(patterns, each)?.target;
          const found: readonly (string | undefined)[] = [
            said(written, each),
            byHttpApi(patterns, each),
            await byRouter(patterns, each),
          ];
          assert.deepEqual(found, [expected, expected, expected], `${JSON.stringify(written)} ${each}`);
          if (expected !== undefined) meetings += 1;
        }
      }),
      2_000,
    );
    assert.ok(meetings > 1_000, `${meetings} paths had a route`);
  });

  it("an HTTP API gets each route key once", async () => {
    await fuzz(
      fc.asyncProperty(routes, async (written) => {
        const keys = (parsed(written) ?? []).map(routeKey);

        // Names of parameters make no two keys of one.
        assert.equal(new Set(keys.map((key) => key.replace(/\{\w+\}/g, "{}"))).size, keys.length);
      }),
      1_000,
    );
  });
});
