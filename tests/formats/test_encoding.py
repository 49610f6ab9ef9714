import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.formats.encoding import decode
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
