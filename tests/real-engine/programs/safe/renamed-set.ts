import { functionSet, secret } from "fourfold";

/** As `set.ts`, with other names for all that has one. */
export const vault = functionSet("vault", {
  root: import.meta.url,
  resources: {
    payments: secret({ was: ["stripe"] }),
    tokens: secret({ generate: "32 bytes", was: ["signing"] }),
    friend: secret({ later: true, was: ["partner"] }),
  },
  functions: {
    keeper: {
      handler: "./handlers/keeper.ts",
      http: true,
      links: { payments: ["read"], tokens: ["read"], friend: ["read"] },
      was: ["clerk"],
    },
  },
  exports: { tokens: ["read"] },
});
