import { functionSet, param } from "fourfold";

/** The smallest set there is: one function that answers what it was given. */
export const greetings = functionSet("greetings", {
  root: import.meta.url,
  resources: { phrase: param<string>() },
  functions: { greet: { handler: "./handlers/greet.ts", http: true, links: { phrase: ["read"] } } },
});
