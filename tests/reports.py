"""A small case and library that show every kind of finding, for tests of reports."""

from builders import CaseBuilder, a_case, a_library, a_rule, a_standard
from forcereview.publish.reproduction import Reproduction
from forcereview.standards import Library

HOW = Reproduction("forcereview 9.9", "forcereview review case.yaml --html", "2026-03-09")


def two_shots() -> CaseBuilder:
    """Two shots at a moving car: the sources agree on the first and differ on the second."""
    return (
        a_case()
        .with_officer("agent-b")
        .with_vehicle("suv", operator="driver")
        .with_source("report", derives_from=["agent"])
        .with_shot("shot-1", at="about 12:01:00", target="vehicle operator", vehicle="suv")
        .with_shot("shot-2", at="0.4 to 0.7 s after shot-1", target="vehicle operator")
        .with_event("crash", "2 to 5 s after shot-2")
        .said("vehicle.moving", "yes", "suv", locator={"time": "12.4 to 13.0 s"})
        .said("subject.threat_imminent", "no", "shot-1", quotation="it had passed him")
        .said("subject.threat_imminent", "yes", "shot-2", by="agent")
        .said("subject.threat_imminent", "no", "shot-2", said_at="2026-03-04")
    )


def every_kind() -> Library:
    """A library whose rules come out in each way over :func:`two_shots`."""
    firing = a_rule(
        "T-1",
        topic="moving vehicles",
        says="No firing at a moving vehicle.",
        applies="force.type = firearm and vehicle.moving",
        unless="subject.threat_imminent",
    )
    warning = a_rule(
        "T-2", topic="warning", says="Warn first.", modality="should", requires="warning.given"
    )
    dog = a_rule("T-3", topic="dogs", says="No dogs.", applies="force.type = dog")
    exempt = a_rule(
        "T-4", topic="vehicles", says="Stay out.", exempt="vehicle.moving", basis="summary"
    )
    kept = a_rule(
        "T-5",
        topic="record",
        says="Fire only a firearm.",
        modality="must",
        requires="force.type = firearm",
    )
    other = a_rule("C-1", topic="moving vehicles", says="Step aside.", applies="vehicle.moving")
    statute = a_rule(
        "S-1",
        topic="law",
        says="No wilful deprivation.",
        basis="statute held",
        text_lines="14",
        applies="officer.wilful",
    )
    return a_library(
        a_standard(firing, warning, dog, exempt, kept, name="own", short="Own 2026"),
        a_standard(other, name="other", short="Other", governs={"agencies": ["cbp"]}),
        a_standard(
            a_rule("O-1", topic="old", says="Old rule."),
            name="old",
            short="Old",
            governs={"from": "2001-01-01", "to": "2002-01-01"},
        ),
        a_standard(
            statute,
            name="law",
            short="Law",
            kind="statute",
            text={"held": "yes", "file": "usc-18-242.txt"},
        ),
    )
