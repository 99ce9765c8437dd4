import type { Environment, OpenLink } from "../../links.ts";
import { describedBy } from "../address.ts";

/** The address of a linked topic, and the properties of an item that travel beside it. */
export interface TopicAddress {
  readonly address?: string;
  readonly attributes: readonly string[];
}

/** @throws FourfoldError `ERR_LINK` */
export const topicAddressOf = <T extends TopicAddress>(link: OpenLink, environment: Environment): T =>
  describedBy(link, environment);
