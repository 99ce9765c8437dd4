import { ensurePulumi } from "../../tools/pulumi/build.ts";
import { describeAlone } from "./alone.ts";
import { describeCommonJs } from "./commonjs.ts";
import {
  describeContents,
  describeMainContents,
  describeSimulatorContents,
  meantOfMain,
  meantOfSimulator,
} from "./contents.ts";
import { describeModules } from "./modules.ts";
import { describeNew } from "./new.ts";
import { type AllPacked, pack } from "./support/packed.ts";
import { commonJsProgram, moduleProgram } from "./support/programs.ts";
import { createProject, install, type Project } from "./support/project.ts";

const minutes = 60_000;

/** The lowest versions that the package accepts: those of `peerDependencies`, and an SDK of a cloud for them. */
const lowest = { "@pulumi/cloudflare": "6.18.0", "@pulumi/pulumi": "3.202.0" };

describe("the packages", function () {
  this.timeout(3 * minutes);
  let packed: AllPacked;
  let pulumi: string;
  let commonJs: Project;
  let modules: Project;

  before(async function () {
    this.timeout(15 * minutes); // Where no Pulumi is installed it is built, once.
    pulumi = await ensurePulumi();
    packed = await pack();
    commonJs = createProject(commonJsProgram(packed.main.tarball), pulumi);
    modules = createProject(moduleProgram(packed.main.tarball, packed.simulator.tarball, lowest), pulumi);
    await Promise.all([install(commonJs), install(modules)]);
  });
  after(() => {
    for (const made of [packed, commonJs, modules]) made?.remove();
  });

  describe("fourfold as a tarball", () => {
    describeContents(() => packed.main, meantOfMain);
    describeMainContents(() => packed.main);
  });
  describe("fourfold-simulator as a tarball", () => {
    describeContents(() => packed.simulator, meantOfSimulator);
    describeSimulatorContents(() => packed.simulator);
  });
  describe("in the default TypeScript program, without the simulator", () =>
    describeAlone(
      () => commonJs,
      () => pulumi,
    ));
  describe("in the default TypeScript program, with the simulator", () => {
    before(() => install(commonJs, "--save-dev", packed.simulator.tarball));
    describe("on the highest versions", () => describeCommonJs(() => commonJs));
    describe("with projects of `fourfold new`", () => describeNew(() => commonJs));
  });
  describe("in an ES module program, on the lowest versions", () => describeModules(() => modules, lowest));
});
