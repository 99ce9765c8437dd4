import assert from "node:assert/strict";
import fc from "fast-check";
import { LightHeaders } from "../../../kit/runtime/light/headers.ts";
import { LightRequest } from "../../../kit/runtime/light/request.ts";
import { LightResponse } from "../../../kit/runtime/light/response.ts";
import { fuzz } from "../support/fuzz.ts";

/** What happened: a value, or an error. Which of several mistakes it names first is left open by the standard. */
async function outcomeOf(run: () => unknown): Promise<unknown> {
  try {
    return { value: await run() };
  } catch (error) {
    return { refused: error instanceof Error };
  }
}

const text = fc.string({ unit: fc.integer({ min: 0, max: 0x120 }).map((code) => String.fromCharCode(code)) });
const name = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom("a", "A", "x-b", "set-cookie", "Set-Cookie", "content-type", "__proto__") },
  { weight: 1, arbitrary: text },
);
const value = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("1", "", " x ", "\t", "a, b", "a=1; Path=/", "\u00e9", "\u00a0") },
  { weight: 1, arbitrary: text },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(1, null, undefined, true, ["a", "b"], {}) },
);

type Step = readonly [operation: string, name: string, value: unknown];

const step: fc.Arbitrary<Step> = fc.tuple(
  fc.constantFrom("append", "set", "delete", "get", "has", "getSetCookie", "entries", "keys", "values", "forEach"),
  name,
  value,
);

/** Calls a method by its name, as code without types does. */
function call(target: object, method: string, ...args: unknown[]): unknown {
  return Reflect.apply(Reflect.get(target, method), target, args);
}

function takeStep(headers: Headers, [operation, key, given]: Step): unknown {
  if (operation === "forEach") {
    const seen: unknown[] = [];
    headers.forEach((item, itemName) => {
      seen.push([itemName, item]);
    });
    return seen;
  }
  const result = call(headers, operation, key, given);
  return ["entries", "keys", "values"].includes(operation) ? [...(result as Iterable<unknown>)] : result;
}

const headersInit = fc.oneof(
  fc.array(fc.tuple(name, value), { maxLength: 4 }),
  fc.array(fc.tuple(name, value), { maxLength: 4 }).map((pairs) => {
    return Object.fromEntries(pairs.filter(([key]) => key !== "__proto__"));
  }),
  fc.constantFrom<unknown>(undefined, null, 1, "a", [["a"]], [["a", "b", "c"]], [[]], {}),
);

const content = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, "", "\u{1F600}", "\uD800", "\uFEFFbom", 1, true, { toString: () => "x" }),
  fc.string({ unit: "binary" }),
  fc.uint8Array({ maxLength: 16 }).map((bytes) => new Uint8Array(bytes)),
  fc.json(),
  fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 3 }).map((pairs) => new URLSearchParams(pairs)),
);

const reader = fc.constantFrom("text", "json", "bytes", "arrayBuffer", "blob", "clone", "body");

/** What can be seen of a message, then what its methods do, one after the other. */
async function observe(message: Request | Response, readers: readonly string[]): Promise<unknown> {
  const seen: unknown[] = [[...message.headers], message.bodyUsed, message.body === null];
  for (const method of readers) {
    seen.push(await outcomeOf(() => read(message, method)), message.bodyUsed);
  }
  return seen;
}

async function read(message: Request | Response, method: string): Promise<unknown> {
  if (method === "body") return message.body === null ? null : message.body.locked;
  if (method === "clone") {
    const copy = message.clone();
    return [[...copy.headers], await copy.text()];
  }
  const result = await call(message, method);
  // Not its type: the native one is parsed and written anew, ours is the content type as it was sent.
  if (result instanceof Blob) return Buffer.from(await result.arrayBuffer()).toString("hex");
  if (result instanceof ArrayBuffer || result instanceof Uint8Array)
    return Buffer.from(new Uint8Array(result)).toString("hex");
  return result;
}

const responseInit = fc.record(
  {
    status: fc.oneof(fc.integer({ min: -1, max: 700 }), fc.constantFrom<unknown>(200.9, Number.NaN, "201", null, 204)),
    statusText: fc.oneof(text, fc.constantFrom<unknown>(null, 1)),
    headers: headersInit,
  },
  { requiredKeys: [] },
);

