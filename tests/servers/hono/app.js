// A server with one operation for each thing that Hono can take and give.

import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { stream, streamSSE } from "hono/streaming";

import {
  Address,
  Conflict,
  Item,
  Message,
  Order,
  OrderPatch,
  Page,
  Payment,
  Priority,
  Shape,
  Status,
  Tick,
} from "./models.js";
import { received, responses } from "./transcript.js";

const KEY = process.env.API_KEY;

export const app = new OpenAPIHono();
app.use("*", responses);

for (const [name, scheme] of Object.entries({
  header: { type: "apiKey", in: "header", name: "X-API-Key" },
  cookie: { type: "apiKey", in: "cookie", name: "token" },
  query: { type: "apiKey", in: "query", name: "api_key" },
  bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
  basic: { type: "http", scheme: "basic" },
})) {
  app.openAPIRegistry.registerComponent("securitySchemes", name, scheme);
}

const json = (schema, description = "fine") => ({ description, content: { "application/json": { schema } } });
const body = (schema, type = "application/json", required = true) => ({
  body: { required, content: { [type]: { schema } } },
});

/** An operation that writes down what it was given, and then answers. */
function on(route, answer) {
  const id = route.operationId ?? `${route.method.toUpperCase()} ${route.path}`;
  app.openapi(createRoute(route), async (c) => {
    const { request = {} } = route;
    const parts = Object.entries({ params: "param", query: "query", headers: "header", cookies: "cookie" });
    const args = Object.assign({}, ...parts.filter(([it]) => request[it]).map(([, it]) => c.req.valid(it)));
    const sent = Object.keys(request.body?.content ?? {});
    if (sent.includes("application/json")) {
      if (c.req.header("content-type")) args.body = c.req.valid("json");
    } else if (sent.some((it) => it.includes("form"))) {
      args.body = c.req.valid("form");
    } else if (sent.length > 0) {
      args.body = sent[0].startsWith("text/") ? await c.req.text() : new Blob([await c.req.arrayBuffer()]);
    }
    await received(id, args);
    return answer(c, args);
  });
}

// A query or a form gives one value as itself, several as a list.
const listed = (item) => z.preprocess((it) => (it === undefined || Array.isArray(it) ? it : [it]), z.array(item));

// Bodies in JSON

on(
  {
    method: "post",
    path: "/orders",
    operationId: "createOrder",
    tags: ["orders"],
    request: body(Order),
    responses: { 201: json(Order) },
  },
  (c, { body }) => c.json(body, 201),
);

on(
  {
    method: "put",
    path: "/orders/{orderId}",
    operationId: "replaceOrder",
    tags: ["orders"],
    request: { params: z.object({ orderId: z.coerce.number().int().positive() }), ...body(Order) },
    responses: { 200: json(Order), 201: json(Item), 409: json(Conflict) },
  },
  (c, { body, orderId }) => {
    if (body.status === "gone!") return c.json({ code: "conflict", fields: ["status"] }, 409);
    if (body.status === "on-hold") return c.json({ id: orderId, name: "new", price: null }, 201);
    return c.json(body, 200);
  },
);

on(
  {
    method: "patch",
    path: "/orders/{orderId}",
    operationId: "changeOrder",
    tags: ["orders"],
    request: { params: z.object({ orderId: z.coerce.number().int() }), ...body(OrderPatch) },
    responses: { 200: json(OrderPatch) },
  },
  (c, { body }) => c.json(body, 200),
);

on(
  {
    method: "delete",
    path: "/orders/{orderId}",
    operationId: "deleteOrder",
    tags: ["orders"],
    request: { params: z.object({ orderId: z.coerce.number().int() }) },
    responses: { 204: { description: "gone" } },
  },
  (c) => c.body(null, 204),
);

on({ method: "post", path: "/payments", request: body(Payment), responses: { 200: json(Payment) } }, (c, { body }) =>
  c.json(body, 200),
);

on(
  {
    method: "post",
    path: "/payments/many",
    request: body(z.array(Payment)),
    responses: { 200: json(z.record(z.string(), Payment)) },
  },
  (c, { body }) => c.json(Object.fromEntries(body.map((it, at) => [`${at} ${it.kind}`, it])), 200),
);

on(
  {
    method: "post",
    path: "/shapes",
    request: body(Shape.nullable(), "application/json", false),
    responses: { 200: json(Shape.nullable()) },
  },
  // The framework documents a named union as if it were never null.
  (c, { body }) => c.json(body ?? { radius: 0.5 }, 200),
);

