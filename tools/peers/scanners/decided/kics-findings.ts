import type { Decision } from "../decisions.ts";

const scanner = "KICS";

/** What KICS alone finds. */
export const findingsOfKics: readonly Decision[] = [
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
