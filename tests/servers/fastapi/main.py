"""A server with one operation for each thing that FastAPI can take and give."""

import os
from collections.abc import AsyncIterable, Iterator
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from fastapi import Body, Cookie, Depends, FastAPI, File, Form, Header, HTTPException, Path, Query, Request, Response
from fastapi import Security, UploadFile
from fastapi.responses import FileResponse, JSONResponse, PlainTextResponse, StreamingResponse
from fastapi.security import APIKeyCookie, APIKeyHeader, APIKeyQuery, HTTPBasic, HTTPBasicCredentials, HTTPBearer
from fastapi.sse import EventSourceResponse

from models import Address, Circle, Conflict, Cookies, Filter, Item, Message, Money, Order, OrderPatch, Page, Payment
from models import Priority, Rectangle, Signup, Status, Tick
from transcript import Responses, received

KEY = os.environ.get("API_KEY", "")

app = FastAPI(title="FastAPI", version="1.0.0")
app.add_middleware(Responses)


def demand(key: str) -> None:
    if key != KEY:
        raise HTTPException(401, "another credential")


# Bodies in JSON


@app.post("/orders", status_code=201, tags=["orders"])
def create_order(request: Request, order: Order) -> Order:
    received(request, {"body": order})
    return order


@app.put("/orders/{order_id}", tags=["orders"], responses={201: {"model": Item}, 409: {"model": Conflict}})
def replace_order(request: Request, order_id: int, order: Order) -> Order:
    received(request, {"order_id": order_id, "body": order})
    if order.status is Status.GONE:
        return JSONResponse({"code": "conflict", "fields": ["status"]}, 409)
    if order.status is Status.ON_HOLD:
        return JSONResponse({"id": order_id, "name": "new", "price": None}, 201)
    return order


@app.patch("/orders/{order_id}", tags=["orders"], response_model_exclude_unset=True)
def change_order(request: Request, order_id: int, patch: OrderPatch) -> OrderPatch:
    received(request, {"order_id": order_id, "body": patch})
    return patch


@app.delete("/orders/{order_id}", status_code=204, tags=["orders"])
def delete_order(request: Request, order_id: int) -> None:
    received(request, {"order_id": order_id})


@app.post("/payments")
def pay(request: Request, payment: Payment) -> Payment:
    received(request, {"body": payment})
    return payment


@app.post("/payments/many")
def pay_many(request: Request, payments: list[Payment]) -> dict[str, Payment | None]:
    received(request, {"body": payments})
    return {"none": None} | {f"{index} {it.kind}": it for index, it in enumerate(payments)}


@app.post("/shapes")
async def draw(
    request: Request, shape: Annotated[Circle | Rectangle | None, Body()] = None
) -> Circle | Rectangle | None:
    received(request, {"body": shape} if await request.body() else {})
    return shape


@app.post("/two-bodies")
def two_bodies(
    request: Request,
    address: Address,
    priority: Annotated[Priority, Body()],
    note: Annotated[str, Body()] = "",
) -> dict[str, Any]:
    received(request, {"body": {"address": address, "priority": priority, "note": note}})
    return {"priority": priority, "note": note, "address": address}


@app.post("/scalar")
def scalar(request: Request, value: Annotated[int | str | bool, Body()]) -> int | str | bool:
    received(request, {"body": value})
    return value


@app.post("/anything")
def anything(request: Request, value: Annotated[Any, Body()]) -> Any:
    received(request, {"body": value})
    return {"was": value}


# Parameters


@app.get("/paths/{number}/{ratio}/{flag}/{day}/{uuid}/{status}/{priority}/{name}")
def paths(
    request: Request,
    number: int,
    ratio: float,
    flag: bool,
    day: date,
    uuid: UUID,
    status: Status,
    priority: Priority,
    name: Annotated[str, Path(pattern="^[a-z: +%&?=ü]+$", examples=["a b: +%&?=ü"])],
) -> dict[str, Any]:
    arguments = {"number": number, "ratio": ratio, "flag": flag, "day": day, "uuid": uuid, "status": status}
    received(request, arguments | {"priority": priority, "name": name})
    return {"name": name}


