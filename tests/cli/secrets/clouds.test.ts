import assert from "node:assert/strict";
import type { Cloud } from "fourfold";
import type { Received, Reply } from "../credentials/vendor.ts";
import { openVault } from "./vaults.ts";

const value = 'a "value" – nobody sees it';
const json = (body: unknown, status = 200): Reply => ({ status, body: JSON.stringify(body) });
const callOf = ({ method, target }: Received): string => `${method} ${target}`;

const arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop-partner-key-secret-Ab1Cd2";
const path = "projects/shop/secrets/shop-partner-key-1a2b3c4d";
const scope =
  "/subscriptions/0a0a0a0a-0000-4000-8000-000000000001/resourceGroups/shop/providers/Microsoft.KeyVault/vaults/v";

/** What handles say. */
const places: Readonly<Record<Cloud, Readonly<Record<string, string>>>> = {
  aws: { arn },
  gcp: { path, project: "shop" },
  azure: { scope, address: "$URL/secrets/value" },
  cloudflare: { accountId: "acc" },
};

describe("a secret on AWS", () => {
  it("gets a version of its own, by its ARN, in its region", async () => {
    await using opened = await openVault("aws", places.aws, () => json({}));
    await opened.vault.set(value);

    const [request] = opened.asked();
    assert.equal(request?.headers["x-amz-target"], "secretsmanager.PutSecretValue");
    assert.match(request?.headers.authorization ?? "", /\/eu-west-1\/secretsmanager\/aws4_request/);
    const { ClientRequestToken, ...input } = JSON.parse(request?.body ?? "");
    assert.deepEqual(input, { SecretId: arn, SecretString: value });
    assert.match(ClientRequestToken, /^[0-9a-f-]{36}$/);
  });

  it("says when its current version was made, on whichever page that is", async () => {
    const pages = [
      { Versions: [{ VersionStages: ["AWSPREVIOUS"], CreatedDate: 1 }], NextToken: "next" },
      { Versions: [{ VersionStages: ["AWSCURRENT"], CreatedDate: 1_774_747_900.5 }] },
    ];
    await using opened = await openVault("aws", places.aws, ({ body }) =>
      json(pages[JSON.parse(body).NextToken === "next" ? 1 : 0]),
    );

    assert.deepEqual(await opened.vault.status(), { isSet: true, since: 1_774_747_900_500 });
  });

  it("is not set without a version", async () => {
    await using opened = await openVault("aws", places.aws, () => json({ Versions: [] }));

    assert.deepEqual(await opened.vault.status(), { isSet: false });
  });
});

describe("a secret on Google Cloud", () => {
  it("gets a version of its own", async () => {
    await using opened = await openVault("gcp", places.gcp, () => json({}));
    await opened.vault.set(value);

    const [request] = opened.asked();
    assert.equal(request && callOf(request), `POST /v1/${path}:addVersion`);
    assert.equal(request?.headers.authorization, "Bearer googles-token");
    const { data } = JSON.parse(request?.body ?? "").payload;
    assert.equal(Buffer.from(data, "base64").toString(), value);
  });

  const answers: Readonly<Record<string, readonly [Reply, object]>> = {
    "when its latest version was made": [
      json({ createTime: "2026-03-29T01:30:00Z", state: "ENABLED" }),
      { isSet: true, since: Date.parse("2026-03-29T01:30:00Z") },
    ],
    "that it is not set": [json({ error: { message: "no versions" } }, 404), { isSet: false }],
    "that its latest version is disabled": [
      json({ createTime: "2026-03-29T01:30:00Z", state: "DISABLED" }),
      { isSet: false, note: "DISABLED" },
    ],
  };
  for (const [name, [answer, expected]] of Object.entries(answers)) {
    it(`says ${name}, and reads no value`, async () => {
      await using opened = await openVault("gcp", places.gcp, () => answer);

      assert.deepEqual(await opened.vault.status(), expected);
      assert.deepEqual(opened.asked().map(callOf), [`GET /v1/${path}/versions/latest`]);
    });
  }
});

describe("a secret on Azure", () => {
  it("is set in its vault, with a token for Key Vault", async () => {
    await using opened = await openVault("azure", places.azure, () => json({}));
    await opened.vault.set(value);

    const [request] = opened.asked();
    assert.equal(request && callOf(request), "PUT /secrets/value?api-version=7.4");
    assert.deepEqual(JSON.parse(request?.body ?? ""), { value });
    assert.ok(opened.vendor.calls().some((call) => call.endsWith("--resource https://vault.azure.net -o json")));
    assert.equal(opened.actor, 'ann@shop.example, in the subscription "Shop, production"');
  });

  it("says when the newest of its versions was made that are enabled, and reads no value", async () => {
    const nextLink = "https://v.vault.azure.net/secrets/value/versions?api-version=7.4&$skiptoken=x";
    const page = (created: number, enabled: boolean) => ({ attributes: { created, enabled } });
    await using opened = await openVault("azure", places.azure, ({ target }) =>
      json(
        target.includes("skiptoken")
          ? { value: [page(20, true), page(30, false)], nextLink: null }
          : { value: [page(10, true)], nextLink },
      ),
    );

    assert.deepEqual(await opened.vault.status(), { isSet: true, since: 20_000 });
    assert.ok(opened.asked().every(({ target }) => target.startsWith("/secrets/value/versions?")));
  });

  it("is not set without a version", async () => {
    for (const answer of [json({ value: [] }), json({ error: { code: "SecretNotFound" } }, 404)]) {
      await using opened = await openVault("azure", places.azure, () => answer);

      assert.deepEqual(await opened.vault.status(), { isSet: false });
    }
  });
});