on(
  {
    method: "post",
    path: "/scalar",
    request: body(z.union([z.number(), z.string(), z.boolean()])),
    responses: { 200: json(z.union([z.number(), z.string(), z.boolean()])) },
  },
  (c, { body }) => c.json(body, 200),
);

on(
  {
    method: "post",
    path: "/anything",
    operationId: "anything",
    request: body(z.any()),
    responses: { 200: json(z.object({ was: z.any() })) },
  },
  (c, { body }) => c.json({ was: body }, 200),
);

// Parameters

on(
  {
    method: "get",
    path: "/paths/{number}/{ratio}/{flag}/{day}/{uuid}/{status}/{name}",
    operationId: "paths",
    request: {
      params: z.object({
        number: z.coerce.number().int(),
        ratio: z.coerce.number(),
        flag: z.stringbool({ truthy: ["true"], falsy: ["false"] }).openapi({ type: "boolean" }),
        day: z.iso.date(),
        uuid: z.uuid(),
        status: Status,
        name: z.string().regex(/^[a-z: +%&?=ü]+$/).openapi({ example: "a b: +%&?=ü" }),
      }),
    },
    responses: { 200: json(z.object({ name: z.string() })) },
  },
  (c, { name }) => c.json({ name }, 200),
);

on(
  {
    method: "get",
    path: "/queries",
    operationId: "queries",
    request: {
      query: z.object({
        q: z.string().min(1),
        number: z.coerce.number().int().optional(),
        ratio: z.coerce.number().optional(),
        flag: z.stringbool({ truthy: ["true"], falsy: ["false"] }).optional().openapi({ type: "boolean" }),
        day: z.iso.date().optional(),
        at: z.iso.datetime({ offset: true }).optional(),
        uuid: z.uuid().optional(),
        status: Status.optional(),
        limit: z.coerce.number().int().min(1).max(100).default(10),
        tags: listed(z.string()).optional().openapi({ type: "array", items: { type: "string" } }),
        "numbers[]": listed(z.coerce.number().int())
          .optional()
          .openapi({ type: "array", items: { type: "integer" } }),
        either: z.union([z.string(), z.array(z.string())]).optional(),
      }),
    },
    responses: { 200: json(z.object({ q: z.string(), at: z.string().nullable() })) },
  },
  (c, { q, at }) => c.json({ q, at: at ?? null }, 200),
);

on(
  {
    method: "get",
    path: "/headers",
    operationId: "headers",
    request: {
      headers: z.object({
        "x-request-id": z.uuid(),
        "x-ratio": z.coerce.number().optional(),
        "x-count": z.coerce.number().int().optional(),
        "x-status": Status.optional(),
      }),
    },
    responses: { 200: json(z.object({ id: z.uuid() })) },
  },
  (c, args) => c.json({ id: args["x-request-id"] }, 200),
);

on(
  {
    method: "get",
    path: "/cookies",
    operationId: "cookies",
    request: { cookies: z.object({ session: z.string().regex(/^[a-z0-9]+$/), visits: z.coerce.number().optional() }) },
    responses: { 200: json(z.object({ session: z.string() })) },
  },
  (c, { session }) => c.json({ session }, 200),
);

// Forms and files

const file = () => z.instanceof(File).openapi({ type: "string", format: "binary" });

on(
  {
    method: "post",
    path: "/forms",
    operationId: "form",
    request: body(
      z.object({
        name: z.string(),
        ratio: z.coerce.number().openapi({ type: "number" }),
        count: z.coerce.number().int().optional(),
        status: Status.optional(),
        tags: listed(z.string()).optional().openapi({ type: "array", items: { type: "string" } }),
      }),
      "application/x-www-form-urlencoded",
    ),
    responses: { 200: json(z.object({ name: z.string() })) },
  },
  (c, { body }) => c.json({ name: body.name }, 200),
);

on(
  {
    method: "post",
    path: "/uploads",
    operationId: "upload",
    request: body(
      z.object({
        note: z.string().optional(),
        ratio: z.coerce.number().optional(),
        file: file(),
        more: listed(z.instanceof(File))
          .optional()
          .openapi({ type: "array", items: { type: "string", format: "binary" } }),
        tags: listed(z.string()).optional().openapi({ type: "array", items: { type: "string" } }),
      }),
      "multipart/form-data",
    ),
    responses: { 200: json(z.object({ name: z.string(), size: z.int() })) },
  },
  (c, { body }) => c.json({ name: body.file.name, size: body.file.size }, 200),
);

