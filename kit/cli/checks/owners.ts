import * as v from "valibot";
import { nameOf, type ResourceState, unwrapSecret } from "../../engine/index.ts";
import { FunctionOutputs, GatewayOutputs } from "../component-outputs.ts";

/** What a resource belongs to, in the user's terms. */
export interface Owner {
  /** The name of the function, of the set, or of the resource itself in a program without them. */
  readonly name: string;
  /** Whether it is public: on some clouds, functions that only the cloud itself calls have an address too. */
  readonly isOpen: boolean;
  /** The address of each function of a set, for what gives the set its addresses. @default {} */
  readonly urls?: Readonly<Record<string, string>>;
}

/** The identity of a resource in its cloud. */
export const identify = ({ type, id }: { readonly type: string; readonly id: string }): string => `${type} ${id}`;

function toOwner({ type, outputs }: ResourceState): Owner | undefined {
  const opened = unwrapSecret(outputs);
  if (type === "fourfold:index:Function" && v.is(FunctionOutputs, opened)) {
    return { name: `${opened.set}/${opened.function}`, isOpen: opened.trigger === "http" };
  }
  if (type === "fourfold:index:Gateway" && v.is(GatewayOutputs, opened))
    return { name: opened.set, isOpen: true, urls: opened.urls };
  return undefined;
}

/** The owners of a program's resources in a cloud, by {@link identify}. */
export function ownersOf(resources: readonly ResourceState[]): ReadonlyMap<string, Owner> {
  const byUrn = new Map(resources.map((state) => [state.urn, state]));
  const ownerOf = ({ parent }: ResourceState): Owner | undefined => {
    const above = byUrn.get(parent ?? "");
    return above === undefined ? undefined : (toOwner(above) ?? ownerOf(above));
  };
  const custom = resources.filter((state) => state.custom);
  return new Map(custom.map((state) => [identify(state), ownerOf(state) ?? { name: nameOf(state.urn), isOpen: true }]));
}

/**
 * The name of what answers an address: `shop/api`, or `shop` where several functions share it.
 * @param isHere - Whether a function's address is this one.
 */
export function nameOfOwner({ name, urls = {} }: Omit<Owner, "isOpen">, isHere: (url: string) => boolean): string {
  const [only, ...others] = Object.entries(urls).filter(([, url]) => isHere(url));
  return only === undefined || others.length > 0 ? name : `${name}/${only[0]}`;
}
