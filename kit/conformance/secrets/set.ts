import { functionSet, secret } from "fourfold";

/** Secrets from each source, and functions that read them, or may not. */
export const secrets = functionSet("secrets", {
  root: import.meta.url,
  resources: {
    bound: secret(),
    large: secret(),
    signing: secret({ generate: "64 bytes" }),
    token: secret({ generate: "16 bytes" }),
    shared: secret({ generate: "32 bytes" }),
    partner: secret({ later: true }),
    cached: secret({ later: true }),
    kept: secret({ later: true }),
    unset: secret({ later: true }),
  },
  functions: {
    api: {
      handler: "./handlers/api.ts",
      http: true,
      environment: { PLAIN: "to be seen" },
      links: {
        ...{ bound: ["read"], large: ["read"], signing: ["read"], token: ["read"], shared: ["read"] },
        ...{ partner: ["read"], cached: ["read"], kept: ["read"], unset: ["read"] },
      },
    },
    other: { handler: "./handlers/other.ts", http: true, links: { bound: ["read"], shared: ["read"] } },
  },
  routes: { "/*": "api", "/other/*": "other" },
});

/** The name of a secret of the set. */
export type SecretName = keyof (typeof secrets)["resources"];

/** What the stack binds. */
export const firstValues = {
  bound: 'pässwörd-🔑-"quoted"\n',
  // As long as a value can be, in characters of one to four bytes.
  large: `${"aé€😀".repeat(500)}`,
} as const;
