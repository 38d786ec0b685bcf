// What travels.

import { z } from "@hono/zod-openapi";

export const Status = z.enum(["active", "on-hold", "gone!"]).openapi("Status");
export const Priority = z.union([z.literal(1), z.literal(10)]).openapi("Priority");

const Card = z
  .object({ kind: z.literal("card"), number: z.string().regex(/^[0-9]{4,16}$/), expires: z.iso.date().nullish() })
  .openapi("Card");
const Transfer = z
  .object({ kind: z.literal("transfer"), iban: z.string(), reference: z.string().nullable() })
  .openapi("Transfer");
const Voucher = z.object({ kind: z.literal("voucher"), code: z.uuid() }).openapi("Voucher");
export const Payment = z.discriminatedUnion("kind", [Card, Transfer, Voucher]).openapi("Payment");

export const Circle = z.strictObject({ radius: z.number() }).openapi("Circle");
export const Rectangle = z
  .strictObject({ width: z.number(), height: z.number(), label: z.string().nullable().optional() })
  .openapi("Rectangle");
export const Shape = z.union([Circle, Rectangle]).openapi("Shape");

export const Address = z
  .strictObject({
    street: z.string(),
    city: z.string().nullish(),
    position: z.tuple([z.number(), z.number()]).optional(),
  })
  .openapi("Address");

export const Category = z
  .strictObject({
    name: z.string(),
    get children() {
      return z.array(Category).optional();
    },
    get parent() {
      return Category.nullish();
    },
  })
  .openapi("Category");

/** Each kind of member once. */
export const Order = z
  .strictObject({
    id: z.int().openapi({ example: 4 }),
    externalId: z.uuid().nullish(),
    status: Status,
    priority: Priority.optional(),
    payment: Payment,
    backupPayment: Payment.nullish(),
    shape: z.union([Circle, Rectangle]).nullish(),
    maybeShape: z.union([Circle, Rectangle, z.null()]),
    reference: z.union([z.string(), z.int()]).nullable(),
    amount: z.string().regex(/^-?[0-9]+\.[0-9]{2}$/),
    ratio: z.number().optional(),
    percent: z.number().min(0).max(100).nullish(),
    due: z.iso.date().optional(),
    placedAt: z.iso.datetime({ offset: true }),
    lasts: z.iso.duration().optional(),
    email: z.email().optional(),
    site: z.url().optional(),
    tags: z.array(z.string()).optional(),
    scores: z.array(z.number().nullable()).nullish(),
    labels: z.record(z.string(), z.string()).optional(),
    limits: z.record(z.string(), z.number().nullable()).nullish(),
    byStatus: z.partialRecord(Status, z.int()).optional(),
    address: Address.optional(),
    addresses: z.array(Address.nullable()).optional(),
    category: Category.optional(),
    payments: z.array(Payment).optional(),
    grid: z.array(z.array(z.int())).optional(),
    nothing: z.null().optional(),
    anything: z.any().optional(),
    version: z.literal("v1"),
    flags: z.strictObject({ on: z.boolean(), off: z.literal(false).optional() }).nullable(),
    merged: z.intersection(z.object({ a: z.string() }), z.object({ b: z.int().nullable() })).optional(),
    "x-dashed.name": z.string().optional(),
  })
  .openapi("Order");

export const OrderPatch = z
  .strictObject({
    status: Status.optional(),
    note: z.string().nullish(),
    payment: Payment.nullish(),
    shape: Shape.nullish(),
    priority: Priority.nullish(),
    address: Address.nullish(),
    tags: z.array(z.string()).nullish(),
    labels: z.record(z.string(), z.string().nullable()).nullish(),
  })
  .openapi("OrderPatch");

export const Item = z.object({ id: z.int(), name: z.string(), price: z.number().nullable() }).openapi("Item");

export const Page = (item) => z.object({ items: z.array(item), total: z.int(), nextCursor: z.string().nullable() });

export const Message = z.object({ code: z.enum(["not_found", "conflict"]), detail: z.string() }).openapi("Message");
export const Conflict = z.object({ code: z.literal("conflict"), fields: z.array(z.string()) }).openapi("Conflict");

export const Tick = z
  .object({ number: z.int(), at: z.iso.datetime().nullable(), payment: Payment.optional() })
  .openapi("Tick");
