import assert from "node:assert/strict";
import { HttpError, readJson, readQuery, type StandardSchema } from "fourfold/runtime";
import * as v from "valibot";

const Basket = v.object({ items: v.array(v.object({ sku: v.string(), quantity: v.pipe(v.number(), v.minValue(1)) })) });

const post = (
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = { "content-type": "application/json" },
  method = "POST",
) => new Request("https://a.example/", { method, body, headers });

async function refusal(reading: Promise<unknown>): Promise<HttpError> {
  const error = await reading.then(
    () => undefined,
    (reason) => reason,
  );
  assert.ok(error instanceof HttpError, String(error));
  return error;
}

describe("readJson", () => {
  it("answers what the schema makes of the body", async () => {
    const basket = { items: [{ sku: "a", quantity: 2 }] };

    assert.deepEqual(await readJson(post(JSON.stringify(basket)), Basket), basket);
  });

  for (const type of [
    "application/json",
    "Application/JSON; charset=UTF-8",
    'application/json;charset="utf-8"',
    "application/merge-patch+json",
  ]) {
    it(`reads ${type}`, async () => {
      assert.equal(await readJson(post("1", { "content-type": type }), v.number()), 1);
    });
  }

  for (const type of ["text/plain", "application/jsonp", "text/json", "application/json; charset=latin1", "", "a,b"]) {
    it(`answers 415 to ${JSON.stringify(type)}`, async () => {
      const { status, code } = await refusal(readJson(post("1", { "content-type": type }), v.number()));

      assert.deepEqual([status, code], [415, "unsupported_media_type"]);
    });
  }

  // https://www.rfc-editor.org/rfc/rfc9110#section-15.5.16, https://www.rfc-editor.org/rfc/rfc5789#section-3.1
  for (const [method, header] of [
    ["POST", "accept-post"],
    ["PATCH", "accept-patch"],
    ["PUT", "accept"],
  ] as const) {
    it(`says with ${method} what it would have taken`, async () => {
      const { options } = await refusal(readJson(post("1", { "content-type": "text/plain" }, method), v.number()));

      assert.deepEqual(options.headers, { [header]: "application/json" });
    });
  }

  it("answers 415 to an encoded body", async () => {
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    const { status, options } = await refusal(readJson(post("1", headers), v.number()));

    assert.deepEqual([status, options.headers], [415, { "accept-encoding": "identity" }]);
  });

  for (const body of ["", " ", "{", "{'a':1}", "[1,]", "undefined", "\u0000"]) {
    it(`answers 400 to ${JSON.stringify(body)}`, async () => {
      const { status, code } = await refusal(readJson(post(body), v.unknown()));

      assert.deepEqual([status, code], [400, "malformed_json"]);
    });
  }

  it("lists what is wrong by JSON pointer: RFC 6901", async () => {
    const body = JSON.stringify({ items: [{ sku: "a", quantity: 0 }, { quantity: 1 }] });
    const { status, code, options } = await refusal(readJson(post(body), Basket));

    assert.deepEqual([status, code], [400, "validation_failed"]);
    assert.deepEqual(
      options.issues?.map(({ pointer }) => pointer),
      ["/items/0/quantity", "/items/1/sku"],
    );
    for (const { message } of options.issues ?? []) assert.ok(message.length > 0);
  });

  it("escapes names in pointers, and takes every form of path", async () => {
    const path = ["a/b", { key: "c~d" }, 0];
    const schema: StandardSchema<never> = {
      "~standard": {
        version: 1,
        vendor: "test",
        validate: async () => ({ issues: [{ message: "no", path }, { message: "nowhere" }] }),
      },
    };
    const { options } = await refusal(readJson(post("1"), schema));

    assert.deepEqual(options.issues, [
      { pointer: "/a~1b/c~0d/0", message: "no" },
      { pointer: "", message: "nowhere" },
    ]);
  });

  it("infers its type from the schema", async () => {
    const { items } = await readJson(post('{"items":[]}'), Basket);

    items satisfies readonly { sku: string; quantity: number }[];
    assert.deepEqual(items, []);
  });
});

describe("readQuery", () => {
  const ask = (query: string) => new Request(`https://a.example/?${query}`);

  it("reads texts, and lists of texts", async () => {
    const schema = v.object({ a: v.string(), b: v.array(v.string()) });

    assert.deepEqual(await readQuery(ask("a=x%20y&b=1&b=2"), schema), { a: "x y", b: ["1", "2"] });
  });

  it("lists what is wrong by parameter", async () => {
    const limit = v.pipe(v.string(), v.digits());
    const { status, code, options } = await refusal(readQuery(ask("limit=x"), v.object({ limit })));

    assert.deepEqual([status, code], [400, "validation_failed"]);
    assert.deepEqual(
      options.issues?.map(({ pointer }) => pointer),
      ["/limit"],
    );
  });

  it("reads hostile queries as texts", async () => {
    const query = await readQuery(ask("__proto__=1&%zz=%zz&=&a"), v.record(v.string(), v.unknown()));

    assert.deepEqual(
      Object.entries(query).filter(([name]) => name !== "__proto__"),
      [
        ["%zz", "%zz"],
        ["", ""],
        ["a", ""],
      ],
    );
  });
});
