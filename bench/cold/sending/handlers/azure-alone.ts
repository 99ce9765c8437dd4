import { app } from "@azure/functions";

/** What every function on Azure has: it registers itself, and does nothing. */
app.http("send", { handler: () => ({}) });
