import type { Subject } from "../subject/subject.ts";

const handler = (name: string) => new URL(`handlers/${name}.ts`, import.meta.url);

export const plain: Subject = {
  label: "Fourfold",
  handler: handler("plain"),
  platform: "lambda",
  bundler: "fourfold",
};

export const withHono: Subject = {
  label: "Fourfold, with Hono as its router",
  handler: handler("hono"),
  platform: "lambda",
  bundler: "fourfold",
};

/** Nothing but the light classes. */
export const bare: Subject = {
  label: "bare handler with the light classes",
  handler: handler("bare"),
  platform: "lambda",
  bundler: "mjs",
};

/** https://hono.dev/docs/getting-started/aws-lambda and https://zod.dev/basics */
export const zod: Subject = {
  label: 'hono/aws-lambda, `import { z } from "zod"`',
  handler: handler("hono-zod"),
  platform: "lambda",
  bundler: "mjs",
};

/** The form that bundlers make smaller: only what is used of the namespace stays. */
export const zodNamespace: Subject = {
  label: 'hono/aws-lambda, `import * as z from "zod"`',
  handler: handler("hono-zod-namespace"),
  platform: "lambda",
  bundler: "mjs",
};

/** With our validation library, to tell what of the difference is the library's. */
export const valibot: Subject = {
  label: "hono/aws-lambda, valibot",
  handler: handler("hono-valibot"),
  platform: "lambda",
  bundler: "mjs",
};

/** https://github.com/dougmoscrop/serverless-http */
export const express: Subject = {
  label: "Express, serverless-http, zod",
  handler: handler("express"),
  platform: "lambda",
  bundler: "cjs",
};

/** The same function on Google Cloud. */
export const onGoogle: Subject = { ...plain, label: "Fourfold on Google Cloud", platform: "node" };

/** https://github.com/honojs/node-server */
export const nodeServer: Subject = {
  label: 'Hono on Google Cloud: @hono/node-server, `import * as z from "zod"`',
  handler: handler("hono-node-server"),
  platform: "node",
  bundler: "mjs",
};

/** All of them. */
export const subjects: readonly Subject[] = [
  ...[plain, withHono, bare, valibot, zodNamespace, zod, express],
  ...[onGoogle, nodeServer],
];
