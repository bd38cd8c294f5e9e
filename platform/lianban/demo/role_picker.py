"""Seats that the role picker of the demo offers, without asking the database."""

from __future__ import annotations

from lianban.demo.world import PASSWORD, government, person

OFFERED = (
    ("yunzhou", "office", "市政府办督查室", "交办、裁定退回、二次把关、销号"),
    ("binjiang", "office", "区政府办", "区级的交办、把关和销号"),
    ("yunzhou", "edu-officer", "承办单位经办人", "调研面商、拟写答复、会办意见"),
    ("yunzhou", "edu-deputy", "分管领导", "审核答复稿"),
    ("yunzhou", "edu-head", "主要领导", "签发答复"),
    ("yunzhou", "npc-seat", "人大代表工委（只读）", "查看全部代表建议的办理情况"),
    ("yunzhou", "cppcc-seat", "政协提案委（只读）", "查看全部政协提案的办理情况"),
    ("", "operator", "平台管理员", "开通政府、查看运行状况，不能查看办理件"),
    ("yunzhou", "edu-clerk", "承办单位联络员", "签收、申请退回、编号印发、送达"),
    ("yunzhou", "edu-section", "科室负责人", "审核科室答复稿"),
    ("yunzhou", "npc", "人大代表工委办公室", "登记、审查建议，登记反馈意见"),
    ("yunzhou", "cppcc", "政协提案委办公室", "登记、审查提案，登记反馈意见"),
    ("yunzhou", "water-officer", "会办单位经办人", "提交会办意见"),
    ("binjiang", "water-clerk", "区级承办单位联络员", "签收区政府办交办的件"),
    ("yunzhou", "admin", "本级管理员", "开通和停用账号、重置密码"),
    ("binjiang", "edu-officer", "区级承办单位经办人", "区教育局的办理件"),
    ("binjiang", "npc", "区人大代表工委", "区级代表建议"),
    ("xicheng", "office", "区政府办（西城）", "西城区的办理件"),
    ("xicheng", "edu-officer", "区级承办单位经办人（西城）", "西城区教育局的办理件"),
    ("heshan", "office", "县政府办", "鹤山县的办理件"),
    ("heshan", "agri-officer", "县级承办单位经办人", "鹤山县农业农村局的办理件"),
)
PLATFORM = "联办平台"


def seats() -> list[dict[str, str]]:
    """The eight roles of the demo first, further seats after them.

    Each has username, name, role_label, unit_name, government_code (empty: the platform's host),
    government_name and note. The password of all is ``password()``.
    """
    return [_seat(*one) for one in OFFERED]


def password() -> str:
    """The one published password of all demo accounts."""
    return PASSWORD


def _seat(code: str, key: str, role_label: str, note: str) -> dict[str, str]:
    if not code:
        unit = government_name = PLATFORM
        username = key
    else:
        plan = government(code)
        unit = plan.units[key.split("-")[0] if key != "admin" else "office"].name
        username, government_name = plan.username(key), plan.name
    return {
        "username": username,
        "name": person(username),
        "role_label": role_label,
        "unit_name": unit,
        "government_code": code,
        "government_name": government_name,
        "note": note,
    }
