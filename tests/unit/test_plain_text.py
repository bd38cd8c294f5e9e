"""Names as they are typed: what nobody sees is refused, what a script is spelt with or a rare character is not."""

from __future__ import annotations

import pytest

from kernel.plain_text import checked_name, checked_word
from kernel.refusals import Refusal

RARE = chr(0x31350)  # an ideograph that Unicode took in with its version 15


def named(text: str) -> str:
    return checked_name(text, field="name", label="姓名", longest=40)


@pytest.mark.parametrize(
    "text",
    [
        f"赵{RARE}",
        "古丽·艾山",
        "ئا\u200cتا",
        "ᠮᠣᠩᠭᠣᠯ\u180eᠠ",
        "ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ",
        "བཀྲ་ཤིས",
        "Li Na",
    ],
)
def test_a_name_of_any_script_is_a_name(text: str) -> None:
    assert named(f" {text} ") == text


@pytest.mark.parametrize(
    "text",
    [
        "赵\u200d明",
        "\u200cئا",
        "ئا\u200c明",
        "赵\u202f明",
        "ئا\u202eتا",
        "赵\ue863",
        "赵\u0378",
        f"赵{chr(0x3FFFF)}",
        "赵\u3000明",
    ],
)
def test_what_nobody_sees_in_a_name_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        named(text)

    assert refused.value.code == "unseen_character"


def test_a_rare_character_may_stand_in_a_user_name() -> None:
    assert checked_word(f"赵{RARE}", field="username", label="账号", longest=40) == f"赵{RARE}"
