import { functionSet, secret } from "fourfold";

/** A secret from each source, and a function that reads them. */
export const safe = functionSet("safe", {
  root: import.meta.url,
  resources: { stripe: secret(), signing: secret({ generate: "32 bytes" }), partner: secret({ later: true }) },
  functions: {
    clerk: {
      handler: "./handlers/clerk.ts",
      http: true,
      links: { stripe: ["read"], signing: ["read"], partner: ["read"] },
    },
  },
  exports: { signing: ["read"] },
});
