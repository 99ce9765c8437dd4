import type { Benchmark } from "../../benchmark.ts";
import { pairedRatio } from "../../statistics.ts";
import { createProject } from "../project.ts";
import { compare, evaluate } from "./compare.ts";
import { queueSourcesOf } from "./queues/sources.ts";

const most = 1;

/** The same for many sets, each of which sends to a queue and processes it. */
export const evaluatingQueues: Benchmark = {
  title: "Evaluating a program of many sets with queues on AWS",
  unit: "ms",
  async run(quick) {
    const sets = quick ? 10 : 100;
    using project = createProject(sets, queueSourcesOf);
    // Creates missing bundles.
    evaluate("queues", "components", project);
    const { components, sdk } = compare("queues", project, quick ? 3 : 5);
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
        "Each set has a queue with its dead letters, a function with an HTTP API that sends to it, and one that processes its messages. Both programs register the same resources with the same names and arguments: the run ends with an error if they do not.",
      ],
    };
  },
};
