"""An operation for each thing that the framework can take and give."""

import json

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, PolymorphicProxySerializer, extend_schema, inline_serializer
from rest_framework import serializers, status
from rest_framework.decorators import (
    api_view,
    authentication_classes,
    parser_classes,
    permission_classes,
)
from rest_framework.pagination import LimitOffsetPagination, PageNumberPagination
from rest_framework.parsers import BaseParser, FormParser, MultiPartParser
from rest_framework.renderers import BaseRenderer
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

import credentials
from serializers import PAYMENTS, STATUSES, Card, Conflict, Form, Item, Message, Order, Payment, Size, Tick, Upload
from transcript import received

def _body(request, body):
    """The body among the arguments, if there was one: the framework takes none for an empty one."""
    return {"body": body} if request.headers.get("Content-Length", "0") not in ("", "0") else {}


ITEMS = [{"id": it, "name": str(it), "price": it / 10 if it % 2 else None} for it in range(1, 6)]


def _valid(serializer):
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data


class OrderViewSet(GenericViewSet):
    """Bodies in JSON."""

    serializer_class = Order
    lookup_url_kwarg = "id"
    lookup_value_converter = "int"

    def create(self, request):
        order = _valid(self.get_serializer(data=request.data))
        received("orders_create", {"body": order})
        return Response(Order(order | {"id": 1}).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses={200: Order, 201: Item, 409: Conflict})
    def update(self, request, id):
        order = _valid(self.get_serializer(data=request.data))
        received("orders_update", {"id": id, "body": order})
        if order["status"] == "gone!":
            return Response(Conflict({"code": "conflict", "names": ["status"]}).data, status=409)
        if order["status"] == "on-hold":
            return Response(Item(ITEMS[1]).data, status=201)
        return Response(Order(order | {"id": id}).data)

    def partial_update(self, request, id):
        patch = _valid(self.get_serializer(data=request.data, partial=True))
        received("orders_partial_update", {"id": id} | _body(request, patch))
        whole = {"status": "active", "payment": {"kind": "card", "number": "4000"}, "amount": "0.10"}
        return Response(Order(whole | {"placed_at": "2024-02-29T00:00:00Z"} | patch | {"id": id}).data)

    @extend_schema(responses={204: None})
    def destroy(self, request, id):
        received("orders_destroy", {"id": id})
        return Response(status=204)


class OffsetItems(GenericViewSet):
    """A list by limit and offset."""

    serializer_class = Item
    pagination_class = LimitOffsetPagination
    queryset = ITEMS

    def list(self, request):
        given = {name: int(request.query_params[name]) for name in ("limit", "offset") if name in request.query_params}
        received("offset_items_list", given)
        page = self.paginate_queryset(ITEMS)
        return self.get_paginated_response(Item(page, many=True).data)


class NumberedItems(GenericViewSet):
    """A list by number of the page."""

    serializer_class = Item
    pagination_class = PageNumberPagination
    queryset = ITEMS

    def list(self, request):
        # The framework says that a page is any integer; where there is no such page, the first one is given.
        given = {name: int(it) for name, it in request.query_params.items()}
        received("numbered_items_list", given)
        request._request.GET = given if given.get("page") in (1, 2, 3) else {}
        page = self.paginate_queryset(ITEMS)
        return self.get_paginated_response(Item(page, many=True).data)


@extend_schema(
    operation_id="pay",
    request=PolymorphicProxySerializer("AnyPayment", PAYMENTS, resource_type_field_name="kind"),
    responses=PolymorphicProxySerializer("AnyPayment", PAYMENTS, resource_type_field_name="kind"),
)
@api_view(["POST"])
def pay(request):
    # The document does not demand a body.
    payment = Payment().run_validation(request.data or {"kind": "card", "number": "4000"})
    received("pay", _body(request, payment))
    return Response(Payment().to_representation(payment))


@extend_schema(operation_id="pay_many", request=Card(many=True), responses=Card(many=True))
@api_view(["POST"])
def pay_many(request):
    cards = _valid(Card(data=request.data, many=True))
    received("pay_many", {"body": cards})
    return Response(Card(cards, many=True).data)


@extend_schema(
    operation_id="paths",
    parameters=[
        OpenApiParameter("name", OpenApiTypes.STR, OpenApiParameter.PATH, pattern="^[-a-zA-Z0-9_]+$"),
        OpenApiParameter("day", OpenApiTypes.DATE, OpenApiParameter.PATH),
        OpenApiParameter("ratio", OpenApiTypes.DOUBLE, OpenApiParameter.PATH),
        OpenApiParameter("status", OpenApiTypes.STR, OpenApiParameter.PATH, enum=[it for it, _ in STATUSES]),
    ],
    responses=OpenApiTypes.STR,
)
@api_view(["GET"])
def paths(request, number, uuid, day, ratio, status, name):
    arguments = {"number": number, "uuid": uuid, "day": day, "ratio": float(ratio), "status": status, "name": name}
    received("paths", arguments)
    return Response(name)


class Filter(serializers.Serializer):
    q = serializers.CharField()
    number = serializers.IntegerField(required=False)
    ratio = serializers.FloatField(required=False)
    flag = serializers.BooleanField(required=False)
    amount = serializers.DecimalField(max_digits=8, decimal_places=2, required=False)
    day = serializers.DateField(required=False)
    at = serializers.DateTimeField(required=False)
    uuid = serializers.UUIDField(required=False)
    status = serializers.ChoiceField(choices=STATUSES, required=False)
    numbers = serializers.ListField(child=serializers.IntegerField(), required=False)


