import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Members } from "../../kit/simulator/control/check/schema.ts";
import type { Rule } from "../../policies/contract/rule.ts";
import { agrees } from "../../tools/peers/prices/compared.ts";
import { pricesIn } from "../../tools/peers/prices/infracost.ts";
import { templateOf } from "../../tools/peers/scanners/arm/template.ts";
import type { Asked, Case, Scan, Verdicts } from "../../tools/peers/scanners/contract.ts";
import { decided } from "../../tools/peers/scanners/decided/index.ts";
import { undecided } from "../../tools/peers/scanners/decisions.ts";
import { differencesOf } from "../../tools/peers/scanners/differences.ts";
import { plannedOf, planOf } from "../../tools/peers/scanners/terraform/plan.ts";
import { terraformValues } from "../../tools/peers/scanners/terraform/values.ts";
import { scannerVersions } from "../../tools/peers/versions.ts";
import { ruleFor } from "../policies/support/rules.ts";

const asked = (id: string, type: string, inputs: Asked["inputs"], sources: Asked["sources"] = {}): Asked => ({
  ...{ id, cloud: "aws", type, inputs, sources },
});

describe("what scanners read", () => {
  it("is a plan of Terraform, with its names, blocks and references", () => {
    const dead = asked("dead", "aws:sqs/queue:Queue", { sqsManagedSseEnabled: true });
    const environment = { variables: { TABLE_NAME: "orders" } };
    const inputs = { name: "web", memorySize: 256, environment, layers: ["one"], deadLetterConfig: { targetArn: "a" } };
    const web = asked(
      "web",
      "aws:lambda/function:Function",
      { ...inputs, role: "arn:role" },
      { role: ["dead", "gone"] },
    );
    const none = asked("none", "acme:index:Thing", {});

    const plan = JSON.parse(JSON.stringify(planOf(plannedOf("aws", [dead, web, none]))));

    const resources: { address: string; values: object }[] = plan.planned_values.root_module.resources;
    assert.deepEqual(
      resources.map(({ address }) => address),
      ["aws_sqs_queue.dead", "aws_lambda_function.web"],
    );
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function
    assert.deepEqual(resources[1]?.values, {
      ...{ function_name: "web", memory_size: 256, layers: ["one"] },
      ...{ environment: [{ variables: { TABLE_NAME: "orders" } }], dead_letter_config: [{ target_arn: "a" }] },
    });
    assert.deepEqual(plan.configuration.root_module.resources[1].expressions, {
      role: { references: ["aws_sqs_queue.dead.id", "aws_sqs_queue.dead"] },
    });
  });

  it("is not guessed: a list of blocks whose name in Terraform is not known is refused", () => {
    const members: Members = { grants: { type: "array", items: { ref: "Grant" } } };

    assert.throws(
      () => terraformValues("aws_s3_bucket", { grants: [] }, members, {}),
      /Say in tools\/peers\/scanners\/terraform\/names\.ts what Terraform calls grants of aws_s3_bucket\./,
    );
  });

  it("is a template of Azure's, with the properties that the SDK has beside the others in their place", () => {
    const inputs = { accountName: "files", location: "westeurope", sku: { name: "Standard_LRS" }, kind: "StorageV2" };
    const own = { enableHttpsTrafficOnly: true, minimumTlsVersion: "TLS1_2" };

    const template = templateOf([
      asked("files", "azure-native:storage:StorageAccount", { ...inputs, ...own }),
      asked("token", "azure-native:keyvault:Secret", { vaultName: "v", properties: { attributes: { enabled: true } } }),
    ]);

    // https://learn.microsoft.com/azure/templates/microsoft.storage/storageaccounts, …/microsoft.keyvault/vaults/secrets
    assert.partialDeepStrictEqual(template, {
      resources: [
        {
          ...{ type: "Microsoft.Storage/storageAccounts", name: "files", location: "westeurope" },
          ...{ sku: { name: "Standard_LRS" }, kind: "StorageV2" },
          properties: { supportsHttpsTrafficOnly: true, minimumTlsVersion: "TLS1_2" },
        },
        {
          ...{ type: "Microsoft.KeyVault/vaults/secrets", name: "token/token" },
          properties: { attributes: { enabled: true } },
        },
      ],
    });
  });
});

