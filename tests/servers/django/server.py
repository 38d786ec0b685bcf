"""The whole project: settings, addresses, and `application` for a server; `python server.py` writes the document."""

import django
from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    INSTALLED_APPS=["rest_framework", "drf_spectacular"],
    MIDDLEWARE=["transcript.responses"],
    ROOT_URLCONF="urls",
    SECRET_KEY="not-secret",
    TIME_ZONE="UTC",
    USE_TZ=True,
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
        "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
        "PAGE_SIZE": 2,
        "UNAUTHENTICATED_USER": None,
    },
    SPECTACULAR_SETTINGS={
        "TITLE": "Django REST framework",
        "VERSION": "1.0.0",
        "COMPONENT_SPLIT_REQUEST": True,
        "ENUM_NAME_OVERRIDES": {"StatusEnum": "serializers.STATUSES"},
    },
)
django.setup()

if __name__ == "__main__":
    import json

    from drf_spectacular.generators import SchemaGenerator

    print(json.dumps(SchemaGenerator().get_schema(public=True), indent=2, default=str))
else:
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
