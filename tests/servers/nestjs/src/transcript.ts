// The transcript of what this server understood and answered, a JSON value in each line of `$TRANSCRIPT`.

import { appendFileSync } from "node:fs";
import type { NextFunction, Request, Response } from "express";

const write = (entry: object) => appendFileSync(process.env.TRANSCRIPT!, `${JSON.stringify(entry)}\n`);

/** The value as JSON: what was not sent is left out, files are base64. */
function plain(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return value.toString("base64");
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries(value).filter(([, it]) => it !== undefined);
  return Object.fromEntries(members.map(([name, it]) => [name, plain(it)]));
}

/** Writes down a request after its validation, by the names that the document gives to the arguments. */
export function received(operation: string, args: object): void {
  write({ received: operation, arguments: plain(args) });
}

/** Writes down each response as it goes over the wire. */
export function responses(_request: Request, response: Response, next: NextFunction): void {
  const chunks: Buffer[] = [];
  const keep = (chunk: unknown) => {
    if (typeof chunk === "string" || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk as string));
  };
  const { write: writeChunk, end } = response;
  response.write = function (this: Response, chunk: unknown, ...rest: unknown[]) {
    keep(chunk);
    return writeChunk.apply(this, [chunk, ...rest] as never);
  } as never;
  response.end = function (this: Response, chunk: unknown, ...rest: unknown[]) {
    keep(chunk);
    const type = response.getHeader("content-type") ?? null;
    write({ responded: response.statusCode, type, body: Buffer.concat(chunks).toString("base64") });
    return end.apply(this, [chunk, ...rest] as never);
  } as never;
  next();
}
