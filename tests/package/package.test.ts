import { ensurePulumi } from "../../tools/pulumi/build.ts";
import { describeCommonJs } from "./commonjs.ts";
import { describeContents } from "./contents.ts";
import { describeModules } from "./modules.ts";
import { describeNew } from "./new.ts";
import { type Packed, pack } from "./support/packed.ts";
import { commonJsProgram, moduleProgram } from "./support/programs.ts";
import { createProject, install, type Project } from "./support/project.ts";

const minutes = 60_000;

/** The lowest versions that the package accepts: those of `peerDependencies`, and an SDK of a cloud for them. */
const lowest = { "@pulumi/cloudflare": "6.11.0", "@pulumi/pulumi": "3.202.0" };

describe("the package", function () {
  this.timeout(3 * minutes);
  let packed: Packed;
  let commonJs: Project;
  let modules: Project;

  before(async function () {
    this.timeout(15 * minutes); // Where no Pulumi is installed it is built, once.
    const pulumi = await ensurePulumi();
    packed = await pack();
    commonJs = createProject(commonJsProgram(packed.tarball), pulumi);
    modules = createProject(moduleProgram(packed.tarball, lowest), pulumi);
    await Promise.all([install(commonJs), install(modules)]);
  });
  after(() => {
    for (const made of [packed, commonJs, modules]) made?.remove();
  });

  describe("as a tarball", () => describeContents(() => packed));
  describe("in the default TypeScript program, on the highest versions", () => describeCommonJs(() => commonJs));
  describe("with projects of `fourfold new`", () => describeNew(() => commonJs));
  describe("in an ES module program, on the lowest versions", () => describeModules(() => modules, lowest));
});