describe("a secret on Cloudflare", () => {
  const workers = (has: readonly string[]) => (request: Received) => {
    const [, script = ""] = /\/scripts\/([^/]+)\//.exec(request.target) ?? [];
    return json({ result: has.includes(script) ? [{ name: "FOURFOLD_PARTNER_KEY", type: "secret_text" }] : [] });
  };

  it("is set in each Worker that reads it, one after the other", async () => {
    await using opened = await openVault("cloudflare", places.cloudflare, workers([]), ["shop-api", "shop-web"]);

    assert.equal(await opened.vault.set(value), "in 2 Workers");
    const at = (script: string) => `PUT /accounts/acc/workers/scripts/${script}/secrets`;
    assert.deepEqual(opened.asked().map(callOf), [at("shop-api"), at("shop-web")]);
    const body = { name: "FOURFOLD_PARTNER_KEY", type: "secret_text", text: value };
    for (const request of opened.asked()) assert.deepEqual(JSON.parse(request.body), body);
  });

  it("says in how many Workers it is", async () => {
    const two = ["shop-api", "shop-web"];
    await using some = await openVault("cloudflare", places.cloudflare, workers(["shop-web"]), two);
    await using all = await openVault("cloudflare", places.cloudflare, workers(two), two);
    await using none = await openVault("cloudflare", places.cloudflare, workers([]));

    assert.deepEqual(await some.vault.status(), { isSet: false, note: "in 1 of 2 Workers" });
    assert.deepEqual(await all.vault.status(), { isSet: true, note: "in 2 of 2 Workers" });
    assert.deepEqual(await none.vault.status(), { isSet: false, note: "no Worker reads it" });
  });

  it("is refused where no Worker reads it", async () => {
    await using opened = await openVault("cloudflare", places.cloudflare, workers([]));

    await assert.rejects(opened.vault.set(value), { code: "ERR_USAGE", message: /no Worker of the stack reads it/ });
  });
});

// https://developers.cloudflare.com/api/resources/secrets_store/subresources/stores/subresources/secrets/
describe("a secret of Cloudflare's Secrets Store", () => {
  const place = { accountId: "acc", storeId: "store", secretName: "shop-partner-key", secretId: "id" };
  const path = "/accounts/acc/secrets_store/stores/store/secrets/id";
  const shown = (status: string) => () => json({ result: { status, modified: "2026-11-29T17:00:00.000Z" } });

  it("is set once, whichever Workers are bound to it", async () => {
    await using opened = await openVault("cloudflare", place, shown("active"), ["shop-api", "shop-web"]);

    assert.equal(await opened.vault.set(value), "in Secrets Store");
    const [request, ...others] = opened.asked();
    assert.deepEqual([request && callOf(request), others], [`PATCH ${path}`, []]);
    assert.deepEqual(JSON.parse(request?.body ?? ""), { value });
  });

  it("says when it was set, and whether it is there", async () => {
    const statusOf = async (answer: (request: Received) => Reply) => {
      await using opened = await openVault("cloudflare", place, answer);
      const status = await opened.vault.status();
      assert.deepEqual(opened.asked().map(callOf), [`GET ${path}`]);
      return status;
    };
    const since = Date.UTC(2026, 10, 29, 17);
    const note = "in Secrets Store";

    assert.deepEqual(await statusOf(shown("active")), { isSet: true, since, note });
    assert.deepEqual(await statusOf(shown("pending")), { isSet: false, since, note });
    assert.deepEqual(await statusOf(() => json({ errors: [] }, 404)), { isSet: false, note });
  });

  it("tells whoever may not set it what is missing, and not the value", async () => {
    await using opened = await openVault("cloudflare", place, () => json({ errors: [{ message: value }] }, 403));

    await assert.rejects(opened.vault.set(value), (error: Error) => {
      assert.match(error.message, /a token that may edit Secrets Store/);
      return !error.message.includes(value);
    });
  });
});

describe("whoever may not set a secret", () => {
  const denials: Readonly<Record<Cloud, readonly [status: number, body: object, advice: RegExp]>> = {
    aws: [400, { __type: "AccessDeniedException", Message: value }, /who may secretsmanager:PutSecretValue on it/],
    gcp: [403, { error: { message: value } }, /the role roles\/secretmanager\.secretVersionAdder/],
    azure: [
      403,
      { error: { code: "Forbidden", message: value } },
      /az role assignment create --role "Key Vault Secrets Officer" --assignee <you> --scope \/subscriptions\//,
    ],
    cloudflare: [403, { errors: [{ message: value }] }, /a token that may edit Workers Scripts/],
  };
  for (const [cloud, [status, body, advice]] of Object.entries(denials) as [Cloud, (typeof denials)[Cloud]][]) {
    it(`is told on ${cloud} what is missing, and nobody is told the value, even if the vendor quotes it`, async () => {
      await using opened = await openVault(cloud, places[cloud], () => json(body, status), ["shop-api"]);

      await assert.rejects(opened.vault.set(value), (error: Error) => {
        assert.match(error.message, advice);
        assert.match(error.message, /\[secret\]/);
        assert.ok(!error.message.includes(value) && !error.message.includes("nobody sees"), error.message);
        return true;
      });
    });
  }
});
