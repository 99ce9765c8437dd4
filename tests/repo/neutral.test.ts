import assert from "node:assert/strict";
import { sources } from "./source.ts";

/** Clouds and their services, also as part of another word: `awsRegion` is one cloud's, too. */
const names = [
  ...["amazon", "dynamo", "lambda", "eventbridge", "cloudwatch", "secretsmanager", "secrets manager"],
  ...["google", "firestore", "firebase", "pubsub", "pub/sub", "cloud run", "secret manager"],
  ...["azure", "microsoft", "cosmos", "service bus", "servicebus", "key vault", "keyvault"],
  ...["cloudflare", "workerd", "wrangler", "durable object", "miniflare"],
];

/** What is too short to be looked for within other words. */
const words = ["aws", "sqs", "sns", "s3", "gcp", "gcs", "workers?", "d1", "r2", "kv"];

const pattern = new RegExp(`${names.join("|")}|\\b(?:${words.join("|")})\\b`, "gi");

/** The words of clouds in a text. Shelves in the warehouse have numbers of their own. */
const cloudWordsIn = (text: string): readonly string[] => text.replaceAll(/shelf: "\w+"/g, "").match(pattern) ?? [];

describe("the reference shop's functions", () => {
  it("have no word of any cloud, also not in remarks", () => {
    const files = sources().filter(({ path }) => path.startsWith("functions/"));
    const found = files.flatMap(({ path, text }) => cloudWordsIn(text).map((word) => `${path}: ${word}`));

    assert.ok(files.length > 20);
    assert.deepEqual(found, []);
  });

  it("would be found to have one", () => {
    for (const text of ["// As a Worker has.", 'import "@aws-sdk/x";', "const awsAzureRegion = 1;", "a D1 database"]) {
      assert.ok(cloudWordsIn(text).length > 0, text);
    }
    assert.deepEqual(cloudWordsIn('it works in networks: { shelf: "D1" }, draws'), []);
  });
});
