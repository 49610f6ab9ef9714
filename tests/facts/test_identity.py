import pytest
from helpers import reading

BODY = "\n\n2024年,我单位扎实推进依法行政。\n"


@pytest.mark.parametrize(
    ("title", "issuer", "year", "profile"),
    [
        ("2023年度云岭镇法治政府建设工作报告", "云岭镇", 2023, "township"),
        ("云岭乡关于2024年度法治政府建设情况的报告", "云岭乡", 2024, "township"),
        (
            "中共云岭镇委员会 云岭镇人民政府关于2024年法治政府建设情况的报告",
            "中共云岭镇委员会 云岭镇人民政府",
            2024,
            "township",
        ),
        ("临川街道办事处2024年法治政府建设年度报告", "临川街道办事处", 2024, "street"),
        ("青石市农业农村局2024年法治政府建设年度报告", "青石市农业农村局", 2024, "department"),
        ("青石市人民政府2024年法治政府建设年度报告", "青石市人民政府", 2024, "government"),
        ("青石县2024年法治政府建设年度报告", "青石县", 2024, "government"),
        ("青石经济技术开发区管理委员会2024年法治政府建设年度报告", "青石经济技术开发区管理委员会", 2024, "zone"),
        ("云岭镇法治政府建设年度报告（2024年度）", "云岭镇", 2024, "township"),
        ("2026年青石省政府工作报告", "青石省政府", 2026, "generic"),
        ("青石县人民政府关于印发法治政府建设实施方案的通知", None, 2024, "generic"),
    ],
)
def test_titles(title: str, issuer: str | None, year: int, profile: str) -> None:
    identity = reading(title + BODY).identity
    assert (identity.issuer.value if identity.issuer else None, identity.profile.name) == (issuer, profile)
    assert identity.report_year == year


def test_without_title_the_opening_and_the_signature_tell() -> None:
    text = "县委、县政府:\n2024年,我局扎实推进法治建设。现将我局2024年度推进法治政府建设工作情况报告如下:\n一、主要举措和成效\n审查合同18件。\n青石县水利局\n2025年2月20日\n"
    identity = reading(text).identity
    assert identity.issuer is not None
    assert (identity.issuer.value, identity.issuer.origin) == ("青石县水利局", "signature")
    assert (identity.report_year, identity.profile.name, identity.is_report) == (2024, "department", True)


def test_a_signing_date_in_spring_means_the_year_before() -> None:
    text = "法治政府建设年度报告\n\n全镇推进依法行政。\n\n云岭镇人民政府\n\n二〇二五年二月二十日\n"
    assert reading(text).identity.report_year == 2024


def test_a_profile_by_name_overrides() -> None:
    assert reading("云岭镇2024年法治政府建设年度报告" + BODY, profile="street").identity.profile.name == "street"
