#!/usr/bin/env node
// Plain JavaScript without static imports, so that an old Node gets far enough to report that it is too old.
// Node runs TypeScript natively, and without a flag, from 22.18: https://nodejs.org/api/typescript.html
const needed = [22, 18];
const [major, minor] = process.versions.node.split(".").map(Number);

if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  console.error(
    `Node.js ${process.versions.node} is too old: Fourfold needs ${needed.join(".")} or newer. ` +
      "Install one from https://nodejs.org/en/download. [ERR_NODE]",
  );
  process.exitCode = 1;
} else {
  // What Node has compiled of the commands it finds again: https://nodejs.org/api/module.html#module-compile-cache
  const { enableCompileCache } = await import("node:module");
  enableCompileCache();
  const { main } = await import("./main.ts");
  await main(process.argv.slice(2));
}
