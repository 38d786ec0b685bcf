"""The addresses, with converters of several kinds."""

from django.urls import include, path
from rest_framework.routers import DefaultRouter

import views

router = DefaultRouter(use_regex_path=False)
router.include_root_view = False
router.include_format_suffixes = False
router.register("orders", views.OrderViewSet, "orders")
router.register("offset-items", views.OffsetItems, "offset-items")
router.register("numbered-items", views.NumberedItems, "numbered-items")

urlpatterns = [
    path("", include(router.urls)),
    path("pay", views.pay),
    path("pay/many", views.pay_many),
    path("paths/<int:number>/<uuid:uuid>/<str:day>/<str:ratio>/<str:status>/<slug:name>", views.paths),
    path("queries", views.queries),
    path("styles", views.styles),
    path("headers", views.headers),
    path("form", views.form),
    path("upload", views.upload),
    path("raw", views.Raw.as_view()),
    path("download", views.Documents.as_view()),
    path("export", views.Export.as_view()),
    path("events", views.Events.as_view()),
    path("errors/<int:status>", views.errors),
    *(path(f"me/{name}", view) for name, view in views.ME.items()),
]
