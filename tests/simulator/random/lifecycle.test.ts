import { describeLifecycles } from "../lifecycle/lifecycle.ts";

describeLifecycles("random", { configuration: {}, live: true }, {});
