import pytest

from inkleaf_sidecar.reading import QuoteMender


@pytest.mark.parametrize(
    ("lines", "mended"),
    [
        (['say “yes" or “no"'], ["say “yes” or “no”"]),
        (["he “went", 'home" at last'], ["he “went", "home” at last"]),
        (['„ja" und „nein“'], ["„ja“ und „nein“"]),
        (['a 12" pipe, "plain" marks'], ['a 12" pipe, "plain" marks']),
        (['“whole” and 12"'], ['“whole” and 12"']),
        (["“never closed" + " ." * 400, 'a 12" pipe'], ["“never closed" + " ." * 400, 'a 12" pipe']),
    ],
)
def test_a_plain_mark_that_closes_a_quotation_is_its_counterpart(lines: list[str], mended: list[str]) -> None:
    mend = QuoteMender()
    assert [mend(line) for line in lines] == mended
