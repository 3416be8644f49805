"""How fast copylint is beside tools that do one thing each, measured in one run, in turn, several times.

speed.py [--work FOLDER] [--megabytes N] [--rounds N] [--starts N] [--limit SECONDS] [--only TOOL]… [--quick]
         [--json OUT] [--plot OUT.svg]

The copy is prose out of packages (prose.py says which and how varied it is), as files of about 4 KB and as one file.
The tools are installed each in an environment of its own (peers.py), copylint from this checkout, with all its default
rules. Everything is kept in the folder of --work, so that a second run finds it there; the first takes minutes longer.

Throughput is megabytes per second of processor time, start-up included, on one core and with nothing kept from run to
run; slow tools get a part of the copy, which is said. Each round measures all tools one after the other, and ratios are
taken within a round. Start-up is a run over one file of about 5 KB, another one each time. A run that takes longer than
--limit is stopped and says so. --quick is a small copy and few rounds: it tells whether everything works.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import prose
from benchmarks.draw import draw_aside
from benchmarks.peers import COPYLINT, ONE_CORE, PEERS, ROOT, Tool, installed, sample, versions
from benchmarks.spread import Spread, ratios
from benchmarks.timing import Cost, cost, environment

START_BYTES = (4_500, 5_500)
Figures = dict[str, list[Cost]]


class Bench:
    """The copy, the tools and their environments."""

    def __init__(self, work: Path, megabytes: float, only: Sequence[str], limit_s: float) -> None:
        """Make or find all of them."""
        size = int(megabytes * 1e6)
        self.files, self.whole, self.variety = prose.corpus(work / f"copy-{size}", work / "packages", size)
        self.folder = work / f"copy-{size}" / "files"
        self.tools = [COPYLINT, *(tool for tool in PEERS if not only or tool.name in only)]
        self.places = {tool.name: installed(tool, work / "tools") for tool in self.tools}
        self.env = environment(work / "cache")
        self.limit_s = limit_s

    def cost(self, tool: Tool, paths: Sequence[Path], run: Callable[..., list[str]] | None = None) -> Cost:
        """Return what a tool's run over paths costs."""
        command = (run or tool.run)(self.places[tool.name], [str(path) for path in paths])
        return cost(command, self.env, self.limit_s, tool.codes)

    def throughput(self, rounds: int) -> tuple[Figures, dict[str, int]]:
        """Return what each tool costs over the files, round by round, and how many bytes it was given."""
        found: Figures = {tool.name: [] for tool in self.tools}
        sizes: dict[str, int] = {}
        for _ in range(rounds):
            for tool in self.tools:
                files, sizes[tool.name] = sample(self.files, tool)
                paths = [self.folder] if len(files) == len(self.files) else files
                found[tool.name].append(self.cost(tool, paths, ONE_CORE if tool is COPYLINT else None))
        return found, sizes

    def starts(self, rounds: int) -> Figures:
        """Return what each tool costs on one file of about 5 KB, after a run that isn't counted."""
        small = [f for f in self.files if START_BYTES[0] <= f.stat().st_size <= START_BYTES[1]] or self.files
        found: Figures = {tool.name: [] for tool in self.tools}
        for number in range(-1, rounds):
            for tool in self.tools:
                figure = self.cost(tool, [small[number % len(small)]])
                if number >= 0:
                    found[tool.name].append(figure)
        return found

    def within(self) -> dict[str, float]:
        """Return copylint's throughput within a process: empty caches, unseen text, text it has met."""
        python = self.places[COPYLINT.name] / "bin" / "python"
        command = [str(python), str(Path(__file__).with_name("within.py")), str(self.folder)]
        done = subprocess.run(command, env=self.env, check=True, capture_output=True, text=True)
        return {name: round(rate, 2) for name, rate in json.loads(done.stdout).items()}

    def one_file(self) -> dict[str, Cost]:
        """Return what the tools that get all of the copy cost on it as one file."""
        runs = {tool: ONE_CORE if tool is COPYLINT else None for tool in self.tools if tool.most_bytes is None}
        return {tool.name: self.cost(tool, [self.whole], run) for tool, run in runs.items()}


def rates(found: Figures, sizes: Mapping[str, int]) -> dict[str, list[float]]:
    """Return megabytes per second of processor time, round by round; a tool that was ever stopped is left out."""
    whole = {name: costs for name, costs in found.items() if all(c.code is not None for c in costs)}
    return {name: [sizes[name] / 1e6 / c.cpu_s for c in costs] for name, costs in whole.items()}


def spreads(figures: Mapping[str, Sequence[float]]) -> dict[str, dict[str, float]]:
    """Return each tool's spread, and copylint's ratio to it."""
    ours = figures.get(COPYLINT.name)
    found = {}
    for name, theirs in figures.items():
        row = {key: round(value, 4) for key, value in Spread.of(theirs)._asdict().items()}
        if ours and name != COPYLINT.name:
            row |= {f"copylint_{k}": round(v, 3) for k, v in ratios(ours, theirs)._asdict().items()}
        found[name] = row
    return found


