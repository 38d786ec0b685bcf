// Bodies in JSON, and responses of several kinds.

import { Body, Controller, Delete, Get, HttpCode, Param, ParseFloatPipe, ParseIntPipe, Patch, Post, Put, Query, Res } from "@nestjs/common";
import {
  ApiBody,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiParam,
  ApiResponse,
  ApiTags,
  getSchemaPath,
} from "@nestjs/swagger";
import type { Response } from "express";

import { Address, Card, Category, Conflict, Item, ItemPage, Message, Order, OrderPatch, PageQuery, Status, Transfer } from "./models.js";
import { received } from "./transcript.js";

const items = [1, 2, 3, 4, 5].map((id) => ({ id, name: `${id}`, price: id % 2 ? id / 10 : null }));

@ApiTags("orders")
@Controller("orders")
export class OrdersController {
  @Post()
  @ApiCreatedResponse({ type: Order })
  create(@Body() order: Order): Order {
    received("OrdersController_create", { body: order });
    return order;
  }

  @Put(":id")
  @ApiOkResponse({ type: Order })
  @ApiCreatedResponse({ type: Item })
  @ApiConflictResponse({ type: Conflict })
  replace(@Param("id", ParseFloatPipe) id: number, @Body() order: Order, @Res({ passthrough: true }) response: Response) {
    received("OrdersController_replace", { id, body: order });
    if (order.status === Status.Gone) {
      response.status(409);
      return { code: "conflict", fields: ["status"] };
    }
    if (order.status === Status.OnHold) {
      response.status(201);
      return { id, name: "new", price: null };
    }
    return order;
  }

  @Patch(":id")
  @ApiOkResponse({ type: OrderPatch })
  change(@Param("id", ParseFloatPipe) id: number, @Body() patch: OrderPatch): OrderPatch {
    received("OrdersController_change", { id, body: patch });
    return patch;
  }

  @Delete(":id")
  @HttpCode(204)
  @ApiNoContentResponse()
  remove(@Param("id", ParseFloatPipe) id: number): void {
    received("OrdersController_remove", { id });
  }

  @Get()
  @ApiOkResponse({ type: ItemPage })
  list(@Query() query: PageQuery): ItemPage {
    received("OrdersController_list", query);
    const { page = 1, limit = 2 } = query;
    const start = (page - 1) * limit;
    return { items: items.slice(start, start + limit), total: items.length, page, pageCount: Math.ceil(5 / limit) };
  }
}

@Controller("unions")
@ApiExtraModels(Card, Transfer, Address, Category)
export class UnionsController {
  @Get(":kind")
  @ApiParam({ name: "kind", enum: ["card", "transfer"] })
  @ApiOkResponse({
    schema: {
      oneOf: [{ $ref: getSchemaPath(Card) }, { $ref: getSchemaPath(Transfer) }],
      discriminator: { propertyName: "kind" },
    },
  })
  byKind(@Param("kind") kind: string) {
    received("UnionsController_byKind", { kind });
    return kind === "card" ? { kind: "card", number: "4000" } : { kind: "transfer", iban: "DE00", reference: null };
  }

  @Post("address-or-category")
  @HttpCode(200)
  @ApiBody({ schema: { oneOf: [{ $ref: getSchemaPath(Address) }, { $ref: getSchemaPath(Category) }] } })
  @ApiOkResponse({ schema: { anyOf: [{ $ref: getSchemaPath(Address) }, { $ref: getSchemaPath(Category) }] } })
  either(@Body() body: object) {
    received("UnionsController_either", { body });
    return body;
  }

  @Post("map")
  @HttpCode(200)
  @ApiBody({ schema: { type: "object", additionalProperties: { type: "array", items: { type: "number" } } } })
  @ApiOkResponse({ schema: { type: "object", additionalProperties: { $ref: getSchemaPath(Address) } } })
  map(@Body() body: object) {
    received("UnionsController_map", { body });
    return { here: { street: "a" }, "über all": { street: "b", city: null, position: [1, -0.5] } };
  }

  @Get("errors/:status")
  @ApiParam({ name: "status", enum: [200, 404, 409, 503], type: Number })
  @ApiOkResponse({ type: Item })
  @ApiNotFoundResponse({ type: Message })
  @ApiConflictResponse({ type: Conflict })
  @ApiResponse({ status: 503, description: "Later" })
  errors(@Param("status", ParseIntPipe) status: number, @Res({ passthrough: true }) response: Response) {
    received("UnionsController_errors", { status });
    response.status(status);
    if (status === 404) return { code: "not_found", detail: "no such item" };
    if (status === 409) return { code: "conflict", fields: ["id"] };
    return status === 503 ? undefined : items[0];
  }
}
