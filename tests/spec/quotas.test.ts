import assert from "node:assert/strict";
import { type Cloud, checkQuotas, clouds, type Footprint, type Quota, quotas } from "fourfold";
import { refuses } from "../support/refuses.ts";

const where = 'Set "shop"';

function setOf(functions: number, routes: readonly string[] = ["/*"]): Footprint {
  return {
    ...{ functions, routes, routed: Math.min(functions, routes.length), schedules: 0, consumers: 0 },
    ...{ messageLinks: 0, secretLinks: 0, storedSecrets: 0, tables: 0, tableVerbs: 0 },
  };
}

const paths = (count: number) => Array.from({ length: count }, (_, index) => `/${index}`);

describe("the quotas of an account", () => {
  for (const cloud of clouds) {
    it(`are far from a set with ten functions on ${cloud}`, () => {
      assert.deepEqual(checkQuotas(setOf(10), cloud, {}, where), []);
    });

    it(`have a source on ${cloud}, and a day on which it was read, or none`, () => {
      for (const { source, verified } of Object.values<Quota>(quotas[cloud])) {
        assert.match(
          source,
          /^https:\/\/(?:docs\.aws\.amazon|cloud\.google|learn\.microsoft|developers\.cloudflare)\.com\//,
        );
        if (verified !== undefined) assert.ok(Date.parse(verified) > Date.parse("2026-01-01"), verified);
      }
    });
  }

  const near: readonly [Cloud, Footprint, RegExp][] = [
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    ["aws", setOf(800), /800 of 1000 IAM roles/],
    // A schedule has a role, and on Google Cloud an account, of its own.
    ["aws", { ...setOf(500), schedules: 300 }, /800 of 1000 IAM roles/],
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
    ["aws", setOf(1, paths(240)), /240 of 300 routes/],
    // https://cloud.google.com/iam/docs/service-accounts-create
    ["gcp", setOf(80), /80 of 100 service accounts/],
    ["gcp", { ...setOf(50), schedules: 30 }, /80 of 100 service accounts/],
    ["gcp", { ...setOf(50), consumers: 30 }, /80 of 100 service accounts/],
    // https://learn.microsoft.com/azure/role-based-access-control/troubleshoot-limits
    ["azure", { ...setOf(150), consumers: 140, messageLinks: 2_400, secretLinks: 80 }, /3200 of 4000 role assignments/],
    // https://cloud.google.com/iam/docs/allow-policies#limits-principals
    ["gcp", { ...setOf(1), tableVerbs: 1_200 }, /1200 of 1500 principals/],
    // https://learn.microsoft.com/azure/cosmos-db/how-to-setup-rbac#limits
    ["azure", { ...setOf(1), tables: 40 }, /80 of 100 role definitions in a Cosmos DB account/],
    ["azure", { ...setOf(1), tableVerbs: 1_600 }, /1600 of 2000 role assignments in a Cosmos DB account/],
    // https://learn.microsoft.com/azure/storage/common/scalability-targets-standard-account
    ["azure", setOf(200), /200 of 250 storage accounts/],
    // https://developers.cloudflare.com/workers/platform/limits/
    ["cloudflare", setOf(400), /400 of 500 Workers/],
    ["cloudflare", setOf(1, paths(800)), /800 of 1000 routes in a zone/],
    ["cloudflare", { ...setOf(1), schedules: 200 }, /200 of 250 cron triggers/],
  ];
  for (const [cloud, set, message] of near) {
    it(`are warned of at 80 % on ${cloud}: ${message.source}`, () => {
      const [warning = "", ...others] = checkQuotas(set, cloud, {}, where);

      assert.match(warning, /^Set "shop": it takes .* \(https:/);
      assert.match(warning, message);
      assert.deepEqual(others, []);
    });

    it(`say nothing just below 80 % on ${cloud}: ${message.source}`, () => {
      const { functions, routes, schedules, tables, tableVerbs, ...others } = set;
      const less = {
        ...{ ...others, functions: functions - 1, routes: routes.slice(1), schedules: schedules - 1 },
        ...{ tables: tables - 1, tableVerbs: tableVerbs - 1 },
      };

      assert.deepEqual(checkQuotas(less, cloud, {}, where), []);
    });
  }

  const over: readonly [Cloud, Footprint, RegExp][] = [
    ["aws", setOf(1_001), /1001 of 1000 IAM roles .*`aws: \{ quotas: \{ roles: … \} \}`/],
    ["aws", setOf(1, paths(301)), /301 of 300 routes/],
    // A path and all below it are two routes.
    [
      "aws",
      setOf(
        1,
        paths(151).map((path) => `${path}/*`),
      ),
      /302 of 300 routes/,
    ],
    ["aws", { ...setOf(301), routed: 301 }, /301 of 300 integrations .*over several accounts\. \[/],
    ["gcp", setOf(101), /101 of 100 service accounts/],
    ["azure", setOf(251), /251 of 250 storage accounts/],
    ["cloudflare", setOf(501), /501 of 500 Workers/],
    ["cloudflare", setOf(1, paths(1_001)), /1001 of 1000 routes in a zone/],
    ["cloudflare", { ...setOf(1), schedules: 251 }, /251 of 250 cron triggers/],
  ];
  for (const [cloud, set, message] of over) {
    it(`refuse what is over 100 % on ${cloud}: ${message.source}`, () => {
      refuses("ERR_LIMIT", message, () => checkQuotas(set, cloud, {}, where));
    });
  }

  it("take what the cloud has raised", () => {
    assert.deepEqual(checkQuotas(setOf(300), "gcp", { serviceAccounts: 1_000 }, where), []);
    refuses("ERR_LIMIT", /1001 of 1000 functions/, () =>
      checkQuotas(setOf(1_001), "gcp", { serviceAccounts: 5_000 }, where),
    );
    // https://learn.microsoft.com/azure/role-based-access-control/troubleshoot-limits: it cannot be increased.
    refuses("ERR_LIMIT", /4002 of 4000 role assignments/, () =>
      checkQuotas(setOf(2_001), "azure", { storageAccounts: 5_000 }, where),
    );
  });

  it("cannot be raised where the cloud does not, nor under another name", () => {
    refuses("ERR_CONFIG", /"functions", which gcp does not raise.*serviceAccounts/, () =>
      checkQuotas(setOf(1), "gcp", { functions: 5_000 }, where),
    );
    refuses("ERR_CONFIG", /"lambdas"/, () => checkQuotas(setOf(1), "aws", { lambdas: 5_000 }, where));
  });
});