describe("what scanners say", () => {
  const rule: Rule = ruleFor("open");
  const title = `aws/${rule.name}`;
  const type = Object.keys(rule.types)[0] ?? "";
  const caseOf = (id: string, found: boolean, brokenFrom?: string): Case => ({
    ...asked(id, type, {}),
    ...{ rule: title, brokenFrom, found: new Set(found ? [title] : []), around: [] },
  });
  const cases = [caseOf("good", false), caseOf("bad", true, "good")];
  const verdicts = (failed: readonly string[], passed: readonly string[]): Verdicts => ({
    ...{ failed: new Set(failed), passed: new Set(passed) },
  });
  const differencesWhere = (good: Verdicts, bad: Verdicts) => {
    const said = new Map([
      ["good", good],
      ["bad", bad],
    ]);
    const scan: Scan = { scanner: "Checkov", cloud: "aws", said, titles: new Map() };
    return differencesOf(scan, cases, [rule]);
  };
  const namesOf = (differences: ReturnType<typeof differencesWhere>) =>
    differences.map(({ kind, about }) => `${kind}: ${about}`);
  const own = "CKV_ACME_1";

  it("is the same where its check fails what a rule that names it finds, and passes the rest", () => {
    assert.deepEqual(differencesWhere(verdicts([], [own]), verdicts([own], [])), []);
  });

  it("differs where either finds what the other one does not, or a name leads to another check", () => {
    const blind = differencesWhere(verdicts([], [own]), verdicts([], [own]));
    const strict = differencesWhere(verdicts([own], []), verdicts([own], []));
    const other = differencesWhere(verdicts([], [own, "CKV_ACME_2"]), verdicts(["CKV_ACME_2"], [own]));

    assert.deepEqual(namesOf(blind), [`ours: ${title}`, `unmoved: ${own} ${title}`]);
    assert.deepEqual(namesOf(strict), [`theirs: ${own}`, `unmoved: ${own} ${title}`]);
    assert.deepEqual(namesOf(other), [
      ...["theirs: CKV_ACME_2", `ours: ${title}`, `unnamed: CKV_ACME_2 ${title}`, `unmoved: ${own} ${title}`],
    ]);
  });

  it("fails where nobody has decided about a difference, and where a decision is not needed any more", () => {
    const differences = differencesWhere(verdicts([own], []), verdicts([own], []));
    const decision = { scanner: "Checkov", kind: "theirs", about: [own, "CKV_ACME_2"], why: "So it is." } as const;

    const problems = undecided(differences, [decision], ["Checkov"]);

    assert.equal(problems.length, 2);
    assert.match(
      problems[0] ?? "",
      /^Checkov, unmoved: CKV_ACME_1 aws\/no-open on acme:index:Thing: nobody has decided/,
    );
    assert.match(problems[1] ?? "", /^Checkov, theirs: CKV_ACME_2 does not differ any more/);
    assert.deepEqual(undecided([], [decision], []), [], "one that was not asked has not changed");
  });

  it("is decided with a sentence, once for each difference, and reported for the versions that are asked", () => {
    const report = readFileSync(new URL("../../tools/peers/SCANNERS.md", import.meta.url), "utf8");
    const names = decided.flatMap(({ scanner, kind, about }) => about.map((one) => `${scanner} ${kind} ${one}`));

    assert.equal(new Set(names).size, names.length);
    for (const { why } of decided) assert.match(why, /^[A-Z`].*\.$/s);
    for (const version of Object.values(scannerVersions)) assert.ok(report.includes(version), version);
    assert.doesNotMatch(report, /Not decided/);
  });
});

describe("what a price list says", () => {
  const estimate = [
    " Name                        Monthly Qty  Unit                  Monthly Cost    ",
    " aws_s3_bucket.files                                                            ",
    " └─ Standard                                                                    ",
    "    ├─ Storage                    10,000  GB                         $230.00  * ",
    "    └─ PUT requests          Monthly cost depends on usage: $0.005 per 1k requests ",
    " OVERALL TOTAL                                                       $230.00 ",
  ].join("\n");

  it("is read of rows with a price, and of rows with a month's quantity", () => {
    assert.deepEqual(pricesIn(estimate), [
      { of: "aws_s3_bucket.files Standard", line: "Storage", unit: "GB", usd: 0.023, slack: 0.005 / 10_000 },
      { of: "aws_s3_bucket.files Standard", line: "PUT requests", unit: "1k requests", usd: 0.005, slack: 0.0005 },
    ]);
  });

  it("agrees as far as it is not rounded, and wherever it says anything", () => {
    const theirs = pricesIn(estimate).slice(0, 1);

    assert.equal(agrees({ ours: 0.023, theirs }), true);
    assert.equal(agrees({ ours: 0.0231, theirs }), false);
    assert.equal(agrees({ ours: 0.023, theirs: [...theirs, ...pricesIn(estimate)] }), false);
    assert.equal(agrees({ ours: undefined, theirs }), false);
  });
});
