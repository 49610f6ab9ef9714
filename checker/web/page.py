"""The page's markup: one template, in the language of the visitor."""

from __future__ import annotations

from functools import cache

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined

from checker.formats import READERS
from checker.i18n.language import CHINESE, Language
from checker.outputs.severities import SEVERITIES
from checker.rules.families import FAMILIES
from checker.version import VERSION
from checker.web.texts import SCRIPT_TEXTS

_TAGS = {"zh": "zh-CN", "en": "en"}


def main_page(language: Language, *, local: bool) -> str:
    """Return the desk."""
    say = language.say
    texts = {text: say(text) for text in SCRIPT_TEXTS}
    names = {str(severity): say(name) for severity, name in SEVERITIES.items()}
    families = {family: say(name) for family, name in FAMILIES.items()}
    data = msgspec.json.encode({"texts": texts, "severities": names, "families": families, "suffixes": list(READERS)})
    script_data = data.decode().replace("<", "\\u003c")
    return _render("desk.html", language, local=local, data=script_data, suffixes=",".join(READERS))


def login_page(language: Language, *, local: bool, wrong: bool = False) -> str:
    """Return the page for somebody who is not known yet."""
    return _render("login.html", language, local=local, wrong=wrong)


def _render(name: str, language: Language, **values: object) -> str:
    other = "en" if language.code == CHINESE.code else CHINESE.code
    template = _environment().get_template(name)
    return template.render(say=language.say, tag=_TAGS[language.code], other=other, version=VERSION, **values)


@cache
def _environment() -> Environment:
    loader = PackageLoader("checker.web", "assets")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
