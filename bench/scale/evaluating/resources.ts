import type { Benchmark } from "../../benchmark.ts";
import { pairedRatio } from "../../statistics.ts";
import { createProject } from "../project.ts";
import { compare, evaluate } from "./compare.ts";
import { resourceSourcesOf } from "./resources/sources.ts";

const most = 1;

/** The same for many sets, each of which keeps items in a table, sends to a queue and processes it. */
export const evaluatingResources: Benchmark = {
  title: "Evaluating a program of many sets with tables and queues on AWS",
  unit: "ms",
  async run(quick) {
    const sets = quick ? 10 : 100;
    using project = createProject(sets, resourceSourcesOf);
    // Creates missing bundles.
    evaluate("resources", "components", project);
    const { components, sdk } = compare("resources", project, quick ? 3 : 5);
    return {
      series: [
        { label: `${sets} sets: our components`, values: components },
        { label: `${sets} sets: @pulumi/aws alone`, values: sdk },
      ],
      claims: [
        {
          text: `${sets} sets: not longer than the SDK`,
          measured: pairedRatio(components, sdk),
          atMost: most,
          kept: false,
        },
      ],
      notes: [
        "Each set has a table with an index, a queue with its dead letters, a function with an HTTP API that reads and writes the one and sends to the other, and one that processes messages and writes items. Both programs register the same resources with the same names and arguments: the run ends with an error if they do not.",
      ],
    };
  },
};
