"""Questions about who is signed in, and where."""

from __future__ import annotations

from typing import Any

import graphene
from django.conf import settings

from api.session.demo import demo_of
from api.session.types import Demo, Government, Viewer, viewer_of
from api.shapes.fields import moment, one, text
from kernel.clock import now


class SessionQueries(graphene.ObjectType):
    """Questions that need no right."""

    me = graphene.Field(Viewer, description="Who is signed in; null when nobody is.")
    government = graphene.Field(
        Government, description="The government of this host; null on the platform's host."
    )
    server_time = moment("The server's clock now; due days are counted in ``timeZone``.")
    time_zone = text("Time zone of all days of this installation, as the IANA database names it.")
    demo = one(Demo, "The role picker; empty unless this is a demonstration.")

    @staticmethod
    def resolve_me(_root: None, info: Any) -> dict[str, Any] | None:
        """From the session."""
        return viewer_of(info.context)

    @staticmethod
    def resolve_government(_root: None, info: Any) -> Any:
        """From the Host header."""
        return info.context.government

    @staticmethod
    def resolve_server_time(_root: None, _info: Any) -> Any:
        """With its offset."""
        return now()

    @staticmethod
    def resolve_time_zone(_root: None, _info: Any) -> str:
        """From the settings."""
        return str(settings.TIME_ZONE)

    @staticmethod
    def resolve_demo(_root: None, info: Any) -> dict[str, Any]:
        """From the setting's provider."""
        return demo_of(info.context.request)
