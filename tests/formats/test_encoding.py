import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.formats import file_bytes, read
from checker.formats.encoding import decode, read_source
from checker.text.errors import InputError

REPORT = "青石镇2024年法治政府建设年度报告\n\n2024年，我镇在县委的领导下，扎实推进依法行政，全年审查合同18件。\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_the_encodings_of_office_files(encoding: str) -> None:
    assert decode("a.txt", REPORT.encode(encoding)) == REPORT


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(
        lambda text: text.strip(" \ufeff￾")
    )
)
def test_utf8_is_always_recognised(text: str) -> None:
    assert decode("a.txt", text.encode()) == text.removeprefix("\ufeff")


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "utf-8", "nonsense", ""])
def test_a_wrong_declaration_is_ignored(declared: str) -> None:
    assert decode("a.html", REPORT.encode("gb18030"), declared) == REPORT


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "空"),
        (b"\xef\xbb\xbf \r\n", "空"),
        (bytes(range(256)) * 20, "不是文本"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200), "不是文本"),
        (b"\xff\xfea", "utf-16"),
    ],
)
def test_errors_for_data_that_is_not_text(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        decode("a.txt", data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("declared", ["iso-8859-1", "latin1", "utf-16", "utf-16le", "windows-1252", "gbk", "big5"])
def test_valid_utf8_goes_before_what_is_declared(declared: str) -> None:
    assert read_source("a.html", REPORT.encode(), declared).encoding == "utf-8"
    assert decode("a.html", REPORT.encode(), declared) == REPORT


@pytest.mark.parametrize("text", ["联通公司", "在县委的领导下，我镇依法行政。"])
def test_a_declaration_that_makes_sense_is_believed(text: str) -> None:
    assert decode("a.html", text.encode("gbk"), "gbk") == text


WRONG = [
    pytest.param(REPORT.encode().replace("扎实".encode(), b"\xe6\x89"), "utf-8", id="one byte is missing"),
    pytest.param(REPORT.encode()[:-3], "utf-8", id="cut within a character"),
    pytest.param(b"\xef\xbb\xbf" + REPORT.encode()[:-3], "utf-8", id="cut, with a mark"),
    pytest.param(
        REPORT.encode("gb18030").replace("扎实".encode("gb18030"), b"\xff"), "gb18030", id="one byte is wrong"
    ),
    pytest.param(b"\xff\xfe" + REPORT.encode("utf-16-le")[:-1], "utf-16-le", id="half a character"),
]


@pytest.mark.parametrize(("data", "encoding"), WRONG)
def test_a_wrong_byte_is_told_where_it_is(data: bytes, encoding: str) -> None:
    found = read("a.txt", data)
    assert found.encoding.startswith(encoding)
    assert found.text.count("\ufffd") == 1
    assert "全年审查合同18件" in found.text
    with pytest.raises(InputError, match="先改正"):
        file_bytes(found)


def test_many_wrong_bytes_are_no_text() -> None:
    with pytest.raises(InputError):
        decode("a.txt", REPORT.encode().replace("，".encode(), b"\xff\xfe\xc1") * 3 + bytes(range(128, 256)) * 40)
