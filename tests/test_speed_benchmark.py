"""The benchmarks of speed and growth measure what they say they measure."""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import growth, prose, speed
from benchmarks.peers import COPYLINT, PEERS, sample
from benchmarks.spread import Spread, ratios, slope
from benchmarks.timing import Cost, FailedError, cost, environment


def spelled(number: int) -> str:
    """Return a sentence that shares no run of words with those of other numbers."""
    rng = Random(number)  # noqa: S311  the same sentence each time
    return "The " + " ".join("".join(rng.choices("aeilnorst", k=7)) for _ in range(14)) + " the the."


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with descriptions in JSON and strings in Python, some of them twice, and what is no prose."""
    described = {"shapes": [{"documentation": f"<p>{spelled(n)}</p><li>see #{n}</li>"} for n in range(70)]}
    module = "\n".join(f'"""{spelled(n)}\n\n{spelled(n)}\n    x = {{1}}\n"""' for n in range(50, 140))
    path = tmp_path / "desk-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("desk/api.json", json.dumps(described))
        archive.writestr("desk/code.py", module)
        archive.writestr("desk/broken.py", f"def (:  # {'the the ' * 20}")
        archive.writestr("desk/broken.json", "{")
    return path


def test_prose_is_taken_once_and_without_markup(package: Path) -> None:
    written = list(prose.texts([package], 10**6))
    paragraphs = [p for text in written for p in text.strip().split("\n\n")]
    assert len(paragraphs) == len(set(paragraphs))
    assert set(paragraphs) <= {spelled(n) for n in range(140)}
    assert all(prose.TEXT_BYTES <= len(text) < 2 * prose.TEXT_BYTES for text in written[:1])
    assert len("".join(prose.texts([package], 5_000))) < len("".join(written))


def test_what_others_said_is_known_again() -> None:
    said = prose.Said()
    assert said.again("The boat left the quay at nine.") == 0
    assert said.again("The boat left the quay at nine.") == 1
    assert 0 < said.again("The boat left the quay at ten past eight that day.") < prose.MOST_SAID
    assert said.again("Fog.") == 0


def test_variety_is_counted() -> None:
    found = prose.variety(["a b c d e f", "a b c d e g"])
    assert found == prose.Variety(22, 2, 12, 7, round(1 / 12, 4))


def test_the_copy_is_made_once(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prose, "fetch", lambda _: [package])
    files, whole, told = prose.corpus(tmp_path / "copy", tmp_path, 10**6)
    assert len(files) == told.texts
    assert told.bytes == sum(file.stat().st_size for file in files)
    assert whole.read_text(encoding="utf-8") == "".join(f"{f.read_text(encoding='utf-8')}\n" for f in files)
    monkeypatch.setattr(prose, "fetch", None)
    assert prose.corpus(tmp_path / "copy", tmp_path, 10**6) == (files, whole, told)


def test_a_command_is_measured(tmp_path: Path) -> None:
    env = environment(tmp_path)
    code = "x = bytearray(60_000_000); sum(range(3_000_000))"
    found = cost([sys.executable, "-c", code], env)
    assert 0.01 < found.cpu_s < 60
    assert found.peak_mb > 60
    assert found.code == 0
    idle = cost([sys.executable, "-S", "-c", "import time; time.sleep(0.3)"], env)
    assert idle.wall_s >= 0.3 > idle.cpu_s
    assert idle.peak_mb < 40


def test_a_command_that_fails_or_takes_too_long_says_so(tmp_path: Path) -> None:
    env = environment(tmp_path)
    with pytest.raises(FailedError, match=r"exit code 3\nno boat"):
        cost([sys.executable, "-c", "import sys; sys.stderr.write('no boat'); sys.exit(3)"], env)
    assert cost([sys.executable, "-c", "raise SystemExit(3)"], env, codes=(0, 3)).code == 3
    assert cost([sys.executable, "-c", "import time; time.sleep(60)"], env, limit_s=0.2).code is None


def test_nothing_that_slows_python_down_is_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    env = environment(tmp_path)
    assert "PYTHONDONTWRITEBYTECODE" not in env
    assert env["XDG_CACHE_HOME"] == str(tmp_path)


def test_figures_become_ratios_round_by_round() -> None:
    found = speed.spreads({"copylint": [4.0, 2.0, 6.0], "typos": [8.0, 4.0, 6.0]})
    assert found["typos"]["median"] == 6
    assert found["typos"]["copylint_median"] == 0.5
    assert (found["typos"]["copylint_least"], found["typos"]["copylint_greatest"]) == (0.5, 1.0)
    assert "copylint_median" not in found["copylint"]
    assert f"{ratios([4.0, 2.0, 6.0], [8.0, 4.0, 6.0]):.2f}" == "0.50 (0.50 to 1.00)"


def test_what_was_stopped_has_no_rate() -> None:
    costs = {"typos": [Cost(2.0, 2.0, 10, 0)], "harper": [Cost(9.0, 9.0, 10, None)]}
    assert speed.rates(costs, {"typos": 4_000_000, "harper": 1}) == {"typos": [2.0]}


def test_slow_tools_get_a_part(tmp_path: Path) -> None:
    files = [tmp_path / f"{n}.txt" for n in range(5)]
    for file in files:
        file.write_bytes(b"x" * 100)
    slow = PEERS[-1]._replace(most_bytes=250)
    assert sample(files, slow) == (files[:3], 300)
    assert sample(files, COPYLINT) == (files, 500)


def test_every_tool_is_run_from_its_own_environment() -> None:
    for tool in (COPYLINT, *PEERS):
        command = tool.run(Path("env"), ["a.txt"])
        assert Path(command[0]).parent == Path("env/bin")
        assert command[-1] == "a.txt"


def test_the_page_names_what_matters() -> None:
    rows = speed.spreads({"copylint": [5.0], "typos": [10.0]})
    figures = {
        "copy": {
            "bytes": 20_000_000,
            "texts": 5,
            "words": 7,
            "different": 6,
            "repeated": 0.05,
            "from": {"desk": "MIT"},
        },
        "read_bytes": {"copylint": 20_000_000, "harper": 60_000},
        "stopped": ["harper"],
        "within_a_process_mb_per_cpu_s": {
            "empty": 3,
            "unseen": 4,
            "warm": 5,
            "without_rules": 6,
            "words_looked_up": 7,
        },
        "one_file": {"copylint": {"mb_per_cpu_s": None, "peak_mb": 99.0}},
        **dict.fromkeys(("throughput_mb_per_cpu_s", "peak_mb", "start_cpu_s", "start_wall_s"), rows),
    }
    said = speed.page(figures)
    assert "20.0 MB of prose in 5 texts out of desk: 7 words, 6 different ones, 5.0 %" in said
    assert "harper got 0.06 MB of it" in said
    assert "harper took longer than the limit" in said
    assert "| typos | 10.00 (10.00 to 10.00) | 0.50 (0.50 to 0.50) |" in said
    assert "copylint: stopped after the limit MB per CPU second, 99 MB" in said


@pytest.mark.parametrize(("power", "points"), [(1, (10, 100, 1_000)), (2, (10, 100, 1_000)), (1, (1, 7, 30))])
def test_the_slope_of_a_curve(power: int, points: tuple[int, ...]) -> None:
    assert slope([(x, 3.0 * x**power) for x in points]) == pytest.approx(power)
    assert growth.judged([(x, 0.4 + x**power) for x in points], 0.4) == pytest.approx(power)


def curve(costs: dict[int, float | None], base_s: float = 0.1) -> growth.Curve:
    def measured(point: int) -> list[Cost]:
        taken = costs[point]
        return [Cost(taken or 9.0, taken or 9.0, 1.0, None if taken is None else 0) for _ in range(2)]

    return growth.Curve("length", "bytes", tuple(costs), measured, base_s)


def test_a_curve_that_is_too_steep_fails() -> None:
    steep = curve({10: 1.1, 100: 100.1})
    found = growth.follow(steep, steep.points)
    assert found.slope == pytest.approx(2)
    assert growth.failed(found, 1.15)
    assert not growth.failed(found, 2.1)
    assert "slope 2.00, steeper than 1.15" in growth.table(steep, found, 1.15)


def test_a_curve_stops_where_a_point_takes_too_long() -> None:
    slow = curve({10: 1.1, 100: 10.1, 1_000: None, 10_000: 2.0})
    found = growth.follow(slow, slow.points)
    assert found.points == [(10, 1.1), (100, 10.1)]
    assert found.slope == pytest.approx(1)
    assert growth.failed(found, 1.15)
    assert "stopped: 1,000 took longer than the limit" in growth.table(slow, found, 1.15)


def test_what_costs_next_to_nothing_has_no_slope() -> None:
    flat = curve({10: 0.1, 100: 0.11, 1_000: 0.12})
    found = growth.follow(flat, flat.points)
    assert found.slope is None
    assert not growth.failed(found, 1.15)


def test_cores_are_told_as_a_ratio() -> None:
    cores = curve({1: 3.4, 2: 2.0})._replace(name="cores", y="seconds")
    found = growth.follow(cores, cores.points)
    assert found.slope is None
    assert "two processes are 1.70 times as fast as one" in growth.table(cores, found, 1.15)


def test_pairs_of_words_differ(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("the boat, the boat left the quay and the boat left", encoding="utf-8")
    assert list(growth.pairs([file], 3)) == [("the", "boat"), ("boat", "left"), ("left", "the")]
    assert len(list(growth.pairs([file], 99))) == 6


def test_a_made_up_rule_is_a_rule(tmp_path: Path) -> None:
    from copylint.rulepacks.load import load_rules  # noqa: PLC0415

    folder = tmp_path / "wording"
    folder.mkdir()
    (folder / "made-up.toml").write_text(growth.RULE.format(word="calm", other="boat"), encoding="utf-8")
    (rule,) = load_rules([tmp_path])
    assert rule.params["pattern"] == r"(?i)\bcalm boat\b"


def test_a_spread_is_median_and_ends() -> None:
    assert Spread.of([3.0, 1.0, 2.0]) == Spread(2.0, 1.0, 3.0)
