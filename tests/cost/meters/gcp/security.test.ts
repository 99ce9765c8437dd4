import { urnOf } from "../../support/program.ts";
import { itCounts, type Row, resource } from "./rows.ts";

const month = 730 * 3_600;
const secretType = "secretmanager/secret:Secret";
const versionType = "secretmanager/secretVersion:SecretVersion";
const inTwo = { replication: { userManaged: { replicas: [{ location: "a" }, { location: "b" }] } } };

const security: readonly Row[] = [
  [
    "a version of a secret whose versions are elsewhere, in each place",
    resource(secretType, inTwo),
    { "gcp.secretmanager.versions": 2, "gcp.secretmanager.accesses": 50 },
  ],
  [
    "automatic replication as one place, and versions by themselves",
    resource(secretType, { replication: { auto: {} } }),
    { "gcp.secretmanager.accesses": 50 },
    [resource(versionType, {}, { secret: [urnOf("it")] }, "other")],
  ],
  [
    "a version in each place of its secret",
    resource(versionType, {}, { secret: [urnOf("other")] }),
    { "gcp.secretmanager.versions": 2 },
    [resource(secretType, inTwo, {}, "other")],
  ],
  [
    "notifications of rotation",
    resource(secretType, { replication: { auto: {} }, rotation: { rotationPeriod: `${month / 2}s` } }),
    { "gcp.secretmanager.versions": 1, "gcp.secretmanager.accesses": 50, "gcp.secretmanager.rotations": 2 },
  ],
  [
    "a secret of a region",
    resource("secretmanager/regionalSecret:RegionalSecret", { location: "us-central1" }),
    { "gcp.secretmanager.versions": 1, "gcp.secretmanager.accesses": 50 },
  ],
  ["a key", resource("kms/cryptoKey:CryptoKey"), { "gcp.kms.versions": 1, "gcp.kms.operations": 50 }],
  [
    "what rotation adds to a key",
    resource("kms/cryptoKey:CryptoKey", { rotationPeriod: `${month / 4}s` }),
    { "gcp.kms.versions": 5, "gcp.kms.operations": 50 },
  ],
  [
    "nothing for a key without a version",
    resource("kms/cryptoKey:CryptoKey", { skipInitialVersionCreation: true }),
    { "gcp.kms.operations": 50 },
  ],
];

describe("secrets and keys on Google Cloud", () => {
  itCounts(security);
});
