"""Credentials in every place, and how the document has them."""

import base64
import os

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import BasePermission

KEY = os.environ.get("API_KEY", "")


class Header(BaseAuthentication):
    def authenticate(self, request):
        return ("header", None) if request.headers.get("X-API-Key") == KEY else None


class Cookie(BaseAuthentication):
    def authenticate(self, request):
        return ("cookie", None) if f"token={KEY}" in request.headers.get("Cookie", "").split("; ") else None


class Query(BaseAuthentication):
    def authenticate(self, request):
        return ("query", None) if request.query_params.get("api_key") == KEY else None


class Bearer(BaseAuthentication):
    def authenticate(self, request):
        return ("bearer", None) if request.headers.get("Authorization") == f"Bearer {KEY}" else None


class Basic(BaseAuthentication):
    def authenticate(self, request):
        expected = base64.b64encode(f"{KEY}:".encode()).decode()
        return ("basic", None) if request.headers.get("Authorization") == f"Basic {expected}" else None


class IsKnown(BasePermission):
    def has_permission(self, request, view):
        return isinstance(request.user, str)


def _documented(target, definition):
    class Scheme(OpenApiAuthenticationExtension):
        target_class = target
        name = target.__name__.lower()

        def get_security_definition(self, auto_schema):
            return definition

    return Scheme


_documented(Header, {"type": "apiKey", "in": "header", "name": "X-API-Key"})
_documented(Cookie, {"type": "apiKey", "in": "cookie", "name": "token"})
_documented(Query, {"type": "apiKey", "in": "query", "name": "api_key"})
_documented(Bearer, {"type": "http", "scheme": "bearer"})
_documented(Basic, {"type": "http", "scheme": "basic"})
