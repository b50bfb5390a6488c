"""Laws over made-up campaigns: counts equal a plain recount, circumstances change no byte, units stand apart.

``python -m tests.trust.laws`` – who sends what, when and in what wrapping is drawn; the truth is known beforehand.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from aggregator import run as pipeline
from aggregator.write.master import verify_balance
from tests.plain_results import result_dict
from tests.sheets import AFTER, CAMPAIGN, ZONE, inline, of_levels, workbook
from tests.test_containers import letter, zipped
from tests.trust import trial
from tests.trust.trial import AS_OF, INBOX, ROOT, Tally

LAST = dt.datetime(2024, 2, 27, 23, 59, 59, tzinfo=ZONE)  # R4, from the letter, not from our data
LIMITS = {  # R2, R3: level → least, most
    "commune": {"province": (1, 2), "district": (4, 5)},
    "agency": {"province": (0, 2), "district": (0, 5)},
}
LEVELS = ("province", "district", "base", "unknown")
Circumstance = tuple[dict[str, str], list[str]]  # environment, arguments
CIRCUMSTANCES: dict[str, Circumstance] = {
    "one job": ({}, ["--jobs", "1"]),
    "three jobs": ({}, ["--jobs", "3"]),
    "another time zone": ({"TZ": "America/Los_Angeles"}, []),
    "another hash seed": ({"PYTHONHASHSEED": "77"}, []),
    "another language": ({"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"}, []),
    "another folder to stand in": ({}, []),
    "files in another order": ({}, []),
}


@dataclass(frozen=True, slots=True)
class Sent:
    """What a unit sent: its code, kind and name, models of each level, when, and in what wrapping."""

    code: str
    kind: str
    name: str
    models: tuple[int, int, int, int]
    at: dt.datetime
    wrapping: str

    def file(self) -> tuple[str, bytes]:
        """The file in the inbox."""
        table = of_levels(*self.models, top=f"Đơn vị: {self.name}", prefix=f"Mô hình {self.code}")
        book, name = workbook(table), f"{self.name}.xlsx"
        mail = letter(self.name, date=f"{self.at:%a, %d %b %Y %H:%M:%S} +0700")
        data, inner = (zipped(book, name), "M3.zip") if self.wrapping == "zip" else (book, name)
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=inner)
        return f"{self.code}.eml", mail.as_bytes()


def campaign(rng: random.Random, size: int) -> list[Sent]:
    """So many units, each with a list of its own; some within the limits, some not, some in time."""
    return [_sent(rng, unit) for unit in rng.sample(CAMPAIGN.units, size)]


def _sent(rng: random.Random, unit: Any) -> Sent:
    models = rng.choice(
        [
            (1, 4, 0, 0),
            (2, 5, 1, 0),
            tuple(rng.randrange(most) for most in (4, 8, 3, 3)),
            (0, 3, 0, 1),
            (3, 6, 0, 0),
        ]
    )
    province, district, base, unknown = models if sum(models) else (0, 0, 1, 0)
    seconds = rng.choice((0, 0, 1, -1, 86_400)) if rng.random() < 0.5 else rng.randrange(-864_000, 172_800)
    at = LAST + dt.timedelta(seconds=seconds)
    return Sent(
        unit.code, unit.kind, unit.name, (province, district, base, unknown), at, rng.choice(("mail", "zip"))
    )


def recount(sent: Sequence[Sent]) -> dict[str, dict[str, Any]]:
    """The truth, counted plainly: for each unit receipt, counts, and the quota's verdict."""
    return {
        one.code: {
            "receipt": "late" if one.at > LAST else "on_time",
            "counts": dict(zip(LEVELS, _counted(one), strict=True)),
            "quota": _verdict(one),
        }
        for one in sent
    }


def _counted(one: Sent) -> tuple[int, int, int, int]:
    """Models by level; an agency registers upwards “if any”, so one without a level is base (R3)."""
    province, district, base, unknown = one.models
    return one.models if one.kind == "commune" else (province, district, base + unknown, 0)


def _verdict(one: Sent) -> str:
    """Violated where every reading of the models without a level breaks a limit, undetermined where some do."""
    province, district, _, unknown = _counted(one)
    readings = [(province + p, district + d) for p in range(unknown + 1) for d in range(unknown + 1 - p)]
    (least_p, most_p), (least_d, most_d) = LIMITS[one.kind]["province"], LIMITS[one.kind]["district"]
    broken = [not (least_p <= p <= most_p and least_d <= d <= most_d) for p, d in readings]
    return "violated" if all(broken) else "undetermined" if any(broken) else "met"


def lay(inbox: Path, sent: Sequence[Sent]) -> Path:
    """The inbox of a campaign, its files written in this order; their own times say nothing."""
    inbox.mkdir(parents=True)
    for one in sent:
        name, data = one.file()
        (inbox / name).write_bytes(data)
        os.utime(inbox / name, (1_709_200_000, 1_709_200_000))
    return inbox


