/**
 * What Node has compiled once, the processes of later tests find again: commands, engines and simulators are hundreds, and
 * compiling, with the types taken out, is most of what a short one does. https://nodejs.org/api/module.html#module-compile-cache
 *
 * Where coverage is measured, only those that tests start: "It's recommended to turn this off when running tests to generate
 * precise coverage."
 */
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { repository } from "./command.ts";

const directory = join(repository, ".fourfold/compiled");
if (process.env.NODE_V8_COVERAGE === undefined) enableCompileCache(directory);
process.env.NODE_COMPILE_CACHE = directory;
