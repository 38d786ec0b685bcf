"""What travels."""

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

STATUSES = [("active", "Active"), ("on-hold", "On hold"), ("gone!", "Gone")]
PRIORITIES = [(1, "low"), (10, "high")]


class Card(serializers.Serializer):
    kind = serializers.ChoiceField(choices=["card"])
    number = serializers.RegexField(r"^[0-9]{4,16}$")
    expires = serializers.DateField(required=False, allow_null=True)


class Transfer(serializers.Serializer):
    kind = serializers.ChoiceField(choices=["transfer"])
    iban = serializers.CharField()
    reference = serializers.CharField(allow_null=True, allow_blank=True)


PAYMENTS = {"card": Card, "transfer": Transfer}


@extend_schema_field(PolymorphicProxySerializer("Payment", PAYMENTS, resource_type_field_name="kind"))
class Payment(serializers.Field):
    """One of the payments, by its kind."""

    def to_internal_value(self, data):
        kind = data.get("kind") if isinstance(data, dict) else None
        if kind not in PAYMENTS:
            raise serializers.ValidationError("no kind of payment")
        serializer = PAYMENTS[kind](data=data)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def to_representation(self, value):
        return PAYMENTS[value["kind"]](value).data


class Address(serializers.Serializer):
    street = serializers.CharField()
    city = serializers.CharField(required=False, allow_null=True)
    position = serializers.ListField(child=serializers.FloatField(), min_length=2, max_length=2, required=False)


class Order(serializers.Serializer):
    """Each kind of member once."""

    id = serializers.IntegerField(read_only=True)
    secret = serializers.CharField(write_only=True, required=False)
    external_id = serializers.UUIDField(required=False, allow_null=True)
    status = serializers.ChoiceField(choices=STATUSES)
    former_status = serializers.ChoiceField(choices=STATUSES, required=False, allow_null=True)
    colour = serializers.ChoiceField(choices=["red", "green"], required=False, allow_null=True, allow_blank=True)
    sizes = serializers.MultipleChoiceField(choices=["s", "m"], required=False)
    priority = serializers.ChoiceField(choices=PRIORITIES, required=False)
    payment = Payment()
    backup_payment = Payment(required=False, allow_null=True)
    amount = serializers.DecimalField(max_digits=10, decimal_places=2)
    tax = serializers.DecimalField(max_digits=10, decimal_places=2, required=False, allow_null=True)
    ratio = serializers.FloatField(required=False)
    count = serializers.IntegerField(required=False, min_value=0, max_value=100)
    large = serializers.IntegerField(required=False, allow_null=True, max_value=2**60)
    due = serializers.DateField(required=False, allow_null=True)
    placed_at = serializers.DateTimeField()
    email = serializers.EmailField(required=False)
    slug = serializers.SlugField(required=False)
    is_gift = serializers.BooleanField(required=False, allow_null=True)
    note = serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=40)
    tags = serializers.ListField(child=serializers.CharField(), required=False)
    scores = serializers.ListField(child=serializers.IntegerField(allow_null=True), required=False, allow_null=True)
    labels = serializers.DictField(child=serializers.CharField(allow_null=True), required=False)
    anything = serializers.JSONField(required=False, allow_null=True)
    address = Address(required=False, allow_null=True)
    addresses = Address(many=True, required=False)


class Item(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()
    price = serializers.DecimalField(max_digits=6, decimal_places=2, allow_null=True)


class Message(serializers.Serializer):
    code = serializers.ChoiceField(choices=["not_found"])
    detail = serializers.CharField()


class Conflict(serializers.Serializer):
    code = serializers.ChoiceField(choices=["conflict"])
    fields_ = serializers.ListField(child=serializers.CharField(), source="names")


class Form(serializers.Serializer):
    name = serializers.CharField()
    ratio = serializers.FloatField()
    status = serializers.ChoiceField(choices=STATUSES, required=False)
    numbers = serializers.ListField(child=serializers.IntegerField(), required=False)
    born = serializers.DateField(required=False)


class Upload(serializers.Serializer):
    note = serializers.CharField(required=False)
    ratio = serializers.FloatField(required=False)
    file = serializers.FileField(use_url=False)
    tags = serializers.ListField(child=serializers.CharField(), required=False)
    more = serializers.ListField(child=serializers.FileField(), required=False)


class Size(serializers.Serializer):
    size = serializers.IntegerField()


class Tick(serializers.Serializer):
    number = serializers.IntegerField()
    at = serializers.DateTimeField(allow_null=True)
