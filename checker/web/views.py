"""The answers to the page's requests. Every one concerns the drafts of the visitor who asks, and nobody else's."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl, quote

import msgspec
from msgspec.structs import replace
from starlette.datastructures import State
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from checker.i18n.language import LANGUAGE_CODES, load_language
from checker.text.errors import FazhiError
from checker.web.checking import check
from checker.web.downloads import FILES, Decisions
from checker.web.drafts import MAX_UPLOAD, Checked, Choice, Draft, FullError, Refused, Submission, Visitor, plain_name
from checker.web.page import login_page, main_page
from checker.web.visitors import Access
from checker.web.workers import BusyError, LostError, SlowError, Workers

MAX_DECISIONS = 2_000_000
"""Bytes of the decisions on a draft."""
BODY_SECONDS = 120.0
"""For a body to arrive, so that slow senders do not hold the room of others; 20 MB take as long at 1.3 Mbit/s."""
TOO_LARGE = "文件太大（最多 20 MB）"
_ENCODER = msgspec.json.Encoder()
Answer = Callable[[Request, Visitor], Awaitable[Response]]


class Desk(msgspec.Struct):
    """What the answers need. ``local`` is False for an office server. Mutable.

    ``language`` is that of files opened at the start, ``pending`` how many are left; ``on_quit`` ends the server.
    With ``secure``, cookies are sent over HTTPS only.
    """

    access: Access
    workers: Workers
    local: bool
    language: str = LANGUAGE_CODES[0]
    pending: int = 0
    on_quit: Callable[[], None] | None = None
    secure: bool = False


class Summary(msgspec.Struct, frozen=True):
    """A draft as the table of drafts shows it."""

    key: str
    name: str
    result: Checked | Refused
    choices: dict[str, Choice]


def desk_of(request: Request) -> Desk:
    """Return the desk that a request is for."""
    state: State = request.app.state
    desk: Desk = state.desk
    return desk


def known(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    """Decorator of an answer that only visitors get."""

    @functools.wraps(answer)
    async def guarded(request: Request) -> Response:
        visitor = desk_of(request).access.visitor(request.cookies)
        if visitor is None:
            return error_answer(request, 401, "请从启动时打开的页面进入，或重新登录")
        return await answer(request, visitor)

    return guarded


async def home(request: Request) -> Response:
    """The page; the token in its address becomes a cookie, and leaves the address."""
    desk = desk_of(request)
    token = request.query_params.get("token", "")
    if desk.access.is_token(token):
        answer: Response = RedirectResponse(_home(request), 303)
        set_cookie(answer, desk, token)
        return answer
    language = load_language(_language(request))
    if desk.access.visitor(request.cookies) is None:
        return html_answer(login_page(language, local=desk.local), 401)
    return html_answer(main_page(language, local=desk.local))


async def log_in(request: Request) -> Response:
    """Name and password of an office server's user."""
    desk = desk_of(request)
    body = await _body(request, 10_000)
    form = dict(parse_qsl((body or b"").decode("ascii", "replace")))
    token = await desk.access.log_in(form.get("name", ""), form.get("password", ""))
    if not token:
        return html_answer(login_page(load_language(_language(request)), local=desk.local, wrong=True), 403)
    answer = RedirectResponse(_home(request), 303)
    set_cookie(answer, desk, token)
    return answer


@known
async def log_out(request: Request, _: Visitor) -> Response:
    """Forget the visitor and all drafts."""
    desk_of(request).access.log_out(request.cookies)
    return json_answer(None)


@known
async def quit_desk(request: Request, _: Visitor) -> Response:
    """End the program; only where it runs for one person."""
    desk = desk_of(request)
    if not desk.local or desk.on_quit is None:
        return error_answer(request, 403, "办公室服务器不能从页面上结束")
    desk.on_quit()
    return json_answer(None)


@known
async def list_drafts(request: Request, visitor: Visitor) -> Response:
    """All drafts of the visitor, with what was found in them, in the language that is asked for."""
    language = _language(request)
    for draft in [draft for draft in visitor.drafts.values() if not draft.hidden and draft.language != language]:
        result, _ = await _checked(request, draft.submission)
        if isinstance(result, Response):
            return result
        notice = draft.result.notice if isinstance(draft.result, Checked) else ""
        draft.result = replace(result, notice=notice) if isinstance(result, Checked) and notice else result
        draft.language = language
    drafts = [_summary(draft) for draft in visitor.drafts.values() if not draft.hidden]
    return json_answer({"drafts": drafts, "pending": desk_of(request).pending})