on(
  {
    method: "put",
    path: "/raw",
    operationId: "raw",
    request: body(z.string().openapi({ format: "binary" }), "application/octet-stream"),
    responses: {
      200: {
        description: "the same",
        content: { "application/octet-stream": { schema: z.string().openapi({ format: "binary" }) } },
      },
    },
  },
  async (c, { body }) => c.body(await body.arrayBuffer(), 200, { "content-type": "application/octet-stream" }),
);

on(
  {
    method: "post",
    path: "/csv",
    operationId: "csv",
    request: body(z.string(), "text/csv"),
    responses: { 200: { description: "the same", content: { "text/csv": { schema: z.string() } } } },
  },
  (c, { body }) => c.body(body, 200, { "content-type": "text/csv; charset=utf-8" }),
);

on(
  {
    method: "get",
    path: "/text",
    operationId: "text",
    responses: { 200: { description: "words", content: { "text/plain": { schema: z.string() } } } },
  },
  (c) => c.text("words, naïve\nand lines", 200),
);

// Lists

const items = [1, 2, 3, 4, 5].map((id) => ({ id, name: `${id}`, price: id % 2 ? id / 10 : null }));

on(
  {
    method: "get",
    path: "/items",
    operationId: "listItems",
    request: {
      query: z.object({
        limit: z.coerce.number().int().min(1).max(100).optional(),
        cursor: z.string().regex(/^[0-9]$/).optional(),
      }),
    },
    responses: { 200: json(Page(Item)) },
  },
  (c, { cursor = "0", limit = 2 }) => {
    const end = Number(cursor) + limit;
    const nextCursor = end < items.length ? `${end}` : null;
    return c.json({ items: items.slice(Number(cursor), end), total: items.length, nextCursor }, 200);
  },
);

// Streams

on(
  {
    method: "get",
    path: "/events",
    operationId: "events",
    request: { query: z.object({ count: z.coerce.number().int().min(0).max(5).optional() }) },
    responses: { 200: { description: "ticks", content: { "text/event-stream": { schema: Tick } } } },
  },
  (c, { count = 3 }) =>
    streamSSE(c, async (out) => {
      for (let number = 0; number < count; number++) {
        const tick = { number, at: number ? "2024-02-29T00:00:00Z" : null };
        await out.writeSSE({ data: JSON.stringify(tick), event: "tick", id: `${number}` });
      }
    }),
);

on(
  {
    method: "get",
    path: "/lines",
    operationId: "lines",
    responses: { 200: { description: "ticks", content: { "application/x-ndjson": { schema: Tick } } } },
  },
  (c) => {
    c.header("content-type", "application/x-ndjson");
    return stream(c, async (out) => {
      await out.writeln(JSON.stringify({ number: 1, at: null }));
      await out.writeln(JSON.stringify({ number: 2, at: null, payment: { kind: "card", number: "4000" } }));
    });
  },
);

// Responses that are no success

on(
  {
    method: "get",
    path: "/errors/{status}",
    operationId: "errors",
    request: { params: z.object({ status: z.enum(["200", "404", "409", "503"]) }) },
    responses: { 200: json(Item), 404: json(Message), 409: json(Conflict), 503: { description: "later" } },
  },
  (c, { status }) => {
    if (status === "404") return c.json({ code: "not_found", detail: "no such item" }, 404);
    if (status === "409") return c.json({ code: "conflict", fields: ["id"] }, 409);
    if (status === "503") return c.body(null, 503);
    return c.json(items[0], 200);
  },
);

// Credentials

const isThere = {
  header: (c) => c.req.header("x-api-key") === KEY,
  cookie: (c) => (c.req.header("cookie") ?? "").split("; ").includes(`token=${KEY}`),
  query: (c) => c.req.query("api_key") === KEY,
  bearer: (c) => c.req.header("authorization") === `Bearer ${KEY}`,
  basic: (c) => c.req.header("authorization") === `Basic ${Buffer.from(`${KEY}:`).toString("base64")}`,
};

for (const [name, check] of Object.entries(isThere)) {
  app.use(`/me/${name}`, async (c, next) => (check(c) ? next() : c.json({ detail: "another credential" }, 401)));
  on(
    {
      method: "get",
      path: `/me/${name}`,
      operationId: `me.${name}`,
      tags: ["me"],
      security: [{ [name]: [] }],
      responses: { 200: json(z.object({ by: z.literal(name) })) },
    },
    (c) => c.json({ by: name }, 200),
  );
}

export const document = () =>
  app.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "Hono", version: "1.0.0" } });
