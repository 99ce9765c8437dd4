import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderFor, need, serve } from "../command.ts";
import { versions } from "../versions.ts";
import { type Peer, region } from "./peer.ts";

const pom = `<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>fourfold</groupId>
  <artifactId>peers</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.elasticmq</groupId>
      <artifactId>elasticmq-server_2.13</artifactId>
      <version>${versions.elasticmq}</version>
    </dependency>
  </dependencies>
</project>
`;

/** https://github.com/softwaremill/elasticmq#running-elasticmq */
const settings = (port: number): Readonly<Record<string, string>> => ({
  "rest-sqs.bind-hostname": "127.0.0.1",
  "rest-sqs.bind-port": String(port),
  "rest-sqs.sqs-limits": "strict",
  "rest-stats.enabled": "false",
  "node-address.host": "127.0.0.1",
  "node-address.port": String(port),
  "aws.region": region,
  "aws.accountId": "123456789012",
});

/** ElasticMQ's server, with its dependencies from Maven. It only has SQS. */
export const elasticmq: Peer = {
  name: `ElasticMQ ${versions.elasticmq}`,
  has: ["SQS"],
  async open() {
    const folder = folderFor(`elasticmq-${versions.elasticmq}`);
    const library = join(folder, "lib");
    writeFileSync(join(folder, "pom.xml"), pom);
    // Even if it exists: an earlier run may have been cut off.
    await need("mvn", ["-q", "-B", "dependency:copy-dependencies", `-DoutputDirectory=${library}`], { cwd: folder });
    const { url, stop } = await serve("java", (port) => [
      ...Object.entries(settings(port)).map(([name, value]) => `-D${name}=${value}`),
      ...["-cp", join(library, "*"), "org.elasticmq.server.Main"],
    ]);
    return { client: { endpoint: url, region, credentials: { accessKeyId: "peer", secretAccessKey: "peer" } }, stop };
  },
};
