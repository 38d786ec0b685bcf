"""The transcript of what this server understood and answered, a JSON value in each line of `$TRANSCRIPT`."""

import base64
import json
import os
from decimal import Decimal
from enum import Enum
from typing import Any

from fastapi import Request
from pydantic import BaseModel, TypeAdapter
from starlette.datastructures import UploadFile


def _write(entry: dict[str, Any]) -> None:
    with open(os.environ["TRANSCRIPT"], "a", encoding="utf-8") as file:
        file.write(json.dumps(entry) + "\n")


def _plain(value: Any) -> Any:
    """The value as JSON: members that were not sent are left out, decimals keep their digits, bytes are base64."""
    if isinstance(value, BaseModel):
        return {name: _plain(it) for name, it in value.model_dump(exclude_unset=True, by_alias=True).items()}
    if isinstance(value, dict):
        return {name.value if isinstance(name, Enum) else name: _plain(it) for name, it in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(it) for it in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, UploadFile):
        return base64.b64encode(value.file.read()).decode()
    return TypeAdapter(type(value)).dump_python(value, mode="json")


def received(request: Request, arguments: dict[str, Any]) -> None:
    """Writes down a request after its validation, by the names that the document gives to the arguments. A parameter
    that is None did not come; a body may be null."""
    given = {name: _plain(it) for name, it in arguments.items() if it is not None or name == "body"}
    _write({"received": request.scope["route"].unique_id, "arguments": given})


class Responses:
    """Writes down each response as it goes over the wire."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, media_type, body = 0, None, b""

        async def recorded(message: Any) -> None:
            nonlocal status, media_type, body
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = {name.lower(): it for name, it in message["headers"]}
                media_type = headers.get(b"content-type", b"").decode() or None
            elif message["type"] == "http.response.body":
                body += message.get("body", b"")
                if not message.get("more_body", False):
                    encoded = base64.b64encode(body).decode()
                    _write({"responded": status, "type": media_type, "body": encoded})
            await send(message)

        await self.app(scope, receive, recorded)
