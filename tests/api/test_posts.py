"""Posts of an account: one is given, one is ended, each at once."""

from __future__ import annotations

from people.models import Account, Post
from support.asking import Asking
from support.world import World

ADD = """mutation($id: ID!, $input: PostInput!) { addPost(id: $id, input: $input) {
  account { roleLabels posts { unitName roleLabel } } refusal { code field } } }"""
END = "mutation($id: ID!) { endPost(id: $id) { account { roleLabels } refusal { code } } }"


def account_of(world: World, who: str) -> Account:
    return Account.objects.get(pk=world.actors[who].account_id)


def a_post(world: World, unit: str = "roads", role: str = "UNIT_CLERK") -> dict[str, str]:
    return {"unitId": str(world.units[unit].pk), "role": role}


def test_a_further_post_is_held_from_today(ask: Asking, world: World) -> None:
    account = account_of(world, "water_officer")

    made = ask.data("administrator", ADD, id=str(account.pk), input=a_post(world))

    assert made["account"]["roleLabels"] == ["经办人", "承办单位联络员"]
    assert len(ask.data("water_officer", "{ me { seats { role } } }")["seats"]) == 2


def test_a_post_that_is_held_is_refused_and_nothing_changed(ask: Asking, world: World) -> None:
    account = account_of(world, "water_officer")

    answer = ask.data("administrator", ADD, id=str(account.pk), input=a_post(world, "water", "CASE_OFFICER"))

    assert answer["refusal"] == {"code": "post_held", "field": "role"}
    assert account.posts.count() == 1


def test_an_ended_post_carries_no_right_and_stays_on_record(ask: Asking, world: World) -> None:
    post = account_of(world, "water_officer").posts.get()
    Post.objects.filter(pk=post.pk).update(since="2020-01-01")

    ended = ask.data("administrator", END, id=str(post.pk))

    post.refresh_from_db()
    assert (ended["account"]["roleLabels"], post.until is not None) == ([], True)
    assert ask.data("water_officer", "{ me { seats { role } } }")["seats"] == []


def test_a_post_that_ends_on_its_first_day_stays_on_record(ask: Asking, world: World) -> None:
    post = account_of(world, "water_officer").posts.get()

    ask.data("administrator", END, id=str(post.pk))

    post.refresh_from_db()
    assert post.until == post.since
    assert ask.data("water_officer", "{ me { seats { role } } }")["seats"] == []
    again = a_post(world, "water", "CASE_OFFICER")
    answer = ask.data("administrator", ADD, id=str(post.account_id), input=again)
    assert answer["account"]["roleLabels"] == ["经办人"]


def test_the_administrator_keeps_the_own_post(ask: Asking, world: World) -> None:
    post = account_of(world, "administrator").posts.get()

    answer = ask.data("administrator", END, id=str(post.pk))

    assert answer["refusal"] == {"code": "not_your_own_post"}
    assert Post.objects.filter(pk=post.pk, until=None).exists()


def test_nobody_else_gives_or_ends_posts(ask: Asking, world: World) -> None:
    post = account_of(world, "water_officer").posts.get()

    assert ask.code("office", END, id=str(post.pk)) == "FORBIDDEN"
    assert ask.code("office", ADD, id=str(post.account_id), input=a_post(world)) == "FORBIDDEN"
    assert Post.objects.filter(account=post.account_id).count() == 1
