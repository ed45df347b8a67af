"""The three indicators that the bench times are the same in pandas and in Big Trust."""

import pytest

from bench.analyst import three_indicators
from bigtrust.builds import current
from bigtrust.cli.building import make_demo
from bigtrust.measures.headline import headline
from bigtrust.measures.targets import aimed
from bigtrust.settings import read_settings
from tests.stores import officer


@pytest.mark.long
def test_an_analyst_finds_the_same_figures(tmp_path_factory: pytest.TempPathFactory):
    home = tmp_path_factory.mktemp("analyst")
    make_demo(home, customers=2_000)
    build = current(read_settings(home))
    repurchase = {name: each["days"] for name, each in build.manifest["repurchase"].items()}
    theirs = three_indicators(home / "data", build.as_of, repurchase)
    ours = {name: headline(aimed(build)[name], officer(build), build).now.value for name in theirs}
    assert ours == pytest.approx(theirs)
    assert any(theirs.values())
