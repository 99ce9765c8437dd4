import type { Properties } from "./provider.ts";

/**
 * What an engine does with a resource, in Pulumi's terms:
 * https://github.com/pulumi/pulumi/blob/master/sdk/go/common/display/operation_type.go
 */
export type Operation =
  | "same"
  | "create"
  | "update"
  | "replace"
  | "create-replacement"
  | "delete-replaced"
  | "delete"
  | "read"
  | "discard";

export type Severity = "info" | "warning" | "error";

/** One step: an operation on a resource. */
export interface Step {
  readonly op: Operation;
  readonly urn: string;
  readonly type: string;
  /** The inputs that have changed since the last run. */
  readonly diffs: readonly string[];
  /** The inputs that require a replacement. */
  readonly replaces: readonly string[];
}

/** The outcome of a step. */
export interface Outcome {
  readonly id: string;
  /** With secrets marked. */
  readonly outputs: Properties;
}

/** How many resources were created, updated, … In the terms of Pulumi's own summary. */
export type ResourceChanges = Readonly<Partial<Record<Operation, number>>>;

/**
 * What an engine reports while it runs, in the terms of Pulumi's engine events:
 * https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/events.go
 */
export type EngineEvent =
  | { readonly type: "prelude"; readonly stack: string; readonly project: string; readonly preview: boolean }
  | { readonly type: "resourcePre"; readonly step: Step; readonly preview: boolean }
  | { readonly type: "resOutputs"; readonly step: Step; readonly outcome: Outcome; readonly preview: boolean }
  | { readonly type: "resOpFailed"; readonly step: Step }
  | Diagnostic
  | Summary;

/** A message: from the program, a provider, or the engine. */
export interface Diagnostic {
  readonly type: "diagnostic";
  readonly severity: Severity;
  readonly message: string;
  /** The resource it is about. */
  readonly urn?: string | undefined;
}

export interface Summary {
  readonly type: "summary";
  readonly result: "succeeded" | "failed";
  readonly resourceChanges: ResourceChanges;
  readonly durationSeconds: number;
}

export type Listener = (event: EngineEvent) => void;
