import { ensurePulumi } from "../../tools/pulumi/build.ts";
import { cases } from "../support/sample.ts";
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

/** The project of a program, installed before its tests. */
function installed(program: () => Readonly<Record<string, string>>, pulumi: () => string): () => Project {
  let project: Project;
  before(async () => {
    project = createProject(program(), pulumi());
    await install(project);
  });
  after(() => project?.remove());
  return () => project;
}

describe("the packages", function () {
  this.timeout(3 * minutes);
  let packed: AllPacked;
  let pulumi: string;

  before(async function () {
    this.timeout(15 * minutes); // Where no Pulumi is installed it is built, once.
    pulumi = await ensurePulumi();
    packed = await pack();
  });
  after(() => packed?.remove());

  /** What differs little, and takes long to install and to check: one of them in `npm test`. */
  const programs = {
    "the default TypeScript program": () => {
      const project = installed(
        () => commonJsProgram(packed.main.tarball),
        () => pulumi,
      );
      describe("without the simulator", () => describeAlone(project, () => pulumi));
      describe("with the simulator", () => {
        before(() => install(project(), "--save-dev", packed.simulator.tarball));
        describe("on the highest versions", () => describeCommonJs(project));
        describe("with projects of `fourfold new`", () => describeNew(project));
      });
    },
    "an ES module program": () => {
      const project = installed(
        () => moduleProgram(packed.main.tarball, packed.simulator.tarball, lowest),
        () => pulumi,
      );
      describe("on the lowest versions", () => describeModules(project, lowest));
    },
  };

  describe("fourfold as a tarball", () => {
    describeContents(() => packed.main, meantOfMain);
    describeMainContents(() => packed.main);
  });
  describe("fourfold-simulator as a tarball", () => {
    describeContents(() => packed.simulator, meantOfSimulator);
    describeSimulatorContents(() => packed.simulator);
  });
  for (const [name, describeProgram] of cases(programs, 1)) describe(`in ${name}`, describeProgram);
});
