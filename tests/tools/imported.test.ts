import assert from "node:assert/strict";
import { importedPackages } from "../../tools/package/imported.ts";

describe("the packages that modules import", () => {
  it("are found however a module of theirs is named", () => {
    const text = [
      'import { RandomId } from "@pulumi/random/randomId.js";',
      'import type { Table } from "@pulumi/aws/dynamodb/table.js";',
      'import { parse } from "yaml";',
      'const { Service } = require("@grpc/grpc-js") as typeof import("@grpc/grpc-js");',
      'export const file = import.meta.resolve("workerd/bin/workerd");',
    ].join("\n");

    assert.deepEqual(importedPackages([text]), ["@grpc/grpc-js", "@pulumi/aws", "@pulumi/random", "workerd", "yaml"]);
  });

  it("are neither our own, nor Node's, nor files, nor what a comment says", () => {
    const text = [
      'import { readFileSync } from "node:fs";',
      'import path from "path";',
      'import { deploy } from "fourfold/components";',
      'import { Settings } from "./Settings/index.ts";',
      'import { create } from "#simulator/client";',
      '// import { hono } from "hono";',
    ].join("\n");

    assert.deepEqual(importedPackages([text]), []);
  });
});
