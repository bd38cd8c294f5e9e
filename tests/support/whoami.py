"""Site of one page that shows who asks, in which government, and what the database session is."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.urls import path

from people.models import Unit
from support.session import identity


def whoami(request: HttpRequest) -> JsonResponse:
    """The signed-in name, the role of the session and, in a government, its unit codes."""
    role, _path = identity()
    government = getattr(request, "government", None)
    units = list(Unit.objects.values_list("code", flat=True)) if government else []
    name = request.user.get_username() if request.user.is_authenticated else None
    return JsonResponse({"name": name, "role": role, "units": units})


urlpatterns = [path("", whoami)]
