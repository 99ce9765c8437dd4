import { frontMessage } from "../http/response.ts";

/** What an HTTP API itself answers. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html */
export const messages = {
  badRequest: frontMessage(400, { message: "Bad Request" }),
  notFound: frontMessage(404, { message: "Not Found" }),
  tooLarge: frontMessage(413, { message: "Request Entity Too Large" }),
  throttled: frontMessage(429, { message: "Too Many Requests" }),
  failed: frontMessage(500, { message: "Internal Server Error" }),
  unavailable: frontMessage(503, { message: "Service Unavailable" }),
} as const;
