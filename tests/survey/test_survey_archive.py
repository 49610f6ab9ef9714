"""Where the files of an archive come from: folders, patterns of names, and a store that speaks S3."""

from __future__ import annotations

import os
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from archive import write_archive
from command import fazhi
from pace import slow

from checker.disk import objects
from checker.project.project import Project
from checker.survey.archive import find_archive
from checker.survey.run import Options, Survey, survey
from checker.survey.store import opened
from checker.text.errors import InputError

TEXT = "云岭镇人民政府2024年法治政府建设年度报告\n\n一、主要举措和成效\n\n全年办理行政处罚案件12件。\n"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("a/one.txt", "a/b/two.md", "a/b/three.txt", "a/b/.four.txt", "a/b/five.jpg", "c/[1].txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (("**/*.txt",), ["a/b/three.txt", "a/one.txt", "c/[1].txt"]),
        (("a/*",), ["a/b/three.txt", "a/b/two.md", "a/one.txt"]),
        (("a/**",), ["a/one.txt", "a/b/three.txt", "a/b/two.md"]),
        (("a/b/*.md", "a"), ["a/b/two.md", "a/one.txt", "a/b/three.txt"]),
        (("a/?/t*",), ["a/b/three.txt", "a/b/two.md"]),
        (("c/[1].txt",), ["c/[1].txt"]),
    ],
)
def test_patterns_find_reports_once_in_order(tree: Path, paths: tuple[str, ...], expected: list[str]) -> None:
    assert tree
    found = find_archive(paths, Project(isolated=True).excluded)
    assert [str(path).removeprefix("./") for path in found.files] == expected
    assert found.stamps == {}


def test_a_pattern_passes_over_what_a_search_would(tree: Path) -> None:
    (tree / "fazhi.toml").write_text('exclude = ["b/"]\n', encoding="utf-8")
    assert find_archive(("a/*",), Project().excluded).files == ["a/one.txt"]


@pytest.mark.parametrize("path", ["nowhere", "a/*.pdf", "nowhere/**/*.txt"])
def test_a_path_that_is_not_there_leaves_the_store_alone(tree: Path, path: str) -> None:
    options = Options()
    survey(("a",), "out", Project(isolated=True), options, lambda results, _: results)
    before = (tree / "out" / "survey.duckdb").read_bytes()
    with pytest.raises(InputError, match="没有"):
        survey(("a", path), "out", Project(isolated=True), options, lambda results, _: results)
    assert (tree / "out" / "survey.duckdb").read_bytes() == before


class Bucket:
    """Stands for the file system of a store, with what this program asks of it."""

    def __init__(self, files: dict[str, bytes], times: dict[str, float]) -> None:
        self.files, self.times = files, times
        self.read: list[str] = []

    def find(self, place: str, *, detail: bool) -> dict[str, dict[str, Any]]:
        assert detail
        return {name: self.info(name) for name in self.files if name.startswith(f"{place}/")}

    def info(self, name: str) -> dict[str, Any]:
        from datetime import UTC, datetime

        name = name.removeprefix("s3://")
        moment = datetime.fromtimestamp(self.times.get(name, 1.5), tz=UTC)
        return {"size": len(self.files[name]), "LastModified": moment, "type": "file"}

    def cat_file(self, name: str) -> bytes:
        self.read.append(name)
        return self.files[name.removeprefix("s3://")]


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Bucket:
    names = ("安坝县/2024云岭镇.txt", "安坝县/.hidden.txt", "安坝县/picture.jpg", "安坝县/sub/2024青石镇.txt")
    found = Bucket({f"bucket/{name}": TEXT.encode() for name in names}, {})
    library, exceptions = ModuleType("s3fs"), ModuleType("botocore.exceptions")
    library.S3FileSystem = lambda: found  # type: ignore[attr-defined]
    for name in (
        "NoCredentialsError", "PartialCredentialsError", "ProfileNotFound", "HTTPClientError", "ConnectionError", "BotoCoreError",
    ):  # fmt: skip
        setattr(exceptions, name, type(name, (Exception,), {}))
    core = ModuleType("botocore")
    core.exceptions = exceptions  # type: ignore[attr-defined]
    for name, module in (("s3fs", library), ("botocore", core), ("botocore.exceptions", exceptions)):
        monkeypatch.setitem(sys.modules, name, module)
    return found


def test_only_changed_objects_are_read_again(bucket: Bucket, tmp_path: Path) -> None:
    def run() -> Survey:
        place = ("s3://bucket/安坝县/",)
        return survey(place, str(tmp_path / "out"), Project(isolated=True), Options(), lambda results, _: results)

    assert run() == Survey(2, 2, 0, 0)
    assert bucket.read == ["s3://bucket/安坝县/2024云岭镇.txt", "s3://bucket/安坝县/sub/2024青石镇.txt"]
    assert run() == Survey(2, 0, 0, 0)
    bucket.times["bucket/安坝县/2024云岭镇.txt"] = 7.0
    del bucket.files["bucket/安坝县/sub/2024青石镇.txt"]
    assert run() == Survey(1, 1, 0, 1)
    with opened(tmp_path / "out", barred=True) as connection:
        found = connection.execute("SELECT path, size, modified, superior FROM reports").fetchall()
    assert found == [("s3://bucket/安坝县/2024云岭镇.txt", len(TEXT.encode()), 7_000_000_000, "安坝县")]


def test_an_object_that_is_too_large_is_not_fetched(bucket: Bucket) -> None:
    with pytest.raises(OSError, match="文件太大"):
        objects.read_object("s3://bucket/安坝县/2024云岭镇.txt", 10)
    assert bucket.read == []


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("NoCredentialsError", "没有访问密钥，请用 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY 或 ~/.aws 给出"),
        ("HTTPClientError", "连不上存储服务，AWS_ENDPOINT_URL 要写它的网址"),
        ("BotoCoreError", "存储服务：first"),
        (PermissionError, "没有权限，密钥不对或不许读"),
        (FileNotFoundError, "没有这个桶或文件"),
        (ValueError, "AWS_ENDPOINT_URL 不是网址"),
    ],
)
def test_what_goes_wrong_is_told_in_our_words(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch, fault: str | type[Exception], reason: str
) -> None:
    kind = getattr(sys.modules["botocore.exceptions"], fault) if isinstance(fault, str) else fault

    def fail(*_: object, **__: object) -> None:
        raise kind("first\nsecond")

    monkeypatch.setattr(bucket, "find", fail)
    with pytest.raises(InputError) as caught:
        find_archive(("s3://bucket/安坝县",), Project(isolated=True).excluded)
    assert str(caught.value) == f"s3://bucket/安坝县：{reason}"


