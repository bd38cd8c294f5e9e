"""``lianban`` command. One line per command: a module is loaded only when its command is asked for.

To add a command: write ``lianban/cli/<name>.py`` with a ``click`` command or group, add its line to COMMANDS.
A command that reads or writes the database carries ``@with_database`` (``cli/home.py``) below its options.
"""

from __future__ import annotations

import gc
import importlib
import os
from dataclasses import dataclass
from importlib.util import find_spec

import click
import django

from lianban.cli.home import prepare
from lianban.cli.trouble import Trouble, recognised
from lianban.cli.usage import usage_in_chinese

# How often garbage is looked for: a request makes and drops more objects than the script that Python thinks of.
GARBAGE = (25_000, 10, 10)


@dataclass(frozen=True)
class CommandEntry:
    """One command: its place (``module:attribute`` in lianban), its purpose; whether it needs Django, the demo city."""

    name: str
    place: str
    chinese: str
    english: str
    django: bool = True
    demo: bool = False

    @property
    def help(self) -> str:
        """The line of the overview."""
        return f"{self.chinese} / {self.english}"

    def load(self) -> click.Command:
        """Import the command; with Django set up first where it needs models."""
        if self.demo and find_spec("lianban.demo") is None:
            raise Trouble("demo_absent")
        if self.django:
            django.setup()
        module, _, attribute = self.place.partition(":")
        command: click.Command = getattr(importlib.import_module(f"lianban.cli.{module}"), attribute)
        command.help = f"{self.chinese}\n\n{self.english}" + (f"\n\n{command.help}" if command.help else "")
        for one in command.commands.values() if isinstance(command, click.Group) else ():
            one.short_help = " / ".join((one.help or "").split("\n\n")[:2])
        gc.freeze()
        gc.enable()
        return command


COMMANDS = (
    CommandEntry(
        "run",
        "run:run",
        "建库、填充演示城市、启动全部",
        "Set up, fill the demo city, start all",
        django=False,
        demo=True,
    ),
    CommandEntry("up", "run:up", "启动全部进程", "Start all processes under one supervisor", django=False),
    CommandEntry(
        "database",
        "database:database",
        "只启动自带的数据库（导出、恢复时用）",
        "The embedded database alone, for dump and restore",
        django=False,
    ),
    CommandEntry("setup", "setup:setup", "建立或升级数据库，可重复执行", "Create or upgrade the database"),
    CommandEntry("web", "web:web", "启动网页与实时连接服务", "Serve HTTP and WebSocket"),
    CommandEntry("worker", "processes:worker", "启动后台任务进程", "Run background tasks"),
    CommandEntry("scheduler", "processes:scheduler", "启动定时进程", "Run the scheduler"),
    CommandEntry("relay", "relay:relay", "启动事件转发进程", "Run the outbox relay"),
    CommandEntry(
        "supervision",
        "supervision:supervision",
        "督办：重新计算期限与提醒",
        "Supervision: plan clocks anew",
    ),
    CommandEntry(
        "calendar",
        "calendar:calendar",
        "工作日历：查看、上传放假安排通知",
        "Working-day calendar: show, announce a year's holidays",
    ),
    CommandEntry(
        "fleet",
        "fleet:fleet",
        "管理各政府：开通、暂停、升级、状态",
        "Governments: open, suspend, migrate, status",
    ),
    CommandEntry(
        "rules",
        "rules:rules",
        "办理规则包：列出、检查、载入、发布",
        "Rule packs: list, check, load, issue",
    ),
    CommandEntry(
        "assessment",
        "assessment:assessment",
        "考核办法：列出、显示、检查、试算、发布",
        "Scoring schemes: list, show, check, try, issue",
    ),
    CommandEntry(
        "people", "people:people", "新增单位、账号、平台管理员", "Units, accounts, platform operators"
    ),
    CommandEntry(
        "operators",
        "operators:operators_",
        "平台管理员：列出、停用、启用、重置密码、变动记录",
        "Platform operators: list, stop, start, reset, log",
    ),
    CommandEntry("health", "health:health", "检查各项依赖是否正常", "Check every dependency"),
    CommandEntry(
        "trouble", "set_aside:trouble", "查看、重试搁置的事项", "What failed or was set aside; retry it"
    ),
    CommandEntry(
        "alive",
        "alive:alive",
        "检查本容器的进程是否仍在工作",
        "Check the process of this container",
        django=False,
    ),
    CommandEntry("import", "import_:import_", "导入建议、提案台账", "Import suggestions and proposals"),
    CommandEntry("demo", "demo:demo", "填充虚构的演示城市", "Fill the fictional demo city", demo=True),
    CommandEntry("bench", "bench:bench", "性能对照测试", "Benchmarks against a reference"),
    CommandEntry("schema", "schema:schema", "导出 GraphQL 接口定义", "Export the GraphQL schema"),
    CommandEntry("docs", "docs:docs", "由流程表生成办理流程说明", "Generate the procedure page"),
)


class Overview(click.Group):
    """The group of all commands, read from the table."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Names in the order of the table."""
        return [entry.name for entry in COMMANDS]

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now; None when there is none."""
        entry = next((entry for entry in COMMANDS if entry.name == cmd_name), None)
        return entry.load() if entry else None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The program's own options; errors in them are reported in Chinese."""
        with usage_in_chinese():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """The command asked for, with its options and arguments; likewise."""
        with usage_in_chinese():
            result: object = super().invoke(ctx)
        return result

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The overview, without importing any command."""
        with formatter.section("命令 / Commands"):
            formatter.write_dl([(entry.name, entry.help) for entry in COMMANDS])


@click.group(
    cls=Overview,
    help="联办：人大代表建议与政协提案办理。\n\nLianban: suggestions and proposals, from receipt to close.",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
)
def main() -> None:
    """Entry point of the ``lianban`` program."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianban.settings")


def start() -> None:
    """Prepare the environment of this installation, run the command line, report known problems in a sentence."""
    gc.set_threshold(*GARBAGE)
    gc.disable()  # until the command is loaded: what is loaded stays, and is never looked through again
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianban.settings")
    try:
        prepare()
        main(prog_name="lianban")
    except Exception as error:
        trouble = error if isinstance(error, click.ClickException) else recognised(error)
        if trouble is None:
            raise
        trouble.show()
        raise SystemExit(1) from None


if __name__ == "__main__":
    start()
