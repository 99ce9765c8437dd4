import assert from "node:assert/strict";
import { type Cloud, clouds } from "fourfold";
import { deploySecrets } from "./deployment.ts";

type Names = readonly string[];

/** The children of a secret that the stack binds: type, and what follows the component's name. What the URNs are a promise of: ../urns.test.ts. */
const secrets: Readonly<Record<Cloud, Names>> = {
  aws: ["aws:secretsmanager/secret:Secret -secret", "aws:secretsmanager/secretVersion:SecretVersion -version"],
  gcp: [
    "gcp:secretmanager/secret:Secret -secret",
    "gcp:secretmanager/secretVersion:SecretVersion -version",
    "random:index/randomId:RandomId -secret-id",
  ],
  azure: [
    "azure-native:keyvault:Secret -secret",
    "azure-native:keyvault:Vault -vault",
    "random:index/randomId:RandomId -vault-name",
  ],
  cloudflare: [],
};

/** What a function has for one of them. */
const grants: Readonly<Record<Cloud, Names>> = {
  aws: [],
  gcp: ["gcp:secretmanager/secretIamMember:SecretIamMember --stripe--secretaccessor"],
  azure: ["azure-native:authorization:RoleAssignment --stripe--key-vault-secrets-user"],
  cloudflare: [],
};

const urnsOf = (component: string, name: string, children: Names): Names =>
  children.map((child) => {
    const [type, suffix] = child.split(" ");
    return `urn:pulumi:stack::project::fourfold:index:FunctionSet$${component}$${type}::${name}${suffix}`;
  });

describe("the URNs of secrets", () => {
  for (const cloud of clouds) {
    it(`are on ${cloud} what was released`, async () => {
      const stack = await deploySecrets(cloud);

      const [component, fn] = ["fourfold:index:Secret", "fourfold:index:Function"];
      const own = (name: string) => stack.urns().filter((urn) => urn.includes(`$${component}$`) && urn.includes(name));
      assert.deepEqual(own("::safe-stripe-"), urnsOf(component, "safe-stripe", secrets[cloud]));
      assert.deepEqual(
        own("::safe-signing-"),
        urnsOf(component, "safe-signing", [
          ...secrets[cloud],
          "random:index/randomBytes:RandomBytes -bytes",
        ]).toSorted(),
      );
      const later = secrets[cloud].filter((child) => !/SecretVersion|keyvault:Secret/.test(child));
      assert.deepEqual(own("::safe-partner-key-"), urnsOf(component, "safe-partner-key", later));
      assert.deepEqual(
        stack.urns().filter((urn) => urn.includes("--stripe--")),
        urnsOf(fn, "safe-pay", grants[cloud]),
      );
    });
  }
});
