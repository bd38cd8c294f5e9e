"""Platform operators: their accounts, and who of them is signed in; on the platform's own host only.

Every change to an account is an ``OperatorEvent`` of the same transaction; the database keeps them for good.
"""

from __future__ import annotations

from django.contrib.auth.backends import BaseBackend
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from governments.entering.scope import PUBLIC, database
from governments.models import Operator, OperatorChangeKind, OperatorEvent
from kernel.clock import now
from kernel.plain_text import checked_name, checked_word
from kernel.refusals import Refusal
from signin.proof import FORMER, LONGEST_NAME, OneTime, choose_password, one_time
from signin.tallies import unlock

BACKEND = "governments.operators.OperatorBackend"
LONGEST_LABEL = 60


def create_operator(username: str, name: str, *, by: str, password_hash: str | None = None) -> str:
    """Add a platform operator; the one-time password (empty when a hash is given). Raises Refusal."""
    word = checked_word(username, field="username", label="账号", longest=LONGEST_NAME)
    person = checked_name(name, field="name", label="姓名", longest=LONGEST_NAME)
    secret = OneTime("", password_hash) if password_hash else one_time()
    operator = Operator(username=word, name=person, must_change_password=bool(secret.password))
    operator.password = secret.hash
    with transaction.atomic():
        try:
            with transaction.atomic():
                operator.save()
        except IntegrityError as error:
            raise Refusal("username_taken", field="username", username=word) from error
        _note(operator, OperatorChangeKind.CREATED, by)
    return secret.password


@transaction.atomic
def set_operator_active(username: str, *, active: bool, by: str, last: bool = False) -> bool:
    """Let an operator sign in, or stop one, which ends the sessions for good; False when that was so already.

    The last one who can sign in is stopped only with ``last``. Raises Refusal.
    """
    able = list(Operator.objects.select_for_update().filter(is_active=True))  # two stops at once wait here
    operator = _operator(username)
    if operator.is_active == active:
        return False
    if not active and not last and all(one.pk == operator.pk for one in able):
        raise Refusal("operator_last", field="username", username=username)
    operator.is_active = active
    if not active:
        operator.end_sessions()
    operator.save(update_fields=["is_active", "session_epoch"])
    _note(operator, OperatorChangeKind.ALLOWED if active else OperatorChangeKind.STOPPED, by)
    return True


def reset_operator_password(username: str, *, by: str) -> str:
    """Give an operator a new one-time password and return it: the sessions end, the account is locked nowhere."""
    _operator(username)
    secret = one_time()
    with transaction.atomic():
        operator = _operator(username)
        if not operator.must_change_password:
            operator.former_passwords = [operator.password, *operator.former_passwords][:FORMER]
        operator.password, operator.must_change_password = secret.hash, True
        operator.save(update_fields=["password", "must_change_password", "former_passwords"])
        unlock(operator.username)
        _note(operator, OperatorChangeKind.PASSWORD_RESET, by)
    return secret.password


def change_operator_password(operator: Operator, *, old: str, new: str) -> Operator:
    """Change one's own password after proving the old one."""
    return choose_password(operator, old=old, new=new, noting=_note_own_password)


def operators() -> QuerySet[Operator]:
    """All of them, those who were stopped too."""
    found: QuerySet[Operator] = Operator.objects.order_by("username")
    return found


def operator_events(username: str = "") -> QuerySet[OperatorEvent]:
    """What was done to operators' accounts, or to one, the newest first."""
    events = OperatorEvent.objects.select_related("operator").order_by("-id")
    return events.filter(operator=_operator(username)) if username else events


def operator_named(username: str) -> Operator | None:
    """The operator who may sign in under this name."""
    found: Operator | None = Operator.objects.filter(username=username, is_active=True).first()
    return found


def signed_in_operator(user_id: int) -> Operator | None:
    """The operator of a session of the platform's host; also one who must choose a password first."""
    if database().schema_name != PUBLIC:
        return None
    found: Operator | None = Operator.objects.filter(pk=user_id, is_active=True).first()
    return found


class OperatorBackend(BaseBackend):
    """From a session to its operator; judges no password, so that nothing goes past ``signin.proof``."""

    def get_user(self, user_id: int) -> Operator | None:  # type: ignore[override]  # the stub knows one user model
        """Not one who has only a one-time password: that opens nothing."""
        operator = signed_in_operator(user_id)
        return None if operator is None or operator.must_change_password else operator


def _operator(username: str) -> Operator:
    operator: Operator | None = Operator.objects.filter(username=username).first()
    if operator is None:
        known = "、".join(operators().values_list("username", flat=True)) or "（无）"
        raise Refusal("operator_unknown", field="username", username=username, known=known)
    return operator


def _note(operator: Operator, change: OperatorChangeKind, by: str) -> None:
    OperatorEvent.objects.create(operator=operator, change=change, by_label=by[:LONGEST_LABEL], at=now())


def _note_own_password(operator: Operator) -> None:
    _note(operator, OperatorChangeKind.PASSWORD_CHANGED, operator.name)