const methods = [
  "GET",
  "get",
  "HEAD",
  "post",
  "POST",
  "PATCH",
  "patch",
  "TRACE",
  "connect",
  "FOO",
  "a b",
  "",
  "Delete",
];
const url = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constantFrom(
    "http://a",
    "https://a.example/%zz?%",
    "/relative",
    "",
    "http://user:pass@a/",
    "http://\u00e9.example/ a?b c#d",
    "data:,x",
  ),
);
const requestInit = fc.record(
  {
    method: fc.constantFrom(...methods),
    headers: headersInit,
    body: content,
    redirect: fc.constantFrom("follow", "manual", "error"),
    keepalive: fc.boolean(),
  },
  { requiredKeys: [] },
);

function describeRequest({
  url: address,
  method,
  redirect,
  keepalive,
  mode,
  credentials,
  cache,
  destination,
}: Request) {
  return { address, method, redirect, keepalive, mode, credentials, cache, destination };
}

function describeResponse({ status, statusText, ok, type, url: address, redirected }: Response) {
  return { status, statusText, ok, type, address, redirected };
}

// The native classes are the reference: https://fetch.spec.whatwg.org
describe("the light classes do what the native ones do", () => {
  it("Headers, whatever is done with them", async () => {
    const run = (Class: typeof Headers, init: unknown, steps: readonly Step[]) =>
      outcomeOf(async () => {
        const headers: Headers = Reflect.construct(Class, init === undefined ? [] : [init]);
        const results: unknown[] = [];
        for (const one of steps) results.push(await outcomeOf(() => takeStep(headers, one)));
        return [results, [...headers]];
      });

    await fuzz(
      fc.asyncProperty(headersInit, fc.array(step, { maxLength: 8 }), async (init, steps) => {
        assert.deepEqual(await run(LightHeaders, init, steps), await run(Headers, init, steps));
      }),
    );
  });

  it("Response, whatever it is made from and however it is read", async () => {
    const run = (Class: unknown, body: unknown, init: unknown, readers: readonly string[]) =>
      outcomeOf(async () => {
        const response: Response = Reflect.construct(Class as typeof Response, [body, init]);
        return [describeResponse(response), await observe(response, readers)];
      });

    await fuzz(
      fc.asyncProperty(content, responseInit, fc.array(reader, { maxLength: 4 }), async (body, init, readers) => {
        const light = await run(LightResponse, body, init, readers);
        assert.deepEqual(light, await run(Response, body, init, readers));
      }),
    );
  });

  it("Request, whatever it is made from and however it is read", async () => {
    const run = (Class: unknown, address: string, init: unknown, readers: readonly string[]) =>
      outcomeOf(async () => {
        const request: Request = Reflect.construct(Class as typeof Request, [address, init]);
        return [describeRequest(request), await observe(request, readers)];
      });

    await fuzz(
      fc.asyncProperty(url, requestInit, fc.array(reader, { maxLength: 4 }), async (address, init, readers) => {
        const light = await run(LightRequest, address, init, readers);
        assert.deepEqual(light, await run(Request, address, init, readers));
      }),
    );
  });

  it("Response.json and Response.redirect, whatever they are given", async () => {
    const given = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>(undefined, () => 1, { a: undefined }, "\uD800"),
    );
    const run = (Class: typeof Response, method: string, argument: unknown, status: number) =>
      outcomeOf(async () => {
        const init = method === "json" ? { status } : status;
        const response = call(Class, method, argument, init) as Response;
        return [describeResponse(response), [...response.headers], await response.text()];
      });

    await fuzz(
      fc.asyncProperty(
        fc.constantFrom("json", "redirect"),
        fc.oneof(given, url),
        fc.integer({ min: 199, max: 320 }),
        async (method, argument, status) => {
          const light = await run(LightResponse as unknown as typeof Response, method, argument, status);
          assert.deepEqual(light, await run(Response, method, argument, status));
        },
      ),
    );
  });
});
