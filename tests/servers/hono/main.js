// `node main.js document` writes the document, `node main.js PORT` serves.

import { serve } from "@hono/node-server";

import { app, document } from "./app.js";

const [, , what] = process.argv;
if (what === "document") console.log(JSON.stringify(document(), null, 2));
else serve({ fetch: app.fetch, hostname: "127.0.0.1", port: Number(what) });
