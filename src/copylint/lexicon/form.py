"""Which grammatical forms a spelling can be: Penn tags as bits, and whether a dictionary has it."""

from __future__ import annotations

from enum import IntFlag


class Form(IntFlag):
    """Forms of a lower-case spelling. `VALID`: the spell checker's list has it. `PROPER`: only ever with a capital."""

    NONE = 0
    NN = 1
    NNS = 2
    VB = 4
    VBZ = 8
    VBD = 16
    VBG = 32
    VBN = 64
    JJ = 128
    RB = 256
    VALID = 512
    PROPER = 1024


NOUN = Form.NN | Form.NNS
VERB = Form.VB | Form.VBZ | Form.VBD | Form.VBG | Form.VBN