@known
async def add_draft(request: Request, visitor: Visitor) -> Response:
    """Check a file, which is the body; its name, and the draft that it replaces, stand in the address."""
    desk, query = desk_of(request), request.query_params
    try:
        size = int(request.headers.get("content-length", MAX_UPLOAD))
    except ValueError:
        return error_answer(request, 400, "请求不完整")
    if size > MAX_UPLOAD:
        return error_answer(request, 413, TOO_LARGE)
    try:
        with desk.access.store.receiving(size):
            body = await _body(request, MAX_UPLOAD)
            if body is None:
                return error_answer(request, 413, TOO_LARGE)
            previous = visitor.draft(query.get("previous", ""))
            submission = Submission(
                plain_name(query.get("name", "")), body,
                *((previous.submission.name, previous.submission.data) if previous else ()),
            )  # fmt: skip
            result, kept = await _checked(request, submission)
            if isinstance(result, Response):
                return result
    except FullError:
        return error_answer(request, 503, "正在检查的文件太多，请过一会儿再试")
    draft = desk.access.store.keep(visitor, kept, result, query.get("draft", ""))
    draft.hidden, draft.language = bool(query.get("hidden")), _language(request)
    return json_answer(_summary(draft))


@known
async def remove_draft(request: Request, visitor: Visitor) -> Response:
    """Forget a draft."""
    visitor.drafts.pop(request.path_params["key"], None)
    return json_answer(None)


@known
async def keep_choices(request: Request, visitor: Visitor) -> Response:
    """Keep what was decided on a draft, the body, for when the page is loaded again."""
    draft = visitor.draft(request.path_params["key"])
    if draft is None:
        return error_answer(request, 404, "没有这份草稿（可能已经过期，请重新拖入）")
    body = await _body(request, MAX_DECISIONS)
    try:
        draft.choices = msgspec.json.decode(body or b"", type=dict[str, Choice])
    except msgspec.DecodeError:
        return error_answer(request, 400, "请求不完整")
    return json_answer(None)


@known
async def take_away(request: Request, visitor: Visitor) -> Response:
    """Return a file made of a draft and the decisions on it, which are the body."""
    draft, make = visitor.draft(request.path_params["key"]), FILES.get(request.path_params["kind"])
    if draft is None or make is None or isinstance(draft.result, Refused):
        return error_answer(request, 404, "没有这份草稿（可能已经过期，请重新拖入）")
    body = await _body(request, MAX_DECISIONS)
    try:
        decisions = msgspec.json.decode(body or b"{}", type=Decisions)
    except msgspec.DecodeError:
        return error_answer(request, 400, "请求不完整")
    try:
        file = await desk_of(request).workers.run(make, draft.submission, decisions, _language(request))
    except FazhiError as error:
        return error_answer(request, 422, str(error))
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
        "X-Left": ",".join(file.left),
    }
    return Response(file.data, media_type=file.type, headers=headers)


async def _checked(request: Request, submission: Submission) -> tuple[Checked | Refused | Response, Submission]:
    try:
        result, kept = await desk_of(request).workers.run(check, submission, _language(request))
    except BusyError as error:
        return error_answer(request, 503, str(error)), submission
    except (LostError, SlowError) as error:
        return Refused(load_language(_language(request)).translate_line(str(error))), submission
    return result, kept


def _summary(draft: Draft) -> Summary:
    return Summary(draft.key, draft.submission.name, draft.result, draft.choices)


async def _body(request: Request, limit: int) -> bytes | None:
    """Return the body; None when it is longer than ``limit`` bytes, of which no more is read."""
    parts, size = [], 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                size += len(part)
                if size > limit:
                    return None
                parts.append(part)
    except TimeoutError:
        raise HTTPException(408, headers={"Connection": "close"}) from None
    return b"".join(parts)


def _language(request: Request) -> str:
    code = request.query_params.get("lang", "") or request.cookies.get("fazhi-lang", "")
    return code if code in LANGUAGE_CODES else LANGUAGE_CODES[0]


def _home(request: Request) -> str:
    code = request.query_params.get("lang", "")
    return f"/?lang={code}" if code in LANGUAGE_CODES else "/"


def set_cookie(answer: Response, desk: Desk, token: str) -> None:
    """Give a visitor the cookie by which the next requests are known."""
    answer.set_cookie(desk.access.cookie, token, httponly=True, samesite="strict", path="/", secure=desk.secure)


def html_answer(markup: str, status: int = 200) -> Response:
    """Return an answer that is a page."""
    return Response(markup, status, media_type="text/html")


def json_answer(value: object) -> Response:
    """Return an answer that is JSON."""
    return Response(_ENCODER.encode(value), media_type="application/json")


def error_answer(request: Request, status: int, reason: str) -> Response:
    """Return an answer that says in one line, in the visitor's language, why there is nothing else."""
    said = load_language(_language(request)).translate_line(reason)
    return Response(_ENCODER.encode({"error": said}), status, media_type="application/json")
