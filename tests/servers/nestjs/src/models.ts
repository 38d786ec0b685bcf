// What travels.

import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath, IntersectionType } from "@nestjs/swagger";
import { Transform, Type } from "class-transformer";
import {
  Allow,
  IsArray,
  IsBoolean,
  IsDate,
  IsEnum,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from "class-validator";

export enum Status {
  Active = "active",
  OnHold = "on-hold",
  Gone = "gone!",
}

export enum Priority {
  Low = 1,
  High = 10,
}

/** Optional, but not null. */
const Maybe = () => ValidateIf((_, value) => value !== undefined);
/** Null, but not optional. */
const OrNull = () => ValidateIf((_, value) => value !== null);

export class Card {
  @ApiProperty({ enum: ["card"] })
  @IsIn(["card"])
  kind: "card";

  @ApiProperty({ pattern: "^[0-9]{4,16}$" })
  @Matches(/^[0-9]{4,16}$/)
  number: string;

  @ApiPropertyOptional({ type: String, format: "date", nullable: true })
  @IsOptional()
  @Matches(/^\d{4}-\d\d-\d\d$/)
  expires?: string | null;
}

export class Transfer {
  @ApiProperty({ enum: ["transfer"] })
  @IsIn(["transfer"])
  kind: "transfer";

  @ApiProperty()
  @IsString()
  iban: string;

  @ApiProperty({ type: String, nullable: true })
  @OrNull()
  @IsString()
  reference: string | null;
}

const payments = {
  oneOf: [{ $ref: getSchemaPath(Card) }, { $ref: getSchemaPath(Transfer) }],
  discriminator: {
    propertyName: "kind",
    mapping: { card: getSchemaPath(Card), transfer: getSchemaPath(Transfer) },
  },
};

class AnyPayment {
  kind: string;
}

const Payment = () =>
  Type(() => AnyPayment, {
    discriminator: {
      property: "kind",
      subTypes: [
        { value: Card, name: "card" },
        { value: Transfer, name: "transfer" },
      ],
    },
    keepDiscriminatorProperty: true,
  });

export class Address {
  @ApiProperty()
  @IsString()
  street: string;

  @ApiPropertyOptional({ type: "string", nullable: true })
  @IsOptional()
  @IsString()
  city?: string | null;

  @ApiPropertyOptional({ type: [Number], minItems: 2, maxItems: 2 })
  @Maybe()
  @IsNumber({}, { each: true })
  position?: number[];
}

export class Category {
  @ApiProperty()
  @IsString()
  name: string;

  @ApiPropertyOptional({ type: () => [Category] })
  @Maybe()
  @ValidateNested({ each: true })
  @Type(() => Category)
  children?: Category[];

  @ApiPropertyOptional({ type: () => Category, nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => Category)
  parent?: Category | null;
}

/** Each kind of member once. */
@ApiExtraModels(Card, Transfer)
export class Order {
  @ApiProperty({ example: 4 })
  @IsNumber()
  id: number;

  @ApiPropertyOptional({ type: "integer", format: "int64", nullable: true })
  @IsOptional()
  @IsInt()
  large?: number | null;

  @ApiPropertyOptional({ format: "uuid" })
  @Maybe()
  @IsUUID()
  externalId?: string;

  @ApiProperty({ enum: Status, enumName: "Status" })
  @IsEnum(Status)
  status: Status;

  @ApiPropertyOptional({ enum: Status, enumName: "Status", nullable: true })
  @IsOptional()
  @IsEnum(Status)
  formerStatus?: Status | null;

  @ApiPropertyOptional({ enum: Priority, enumName: "Priority", default: Priority.Low })
  @Maybe()
  @IsEnum(Priority)
  priority?: Priority;

  @ApiPropertyOptional({ enum: ["red", "green"], nullable: true, type: String })
  @IsOptional()
  @IsIn(["red", "green"])
  colour?: "red" | "green" | null;

  @ApiProperty(payments)
  @ValidateNested()
  @Payment()
  payment: Card | Transfer;

  @ApiPropertyOptional({ ...payments, nullable: true })
  @IsOptional()
  @ValidateNested()
  @Payment()
  backupPayment?: Card | Transfer | null;

  @ApiPropertyOptional({ type: "array", items: payments })
  @Maybe()
  @ValidateNested({ each: true })
  @Payment()
  payments?: (Card | Transfer)[];

  @ApiProperty({ oneOf: [{ type: "string" }, { type: "number" }], nullable: true })
  @Allow()
  reference: string | number | null;

  @ApiProperty({ type: String, pattern: "^-?[0-9]+\\.[0-9]{2}$", example: "0.10" })
  @Matches(/^-?[0-9]+\.[0-9]{2}$/)
  amount: string;

  @ApiPropertyOptional({ minimum: 0, maximum: 100, nullable: true, type: Number })
  @IsOptional()
  @Min(0)
  @Max(100)
  percent?: number | null;

  @ApiProperty()
  @IsDate()
  @Type(() => Date)
  placedAt: Date;

  @ApiPropertyOptional({ type: Date, nullable: true })
  @IsOptional()
  @IsDate()
  @Type(() => Date)
  shippedAt?: Date | null;

  @ApiPropertyOptional({ type: String, format: "date" })
  @Maybe()
  @Matches(/^\d{4}-\d\d-\d\d$/)
  due?: string;

  @ApiPropertyOptional({ type: [String] })
  @Maybe()
  @IsArray()
  @IsString({ each: true })
  tags?: string[];

  @ApiPropertyOptional({ type: "array", items: { type: "number", nullable: true }, nullable: true })
  @IsOptional()
  @IsArray()
  scores?: (number | null)[] | null;

  @ApiPropertyOptional({ type: "object", additionalProperties: { type: "string" } })
  @Maybe()
  @IsObject()
  labels?: Record<string, string>;

  @ApiPropertyOptional({ type: "object", additionalProperties: { type: "number", nullable: true }, nullable: true })
  @IsOptional()
  @IsObject()
  limits?: Record<string, number | null> | null;

  @ApiPropertyOptional({ type: Address })
  @Maybe()
  @ValidateNested()
  @Type(() => Address)
  address?: Address;

  @ApiPropertyOptional({ type: Address, nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => Address)
  formerAddress?: Address | null;

  @ApiPropertyOptional({ type: [Address] })
  @Maybe()
  @ValidateNested({ each: true })
  @Type(() => Address)
  addresses?: Address[];

  @ApiPropertyOptional({ type: Category, nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => Category)
  category?: Category | null;

  @ApiPropertyOptional({ type: "array", items: { type: "array", items: { type: "integer" } } })
  @Maybe()
  @IsArray()
  grid?: number[][];

  @ApiPropertyOptional({ type: "object", additionalProperties: true })
  @Maybe()
  @IsObject()
  anything?: Record<string, unknown>;

  @ApiPropertyOptional({ name: "x-dashed.name" })
  @Maybe()
  @IsString()
  "x-dashed.name"?: string;
}

@ApiExtraModels(Card, Transfer)
export class OrderPatch {
  @ApiPropertyOptional({ enum: Status, enumName: "Status" })
  @Maybe()
  @IsEnum(Status)
  status?: Status;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  note?: string | null;

  @ApiPropertyOptional({ ...payments, nullable: true })
  @IsOptional()
  @ValidateNested()
  @Payment()
  payment?: Card | Transfer | null;

  @ApiPropertyOptional({ type: () => Address, nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => Address)
  address?: Address | null;

  @ApiPropertyOptional({ type: [String], nullable: true })
  @IsOptional()
  @IsString({ each: true })
  tags?: string[] | null;
}

export class Item {
  @ApiProperty()
  id: number;

  @ApiProperty()
  name: string;

  @ApiProperty({ type: Number, nullable: true })
  price: number | null;
}

export class ItemPage {
  @ApiProperty({ type: [Item] })
  items: Item[];

  @ApiProperty()
  total: number;

  @ApiProperty()
  page: number;

  @ApiProperty()
  pageCount: number;
}

export class Message {
  @ApiProperty({ enum: ["not_found", "conflict"] })
  code: string;

  @ApiProperty()
  detail: string;
}

export class Conflict {
  @ApiProperty({ enum: ["conflict"] })
  code: string;

  @ApiProperty({ type: [String] })
  fields: string[];
}

const listed = ({ value }: { value: unknown }) => (value === undefined || Array.isArray(value) ? value : [value]);

export class PageQuery {
  @ApiPropertyOptional({ minimum: 1, default: 1 })
  @Maybe()
  @IsInt()
  @Min(1)
  @Type(() => Number)
  page?: number;

  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 2 })
  @Maybe()
  @IsInt()
  @Min(1)
  @Max(100)
  @Type(() => Number)
  limit?: number;
}

class MoreQuery {
  @ApiProperty({ minLength: 1 })
  @IsString()
  q: string;

  @ApiPropertyOptional()
  @Maybe()
  @IsNumber()
  @Type(() => Number)
  ratio?: number;

  @ApiPropertyOptional({ type: Boolean })
  @Maybe()
  @IsBoolean()
  @Transform(({ value }) => (value === "true" ? true : value === "false" ? false : value))
  flag?: boolean;

  @ApiPropertyOptional()
  @Maybe()
  @IsDate()
  @Type(() => Date)
  at?: Date;

  @ApiPropertyOptional({ enum: Status, enumName: "Status" })
  @Maybe()
  @IsEnum(Status)
  status?: Status;

  @ApiPropertyOptional({ enum: Status, enumName: "Status", isArray: true })
  @Maybe()
  @IsEnum(Status, { each: true })
  @Transform(listed)
  statuses?: Status[];

  @ApiPropertyOptional({ type: [String] })
  @Maybe()
  @IsString({ each: true })
  @Transform(listed)
  tags?: string[];

  @ApiPropertyOptional({ type: [Number] })
  @Maybe()
  @IsNumber({}, { each: true })
  @Transform(({ value }) => (value === undefined ? value : [value].flat().map(Number)))
  numbers?: number[];
}

export class Query extends IntersectionType(PageQuery, MoreQuery) {}

export class Form {
  @ApiProperty()
  @IsString()
  name: string;

  @ApiProperty()
  @IsNumber()
  @Type(() => Number)
  ratio: number;

  @ApiPropertyOptional({ enum: Status, enumName: "Status" })
  @Maybe()
  @IsEnum(Status)
  status?: Status;

  @ApiPropertyOptional({ type: [String] })
  @Maybe()
  @IsString({ each: true })
  @Transform(listed)
  tags?: string[];
}

export class Upload extends Form {
  @ApiProperty({ type: "string", format: "binary" })
  @Allow()
  file: unknown;

  @ApiPropertyOptional({ type: "array", items: { type: "string", format: "binary" } })
  @Allow()
  more?: unknown[];
}

export class Tick {
  @ApiProperty()
  number: number;

  @ApiProperty({ type: Date, nullable: true })
  at: string | null;
}
