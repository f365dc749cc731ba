"""The page that DVC fills in."""

import subprocess
import sys

from bakeoff.report.plots_page import PAGE, main


def test_dvc_finds_the_words_that_it_fills_in(tmp_path):
    """All but the one for scripts, which would be loaded from a server."""
    main(tmp_path / "plots.html")
    text = (tmp_path / "plots.html").read_text(encoding="utf-8")
    assert text.count("{plot_divs}") == text.count("{refresh_tag}") == 1
    assert "{scripts}" not in text and "window.vegaEmbed=" in text


def test_the_page_names_no_address():
    """But for those that Vega's own script knows of."""
    assert "http:" not in PAGE and "https:" not in PAGE


def test_it_is_a_command(tmp_path):
    """As `make install` runs it."""
    command = [sys.executable, "-m", "bakeoff.report.plots_page", str(tmp_path / "deep/plots.html")]
    subprocess.run(command, check=True)
    assert (tmp_path / "deep/plots.html").stat().st_size > 500_000
