import { gigabyte, month, one } from "../../support/aws.ts";
import { theyAreNotPriced, theyTake } from "../../support/metered.ts";

describe("what distributions, networks and load balancers of AWS take", () => {
  theyTake([
    [
      "a distribution, with the functions of its dearest path",
      [
        one("cloudfront/distribution", {
          defaultCacheBehavior: { functionAssociations: [{}] },
          orderedCacheBehaviors: [{ functionAssociations: [{}, {}] }],
        }),
      ],
      { requests: gigabyte, responseSize: 3, requestSize: 2 },
      {
        "cloudfront.https.eu": gigabyte,
        "cloudfront.egress": 3,
        "cloudfront.origin": 2,
        "cloudfront.functions": 2 * gigabyte,
      },
    ],
    [
      "a distribution whose only functions are the default's",
      [one("cloudfront/distribution", { defaultCacheBehavior: { functionAssociations: [{}] } })],
      { requests: gigabyte, responseSize: 0, requestSize: 0 },
      { "cloudfront.https.eu": gigabyte, "cloudfront.functions": gigabyte },
    ],
    ["no queries of a private zone", [one("route53/zone", { vpcs: [{ vpcId: "vpc-1" }] })], {}, { "route53.zones": 1 }],
    [
      "what passes a NAT gateway",
      [one("ec2/natGateway")],
      { egress: 7 },
      { "natgateway.hours": month, "natgateway.data": 7, egress: 7 },
    ],
    [
      "a private NAT gateway",
      [one("ec2/natGateway", { connectivityType: "private" })],
      { egress: 7 },
      { "natgateway.hours": month, "natgateway.data": 7 },
    ],
    ["addresses of one's own", [one("ec2/eip", { publicIpv4Pool: "ipv4pool-ec2-1" })], {}, {}],
    [
      "a load balancer by its data",
      [one("lb/loadBalancer", { internal: true })],
      { requests: gigabyte, requestSize: 1, responseSize: 19 },
      { "loadbalancer.hours": month, "loadbalancer.units": 20 },
    ],
    [
      "a load balancer by its connections",
      [one("alb/loadBalancer", { internal: true })],
      { requests: 180_000, requestSize: 0, responseSize: 0 },
      { "loadbalancer.hours": month, "loadbalancer.units": 2 },
    ],
    [
      "a public load balancer's addresses and transfer",
      [one("lb/loadBalancer", { subnets: ["a", "b", "c"] })],
      { requests: gigabyte, requestSize: 0, responseSize: 20 },
      { "loadbalancer.hours": month, "loadbalancer.units": 20, "ipv4.addresses": 3 * month, egress: 20 },
    ],
    [
      "a public load balancer's addresses where subnets are mapped",
      [one("lb/loadBalancer", { subnetMappings: [{}, {}, {}] })],
      { requests: gigabyte, requestSize: 0, responseSize: 20 },
      { "loadbalancer.hours": month, "loadbalancer.units": 20, "ipv4.addresses": 3 * month, egress: 20 },
    ],
    [
      "no addresses with IPv6 only",
      [one("lb/loadBalancer", { ipAddressType: "dualstack-without-public-ipv4" })],
      { requests: gigabyte, requestSize: 0, responseSize: 20 },
      { "loadbalancer.hours": month, "loadbalancer.units": 20, egress: 20 },
    ],
  ]);
});

describe("what cannot be priced of distributions, networks and load balancers of AWS", () => {
  theyAreNotPriced([
    [one("cloudfront/distribution", { anycastIpListId: "list" }), "anycastIpListId"],
    [one("cloudfront/distribution", { origins: [{ originShield: { enabled: true } }] }), "origins"],
    [
      one("cloudfront/distribution", { orderedCacheBehaviors: [{ lambdaFunctionAssociations: [{}] }] }),
      "lambdaFunctionAssociations",
    ],
    [
      one("cloudfront/distribution", { defaultCacheBehavior: { lambdaFunctionAssociations: [{}] } }),
      "lambdaFunctionAssociations",
    ],
    [one("cloudfront/distribution", { defaultCacheBehavior: { realtimeLogConfigArn: "arn" } }), "realtimeLogConfigArn"],
    [
      one("cloudfront/distribution", { orderedCacheBehaviors: [{ realtimeLogConfigArn: "arn" }] }),
      "realtimeLogConfigArn",
    ],
    [one("ec2/natGateway", { availabilityMode: "regional" }), "availabilityMode"],
    [one("lb/loadBalancer", { loadBalancerType: "network" }), "loadBalancerType"],
    [one("lb/loadBalancer", { minimumLoadBalancerCapacity: {} }), "minimumLoadBalancerCapacity"],
  ]);
});
