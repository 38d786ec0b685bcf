// Forms, files, texts and streams.

import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  ParseIntPipe,
  Post,
  Query,
  Sse,
  StreamableFile,
  UploadedFiles,
  UseInterceptors,
} from "@nestjs/common";
import { FileFieldsInterceptor } from "@nestjs/platform-express";
import { ApiBody, ApiConsumes, ApiOkResponse, ApiProduces, ApiQuery, getSchemaPath, ApiExtraModels } from "@nestjs/swagger";
import { from, map, type Observable } from "rxjs";

import { Form, Tick, Upload } from "./models.js";
import { received } from "./transcript.js";

@Controller("files")
@ApiExtraModels(Tick)
export class FilesController {
  @Post("form")
  @HttpCode(200)
  @ApiConsumes("application/x-www-form-urlencoded")
  @ApiOkResponse({ type: Form })
  form(@Body() form: Form): Form {
    received("FilesController_form", { body: form });
    return form;
  }

  @Post("upload")
  @HttpCode(200)
  @ApiConsumes("multipart/form-data")
  @ApiBody({ type: Upload })
  @ApiOkResponse({ schema: { type: "object", properties: { size: { type: "number" } }, required: ["size"] } })
  @UseInterceptors(FileFieldsInterceptor([{ name: "file", maxCount: 1 }, { name: "more" }]))
  upload(@Body() form: Form, @UploadedFiles() files: Record<string, Express.Multer.File[]>): { size: number } {
    const file = files.file?.[0];
    const more = files.more?.map((it) => it.buffer);
    received("FilesController_upload", { body: { ...form, file: file?.buffer, more } });
    return { size: file.size };
  }

  @Get("download")
  @ApiProduces("application/octet-stream")
  @ApiOkResponse({ schema: { type: "string", format: "binary" } })
  download(): StreamableFile {
    received("FilesController_download", {});
    return new StreamableFile(Buffer.from([...Array(256).keys()]));
  }

  @Get("csv")
  @Header("Content-Type", "text/csv")
  @ApiProduces("text/csv")
  @ApiOkResponse({ type: String })
  csv(): string {
    received("FilesController_csv", {});
    return "id,name\n1,naïve\n";
  }

  @Sse("events")
  @ApiProduces("text/event-stream")
  @ApiQuery({ name: "count", required: true, schema: { type: "integer", minimum: 0, maximum: 5 } })
  @ApiOkResponse({ schema: { $ref: getSchemaPath(Tick) } })
  events(@Query("count", ParseIntPipe) count: number): Observable<{ data: Tick; id: string }> {
    received("FilesController_events", { count });
    const ticks = from(Array.from({ length: count }, (_, number) => number));
    return ticks.pipe(map((number) => ({ id: `${number}`, data: { number, at: number ? "2024-02-29T00:00:00Z" : null } })));
  }
}
