import type { Decision } from "../decisions.ts";

const scanner = "Checkov";

const theirs: readonly Decision[] = [
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_AWS_117"],
    why: "Not for serverless: in a network of its own a function needs a NAT gateway, and reaches no more than its role lets it without one.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_AWS_116"],
    why: "Ours knows what calls a function: one that nobody calls asynchronously has no event that could be lost.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: [
      ...["CKV_AWS_119", "CKV_AWS_145", "CKV_AWS_158", "CKV_AWS_149", "CKV_AWS_173", "CKV_AWS_26"],
      ...["CKV_AWS_191", "CKV_AWS_297"],
    ],
    why: "The vendor encrypts it; `own-keys` asks for a key of one's own only where a team says that the data is confidential.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_AWS_27"],
    why: "SQS encrypts a queue by itself where nothing is said; ours finds where that is turned off.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV2_AWS_6"],
    why: "S3 has blocked public access by itself since April 2023; ours finds what opens it.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_AWS_120", "CKV_AWS_225", "CKV2_AWS_62", "CKV_AWS_305", "CKV_AWS_216", "CKV2_AWS_60"],
    why: "It is about what a program is for, and no matter of security or cost.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_AWS_144", "CKV_AWS_310", "CKV2_AWS_50", "CKV_AWS_157"],
    why: "A second place for everything is a matter of availability, and doubles its cost: a team decides.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_AWS_353", "CKV_AWS_118", "CKV_AWS_226", "CKV_AWS_129"],
    why: "Not for serverless: databases that run by the hour are asked only for what protects their data.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_AWS_31"],
    why: "It wants a token for Redis, which is a shared key; ours asks for TLS.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV2_AWS_42"],
    why: "A certificate is needed for a domain of one's own only; `modern-tls` finds where one has too old a policy.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV2_AWS_47"],
    why: "It is about one group of a firewall's rules, for Log4j; ours asks whether there is a firewall.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_AWS_338"],
    why: "It wants logs for a year; ours for as many days as a team says, 30 unless said otherwise.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV2_AWS_39"],
    why: "A rule is missing: logs of what is asked of a zone cost more than they tell about a site that everybody may look up.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV2_AWS_64"],
    why: "A key without a policy has AWS's, which lets the roles of the account decide.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV2_AWS_29", "CKV2_AWS_4", "CKV2_AWS_51", "CKV2_AWS_53"],
    why: "A rule is missing: of REST APIs ours asks for access logs, traces and who may call, since an HTTP API has none of the rest.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_AWS_70", "CKV_AWS_168", "CKV_AWS_169"],
    why: "It is about a policy that allows everyone under a condition, in an example of another rule; ours leaves what has a condition to who wrote it.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV2_AWS_32"],
    why: "It finds a policy only where the same program makes it; ours knows those of AWS by their ids, too.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_AWS_301"],
    why: "A function's own address is called by everyone, by a permission that holds for that address alone; ours finds one that holds for more.",
  },
];

const ours: readonly Decision[] = [
  {
    ...{ scanner, kind: "ours" },
    about: ["aws/bounded-throughput"],
    why: "Ours is about what a table on demand may use at most, too.",
  },
  {
    ...{ scanner, kind: "ours" },
    about: ["aws/finite-logs"],
    why: "Ours is stricter: a retention of decades is none.",
  },
  {
    ...{ scanner, kind: "ours" },
    about: ["aws/own-keys"],
    why: "Ours is stricter: the vendor's own key is not the team's.",
  },
  {
    ...{ scanner, kind: "ours" },
    about: ["aws/named-principals"],
    why: 'Ours is stricter: `*` alone is everyone, as `{ AWS: "*" }` is.',
  },
  {
    ...{ scanner, kind: "ours" },
    about: ["aws/narrow-access", "aws/no-full-access"],
    why: "Ours is stricter: it reads a single statement, finds each wildcard, and refuses what is no policy.",
  },
  {
    ...{ scanner, kind: "ours" },
    about: ["aws/pinned-ci-identity"],
    why: "Ours is stricter: it is about every service that has OpenID Connect, and about the audience.",
  },
  {
    ...{ scanner, kind: "ours" },
    about: ["aws/traced"],
    why: "Ours is stricter: `PassThrough` traces only what others have begun to.",
  },
  {
    ...{ scanner, kind: "ours" },
    about: ["aws/no-secrets-in-variables"],
    why: "Ours is stricter: it finds what its name says is secret, too.",
  },
  {
    ...{ scanner, kind: "ours" },
    about: ["aws/https-only"],
    why: "Ours is stricter: every origin is asked for HTTPS, and each behaviour.",
  },
  {
    ...{ scanner, kind: "ours" },
    about: ["aws/modern-tls"],
    why: "Ours is stricter: TLS 1.0 and 1.1 are too old for an origin as well as SSL.",
  },
  {
    ...{ scanner, kind: "ours" },
    about: ["aws/private-origins"],
    why: "Ours finds an origin in S3 by its address; theirs only where the same program makes the bucket.",
  },
];

const names: readonly Decision[] = [
  {
    ...{ scanner, kind: "unnamed" },
    about: ["CKV_AWS_27 aws/own-keys"],
    why: "Without a key of one's own, SQS still encrypts by itself.",
  },
  {
    ...{ scanner, kind: "unnamed" },
    about: [
      ...["CKV_AWS_70 aws/policies-require-tls", "CKV_AWS_168 aws/policies-require-tls"],
      "CKV_AWS_169 aws/policies-require-tls",
    ],
    why: "The change leaves a statement for everyone; that it may be called without TLS is what the rule finds.",
  },
  {
    ...{ scanner, kind: "unmoved" },
    about: ["CKV_AWS_275 aws/no-full-access", "CKV_AWS_358 aws/pinned-ci-identity"],
    why: "It is asked of Terraform's data sources, which are functions in Pulumi and no resources.",
  },
  {
    ...{ scanner, kind: "unmoved" },
    about: [
      ...["CKV_AWS_145 aws/own-keys", "CKV2_AWS_75 aws/narrow-cors", "CKV_AWS_379 aws/policies-require-tls"],
      "CKV2_AWS_32 aws/security-headers",
    ],
    why: "It looks from another resource at the one that the rule is about, which stands alone in the example.",
  },
  {
    ...{ scanner, kind: "unmoved" },
    about: ["CKV2_AWS_72 aws/https-only"],
    why: "It is only about origins at load balancers and media services.",
  },
  {
    ...{ scanner, kind: "unmoved" },
    about: ["CKV2_AWS_46 aws/private-origins"],
    why: "It is only about buckets that the same program makes.",
  },
];

export const checkovOnAws: readonly Decision[] = [...theirs, ...ours, ...names];
