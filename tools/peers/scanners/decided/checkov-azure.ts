import type { Decision } from "../decisions.ts";

const scanner = "Checkov";

const theirs: readonly Decision[] = [
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_AZURE_15", "CKV_AZURE_78"],
    why: "It wants to be told what the vendor does by itself: TLS 1.2, and on Flex Consumption no FTP. Ours finds what is older, or open.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_AZURE_18", "CKV_AZURE_67", "CKV_AZURE_212", "CKV_AZURE_213", "CKV_AZURE_225"],
    why: "Not for serverless: a function app that scales by itself has neither such settings nor a need of them.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_AZURE_17", "CKV_AZURE_222"],
    why: "Functions are called by everyone over HTTP: `declared-public` asks for who may.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_AZURE_66", "CKV_AZURE_63", "CKV_AZURE_80", "CKV_AZURE_13", "CKV_AZURE_88", "CKV_AZURE_65"],
    why: "It takes every configuration of an app for that of its web server, or of its users; these are its variables.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_AZURE_43"],
    why: "It is about the names that the examples have here, which are not those of accounts.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_AZURE_206"],
    why: "A second place for everything is a matter of availability, and doubles its cost: a team decides.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_AZURE_36"],
    why: "An account without rules for networks lets Microsoft's services in as it does all others; `private-network` asks for rules.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_AZURE_123"],
    why: "It fails a policy that does not say that it is on, which is what a policy is by itself.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_AZURE_99"],
    why: "It asks for rules of networks where the account may write in several regions or does not say; ours takes one that is closed.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_AZURE_189"],
    why: "It takes rules of addresses for closed, and not that all others are denied.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_AZURE_132"],
    why: "With `disableLocalAuth` no key is valid, so that none can change an account.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_AZURE_114"],
    why: "What kind of text a secret is makes it neither safer nor less safe.",
  },
];

const ours: readonly Decision[] = [
  {
    ...{ scanner, kind: "ours" },
    about: ["azure/firewall"],
    why: "Ours is stricter: a policy that only detects lets everything pass.",
  },
  {
    ...{ scanner, kind: "ours" },
    about: ["azure/modern-tls"],
    why: "Ours is stricter: deployments go over TLS, too.",
  },
];

const names: readonly Decision[] = [
  {
    ...{ scanner, kind: "unmoved" },
    about: [
      ...["CKV2_AZURE_1 azure/own-keys", "CKV_AZURE_201 azure/own-keys", "CKV_AZURE_221 azure/only-through-the-edge"],
      ...["CKV_AZURE_204 azure/private-network", "CKV_AZURE_190 azure/private-storage"],
      ...["CKV2_AZURE_47 azure/private-storage", "CKV2_AZURE_21 azure/storage-logs", "CKV_AZURE_159 azure/traced"],
      ...["CKV_AZURE_244 azure/no-back-doors", "CKV2_AZURE_38 azure/recoverable-data"],
      ...["CKV2_AZURE_40 azure/no-shared-keys", "CKV_AZURE_203 azure/no-shared-keys"],
      ...["CKV_AZURE_197 azure/https-only", "CKV_AZURE_200 azure/modern-tls", "CKV_AZURE_205 azure/modern-tls"],
    ],
    why: "It is asked of Terraform's resources only, which those of azure-native are not made from.",
  },
  {
    ...{ scanner, kind: "unmoved" },
    about: [
      ...["CKV_AZURE_100 azure/own-keys", "CKV_AZURE_56 azure/declared-public", "CKV_AZURE_13 azure/declared-public"],
      ...["CKV_AZURE_33 azure/storage-logs", "CKV_AZURE_40 azure/rotated-secrets", "CKV_AZURE_121 azure/firewall"],
    ],
    why: "It is asked of another type, or of one kind of it, than the rule's example.",
  },
  {
    ...{ scanner, kind: "unmoved" },
    about: ["CKV_AZURE_99 azure/private-network", "CKV_AZURE_189 azure/private-network"],
    why: "It takes other properties for closed than the example has.",
  },
];

export const checkovOnAzure: readonly Decision[] = [...theirs, ...ours, ...names];
