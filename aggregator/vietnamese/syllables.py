"""Vietnamese syllables: the usual ones of office papers, and which letters and tones may stand together."""

import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from itertools import takewhile

from aggregator.vietnamese.fold import composed, grouped, without_marks

# the usual syllables of office papers that have a mark
COMMON = frozenset((files("aggregator.vietnamese") / "data" / "syllables.txt").read_text(encoding="utf-8").split())


def is_common(word: str) -> bool:
    """Whether the word, in any case and normal form, is one of the usual marked syllables."""
    return composed(word.lower()) in COMMON


# ---- Vietnamese syllables: which letters and tones may stand together.


GRAVE, ACUTE, HOOK, TILDE, DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
TONES = ("", GRAVE, ACUTE, HOOK, TILDE, DOT)
STOP_TONES = (ACUTE, DOT)

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_OPEN = """
a ai ao au ay am an ang anh ăm ăn ăng âm ân âng âu ây e em en eng eo ê êm ên êng ênh êu
i im in inh iu ia iêm iên iêng iêu y yêm yên yêng yêu
o oi om on ong oong oa oai oan oang oanh oao oay oam oăm oăn oăng oe oem oen oeo
ô ôi ôm ôn ông ơ ơi ơm ơn
u ui um un ung ua uôi uôm uôn uông uân uâng uây uê uên uênh uêu uơ uy uya uyên uynh uyu
ư ưi ưm ưn ưng ưu ưa ươi ươm ươn ương ươu
"""
_STOP = """
ac ach ap at ăc ăp ăt âc âp ât ec ep et êch êp êt ich ip it iêc iêp iêt yêt
oc op ot ooc oac oach oap oat oăc oăp oăt oet ôc ôp ôt ơp ơt
uc up ut uât uêch uôc uôt uych uyt uyp uyêt ưc ưt ươc ươp ươt
"""
ONSETS = ("", *_ONSETS.split())
OPEN_RHYMES = frozenset(_OPEN.split())
STOP_RHYMES = frozenset(_STOP.split())

# gi takes the i of its rhyme into itself: gì, gìn, giếng, giết
_AFTER_GI = frozenset(("", "n", "m", "eo", "ec", "êng", "êt", "êc"))
_QU = """
a ai an ang anh ao au ay am ăn ăng ăm ân âng ây e en eo ê ên êu i y ynh yên ơ ông ôn yu ya
ac ach at ăc ăt ăp ât et êch êt it ich yt ych yêt ôc
"""
_Y_AFTER = frozenset(("", "h", "k", "l", "m", "n", "s", "t", "th", "tr", "v", "ph"))
_LONGEST = 12  # nghiêng and its kind, with every mark apart; no endless word gets into the cache
_FRONT = "eêiy"  # before these c, g, ng are written k, gh, ngh
_MARKED = "ăâêôơư"
_TONE_MARKS = frozenset(TONES[1:])
_EITHER_PLACE = frozenset(("oa", "oe", "uy"))  # hoà and hòa


def tones_of(rhyme: str) -> tuple[str, ...]:
    """The tones (combining marks, '' for the level one) that a rhyme may bear."""
    return STOP_TONES if rhyme.endswith(("c", "ch", "p", "t")) else TONES


def tone_places(onset: str, rhyme: str) -> tuple[int, ...]:
    """The places in the rhyme where the tone mark may stand; the school book's own comes first."""
    marked = [at for at, letter in enumerate(rhyme) if letter in _MARKED]
    if marked:
        return (marked[-1],)
    vowels = sum(letter in "aeiouy" for letter in rhyme)
    if onset == "gi" and not vowels:
        return (-1,)  # gì, gìn: the i of the onset is the vowel
    if vowels < len(rhyme) or onset == "qu" or vowels == 1:
        return (vowels - 1,)
    if vowels == 3:
        return (1,)
    return (0, 1) if rhyme in _EITHER_PLACE else (0,)


def is_syllable(word: str) -> bool:
    """Whether the word is a Vietnamese syllable, in any case, NFC or NFD, hoà or hòa."""
    return len(word) <= _LONGEST and _is_syllable(word)


@lru_cache(maxsize=65536)
def _is_syllable(word: str) -> bool:
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in letters if mark in _TONE_MARKS]
    if not letters or len(tones) > 1:
        return False
    bare = composed("".join(mark for mark in letters if mark not in _TONE_MARKS))
    # the number of letters before the one that bears the tone; marks of ă, â, ê, ơ are no letters
    before = takewhile(lambda mark: mark not in _TONE_MARKS, letters)
    place = sum(not unicodedata.combining(mark) for mark in before) - 1 if tones else None
    onsets = (bare[:length] for length in range(min(len(bare), 3) + 1) if bare[:length] in RHYMES_AFTER)
    return any(_fits(onset, bare[len(onset) :], "".join(tones), place) for onset in onsets)


@lru_cache(maxsize=65536)
def is_folded_syllable(word: str) -> bool:
    """Whether a word of a folded key, without marks, may be a Vietnamese syllable (“huyen”)."""
    return any(word[length:] in _folded_rhymes().get(word[:length], ()) for length in range(4))


@cache
def _folded_rhymes() -> dict[str, frozenset[str]]:
    pairs = ((without_marks(onset), without_marks(end)) for onset, rhymes in RHYMES_AFTER.items() for end in rhymes)
    return {onset: frozenset(rhymes) for onset, rhymes in grouped(pairs).items()}


def _fits(onset: str, rhyme: str, tone: str, place: int | None) -> bool:
    if rhyme not in RHYMES_AFTER[onset] or tone not in tones_of(rhyme):
        return False
    return place is None or place - len(onset) in tone_places(onset, rhyme)


def _after(onset: str) -> frozenset[str]:
    if onset == "qu":
        return frozenset(_QU.split())
    plain = frozenset(rhyme for rhyme in OPEN_RHYMES | STOP_RHYMES if _spells(onset, rhyme))
    return plain | _AFTER_GI if onset == "gi" else plain


def _spells(onset: str, rhyme: str) -> bool:
    front = rhyme[0] in _FRONT
    if rhyme[0] == "y":
        return onset == "" or (rhyme == "y" and onset in _Y_AFTER)
    if onset in ("k", "gh", "ngh"):
        return front
    return not (front and onset in ("c", "g", "gi", "ng"))


# the toneless rhymes that may follow an onset, as they are written after it
RHYMES_AFTER = {onset: _after(onset) for onset in ONSETS}
