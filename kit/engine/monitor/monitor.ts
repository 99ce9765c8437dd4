import { status } from "@grpc/grpc-js";
import type { Callback } from "@pulumi/pulumi/proto/callback_pb.js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import resource, {
  type ReadResourceRequest,
  type RegisterResourceOutputsRequest,
  type RegisterResourceRequest,
  type ResourceInvokeRequest,
  type SupportsFeatureRequest,
} from "@pulumi/pulumi/proto/resource_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import type { Deployment } from "../context/deployment.ts";
import { isMissingType } from "../context/missing-types.ts";
import { Refusal } from "../context/refusal.ts";
import { messagesOf } from "../context/step-error.ts";
import { buildUrn, nameOf, typeOf } from "../state/urn.ts";
import { invoke } from "../steps/invoke.ts";
import { readResource } from "../steps/read.ts";
import { registerOutputs, registerResource } from "../steps/register.ts";
import { Activity } from "./activity.ts";
import { Callbacks } from "./callbacks.ts";
import { describeFeatures, supportsFeature } from "./features.ts";
import { given, readGoal, readReadGoal } from "./goal.ts";
import { CallError, fromStruct, type Reply, respond, toStruct } from "./messages.ts";
import { applyInvokeTransforms, applyTransforms } from "./transforms.ts";

/**
 * The engine, as the SDK sees it: the client side of Pulumi's ResourceMonitor service, without a server behind it.
 * https://github.com/pulumi/pulumi/blob/master/proto/pulumi/resource.proto
 */
export class Monitor {
  /** The calls in progress, and the end of all of them. */
  readonly activity = new Activity();
  readonly #run: Deployment;
  readonly #callbacks = new Callbacks();
  readonly #stackTransforms: Callback[] = [];
  readonly #invokeTransforms: Callback[] = [];
  /** Errors that were reported: a default provider's refusal is thrown once for each resource that needs it. */
  readonly #reported = new Set<unknown>();

  constructor(run: Deployment) {
    this.#run = run;
  }

  getDeploymentInfo(_request: unknown, reply: Reply<InstanceType<typeof resource.DeploymentInfo>>): void {
    reply(null, describeFeatures());
  }

  supportsFeature(request: SupportsFeatureRequest, reply: Reply<object>): void {
    reply(null, supportsFeature(request.getId()));
  }

  registerResource(request: RegisterResourceRequest, reply: Reply<object>): void {
    const urn = this.#urnOf(request);
    const bare = () => new resource.RegisterResourceResponse().setUrn(urn);
    this.#step(reply, { urn, bare }, async () => {
      const goal = readGoal(request);
      const transforms = [...goal.transforms, ...this.#inheritedTransforms(goal.parent), ...this.#stackTransforms];
      const state = await registerResource(this.#current, await applyTransforms(goal, transforms, this.#callbacks));
      const response = new resource.RegisterResourceResponse();
      response.setUrn(state.urn);
      response.setId(state.id);
      response.setObject(toStruct(state.custom ? state.outputs : state.inputs));
      return response;
    });
  }

  readResource(request: ReadResourceRequest, reply: Reply<object>): void {
    const urn = this.#urnOf(request);
    const bare = () => new resource.ReadResourceResponse().setUrn(urn);
    this.#step(reply, { urn, bare }, async () => {
      const state = await readResource(this.#current, readReadGoal(request));
      const response = new resource.ReadResourceResponse();
      response.setUrn(state.urn);
      response.setProperties(toStruct(state.outputs));
      return response;
    });
  }

  registerResourceOutputs(request: RegisterResourceOutputsRequest, reply: Reply<object>): void {
    const urn = request.getUrn();
    this.#step(reply, { urn, bare: () => new empty.Empty() }, async () => {
      await registerOutputs(this.#current, urn, fromStruct(request.getOutputs()));
      return new empty.Empty();
    });
  }

  /** A failed invoke does not end the run: the program may catch it. */
  invoke(request: ResourceInvokeRequest, reply: Reply<object>): void {
    const goal = {
      token: request.getTok(),
      args: fromStruct(request.getArgs()),
      provider: given(request.getProvider()),
      version: request.getVersion(),
    };
    const answer = async () => {
      const transformed = await applyInvokeTransforms(goal, this.#invokeTransforms, this.#callbacks);
      const { outputs, failures } = await invoke(this.#current, transformed);
      const response = new provider.InvokeResponse();
      response.setReturn(toStruct(outputs));
      response.setFailuresList(
        failures.map(({ property, reason }) => new provider.CheckFailure().setProperty(property).setReason(reason)),
      );
      return response;
    };
    respond(reply, () => this.activity.track(answer));
  }

  call(_request: unknown, reply: Reply<object>): void {
    reply(new CallError(status.UNIMPLEMENTED, "The in-memory engine does not call methods of resources."));
  }

  registerStackTransform(request: Callback, reply: Reply<object>): void {
    this.#stackTransforms.push(request);
    reply(null, new empty.Empty());
  }

  registerStackInvokeTransform(request: Callback, reply: Reply<object>): void {
    this.#invokeTransforms.push(request);
    reply(null, new empty.Empty());
  }

  signalAndWaitForShutdown(_request: unknown, reply: Reply<object>): void {
    reply(null, new empty.Empty());
  }

  close(): void {
    this.#callbacks.close();
  }

  /**
   * Serves a call that changes the stack. If it fails, the error is reported and the run ends, or continues as a preview if
   * nothing has been changed yet. Such a call, and every later one of a run that has ended, is answered with the resource's URN
   * only. An error would be thrown where nothing catches it. Without an answer, the program's log lines about the resource would
   * wait for its URN, and with them those of every later program in this process, since the SDK has one queue for all.
   */
  #step(
    reply: Reply<object>,
    { urn, bare }: { readonly urn: string; bare(): object },
    work: () => Promise<object>,
  ): void {
    if (this.activity.ended) {
      reply(null, bare());
      return;
    }
    this.activity.track(work).then(
      (response) => reply(null, response),
      (error) => {
        if (error instanceof Refusal) this.#refuse(error, urn);
        else this.#fail(error, urn);
        reply(null, bare());
      },
    );
  }

  /** The current run. */
  get #current(): Deployment {
    return this.#run.rehearsal.run ?? this.#run;
  }

  /** Reports a refusal. The rest of the program is still checked. */
  #refuse({ cause }: Refusal, urn: string): void {
    if (isMissingType(cause)) this.#run.missing.add(typeOf(urn), nameOf(urn));
    else this.#report(cause, urn);
    this.#run.rehearsal.begin(this.#run);
  }

  #fail(error: unknown, urn: string): void {
    this.#report(error, urn);
    this.activity.end();
  }

  #report(error: unknown, urn: string): void {
    const messages = this.#reported.has(error) ? [] : messagesOf(error);
    this.#reported.add(error);
    for (const message of messages) this.#run.progress.report("error", message, urn);
  }

  #inheritedTransforms(parent: string | undefined): readonly Callback[] {
    const goal = parent === undefined ? undefined : this.#run.registrations.get(parent)?.goal;
    return goal === undefined ? [] : [...goal.transforms, ...this.#inheritedTransforms(goal.parent)];
  }

  #urnOf(request: RegisterResourceRequest | ReadResourceRequest): string {
    const { stack, project } = this.#run;
    return buildUrn({
      stack,
      project,
      type: request.getType(),
      name: request.getName(),
      parent: given(request.getParent()),
    });
  }
}
