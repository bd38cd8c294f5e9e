"""URL of the API, on every host."""

from django.urls import path

from api.running.view import graphql

urlpatterns = [path("graphql", graphql, name="graphql")]
