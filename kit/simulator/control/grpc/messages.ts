import messages from "@pulumi/pulumi/proto/provider_pb.js";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import type { Properties } from "../../contract.ts";
import type { Autonaming, Change, CheckAnswer, CheckFailure, DiffAnswer } from "../protocol.ts";
import { isObject } from "../wire.ts";

type Struct = structs.Struct;

/** The properties in a message. */
export function fromStruct(struct: Struct | undefined): Properties {
  const value: unknown = struct?.toJavaScript();
  return isObject(value) ? value : {};
}

/** Properties for a message. The round trip through JSON drops `undefined`, which a Struct cannot hold. */
export function toStruct(properties: Properties): Struct {
  return structs.Struct.fromJavaScript(JSON.parse(JSON.stringify(properties)));
}

const { Mode } = messages.CheckRequest.AutonamingOptions;
const modes: Readonly<Record<number, Autonaming["mode"]>> = {
  [Mode.PROPOSE]: "propose",
  [Mode.ENFORCE]: "enforce",
  [Mode.DISABLE]: "disable",
};

export function fromAutonaming(request: messages.CheckRequest): { readonly autonaming?: Autonaming } {
  const options = request.getAutonaming();
  if (options === undefined) return {};
  return { autonaming: { proposedName: options.getProposedName(), mode: modes[options.getMode()] ?? "propose" } };
}

export function toCheckResponse({ inputs, failures }: CheckAnswer): messages.CheckResponse {
  return new messages.CheckResponse().setInputs(toStruct(inputs)).setFailuresList(toFailures(failures));
}

export function toFailures(failures: readonly CheckFailure[]): messages.CheckFailure[] {
  return failures.map(({ property, reason }) =>
    // The engine puts the property and its value before the reason.
    new messages.CheckFailure().setProperty(property).setReason(reason),
  );
}

const { Kind } = messages.PropertyDiff;
const kinds: Readonly<Record<Change["kind"], { readonly update: number; readonly replace: number }>> = {
  add: { update: Kind.ADD, replace: Kind.ADD_REPLACE },
  delete: { update: Kind.DELETE, replace: Kind.DELETE_REPLACE },
  update: { update: Kind.UPDATE, replace: Kind.UPDATE_REPLACE },
};

export function toDiffResponse(answer: DiffAnswer): messages.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  const response = new messages.DiffResponse()
    .setChanges(answer.changed.length === 0 ? DIFF_NONE : DIFF_SOME)
    .setDiffsList([...answer.changed])
    .setReplacesList([...answer.replaces])
    .setDeletebeforereplace(answer.deleteBeforeReplace)
    .setHasdetaileddiff(true);
  for (const { path, kind, replaces } of answer.changes) {
    const difference = new messages.PropertyDiff().setInputdiff(true);
    response.getDetaileddiffMap().set(path, difference.setKind(kinds[kind][replaces ? "replace" : "update"]));
  }
  return response;
}
