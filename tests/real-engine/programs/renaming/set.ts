import { functionSet, param } from "fourfold";

/** The greetings, where the set and its function have other names. */
export const welcomes = functionSet("welcomes", {
  root: import.meta.url,
  resources: { phrase: param<string>() },
  functions: { welcome: { handler: "./handlers/welcome.ts", http: true, links: { phrase: ["read"] }, was: ["greet"] } },
});
