"""What travels."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, IntEnum
from typing import Annotated, Any, Generic, Literal, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

T = TypeVar("T")


# A decimal is written as a string, and read from a string or a number; the document says no more of the string.
Money = Annotated[
    Decimal,
    WithJsonSchema(
        {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2}$"}]}, mode="validation"
    ),
]


class Status(str, Enum):
    ACTIVE = "active"
    ON_HOLD = "on-hold"
    GONE = "gone!"


class Priority(IntEnum):
    LOW = 1
    HIGH = 10


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Card(Model):
    kind: Literal["card"]
    number: str = Field(pattern=r"^[0-9]{4,16}$")
    expires: date | None = None


class Transfer(Model):
    kind: Literal["transfer", "sepa"]
    iban: str
    reference: str | None


class Voucher(Model):
    kind: Literal["voucher"] = "voucher"
    code: UUID


Payment = Annotated[Card | Transfer | Voucher, Field(discriminator="kind")]


class Circle(Model):
    radius: float


class Rectangle(Model):
    width: float
    height: float
    label: str | None = None


class Address(Model):
    street: str
    city: str | None = None
    position: tuple[float, float] | None = Field(default=None, examples=[[48.5, 9.0], None])


class Category(Model):
    name: str
    children: list["Category"] = []
    parent: "Category | None" = None


class Order(Model):
    """Each kind of member once."""

    id: int = Field(examples=[4])
    external_id: UUID | None = None
    status: Status
    priority: Priority | None = Priority.LOW
    payment: Payment
    backup_payment: Payment | None = None
    shape: Circle | Rectangle | None = None
    reference: int | str | None
    amount: Money
    tax: Money | None = None
    ratio: float = 1.0
    large: int = Field(default=0, examples=[9007199254740993])
    due: date | None = None
    placed_at: datetime
    opens: time | None = None
    lasts: timedelta | None = None
    tags: list[str] = []
    scores: list[int | None] | None = None
    labels: dict[str, str] = {}
    limits: dict[str, float | None] | None = None
    by_status: dict[Status, int] | None = None
    address: Address | None = None
    addresses: list[Address | None] = []
    category: Category | None = None
    payments: list[Payment] = []
    grid: list[list[int]] | None = None
    nothing: None = None
    anything: Any = None
    version: Literal["v1"] = "v1"
    from_: str | None = Field(default=None, alias="from")
    camel_case: bool | None = Field(default=None, alias="camelCase")


class OrderPatch(Model):
    status: Status | None = None
    note: str | None = None
    amount: Money | None = None
    payment: Payment | None = None
    tags: list[str] | None = None
    labels: dict[str, str | None] | None = None
    address: Address | None = None


class Page(BaseModel, Generic[T]):
    items: list[T]
    total: int
    next_cursor: str | None = None


class Item(BaseModel):
    id: int
    name: str
    price: Decimal | None = None


class Message(BaseModel):
    code: Literal["not_found", "conflict"]
    detail: str


class Conflict(BaseModel):
    code: Literal["conflict"]
    fields: list[str]


class Filter(Model):
    model_config = ConfigDict(extra="forbid")

    limit: int = Field(default=10, ge=1, le=100)
    status: list[Status] = []
    before: datetime | None = None
    order_by: Literal["created_at", "-created_at"] = "created_at"


class Cookies(BaseModel):
    session: str = Field(pattern=r"^[a-z0-9]+$")
    consent: bool | None = None


class Signup(Model):
    username: str
    age: int | None = None
    status: Status = Status.ACTIVE
    topics: list[str] = []
    born: date | None = None
    newsletter: bool = False


class Tick(BaseModel):
    number: int
    at: datetime | None
    payment: Payment | None = None
