import * as v from "valibot";

/** The result of one evaluation. */
export const Evaluation = v.object({
  /** The time from the program's first line until the engine has answered its last registration. */
  milliseconds: v.number(),
  /** The number of resources of each type that are created in the cloud. */
  counts: v.record(v.string(), v.number()),
  /** One hash over type, name and arguments of all of them. It does not depend on the content of archives. */
  digest: v.string(),
});

export type Evaluation = Readonly<v.InferOutput<typeof Evaluation>>;
