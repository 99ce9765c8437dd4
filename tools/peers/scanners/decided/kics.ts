import type { Decision } from "../decisions.ts";
import { findingsOfKics } from "./kics-findings.ts";

const scanner = "KICS";

const ours: readonly Decision[] = [
  {
    ...{ scanner, kind: "ours" },
    about: ["aws/finite-logs"],
    why: "Ours is stricter: a retention of decades is none.",
  },
  {
    ...{ scanner, kind: "ours" },
    about: ["aws/private-storage"],
    why: "Ours is stricter: it is about all four switches.",
  },
  {
    ...{ scanner, kind: "ours" },
    about: ["aws/scoped-invocation"],
    why: "Ours is stricter: a service without an account or an ARN is every customer's.",
  },
  {
    ...{ scanner, kind: "ours" },
    about: ["aws/narrow-access", "aws/no-full-access", "aws/narrow-pass-role"],
    why: "Ours is stricter: it finds each wildcard, and refuses what is no policy.",
  },
  {
    ...{ scanner, kind: "ours" },
    about: ["aws/recoverable-data"],
    why: "Ours asks where the versions of a bucket are, which a resource of its own says.",
  },
  {
    ...{ scanner, kind: "ours" },
    about: ["aws/no-secrets-in-variables"],
    why: "Ours is stricter: it finds what its name says is secret, too.",
  },
  {
    ...{ scanner, kind: "ours" },
    about: ["aws/owner-tags", "aws/cost-tags"],
    why: "Ours is stricter: it asks for a tag of a certain name.",
  },
  {
    ...{ scanner, kind: "ours" },
    about: ["aws/https-only"],
    why: "Ours is stricter: every origin is asked for HTTPS, and each behaviour.",
  },
  {
    ...{ scanner, kind: "ours" },
    about: ["aws/firewall", "aws/access-logs", "aws/modern-tls"],
    why: "Theirs asks only distributions that say that they are enabled; ours asks before one is.",
  },
  {
    ...{ scanner, kind: "ours" },
    about: ["gcp/dns-hygiene"],
    why: "Ours is stricter: a zone that says nothing is not signed.",
  },
  {
    ...{ scanner, kind: "ours" },
    about: ["gcp/modern-tls"],
    why: "Ours is stricter: it asks for the profile of a policy, too.",
  },
  {
    ...{ scanner, kind: "ours" },
    about: ["azure/modern-tls"],
    why: "Ours is stricter: it is about deployments, accounts and domains, too.",
  },
];

