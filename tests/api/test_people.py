"""Units, staff, saved views, accounts; the rules and look-alikes that forms ask for."""

from __future__ import annotations

from typing import Any

import pytest

from people.models import Account, Unit
from support.asking import Asking
from support.build import a_dispatched_case, a_filed_case
from support.world import World

CREATE = """mutation($input: AccountInput!) { createAccount(input: $input) {
  account { username name unitName roleLabels active lockedOut } oneTimePassword refusal { code field } } }"""


def test_the_viewer_knows_seats_rights_and_first_tab(ask: Asking) -> None:
    document = """{ me {
      readOnly operator mayRegister homeBox unit { shortName } seats { role roleLabel sectionName } } }"""

    office, seat = ask.data("office", document), ask.data("npc_seat", document)

    assert office["mayRegister"] == ["PROPOSAL", "SUGGESTION"]
    assert (office["homeBox"], office["unit"]["shortName"]) == ("TO_DO", "政府办")
    assert (seat["readOnly"], seat["mayRegister"], seat["homeBox"]) == (True, [], "ALL")
    assert ask.data("npc", "{ me { mayRegister } }") == {"mayRegister": ["SUGGESTION"]}
    assert ask.data("water_officer", document)["seats"] == [
        {"role": "CASE_OFFICER", "roleLabel": "经办人", "sectionName": "综合科"}
    ]


def test_staff_is_shown_to_the_own_unit_and_the_office(ask: Asking) -> None:
    document = "{ units { code staff { name roleLabel sectionName } sections { name } } }"

    def counted(who: str) -> dict[str, int]:
        return {unit["code"]: len(unit["staff"]) for unit in ask.data(who, document)}

    assert counted("office")["water"] == 5
    assert (counted("water_clerk")["water"], counted("water_clerk")["roads"]) == (5, 0)
    assert set(counted("npc_seat").values()) == {0, 2}


def test_units_out_of_use_are_listed_on_request(ask: Asking) -> None:
    Unit.objects.filter(code="parks").update(active=False)

    assert "parks" not in {unit["code"] for unit in ask.data("office", "{ units { code } }")}
    assert "parks" in {
        unit["code"] for unit in ask.data("office", "{ units(includeInactive: true) { code } }")
    }


def test_saved_views_are_one_s_own(ask: Asking) -> None:
    save = 'mutation($q: String!) { saveFilter(name: "临期", query: $q) { filter { id name query } refusal { code } } }'
    ask.data("office", save, q="?lights=YELLOW")

    saved = ask.data("office", save, q="?lights=YELLOW,RED")["filter"]

    assert ask.data("office", "{ savedFilters { id name query } }") == [saved]
    assert ask.data("water_clerk", "{ savedFilters { id } }") == []
    delete = "mutation($id: ID!) { deleteFilter(id: $id) { ok } }"
    assert ask.data("water_clerk", delete, id=saved["id"]) == {"ok": False}
    assert ask.data("office", delete, id=saved["id"]) == {"ok": True}


class TestAccounts:
    """The administrator's table."""

    def test_an_account_is_made_with_a_one_time_password(self, ask: Asking, world: World) -> None:
        given = {
            "username": "new",
            "name": "新同事",
            "unitId": str(world.units["water"].pk),
            "role": "UNIT_CLERK",
        }

        made = ask.data("administrator", CREATE, input=given)

        assert made["account"]["roleLabels"] == ["承办单位联络员"]
        assert Account.objects.get(username="new").check_password(made["oneTimePassword"])

    @pytest.mark.parametrize(
        ("change", "code", "field"),
        [
            ({"username": "water-unit_clerk"}, "username_taken", "username"),
            ({"username": " "}, "field_required", "username"),
            ({"unitId": "987654321"}, "unit_unknown", "unitId"),
            ({"unitId": "abc"}, "unit_unknown", "unitId"),
            ({"username": "x" * 41}, "too_long", "username"),
            ({"name": "名" * 41}, "too_long", "name"),
        ],
    )
    def test_what_does_not_fit_is_refused_at_its_field(
        self, ask: Asking, world: World, change: dict[str, str], code: str, field: str
    ) -> None:
        given = {
            "username": "new",
            "name": "新同事",
            "unitId": str(world.units["water"].pk),
            "role": "UNIT_CLERK",
        }

        answer = ask.data("administrator", CREATE, input=given | change)

        assert answer["refusal"] == {"code": code, "field": field}

    def test_a_stopped_account_is_out_at_once(self, ask: Asking, world: World) -> None:
        ask.data("water_clerk", "{ me { id } }")
        document = "mutation($id: ID!) { setAccountActive(id: $id, active: false) { account { active } } }"

        answer = ask.data("administrator", document, id=str(world.water_clerk.account_id))

        assert answer["account"] == {"active": False}
        assert ask("water_clerk", "{ me { id } }")["data"]["me"] is None

    def test_nobody_stops_himself(self, ask: Asking, world: World) -> None:
        document = "mutation($id: ID!) { setAccountActive(id: $id, active: false) { refusal { code } } }"

        answer = ask.data("administrator", document, id=str(world.administrator.account_id))

        assert answer["refusal"] == {"code": "not_yourself"}

    def test_a_new_password_is_shown_once_and_ends_the_sessions(self, ask: Asking, world: World) -> None:
        ask.data("water_clerk", "{ me { id } }")
        document = "mutation($id: ID!) { resetPassword(id: $id) { oneTimePassword } }"

        password = ask.data("administrator", document, id=str(world.water_clerk.account_id))[
            "oneTimePassword"
        ]

        account = Account.objects.get(pk=world.water_clerk.account_id)
        assert account.check_password(password)
        assert account.must_change_password
        assert ask("water_clerk", "{ me { id } }")["data"]["me"] is None

    def test_only_the_administrator_sees_the_table(self, ask: Asking) -> None:
        rows = ask.data(
            "administrator", "{ accounts { username unitName roleLabels active lockedOut lastLogin } }"
        )

        assert len(rows) == len(ask.world.actors if ask.world else ())
        for who in ("office", "npc_seat", "water_head"):
            assert ask.code(who, "{ accounts { username } }") == "FORBIDDEN"


def test_the_procedure_is_the_pack_in_force(ask: Asking) -> None:
    found: Any = ask.data(
        "water_clerk",
        """{ procedure(kind: PROPOSAL) { packTitle resultClasses { code label } unitRoles { code label }
        checklist { code } channels { code } caseStates { code label } roles { code } } }""",
    )

    assert {"code": "A", "label": "已经解决或基本解决"} in found["resultClasses"]
    assert len(found["checklist"]) == 11
    assert found["caseStates"][0] == {"code": "REGISTERED", "label": "已登记"}
    assert len(found["roles"]) == 11


def test_look_alikes_are_visible_cases_with_similar_titles(ask: Asking, world: World) -> None:
    same = a_dispatched_case(world)
    a_filed_case(world, title="关于增设公园座椅的建议")
    document = """query($title: String!, $not: ID) {
      similarCases(title: $title, excludeId: $not) { id title likeness year stateLabel } }"""

    found = ask.data("office", document, title="关于改善老城区排水管网的建议")

    assert [one["id"] for one in found] == [str(same.pk)]
    assert 0.7 < found[0]["likeness"] < 1
    assert ask.data("office", document, **{"title": same.title, "not": str(same.pk)}) == []
    assert ask.data("parks_head", document, title=same.title) == []
