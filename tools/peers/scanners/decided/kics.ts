import type { Decision } from "../decisions.ts";

const scanner = "KICS";

const theirs: readonly Decision[] = [
  {
    ...{ scanner, kind: "theirs" },
    about: ["720f44cf-285e-4b69-8f72-835e6bc1dceb"],
    why: "Ours knows what calls a function: one that nobody calls asynchronously has no event that could be lost.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: [
      "e39f87f5-0abf-488b-864c-63ee1f588140",
      "1bc367f6-901d-4870-ad0c-71d79762ef52",
      "081069cb-588b-4ce1-884c-2a1ce3029fe5",
      "6d3dead4-c6b2-4db7-81bd-3a83eae8f255",
    ],
    why: "It is about what a program is for, and no matter of security or cost.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["1e434b25-8763-4b00-a5ca-ca03b7abbb66"],
    why: "It is about the names that resources have here, which are not those of a program.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: [
      "ce089fd4-1406-47bd-8aad-c259772bb294",
      "0afbcfe9-d341-4b92-a64c-7e6de0543879",
      "28545147-2fc6-42d5-a1f9-cf226658e591",
      "a2f548f2-188c-4fff-b172-e9a6acb216bd",
    ],
    why: "The vendor encrypts it; `own-keys` asks for a key of one's own only where a team says that the data is confidential.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["e38a8e0a-b88b-4902-b3fe-b0fcb17d5c10"],
    why: "Ours asks for the tags that a team names, of what costs money or holds data.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["3a1e94df-6847-4c0e-a3b6-6c6af4e128ef"],
    why: "A certificate is needed for a domain of one's own only; `modern-tls` finds where one has too old a policy.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["084c6686-2a70-4710-91b1-000393e54c12"],
    why: "Shield Advanced is a subscription of an organization, for thousands of dollars a month.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["7dbba512-e244-42dc-98bb-422339827967"],
    why: "A rule is missing: logs of what is asked of a zone cost more than they tell about a site that everybody may look up.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: [
      "1dc73fb4-5b51-430c-8c5f-25dcf9090b02",
      "8d7f7b8c-6c7c-40f8-baa6-62006c6c7b56",
      "cf3c7631-cd1e-42f3-8801-a561214a6e79",
      "b187edca-b81e-4fdc-aff4-aab57db45edb",
    ],
    why: "Not for serverless: databases that run by the hour are asked only for what protects their data from others.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["7ebc9038-0bde-479a-acc4-6ed7b6758899"],
    why: "A key without a policy has AWS's, which lets the roles of the account decide.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["6e8849c1-3aa7-40e3-9063-b85ee300f29f"],
    why: "SQS encrypts a queue by itself where nothing is said; ours finds where that is turned off.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["671211c5-5d2a-4e97-8867-30fc28b02216"],
    why: "A key of a REST API counts calls and is no secret; ours asks who may call.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: [
      "abb06e5f-ef9a-4a99-98c6-376d396bfcdf",
      "730675f9-52ed-49b6-8ead-0acb5dd7df7f",
      "b26d2b7e-60f6-413d-a3a1-a57db24aa2b3",
    ],
    why: "It fails a statement for everyone under a condition, too, as one that lets a topic send to a queue.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: [
      "7af43613-6bb9-4a0e-8c4d-1314b799425e",
      "ffdf4b37-7703-4dfe-a682-9d2e99bc6c09",
      "a4966c4f-9141-48b8-a564-ffe9959945bc",
      "816ea8cf-d589-442d-a917-2dd0ce0e45e3",
    ],
    why: "It is about a policy that allows everyone under a condition, in an example of another rule; ours leaves what has a condition to who wrote it.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["0ca1017d-3b80-423e-bb9c-6cd5898d34bd"],
    why: "It wants the name of a function, with letters, digits and hyphens, where ours takes its ARN as it is known.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["1b6799eb-4a7a-4b04-9001-8cceb9999326", "982aa526-6970-4c59-8b9b-2ce7e019fe36"],
    why: "It wants the level of execution logs, too, which are for debugging and hold what is sent; ours asks for access logs.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["0b4869fc-a842-4597-aa00-1294df425440", "a186e82c-1078-4a7b-85d8-579561fde884"],
    why: "A rule is missing: of REST APIs ours asks for access logs, traces and who may call, since an HTTP API has none of the rest.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["e08ed7eb-f3ef-494d-9d22-2e3db756a347", "75ec6890-83af-4bf1-9f16-e83726df0bd0"],
    why: "A function's own address is called by everyone, by a permission that holds for that address alone; ours finds one that holds for more.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["e7e961ac-d17e-4413-84bc-8a1fbe242944"],
    why: "What is deleted is kept for a week by itself; ours finds where that is turned off and there are no versions either.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["b5c851d5-00f1-43dc-a8de-3218fd6f71be"],
    why: "It wants to be told what the vendor does by itself: TLS 1.2. Ours finds what is older.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["92302b47-b0cc-46cb-a28f-5610ecda140b"],
    why: "Functions are called by everyone over HTTP: `declared-public` asks for who may.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["70111098-7f85-48f0-b1b4-e4261cf5f61b"],
    why: "Not for serverless: a function app that scales by itself has neither such settings nor a need of them.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["e25b56cd-a4d6-498f-ab92-e6296a082097"],
    why: "An account without rules for networks lets Microsoft's services in as it does all others; `private-network` asks for rules.",
  },
];

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

export const kics: readonly Decision[] = [...theirs, ...ours, ...names];