const names: readonly Decision[] = [
  {
    ...{ scanner, kind: "unnamed" },
    about: ["6e8849c1-3aa7-40e3-9063-b85ee300f29f aws/own-keys"],
    why: "Without a key of one's own, SQS still encrypts by itself.",
  },
  {
    ...{ scanner, kind: "unnamed" },
    about: ["0ca1017d-3b80-423e-bb9c-6cd5898d34bd aws/no-full-access"],
    why: "It is about who may call functions, which is a part of everything.",
  },
  {
    ...{ scanner, kind: "unnamed" },
    about: [
      "7af43613-6bb9-4a0e-8c4d-1314b799425e aws/policies-require-tls",
      "ffdf4b37-7703-4dfe-a682-9d2e99bc6c09 aws/policies-require-tls",
      "a4966c4f-9141-48b8-a564-ffe9959945bc aws/policies-require-tls",
      "816ea8cf-d589-442d-a917-2dd0ce0e45e3 aws/policies-require-tls",
      "730675f9-52ed-49b6-8ead-0acb5dd7df7f aws/policies-require-tls",
    ],
    why: "The change leaves a statement for everyone; that it may be called without TLS is what the rule finds.",
  },
  {
    ...{ scanner, kind: "unnamed" },
    about: ["e25b56cd-a4d6-498f-ab92-e6296a082097 azure/private-network"],
    why: "Exceptions for Microsoft's services go with the rules that the change takes away.",
  },
  {
    ...{ scanner, kind: "unmoved" },
    about: [
      "0a96ce49-4163-4ee6-8169-eb3b0797d694 aws/declared-public",
      "98a8f708-121b-455b-ae2f-da3fb59d17e1 aws/narrow-cors",
    ],
    why: "It looks from another resource at the one that the rule is about, which stands alone in the example.",
  },
  {
    ...{ scanner, kind: "unmoved" },
    about: [
      "730675f9-52ed-49b6-8ead-0acb5dd7df7f aws/private-resources",
      "b26d2b7e-60f6-413d-a3a1-a57db24aa2b3 aws/private-resources",
    ],
    why: "It fails the compliant example, whose statement has a condition.",
  },
  {
    ...{ scanner, kind: "unmoved" },
    about: ["12b7e704-37f0-4d1e-911a-44bf60c48c21 aws/named-principals"],
    why: "It is about principals that are accounts, and not about everyone.",
  },
  {
    ...{ scanner, kind: "unmoved" },
    about: ["b1ffa705-19a3-4b73-b9d0-0c97d0663842 aws/no-full-access"],
    why: "It reads what a role's trust policy allows, and not its inline policies.",
  },
  {
    ...{ scanner, kind: "unmoved" },
    about: ["94690d79-b3b0-43de-b656-84ebef5753e5 aws/access-logs"],
    why: "It asks whether there are settings for logs, and not whether they have a bucket.",
  },
  {
    ...{ scanner, kind: "unmoved" },
    about: ["1b6799eb-4a7a-4b04-9001-8cceb9999326 aws/access-logs"],
    why: "It fails the compliant example, which says nothing of execution logs.",
  },
  {
    ...{ scanner, kind: "unmoved" },
    about: [
      "bf4b48b9-fc1f-4552-984a-4becdb5bf503 aws/access-logs",
      "327b0729-4c5c-4c44-8b5c-e476cd9c7290 aws/recoverable-data",
      "48f7e44d-d1d1-44c2-b336-9f11b65c4fb0 gcp/storage-logs",
      "965e8830-2bec-4b9b-a7f0-24dbc200a68f gcp/modern-tls",
      "cb8e4bf0-903d-45c6-a278-9a947d82a27b azure/https-only",
    ],
    why: "It is the query for programs of Pulumi in YAML.",
  },
  {
    ...{ scanner, kind: "unmoved" },
    about: [
      "835a4f2f-df43-437d-9943-545ccfc55961 azure/firewall",
      "e65a0733-94a0-4826-82f4-df529f4c593f azure/declared-public",
      "c2a3efb6-8a58-481c-82f2-bfddf34bb4b7 azure/private-network",
      "a5613650-32ec-4975-a305-31af783153ea azure/private-network",
      "dd5230f8-a577-4bbb-b7ac-f2c2fe7d5299 azure/private-storage",
      "17f75827-0684-48f4-8747-61129c7e4198 azure/private-storage",
      "c87749b3-ff10-41f5-9df2-c421e8151759 azure/own-identity",
      "b61cce4b-0cc4-472b-8096-15617a6d769b azure/own-identity",
      "9dab0179-433d-4dff-af8f-0091025691df azure/no-back-doors",
      "85da374f-b00f-4832-9d44-84a1ca1e89f8 azure/no-back-doors",
      "dfa20ffa-f476-428f-a490-424b41e91c7f azure/rotated-secrets",
      "11e9a948-c6c3-4a0f-8dcf-b5cf1763cdbe azure/https-only",
      "12944ec4-1fa0-47be-8b17-42a034f937c2 azure/https-only",
      "45fc717a-bd86-415c-bdd8-677901be1aa6 azure/modern-tls",
    ],
    why: "It is the query for Terraform's resources, which those of azure-native are not made from.",
  },
];

export const kics: readonly Decision[] = [...findingsOfKics, ...ours, ...names];
