// Parameters, credentials.

import {
  Controller,
  Get,
  Headers,
  HttpException,
  Param,
  ParseBoolPipe,
  ParseEnumPipe,
  ParseFloatPipe,
  ParseUUIDPipe,
  Query as FromQuery,
  Req,
} from "@nestjs/common";
import {
  ApiBasicAuth,
  ApiBearerAuth,
  ApiCookieAuth,
  ApiHeader,
  ApiOkResponse,
  ApiParam,
  ApiQuery,
  ApiSecurity,
  ApiTags,
} from "@nestjs/swagger";
import type { Request } from "express";

import { Query, Status } from "./models.js";
import { received } from "./transcript.js";

@Controller("parameters")
export class ParametersController {
  @Get("path/:number/:ratio/:flag/:uuid/:status/:name")
  @ApiParam({ name: "number", type: Number, example: 4 })
  @ApiParam({ name: "uuid", format: "uuid", type: String })
  @ApiParam({ name: "status", enum: Status })
  @ApiParam({ name: "name", schema: { type: "string", pattern: "^[a-z: +%&?=ü]+$" }, example: "a b: +%&?=ü" })
  @ApiOkResponse({ type: String })
  path(
    @Param("number", ParseFloatPipe) number: number,
    @Param("ratio", ParseFloatPipe) ratio: number,
    @Param("flag", ParseBoolPipe) flag: boolean,
    @Param("uuid", ParseUUIDPipe) uuid: string,
    @Param("status", new ParseEnumPipe(Status)) status: Status,
    @Param("name") name: string,
    @Req() request: Request,
  ): string {
    // Pipes see the number that `transform` has made. One with the zeros of another language is refused here: `4.0`.
    if (String(number) !== request.params["number"]) throw new HttpException("another spelling", 400);
    received("ParametersController_path", { number, ratio, flag, uuid, status, name });
    return name;
  }

  @Get("query")
  @ApiOkResponse({ type: Query })
  query(@FromQuery() query: Query): Query {
    received("ParametersController_query", query);
    return query;
  }

  @Get("either")
  @ApiQuery({ name: "filter", required: false, style: "deepObject", explode: true, schema: { type: "object", properties: { from: { type: "number" }, to: { type: "string" } } } })
  @ApiQuery({ name: "ids", required: false, style: "form", explode: false, schema: { type: "array", items: { type: "integer" } } })
  @ApiOkResponse({ schema: { type: "array", items: { type: "number" } } })
  styles(@Req() request: Request, @FromQuery("ids") ids?: string): number[] {
    const query = new URL(request.originalUrl, "http://localhost").searchParams;
    const [from, to] = [query.get("filter[from]"), query.get("filter[to]")];
    const members = { from: from === null ? undefined : Number(from), to: to ?? undefined };
    const numbers = ids === undefined ? undefined : ids.split(",").map(Number);
    const filter = from === null && to === null ? undefined : members;
    received("ParametersController_styles", { filter, ids: numbers });
    return numbers ?? [];
  }

  @Get("headers")
  @ApiHeader({ name: "x-request-id", required: true, schema: { type: "string", format: "uuid" } })
  @ApiHeader({ name: "X-Count", required: false, schema: { type: "integer" } })
  @ApiHeader({ name: "x-ratio", required: false, schema: { type: "number" } })
  @ApiOkResponse({ type: Boolean })
  headers(
    @Headers("x-request-id") id: string,
    @Headers("x-count") count?: string,
    @Headers("x-ratio") ratio?: string,
  ): boolean {
    const whole = count === undefined ? undefined : /^-?\d+$/.test(count) ? Number(count) : count;
    const number = ratio === undefined ? undefined : Number(ratio);
    received("ParametersController_headers", { "x-request-id": id, "X-Count": whole, "x-ratio": number });
    return true;
  }
}

function demand(isThere: boolean): void {
  if (!isThere) throw new HttpException("another credential", 401);
}

const KEY = process.env.API_KEY;

@ApiTags("me")
@Controller("me")
export class MeController {
  @Get("header")
  @ApiSecurity("header")
  @ApiOkResponse({ type: String })
  header(@Req() request: Request): string {
    demand(request.headers["x-api-key"] === KEY);
    received("MeController_header", {});
    return "header";
  }

  @Get("cookie")
  @ApiCookieAuth("cookie")
  @ApiOkResponse({ type: String })
  cookie(@Req() request: Request): string {
    demand((request.headers.cookie ?? "").split("; ").includes(`token=${KEY}`));
    received("MeController_cookie", {});
    return "cookie";
  }

  @Get("bearer")
  @ApiBearerAuth()
  @ApiOkResponse({ type: String })
  bearer(@Req() request: Request): string {
    demand(request.headers.authorization === `Bearer ${KEY}`);
    received("MeController_bearer", {});
    return "bearer";
  }

  @Get("basic")
  @ApiBasicAuth()
  @ApiOkResponse({ type: String })
  basic(@Req() request: Request): string {
    demand(request.headers.authorization === `Basic ${Buffer.from(`${KEY}:`).toString("base64")}`);
    received("MeController_basic", {});
    return "basic";
  }
}
