import * as v from "valibot";

/** What came of one evaluation. */
export const Evaluation = v.object({
  /** From the program's first line until the engine has answered its last registration. */
  milliseconds: v.number(),
  /** How many resources of each type are created in the cloud. */
  counts: v.record(v.string(), v.number()),
  /** One hash for type, name and arguments of all of them. Of an archive it has only that there is one. */
  digest: v.string(),
});

export type Evaluation = Readonly<v.InferOutput<typeof Evaluation>>;
