import { MemoryTable } from "../../../kit/runtime/tables/memory.ts";
import { describeModel } from "./support/model.ts";
import { describeStore } from "./support/suite.ts";

const open = async (layout: ConstructorParameters<typeof MemoryTable>[0]) => new MemoryTable(layout);

describeStore("memory", open);

describe("the model of a table", () => {
  describeModel("itself", open, 50);
});
