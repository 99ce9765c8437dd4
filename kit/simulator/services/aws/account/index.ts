import type { Invoke, Service } from "../../../contract.ts";
import { globalArnOf } from "../names.ts";
import { regions, requireKnownRegion } from "../regions.ts";

const getCallerIdentity: Invoke = (_args, { account }) => ({
  accountId: account,
  arn: globalArnOf("iam", account, "user/deployer"),
  id: account,
  userId: "AIDASIMULATEDDEPLOYER",
});

const getRegion: Invoke = (args, scope) => {
  const region = requireKnownRegion(String(args.region ?? args.name ?? scope.region));
  const description = regions[region];
  return { region, name: region, id: region, description, endpoint: `ec2.${region}.amazonaws.com` };
};

const getPartition: Invoke = () => ({
  partition: "aws",
  id: "aws",
  dnsSuffix: "amazonaws.com",
  reverseDnsPrefix: "com.amazonaws",
});

const getAvailabilityZones: Invoke = (_args, { region }) => {
  const names = ["a", "b", "c"].map((letter) => `${region}${letter}`);
  const zoneIds = names.map((_name, at) => `${region.replaceAll(/[^a-z0-9]/g, "")}-az${at + 1}`);
  return { id: region, region, names, zoneIds, groupNames: [region] };
};

const getServicePrincipal: Invoke = (args, scope) => {
  const service = String(args.serviceName);
  const region = String(args.region ?? scope.region);
  return {
    id: `${service}.${region}.amazonaws.com`,
    name: `${service}.amazonaws.com`,
    region,
    serviceName: service,
    suffix: "amazonaws.com",
  };
};

/** Information about the account and the regions that programs deploy to. */
export function accountService(): Service {
  return {
    name: "Account",
    types: [],
    invokes: {
      "aws:index/getCallerIdentity:getCallerIdentity": getCallerIdentity,
      "aws:index/getRegion:getRegion": getRegion,
      "aws:index/getPartition:getPartition": getPartition,
      "aws:index/getAvailabilityZones:getAvailabilityZones": getAvailabilityZones,
      "aws:index/getServicePrincipal:getServicePrincipal": getServicePrincipal,
    },
    refusedArguments: {
      "aws:index/getAvailabilityZones:getAvailabilityZones": [
        ...["allAvailabilityZones", "excludeNames", "excludeZoneIds", "filters", "region"],
      ],
      "aws:index/getRegion:getRegion": ["endpoint"],
    },
  };
}
