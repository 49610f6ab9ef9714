"""``fazhi desk``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from checker.cli import completion
from checker.cli.extras import extra
from checker.cli.options import language_option
from checker.cli.terminal import language, print_message
from checker.text.errors import FazhiError, UsageError

PORT = 8620
"""Always the same where it is free, because what the browser remembers belongs to the page's address, port included."""


@click.command()
@click.argument("paths", nargs=-1, metavar="[文件|目录]...", shell_complete=completion.files)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    metavar="端口",
    help="本机端口，被占用时另选一个。  [default: 8620]",
)
@click.option("--browser/--no-browser", default=True, help="打开浏览器，或只显示地址。")
@click.option(
    "--preset",
    default="",
    metavar="预设",
    shell_complete=completion.presets,
    help="成套设置：default draft publish strict gongwen。",
)
@click.option(
    "--config", default="", metavar="TOML", shell_complete=completion.files, help="配置文件（默认用当前目录的）。"
)
@click.option("--isolated", is_flag=True, help="不读任何配置文件。")
@click.option(
    "--listen",
    default="",
    metavar="地址",
    help="作为办公室服务器，在此地址上提供服务；须有 --password-file 和 --origin。",
)
@click.option(
    "--password-file", default="", metavar="文件", shell_complete=completion.files, help="办公室服务器的用户。"
)
@click.option(
    "--origin", multiple=True, metavar="网址", help="浏览器里的网址，如 https://fazhi.example.gov.cn；可重复。"
)
@click.option("--add-user", default="", metavar="用户名", help="在 --password-file 里写入用户，口令从键盘读入。")
@language_option
def desk(paths: tuple[str, ...], port: int, browser: bool, **options: Any) -> None:
    """在浏览器里检查：拖入草稿，逐条采纳或搁置，取回 Word 文件。

    只在本机运行，草稿不离开这台电脑，也不写到硬盘上。
    """
    with extra("desk", "网页"):
        from checker.web.serve import Service, serve
        from checker.web.visitors import load_passwords
    from checker.project.project import Project

    if options["add_user"]:
        _add_user(options["password_file"], options["add_user"])
        return
    if bool(options["listen"]) != bool(options["password_file"]) or bool(options["listen"]) != bool(options["origin"]):
        raise UsageError("--listen、--password-file、--origin 须一起使用")
    if options["listen"] and paths:
        raise UsageError("办公室服务器不打开文件")
    passwords = load_passwords(Path(options["password_file"])) if options["password_file"] else {}
    flags = {"preset": options["preset"]} if options["preset"] else {}
    project = Project(flags, given=options["config"], isolated=options["isolated"])
    project.linter(".")
    origins = tuple(origin.rstrip("/") for origin in options["origin"])
    service = Service(options["listen"], port, origins, passwords, paths, browse=browser, language=language().code)
    say = language().say
    serve(project, service, lambda address: print_message(
        say("fazhi：请在浏览器里打开 {address}（按 Ctrl-C 结束）", address=address) + "\n"))  # fmt: skip


def _add_user(file: str, name: str) -> None:
    """Write a user into the password file, which only its owner may read."""
    from checker.disk.reasons import reason_of
    from checker.disk.writing import replace_privately
    from checker.web.visitors import hash_password

    if not file:
        raise UsageError("--add-user 须有 --password-file")
    if ":" in name or not name.isprintable() or name.startswith("#"):
        raise UsageError("用户名里不能有冒号和控制字符")
    password = click.prompt(language().say("口令"), hide_input=True, confirmation_prompt=True, err=True)
    path = Path(file)
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        kept = [line for line in lines if line.partition(":")[0] != name]
        text = "\n".join((*kept, f"{name}:{hash_password(password)}", ""))
        replace_privately(path, (text.encode(),))
    except OSError as error:
        raise FazhiError(f"{path}：无法写入（{reason_of(error)}）") from None