@app.get("/files/{file_path:path}")
def tail(request: Request, file_path: Annotated[str, Path(examples=["a/b c/ü.txt"])]) -> str:
    received(request, {"file_path": file_path})
    return file_path


@app.get("/queries")
def queries(
    request: Request,
    q: str,
    number: int | None = None,
    ratio: float | None = None,
    flag: bool = False,
    amount: Money | None = None,
    day: date | None = None,
    at: datetime | None = None,
    uuid: UUID | None = None,
    status: Annotated[Status | None, Query(description="One of them.")] = None,
    priority: Priority = Priority.LOW,
    tags: Annotated[list[str] | None, Query()] = None,
    numbers: Annotated[list[int], Query(alias="number[]")] = [],
    either: int | str | None = None,
) -> dict[str, Any]:
    arguments = {"q": q, "number": number, "ratio": ratio, "flag": flag, "amount": amount, "day": day, "at": at}
    arguments |= {"uuid": uuid, "status": status, "priority": priority, "tags": tags, "number[]": numbers or None}
    received(request, arguments | {"either": either})
    return {"q": q, "at": at}


@app.get("/filters")
def filters(request: Request, query: Annotated[Filter, Query()]) -> Filter:
    received(request, query.model_dump(exclude_unset=True))
    return query


@app.get("/headers")
def headers(
    request: Request,
    x_request_id: Annotated[UUID, Header()],
    x_token: Annotated[list[str] | None, Header()] = None,
    if_modified: Annotated[date | None, Header()] = None,
    x_ratio: Annotated[float | None, Header()] = None,
    under_score: Annotated[str | None, Header(convert_underscores=False)] = None,
) -> dict[str, Any]:
    # The framework reads a header that comes twice, and leaves the commas of one that has several values to us.
    x_token = [part for it in x_token for part in it.split(",")] if x_token else None
    arguments = {"x-request-id": x_request_id, "x-token": x_token, "if-modified": if_modified, "x-ratio": x_ratio}
    received(request, arguments | {"under_score": under_score})
    return {"id": x_request_id}


@app.get("/cookies")
def cookies(request: Request, cookies: Annotated[Cookies, Cookie()]) -> Cookies:
    received(request, cookies.model_dump(exclude_unset=True))
    return cookies


# Forms and files


@app.post("/forms")
def form(
    request: Request,
    name: Annotated[str, Form()],
    ratio: Annotated[float, Form()],
    status: Annotated[Status, Form()] = Status.ACTIVE,
    numbers: Annotated[list[int], Form()] = [],
    note: Annotated[str | None, Form()] = None,
) -> dict[str, Any]:
    body = {"name": name, "ratio": ratio, "status": status, "numbers": numbers or None, "note": note}
    received(request, {"body": {name: it for name, it in body.items() if it is not None}})
    return {"name": name}


@app.post("/signups")
def sign_up(request: Request, signup: Annotated[Signup, Form()]) -> Signup:
    received(request, {"body": signup})
    return signup


@app.post("/uploads")
def upload(
    request: Request,
    file: UploadFile,
    more: Annotated[list[UploadFile], File()] = [],
    small: Annotated[bytes | None, File()] = None,
    ratio: Annotated[float, Form()] = 1.0,
    tags: Annotated[list[str], Form()] = [],
    note: Annotated[str | None, Form()] = None,
) -> dict[str, Any]:
    body = {"file": file, "more": more or None, "small": small, "ratio": ratio, "tags": tags or None, "note": note}
    received(request, {"body": {name: it for name, it in body.items() if it is not None}})
    return {"name": file.filename, "more": len(more)}


@app.get("/download", response_class=FileResponse)
def download(request: Request) -> Any:
    received(request, {})
    return FileResponse(__file__, media_type="application/octet-stream")


