import { QueryCommand, UpdateTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import type { Exchange, Exchanges, Session } from "../../session.ts";
import { type Item, N, prepare, read, S, simpleTable } from "./steps.ts";

function expire(session: Session, TableName: string, AttributeName: string, Enabled = true) {
  const TimeToLiveSpecification = { AttributeName, Enabled };
  return session.dynamodb.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
}

/** An item with this time to live in a table whose items expire. */
const expiring =
  (until: Item[string]): Exchange =>
  async (session) => {
    const TableName = await simpleTable(session);
    await expire(session, TableName, "until");
    await prepare(session, TableName, { id: S("1"), until });
    await read(session, TableName, { id: S("1") });
    const query = { TableName, KeyConditionExpression: "id = :i", ExpressionAttributeValues: { ":i": S("1") } };
    await session.note(session.dynamodb.send(new QueryCommand(query)));
  };

export const expiryScripts: Exchanges = {
  "a time to live": (session) =>
    simpleTable(session).then((name) => session.noteRefusal(expire(session, name, "until"))),
  "a time to live by another attribute": async (session) => {
    const TableName = await simpleTable(session);
    await session.noteRefusal(expire(session, TableName, "until"));
    await session.noteRefusal(expire(session, TableName, "expires"));
  },
  "a time to live that is turned off": async (session) => {
    const TableName = await simpleTable(session);
    await session.noteRefusal(expire(session, TableName, "until"));
    await session.noteRefusal(expire(session, TableName, "until", false));
  },
  "a time to live by an attribute without a name": async (session) => {
    const TableName = await simpleTable(session);
    await session.noteRefusal(expire(session, TableName, ""));
  },
  "an item that expires in the year 2096": expiring(N(4e9)),
  "an item that has expired long ago, which is never deleted": expiring(N(1)),
  "an item whose time to live is a text": expiring(S("soon")),
};
