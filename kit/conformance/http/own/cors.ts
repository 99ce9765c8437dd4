import assert from "node:assert/strict";
import type { SettledCors } from "fourfold";
import type { OwnBehaviour, OwnGroup } from "./behaviour.ts";
import { obstacleToLimit, sendTooMuch } from "./limits.ts";
import { type OwnTarget, probe } from "./target.ts";

/** An origin that nobody has: https://www.rfc-editor.org/rfc/rfc2606#section-2 */
const stranger = "https://fourfold-verify.invalid";

/** The default that is documented with `Cors.methods`. */
const defaultMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

const listOf = (value: string | null) => (value ?? "").toLowerCase().split(/,\s*/).filter(Boolean).sort();
const sorted = (names: readonly string[]) => listOf(names.join(","));

/** An origin that each pattern of a set stands for: `https://*.shop.example` is any one host below. */
function originsOf({ origins }: SettledCors): readonly string[] {
  return origins === "*" ? [stranger] : origins.map((pattern) => pattern.replace("*", "fourfold-verify"));
}

/** The headers of the answer to a preflight, which does not reach the app. */
async function preflight(target: OwnTarget, origin: string, { methods, headers }: SettledCors): Promise<Headers> {
  const asked = {
    origin,
    "access-control-request-method": methods?.[0] ?? "GET",
    "access-control-request-headers": headers?.[0] ?? "x-fourfold-verify",
  };
  const response = await probe(target, { method: "OPTIONS", headers: asked });
  assert.ok(response.ok, `the preflight of ${origin} is answered with ${response.status}`);
  return response.headers;
}

/** Checks that an answer lets a page of an origin read it, as the set says. */
function assertGranted(headers: Headers, origin: string, { origins, credentials = false }: SettledCors): void {
  assert.equal(headers.get("access-control-allow-origin"), origins === "*" ? "*" : origin);
  assert.equal(headers.get("access-control-allow-credentials"), credentials ? "true" : null, origin);
}

/** Checked at an answer that does not come from the app, which could add such headers itself. */
const letsNobodyElseRead: OwnBehaviour = {
  name: "lets no page of another origin read answers",
  obstacleTo: obstacleToLimit,
  async run(target) {
    const response = await sendTooMuch(target, { origin: stranger });

    await response.body?.cancel();
    assert.equal(response.headers.get("access-control-allow-origin"), null);
  },
};

function granting(settings: SettledCors): readonly OwnBehaviour[] {
  const { methods = defaultMethods, headers: names = ["x-fourfold-verify"], expose = [], maxAge } = settings;
  const origins = originsOf(settings);
  return [
    {
      name: "answers the preflights of the origins that the set names, as it says",
      source: "https://fetch.spec.whatwg.org/#cors-preflight-fetch",
      requests: origins.length,
      async run(target) {
        for (const origin of origins) {
          const headers = await preflight(target, origin, settings);

          assertGranted(headers, origin, settings);
          assert.deepEqual(listOf(headers.get("access-control-allow-methods")), sorted(methods));
          assert.deepEqual(listOf(headers.get("access-control-allow-headers")), sorted(names));
          assert.equal(headers.get("access-control-max-age"), String(maxAge));
        }
      },
    },
    {
      name: "lets pages of the origins that the set names read answers, and caches tell origins apart",
      requests: origins.length,
      async run(target) {
        for (const origin of origins) {
          const { headers, body } = await probe(target, { headers: { origin } });

          await body?.cancel();
          assertGranted(headers, origin, settings);
          assert.deepEqual(listOf(headers.get("access-control-expose-headers")), sorted(expose));
          if (settings.origins !== "*") assert.ok(listOf(headers.get("vary")).includes("origin"), "no `vary: Origin`");
        }
      },
    },
  ];
}

function refusing(settings: SettledCors): readonly OwnBehaviour[] {
  if (settings.origins === "*") return [];
  return [
    {
      name: "grants nothing to the preflight of another origin",
      async run(target) {
        const headers = await preflight(target, stranger, settings);

        assert.equal(headers.get("access-control-allow-origin"), null);
        assert.equal(headers.get("access-control-allow-methods"), null);
      },
    },
    letsNobodyElseRead,
  ];
}

/** https://fetch.spec.whatwg.org/#http-cors-protocol */
export const cors: OwnGroup = {
  subject: "requests of other origins",
  behavioursOf: ({ settings }) =>
    settings?.cors === undefined ? [letsNobodyElseRead] : [...granting(settings.cors), ...refusing(settings.cors)],
};
