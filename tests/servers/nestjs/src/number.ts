// A number of a path. NestJS documents each `number` as such, whichever pipe reads it.

import { BadRequestException, Injectable, type PipeTransform } from "@nestjs/common";

/** Takes a number as JavaScript writes it: `4` and `7.5`, and not `4.0`. */
@Injectable()
export class ParseNumberPipe implements PipeTransform<string, number> {
  transform(text: string): number {
    const number = Number(text);
    if (!Number.isFinite(number) || String(number) !== text) throw new BadRequestException(`${text} is no number`);
    return number;
  }
}
