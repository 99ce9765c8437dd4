import { linkVariable } from "fourfold";
import type { Contribute } from "./contribution.ts";

/** A param is known at deployment: its value travels in the environment, and needs no permission. */
export const param: Contribute = ({ resource, value }) => {
  const variable = linkVariable(resource);
  return {
    environment: value === undefined ? {} : { [variable]: value },
    effective: `environment variable ${variable}`,
  };
};
