"""What the campaign's papers call themselves, whom they address, and the papers that they rest on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Papers:
    """The words of the report and of the letters onward (R5, R6, R7), as such papers write them.

    ``call`` is the superior board's letter that the district answers; ``letter`` the district's own to the
    units; ``criteria`` the decision that the units register themselves under (R5); ``commune_body`` is whom
    a paper to a commune is addressed to.
    """

    board: str
    standing: str
    superior: str
    signer: str
    subject: str
    letter: str
    call: str
    guidance: str
    criteria: str
    theme: str
    meeting: str
    report_symbol: str
    letter_symbol: str
    notice_symbol: str
    commune_body: str
    archive: str