def result_over(inbox: Path) -> dict[str, Any]:
    """RESULT.json over an inbox, read in this process; the balance is checked."""
    with inline():
        outcome = pipeline.run(inbox, CAMPAIGN, as_of=AFTER)
    verify_balance(outcome)
    return result_dict(outcome)


def counts_as_recounted(sent: Sequence[Sent], result: dict[str, Any], tally: Tally) -> None:
    """Conservation, quotas and lateness."""
    truth, totals = recount(sent), result["totals"]
    expected = {"entries": sum(sum(one.models) for one in sent), "files": len(sent)}
    expected["rows_seen"] = expected["entries"] + len(sent)  # a section row in each list
    for name, value in expected.items():
        tally.hold(totals[name] == value, f"{name}: {totals[name]} instead of {value}")
    for unit in result["units"]:
        said = truth.get(unit["code"], {"receipt": "missing", "quota": "not_assessed"})
        for name, value in said.items():
            tally.hold(unit[name] == value, f"{unit['code']} {name}: {unit[name]} instead of {value}")


def units_are_apart(
    sent: Sequence[Sent], result: dict[str, Any], place: Path, rng: random.Random, tally: Tally
) -> None:
    """Another list of one unit, or none, changes nothing that is told of the others."""
    index = rng.randrange(len(sent))
    changed = rng.choice([None, replace(sent[index], models=(0, 1, 1, 0)), replace(sent[index], at=LAST)])
    others = [one for one in (*sent[:index], changed, *sent[index + 1 :]) if one]
    again = result_over(lay(place / "changed", others))
    trial.shutil.rmtree(place / "changed")
    code = sent[index].code
    for part in ("units", "submissions", "entries", "registrations", "findings"):
        before, after = ([item for item in told[part] if code not in _of(item)] for told in (result, again))
        tally.hold(before == after, f"{part} of others changed with {code}")


def _of(item: dict[str, Any]) -> str:
    """Whose an item is; a file is called after its unit."""
    return str(item.get("code") if "kind" in item and "receipt" in item else item.get("unit") or item.get("file"))


def circumstances_change_nothing(
    sent: Sequence[Sent],
    place: Path,
    rng: random.Random,
    tally: Tally,
    circumstances: Mapping[str, Circumstance] = CIRCUMSTANCES,
) -> None:
    """Master and RESULT.json are the same bytes, however the same files lie and the program is called."""
    expected = None
    for name, (environment, more) in {"as usual": ({}, []), **circumstances}.items():
        order = rng.sample(sent, len(sent)) if name == "files in another order" else sent
        inbox = lay(place / "circumstances" / INBOX, order)
        stand = Path("/") if name == "another folder to stand in" else inbox.parent
        where = inbox if stand == Path("/") else Path(INBOX)
        json_, master = inbox.parent / "r.json", inbox.parent / "m.xlsx"
        arguments = ["aggregate", str(where), "-o", str(master), "--json", str(json_), "--as-of", AS_OF, *more]
        variables = os.environ | {"PYTHONPATH": str(ROOT)} | environment
        program = [sys.executable, "-m", "aggregator", *arguments]
        subprocess.run(program, cwd=stand, env=variables, check=True, capture_output=True)
        found = (json_.read_bytes(), master.read_bytes())
        expected = expected or found
        tally.tried += 1
        tally.hold(
            found == expected, f"{name}: RESULT.json {found[0] == expected[0]}, master {found[1] == expected[1]}"
        )
        trial.shutil.rmtree(inbox.parent)
    json.loads(expected[0] if expected else b"")


def trials(campaigns: int, variations: int, seed: int) -> Iterator[Tally]:
    """So many campaigns; of some of them, every circumstance."""
    rng = random.Random(seed)
    command = "python -m tests.trust.laws"
    recounted = Tally("campaigns: conservation, quotas and lateness as recounted", command)
    apart = Tally("another list of one unit changes that unit's part alone", command)
    same = Tally("order, jobs, time zone, hash seed, locale, folder: same bytes", command)
    with trial.workplace() as place:
        for number in range(campaigns):
            sent = campaign(rng, rng.choice((3, 8, 20)))
            result = result_over(lay(place / str(number), sent))
            trial.shutil.rmtree(place / str(number))
            recounted.tried += 1
            counts_as_recounted(sent, result, recounted)
            apart.tried += 1
            units_are_apart(sent, result, place, rng, apart)
        for _ in range(variations):
            circumstances_change_nothing(campaign(rng, 6), place, rng, same)
    yield from (recounted, apart, *([same] if variations else []))


@click.command()
@click.option("--campaigns", default=300)
@click.option("--variations", default=5, help="Campaigns that are run under every circumstance.")
@click.option("--seed", default=1)
def main(campaigns: int, variations: int, seed: int) -> None:
    """Recount made-up campaigns."""
    sys.exit(max(tally.show() for tally in trials(campaigns, variations, seed)))


if __name__ == "__main__":
    main()