@app.get(
    "/picture",
    response_class=Response,
    responses={200: {"content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}}},
)
def picture(request: Request) -> Any:
    received(request, {})
    return Response(bytes(range(256)), media_type="image/png")


@app.get("/text", response_class=PlainTextResponse)
def text(request: Request) -> Any:
    received(request, {})
    return "words, naïve\nand lines"


@app.post("/raw", openapi_extra={"requestBody": {"required": True, "content": {"application/octet-stream": {}}}})
async def raw(request: Request) -> int:
    body = await request.body()
    received(request, {"body": body})
    return len(body)


# Lists


@app.get("/items/by-offset")
def by_offset(request: Request, limit: int = 2, offset: Annotated[int, Query(ge=0)] = 0) -> Page[Item]:
    received(request, {"limit": limit, "offset": offset})
    return Page(items=[Item(id=it, name=f"{it}") for it in range(5)[offset:][:2]], total=5)


@app.get("/items/by-cursor")
def by_cursor(request: Request, cursor: str | None = None) -> Page[Item]:
    received(request, {"cursor": cursor})
    items = [Item(id=1, name="one", price=Decimal("0.10")), Item(id=2, name="two")]
    return Page(items=items[1:] if cursor else items[:1], total=2, next_cursor=None if cursor else "2")


# Streams


@app.get("/events", response_class=EventSourceResponse)
async def events(request: Request, count: Annotated[int, Query(ge=0, le=5)] = 3) -> AsyncIterable[Tick]:
    received(request, {"count": count})
    for number in range(count):
        yield Tick(number=number, at=datetime(2024, 2, 29, tzinfo=timezone.utc) if number else None)


@app.get("/lines")
async def lines(request: Request, count: Annotated[int, Query(ge=0, le=5)] = 3) -> AsyncIterable[Tick]:
    received(request, {"count": count})
    for number in range(count):
        yield Tick(number=number, at=None, payment={"kind": "card", "number": "4000"} if number else None)


@app.get(
    "/export",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
def export(request: Request) -> Any:
    received(request, {})

    def rows() -> Iterator[str]:
        yield "id,name\n"
        yield "1,one\n"

    return StreamingResponse(rows(), media_type="text/csv")


# Responses that are no success


@app.get("/errors/{status}", responses={404: {"model": Message}, 409: {"model": Conflict}, 503: {"description": "Later"}})
def errors(request: Request, status: Annotated[int, Path(ge=200, le=599, examples=[200, 404, 409, 503])]) -> Item:
    received(request, {"status": status})
    if status == 404:
        return JSONResponse({"code": "not_found", "detail": "no such item"}, 404)
    if status == 409:
        return JSONResponse({"code": "conflict", "fields": ["id"]}, 409)
    if status == 503:
        return Response(status_code=503)
    return Item(id=status, name="fine")


# Credentials


@app.get("/me/header", tags=["me"])
def by_header(request: Request, key: Annotated[str, Security(APIKeyHeader(name="X-API-Key"))]) -> str:
    demand(key)
    received(request, {})
    return "header"


@app.get("/me/cookie", tags=["me"])
def by_cookie(request: Request, key: Annotated[str, Security(APIKeyCookie(name="token"))]) -> str:
    demand(key)
    received(request, {})
    return "cookie"


@app.get("/me/query", tags=["me"])
def by_query(request: Request, key: Annotated[str, Security(APIKeyQuery(name="api_key"))]) -> str:
    demand(key)
    received(request, {})
    return "query"


@app.get("/me/bearer", tags=["me"])
def by_bearer(request: Request, bearer: Annotated[Any, Security(HTTPBearer())]) -> str:
    demand(bearer.credentials)
    received(request, {})
    return "bearer"


@app.get("/me/basic", tags=["me"])
def by_basic(request: Request, basic: Annotated[HTTPBasicCredentials, Depends(HTTPBasic())]) -> str:
    demand(basic.username)
    received(request, {})
    return basic.password