def table(title: str, unit: str, rows: Mapping[str, Mapping[str, float]], form: str = ".2f") -> str:
    """Return a table of a figure of each tool, with copylint's ratio to it."""
    lines = [f"\n## {title}\n", f"| tool | {unit} | copylint's is so many times it |", "|:--|--:|--:|"]
    for name, row in rows.items():
        own = Spread(row["median"], row["least"], row["greatest"])
        ratio = [row.get(f"copylint_{key}") for key in Spread._fields]
        times = "" if None in ratio else f"{Spread(*(r or 0.0 for r in ratio)):.2f}"
        lines.append(f"| {name} | {own:{form}} | {times} |")
    return "\n".join(lines) + "\n"


def measure(bench: Bench, rounds: int, starts: int) -> dict[str, Any]:
    """Return all figures."""
    found, sizes = bench.throughput(rounds)
    started = bench.starts(starts)
    whole = bench.one_file()
    size = bench.whole.stat().st_size
    return {
        "copy": {**bench.variety._asdict(), "from": prose.SOURCES},
        "tools": {tool.name: {"about": tool.about, "has": versions(bench.places[tool.name])} for tool in bench.tools},
        "read_bytes": sizes,
        "throughput_mb_per_cpu_s": spreads(rates(found, sizes)),
        "stopped": [name for name, costs in found.items() if any(c.code is None for c in costs)],
        "peak_mb": spreads({name: [c.peak_mb for c in costs] for name, costs in found.items()}),
        "start_cpu_s": spreads({name: [c.cpu_s for c in costs] for name, costs in started.items()}),
        "start_wall_s": spreads({name: [c.wall_s for c in costs] for name, costs in started.items()}),
        "within_a_process_mb_per_cpu_s": bench.within(),
        "one_file": {
            name: {"mb_per_cpu_s": round(size / 1e6 / c.cpu_s, 2) if c.code is not None else None, **c._asdict()}
            for name, c in whole.items()
        },
    }


def page(figures: Mapping[str, Any]) -> str:
    """Return the figures as a page of tables."""
    copy, within = figures["copy"], figures["within_a_process_mb_per_cpu_s"]
    said = [
        (
            f"{copy['bytes'] / 1e6:.1f} MB of prose in {copy['texts']:,} texts out of {', '.join(copy['from'])}: "
            f"{copy['words']:,} words, {copy['different']:,} different ones, "
            f"{100 * copy['repeated']:.1f} % of runs of {prose.RUN} words were there before\n"
        ),
        *(
            f"{name} got {size / 1e6:.2f} MB of it\n"
            for name, size in figures["read_bytes"].items()
            if size < copy["bytes"]
        ),
        *(f"{name} took longer than the limit and was stopped\n" for name in figures["stopped"]),
        table("Throughput, files of about 4 KB", "MB per CPU second", figures["throughput_mb_per_cpu_s"]),
        table("Peak memory of those runs", "MB", figures["peak_mb"], ".0f"),
        table("Start-up: one file of about 5 KB", "CPU seconds", figures["start_cpu_s"], ".3f"),
        table("Start-up: one file of about 5 KB", "seconds", figures["start_wall_s"], ".3f"),
        (
            "\n## copylint within one process, MB per CPU second\n\n"
            f"empty caches {within['empty']}, unseen text {within['unseen']}, text it has met {within['warm']}; "
            f"floors: the road without rules {within['without_rules']}, words looked up {within['words_looked_up']}\n"
        ),
        "\n## All of it as one file\n\n",
        *(
            f"{name}: {row['mb_per_cpu_s'] or 'stopped after the limit'} MB per CPU second, {row['peak_mb']:.0f} MB\n"
            for name, row in figures["one_file"].items()
        ),
    ]
    return "".join(said)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--work", type=Path, default=ROOT / "build" / "benchmarks", help="where copy and tools are kept"
    )
    parser.add_argument("--megabytes", type=float, default=20)
    parser.add_argument("--rounds", type=int, default=5, help="of throughput")
    parser.add_argument("--starts", type=int, default=21, help="rounds of start-up")
    parser.add_argument("--limit", type=float, default=600, metavar="SECONDS", help="for one run of one tool")
    parser.add_argument("--only", action="append", default=[], choices=[t.name for t in PEERS], help="of the peers")
    parser.add_argument("--quick", action="store_true", help="a megabyte, two rounds, five of start-up")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--plot", type=Path)
    args = parser.parse_args(arguments)
    if args.quick:
        args.megabytes, args.rounds, args.starts = 1, 2, 5
    bench = Bench(args.work.resolve(), args.megabytes, args.only, args.limit)
    figures = measure(bench, args.rounds, args.starts)
    sys.stdout.write(page(figures))
    kept = args.json or args.work.resolve() / "speed.json"
    kept.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if args.plot:
        draw_aside(kept, args.plot, args.work.resolve() / "tools")
    return 0


if __name__ == "__main__":
    sys.exit(main())
