"""Figures as a picture: draw.py FIGURES.json OUT.svg|png. Needs matplotlib, which is installed aside."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

NEEDS = "matplotlib>=3.8"


def draw_aside(figures: Path, picture: Path, folder: Path) -> None:
    """Draw with the Python of an environment that has what it takes, made in a folder where it isn't there."""
    env = folder / "draw"
    if not (env / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(env)], check=True)
        subprocess.run([str(env / "bin" / "python"), "-m", "pip", "install", "--quiet", NEEDS], check=True)
    subprocess.run([str(env / "bin" / "python"), __file__, str(figures), str(picture)], check=True)


def _speed(figures: dict[str, Any], axes: Any) -> None:
    """Draw throughput beside start-up, a bar a tool, on logarithmic axes."""
    panels = (("throughput_mb_per_cpu_s", "MB per CPU second"), ("start_cpu_s", "start-up, CPU seconds"))
    for at, (key, label) in zip(axes, panels, strict=True):
        rows = sorted(figures[key].items(), key=lambda row: row[1]["median"])
        names = [name for name, _ in rows]
        middle = [row["median"] for _, row in rows]
        low = [row["median"] - row["least"] for _, row in rows]
        high = [row["greatest"] - row["median"] for _, row in rows]
        colours = ["#b3261e" if name.startswith("copylint") else "#8a8f98" for name in names]
        at.barh(names, middle, xerr=[low, high], color=colours)
        at.set_xscale("log")
        at.set_xlabel(label)


def _growth(figures: dict[str, Any], axes: Any) -> None:
    """Draw each curve on a panel of its own, with the line of linear growth through its first point."""
    for at, (name, curve) in zip(axes, figures["curves"].items(), strict=True):
        xs, ys = [p[0] for p in curve["points"]], [p[1] for p in curve["points"]]
        at.plot(xs, ys, "o-", color="#b3261e")
        if curve["slope"] is not None:
            at.plot(xs, [ys[0] * x / xs[0] for x in xs], "--", color="#8a8f98")
            at.set_xscale("log")
            at.set_yscale("log")
        at.set_title(f"{name}" + ("" if curve["slope"] is None else f", slope {curve['slope']:.2f}"), fontsize=9)
        at.set_xlabel(curve["x"], fontsize=8)
        at.set_ylabel(curve["y"], fontsize=8)


def main() -> None:
    """Draw the figures of either benchmark."""
    from matplotlib.figure import Figure  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415

    figures = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    panels = len(figures["curves"]) if "curves" in figures else 2
    sheet = Figure(figsize=(4.2 * panels, 3.4), layout="constrained")
    axes = sheet.subplots(1, panels)
    (_growth if "curves" in figures else _speed)(figures, axes if panels > 1 else [axes])
    sheet.savefig(sys.argv[2])


if __name__ == "__main__":
    main()
