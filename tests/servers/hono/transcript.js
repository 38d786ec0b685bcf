// The transcript of what this server understood and answered, a JSON value in each line of `$TRANSCRIPT`.

import { appendFileSync } from "node:fs";

const write = (entry) => appendFileSync(process.env.TRANSCRIPT, `${JSON.stringify(entry)}\n`);
const base64 = (buffer) => Buffer.from(buffer).toString("base64");

/** The value as JSON: what was not sent is left out, files are base64. */
async function plain(value) {
  if (value instanceof File || value instanceof Blob) return base64(await value.arrayBuffer());
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return Promise.all(value.map(plain));
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries(value).filter(([, it]) => it !== undefined);
  return Object.fromEntries(await Promise.all(members.map(async ([name, it]) => [name, await plain(it)])));
}

/** Writes down a request after its validation, by the names that the document gives to the arguments. */
export async function received(operation, args) {
  write({ received: operation, arguments: await plain(args) });
}

/** Writes down each response as it goes over the wire. */
export async function responses(c, next) {
  await next();
  const body = c.res.body ? await c.res.clone().arrayBuffer() : new ArrayBuffer(0);
  write({ responded: c.res.status, type: c.res.headers.get("content-type"), body: base64(body) });
}