@pytest.mark.parametrize("address", ["s3://", "s3:///安坝县", "s3://*/安坝县"])
def test_an_address_names_its_bucket(bucket: Bucket, address: str) -> None:
    assert bucket
    with pytest.raises(InputError, match="要写明桶：s3://桶/前缀"):
        find_archive((address,), Project(isolated=True).excluded)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server of S3 on this machine; the library finds it as it would find any other."""
    moto = pytest.importorskip("moto.server")
    pytest.importorskip("s3fs")
    running = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    given = {"AWS_ENDPOINT_URL": f"http://{host}:{port}", "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
    for name, value in {**given, "AWS_DEFAULT_REGION": "us-east-1"}.items():
        monkeypatch.setenv(name, value)
    yield given["AWS_ENDPOINT_URL"]
    running.stop()


def contents(out: Path) -> list[tuple[Any, ...]]:
    query = "SELECT * EXCLUDE (report, path, modified) FROM reports ORDER BY ALL"
    with opened(out, barred=True) as connection:
        return connection.execute(query).fetchall()


@slow
@pytest.mark.filterwarnings("ignore")
def test_a_store_that_speaks_s3_gives_the_rows_of_the_folder(server: str, tmp_path: Path) -> None:
    import s3fs

    write_archive(tmp_path / "archive", 60)
    system = s3fs.S3FileSystem()
    system.mkdir("bucket")
    system.put(f"{tmp_path}/archive/", "bucket/reports/", recursive=True)
    given = {name: value for name, value in os.environ.items() if name.startswith("AWS_")}

    def run(address: str, out: str, **changed: str) -> tuple[int, str, str]:
        done = fazhi("survey", address, "-o", out, "--isolated", "--jobs", "2", cwd=tmp_path, more={**given, **changed})
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    broken = "fazhi: 1 个文件没能读出，原因见 reports.reason\n"
    code, told, complaint = run("s3://bucket/reports", "far")
    assert (code, complaint) == (2, broken)
    assert told.startswith("共 60 个文件，这次读了 60 个；结果在 far\n")
    assert run("s3://bucket/reports", "far")[1].startswith("共 60 个文件，这次读了 0 个")
    assert run("archive", "near")[::2] == (2, broken)
    assert contents(tmp_path / "far") == contents(tmp_path / "near")
    assert run("s3://bucket/**/*.docx", "some")[1].startswith("共 10 个文件，这次读了 10 个")
    assert urllib.request.urlopen(server).status == 200
    for address, changed, line in (
        ("s3://other/reports", {}, "没有这个桶或文件"),
        ("s3://bucket/none", {}, "那里没有可检查的报告"),
        ("s3://bucket/reports", {"AWS_ENDPOINT_URL": "nonsense"}, "AWS_ENDPOINT_URL 不是网址"),
        ("s3://bucket/reports", {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, "连不上存储服务，AWS_ENDPOINT_URL 要写它的网址"),
        ("s3://bucket/reports", {"AWS_ACCESS_KEY_ID": ""}, "没有访问密钥，请用 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY 或 ~/.aws 给出"),
    ):  # fmt: skip
        assert run(address, "none", **changed) == (2, "", f"fazhi: {address}：{line}\n")
    assert not (tmp_path / "none").exists()
