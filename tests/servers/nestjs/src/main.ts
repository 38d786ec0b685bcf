// `node dist/main.js document` writes the document, `node dist/main.js PORT` serves.

import "reflect-metadata";

import { Module, ValidationPipe } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { DocumentBuilder, SwaggerModule } from "@nestjs/swagger";

import { FilesController } from "./files.js";
import { OrdersController, UnionsController } from "./orders.js";
import { MeController, ParametersController } from "./parameters.js";
import { responses } from "./transcript.js";

@Module({ controllers: [OrdersController, UnionsController, ParametersController, MeController, FilesController] })
class AppModule {}

const [, , what] = process.argv;
const app = await NestFactory.create(AppModule, { logger: ["error", "warn"] });
app.use(responses);
app.useGlobalPipes(
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    transformOptions: { exposeUnsetFields: false },
  }),
);
if (what === "document") {
  const config = new DocumentBuilder()
    .setTitle("NestJS")
    .setVersion("1.0.0")
    .addBearerAuth()
    .addBasicAuth()
    .addCookieAuth("token", { type: "apiKey", in: "cookie", name: "token" }, "cookie")
    .addApiKey({ type: "apiKey", name: "X-API-Key", in: "header" }, "header")
    .build();
  console.log(JSON.stringify(SwaggerModule.createDocument(app, config), null, 2));
} else {
  await app.listen(Number(what), "127.0.0.1");
}
