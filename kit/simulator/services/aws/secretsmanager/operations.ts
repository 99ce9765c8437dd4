import type { CallerCheck, Operation } from "../../../contract.ts";

const reference = "https://docs.aws.amazon.com/secretsmanager/latest/apireference";
const guide = "https://docs.aws.amazon.com/secretsmanager/latest/userguide";

/** What the service does besides keeping resources. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "GetSecretValue, by version and by staging label",
    source: `${reference}/API_GetSecretValue.html`,
    test: "secretsmanager/secrets.test.ts",
    shows: "gives the current value, by the secret's name and by its ARN",
    gap: "Pulumi's property `secretBinary` is not known; PutSecretValue takes bytes.",
  },
  {
    operation: "PutSecretValue",
    source: `${reference}/API_PutSecretValue.html`,
    test: "secretsmanager/secrets.test.ts",
    shows: "keeps the value before the current one under AWSPREVIOUS",
    gap: "Rotation is not supported, the rate of changes is not limited, and versions without labels are kept.",
  },
  {
    operation: "DescribeSecret, ListSecretVersionIds",
    source: `${reference}/API_ListSecretVersionIds.html`,
    test: "secretsmanager/secrets.test.ts",
    shows: "tells the versions and their labels",
    gap: "All versions are on one page. ListSecrets is not supported.",
  },
  {
    operation: "Deletion with a recovery window",
    source: `${reference}/API_DeleteSecret.html`,
    test: "secretsmanager/secrets.test.ts",
    shows: "keeps the name of a deleted secret for the days of its recovery window",
    gap: "A deleted secret cannot be restored.",
  },
  {
    operation: "Permission by the policies of the caller",
    source: `${guide}/auth-and-access.html`,
    test: "secretsmanager/access.test.ts",
    shows: "lets a function read with the official client and its own role",
    gap: "Resource policies of secrets and KMS keys are not supported.",
  },
];

export const callers: readonly CallerCheck[] = [
  {
    who: "a program or a function",
    calls: "Secrets Manager",
    shows: "a signature (Signature Version 4) with temporary credentials",
    checked: "the signature, then the caller's policies for the secret's ARN",
    source: `${guide}/auth-and-access.html`,
    code: "services/aws/secretsmanager/actions.ts",
    test: ["aws/secretsmanager/access.test.ts", "lets a function read with the official client and its own role"],
  },
];
