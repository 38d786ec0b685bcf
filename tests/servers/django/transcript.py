"""The transcript of what this server understood and answered, a JSON value in each line of `$TRANSCRIPT`."""

import base64
import json
import os
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile


def _write(entry: dict[str, Any]) -> None:
    with open(os.environ["TRANSCRIPT"], "a", encoding="utf-8") as file:
        file.write(json.dumps(entry) + "\n")


def _plain(value: Any) -> Any:
    """The value as JSON: decimals keep their digits, files are base64."""
    if isinstance(value, dict):
        return {name: _plain(it) for name, it in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [_plain(it) for it in value]
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, UploadedFile):
        return base64.b64encode(value.read()).decode()
    return value


def received(operation: str, arguments: dict[str, Any]) -> None:
    """Writes down a request after its validation, by the names that the document gives to the arguments."""
    _write({"received": operation, "arguments": _plain(arguments)})


def responses(get_response: Any) -> Any:
    """Writes down each response as it goes over the wire."""

    def middleware(request: Any) -> Any:
        response = get_response(request)
        if response.streaming:
            chunks = [it.encode() if isinstance(it, str) else it for it in response.streaming_content]
            response.streaming_content = iter(chunks)
            body = b"".join(chunks)
        else:
            body = response.content
        encoded = base64.b64encode(body).decode()
        _write({"responded": response.status_code, "type": response.headers.get("Content-Type"), "body": encoded})
        return response

    return middleware