def _flag(data):
    """A query is read as a form, where no check mark means no: what did not come is left out again."""
    filter = _valid(Filter(data=data))
    return {name: it for name, it in filter.items() if name in data}


@extend_schema(operation_id="queries", parameters=[Filter], responses=Filter)
@api_view(["GET"])
def queries(request):
    filter = _flag(request.query_params)
    received("queries", filter)
    return Response(Filter(filter).data)


@extend_schema(
    operation_id="styles",
    parameters=[
        OpenApiParameter("tags", OpenApiTypes.STR, many=True),
        OpenApiParameter("ids", OpenApiTypes.INT, many=True, explode=False),
    ],
    responses=inline_serializer("Tags", {"tags": serializers.ListField(child=serializers.CharField())}),
)
@api_view(["GET"])
def styles(request):
    tags, ids = request.query_params.getlist("tags"), request.query_params.get("ids")
    received("styles", {"tags": tags} | ({} if ids is None else {"ids": [int(it) for it in ids.split(",")]}))
    return Response({"tags": tags})


@extend_schema(
    operation_id="headers",
    parameters=[
        OpenApiParameter("X-Request-ID", OpenApiTypes.UUID, OpenApiParameter.HEADER, required=True),
        OpenApiParameter("X-Ratio", OpenApiTypes.DOUBLE, OpenApiParameter.HEADER),
        OpenApiParameter("session", OpenApiTypes.STR, OpenApiParameter.COOKIE, pattern="^[a-z0-9]+$"),
    ],
    responses=OpenApiTypes.BOOL,
)
@api_view(["GET"])
def headers(request):
    arguments = {"X-Request-ID": request.headers["X-Request-ID"]}
    if "X-Ratio" in request.headers:
        arguments["X-Ratio"] = float(request.headers["X-Ratio"])
    if "session" in request.COOKIES:
        arguments["session"] = request.COOKIES["session"]
    received("headers", arguments)
    return Response(True)


@extend_schema(operation_id="form", request={"application/x-www-form-urlencoded": Form}, responses=Form)
@api_view(["POST"])
@parser_classes([FormParser])
def form(request):
    form = _valid(Form(data=request.data))
    received("form", {"body": form})
    return Response(Form(form).data)


@extend_schema(operation_id="upload", request={"multipart/form-data": Upload}, responses=Size)
@api_view(["POST"])
@parser_classes([MultiPartParser])
def upload(request):
    form = _valid(Upload(data=request.data))
    received("upload", {"body": form})
    return Response({"size": form["file"].size})


class Anything(BaseParser):
    media_type = "application/octet-stream"

    def parse(self, stream, media_type=None, parser_context=None):
        return stream.read()


class AsItIs(BaseRenderer):
    media_type = "*/*"
    format = "raw"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return data


class Raw(APIView):
    """Bytes up and down."""

    parser_classes = [Anything]
    renderer_classes = [AsItIs]

    @extend_schema(
        operation_id="raw",
        request={"application/octet-stream": OpenApiTypes.BINARY},
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def put(self, request):
        body = _body(request, request.data)
        received("raw", body)
        return HttpResponse(body.get("body", b""), content_type="application/octet-stream")


class Documents(APIView):
    """Files, texts and streams; `HttpResponse` takes no part in the choice of a renderer."""

    renderer_classes = [AsItIs]

    @extend_schema(operation_id="download", responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request):
        received("download", {})
        return FileResponse(open(__file__, "rb"), content_type="application/pdf")


class Export(APIView):
    renderer_classes = [AsItIs]

    @extend_schema(operation_id="export", responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request):
        received("export", {})
        return HttpResponse("id,name\n1,naïve\n", content_type="text/csv; charset=utf-8")


class Events(APIView):
    renderer_classes = [AsItIs]

    @extend_schema(operation_id="events", responses={(200, "text/event-stream"): Tick})
    def get(self, request):
        received("events", {})
        ticks = [{"number": it, "at": "2024-02-29T00:00:00Z" if it else None} for it in range(3)]
        return StreamingHttpResponse((f"data: {json.dumps(it)}\n\n" for it in ticks), content_type="text/event-stream")


@extend_schema(
    operation_id="errors",
    parameters=[OpenApiParameter("status", OpenApiTypes.INT, OpenApiParameter.PATH, enum=[200, 404, 409, 503])],
    responses={200: Item, 404: Message, 409: Conflict, 503: None},
)
@api_view(["GET"])
def errors(request, status):
    received("errors", {"status": status})
    if status == 404:
        return Response({"code": "not_found", "detail": "no such item"}, status=404)
    if status == 409:
        return Response(Conflict({"code": "conflict", "names": ["id"]}).data, status=409)
    return Response(status=503) if status == 503 else Response(Item(ITEMS[0]).data)


def _me(scheme):
    @extend_schema(operation_id=f"me_{scheme.__name__.lower()}", responses=OpenApiTypes.STR)
    @api_view(["GET"])
    @authentication_classes([scheme])
    @permission_classes([credentials.IsKnown])
    def me(request):
        received(f"me_{scheme.__name__.lower()}", {})
        return Response(request.user)

    return me


ME = {
    it.__name__.lower(): _me(it)
    for it in (credentials.Header, credentials.Cookie, credentials.Query, credentials.Bearer, credentials.Basic)
}
