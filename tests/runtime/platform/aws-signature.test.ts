import assert from "node:assert/strict";
import { signedHeaders } from "../../../kit/runtime/platform/aws-signature.ts";
import { signedHeaders as signedByAws } from "../../simulator/aws/identity/signer.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html, of which AWS's own library is the reference. */
describe("Signature Version 4", () => {
  const keys = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
  const time = new Date("2026-03-29T01:30:00Z");

  for (const [what, address, method, headers, body, sessionToken] of [
    ["a request without anything", "https://lambda.eu-west-1.amazonaws.com/", "GET", {}, "", undefined],
    [
      "an encoded name in the path, headers and a body",
      "https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-west-1%3A1%3Afunction%3Aa/invocations",
      "POST",
      { "content-type": "application/json", "x-amz-log-type": "Tail", "x-note": "  two   words " },
      '{"text":"ü"}',
      undefined,
    ],
    [
      "a query with letters that are encoded, in the order of their names",
      "http://127.0.0.1:4510/a%20b/(1)*!'?b=2&a=%C3%A4%20x&a=1&empty=&c%2Fd=1%2B1",
      "PUT",
      {},
      "x",
      undefined,
    ],
    ["temporary keys", "https://sts.eu-west-1.amazonaws.com/", "POST", {}, "Action=GetCallerIdentity", "FwoGZXIvYXdz"],
  ] as const) {
    it(`signs ${what} as AWS's own library does`, async () => {
      const url = new URL(address);
      const scope = { service: "lambda", region: "eu-west-1", time };
      const variables = { AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey };
      const credentials = sessionToken === undefined ? variables : { ...variables, AWS_SESSION_TOKEN: sessionToken };
      // The library signs the hash of the body as a header too, which every service but S3 can do without.
      const expected = await signedByAws(address, { ...scope, credentials, method, headers, body });
      const { "x-amz-content-sha256": hash = "" } = expected;

      const signed = signedHeaders(
        { method, url, headers: { ...headers, "x-amz-content-sha256": hash }, body },
        { ...scope, keys: { ...keys, sessionToken } },
      );

      assert.equal(signed.authorization, expected.authorization);
      assert.equal(signed["x-amz-date"], expected["x-amz-date"]);
      assert.equal(signed["x-amz-security-token"], expected["x-amz-security-token"]);
    });
  }
});
