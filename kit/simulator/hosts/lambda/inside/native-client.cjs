/**
 * Stands in for `rapid-client.node`, the Runtime Interface Client's compiled HTTP client, which needs a C++ tool chain.
 * It offers the same four functions: https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/blob/main/src/rapid-client.cc
 */
const http = require("node:http");

const [hostname, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const agent = new http.Agent({ keepAlive: true });

/** The last answer that was sent. The compiled client sends synchronously, so `next` waits for it. */
let sent = Promise.resolve();

function call(method, path, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const length =
      body === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const options = {
      hostname,
      port,
      method,
      agent,
      path: `/2018-06-01/runtime/${path}`,
      headers: { ...length, ...headers },
    };
    const request = http.request(options, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part) => {
        text += part;
      });
      response.on("end", () => resolve({ bodyJson: text, headers: response.headers }));
    });
    request.on("error", reject);
    request.end(body);
  });
}

module.exports = {
  initializeClient() {},
  async next() {
    await sent;
    return call("GET", "invocation/next");
  },
  done(id, body) {
    sent = call("POST", `invocation/${id}/response`, body);
  },
  error(id, body, cause) {
    sent = call("POST", `invocation/${id}/error`, body, { "lambda-runtime-function-xray-error-cause": cause });
  },
};
