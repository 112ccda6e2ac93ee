"""Join words broken at line ends, by the vocabulary of the same report."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

_TOKEN = re.compile(r"[\w-]++(?:\.[\w-]++)+|[^\W_]++(?:-[^\W_]++)*")
_LAST = re.compile(r"[\w.'\u2019-]*-$")
_FIRST = re.compile(r"^[\w'\u2019]+(?:[-.][\w'\u2019]+)*")
# First halves that are a word, and that no other word begins with by chance.
_COMPOUND = re.compile(
    r"^(?:self|well|high|low|long|short|large|small|medium|third|cross|peer|stream|real|full|two|three|four|five"
    r"|six|eight|nine|ten|twenty|thirty|forty|fifty|law|free|hard|fast|business|life|world|half|non)-$",
    re.IGNORECASE,
)
# Second halves that make a compound of any word, and compounds of this field.
_JOINED = re.compile(
    r"^(?:based|related|owned|generated|ordered|quality|ripp(?:ing|ed|ers?)|laden|branded|protection|infring(?:ers?|ing)"
    r"|blocking|delivery|sharing|hosting|selling|sponsored|backed|led|run|scale|language|speaking|driven|specific"
    r"|friendly|style|profile|known|enabled|facing|funded|focused|hosted|linked)(?!\w)"
)
_PREFIX = re.compile(r"^(?:inter|over|under|down|de|dis|mis|re|un|cor|high|counter)-$", re.IGNORECASE)
# What words go on with behind a word that they begin with ("report-edly").
_SUFFIX = re.compile(
    r"^(?:e[drs]|ers|edly|est|ings?|ingly|ly|ments?|mental|ness|abl[ey]|ability|ible|ful|fully|less|[eo]?rs?|or[sy]?"
    r"|(?:at|it|t|s)?(?:ions?|ional|ive|ives|ively)|[ae]n(?:t|ts|ce|ces|cy|cies|tly)|is[mt]|ists|i[sz](?:e|ed|es|ing)"
    r"|(?:ic|t|c)?(?:i?al|i?ally)|als|i?ous|i?ously|[ae]ry|ship|ships|hood|ages?|ures?|[trc]?(?:y|ies|ity|ities)"
    r"|t(?:ed|ing|ers?|ors?|ory|ure)|ward|wards|dom|body|bodies|thing|where)$"
)
# Second halves that are written without a hyphen ("marketplace"), and words that many others begin with ("perfume").
_CLOSED = re.compile(r"^(?:ground|land|mark|noon|phone|place|stand|ware|where|work)(?:s|ed|ing)?$")
_BEGINNING = frozenset(
    ("bar", "but", "can", "cap", "car", "con", "for", "her", "man", "not", "our", "par", "per")
)
_POINTING = ("here", "there", "where")  # "there-fore", "where-as": all that begins so is one word
_SMALL = ("in", "no", "on", "up")  # "in-game", "on-line"
_COMPOUNDS = (
    "add-on anti-counterfeiting anti-piracy brick-and-mortar bricks-and-mortar cease-and-desist know-your-business"
    " know-your-customer know-your-seller look-alike notice-and-action notice-and-stay-down notice-and-takedown"
    " pay-per-view pre-release set-top stay-down sign-up"
)
_FEW_BREAKS = 0.04  # of all lines
_STEM = 6  # letters that forms of one word share at least


def _undefanged(text: str) -> str:
    """Return the text with the dots of addresses out of their brackets."""
    return text.replace("[.]", ".") if "[.]" in text else text


def _is_ending(left: str, right: str) -> bool:
    """Return whether a half is what words go on with, perhaps behind a letter that is doubled ("shop-ping")."""
    return any(_SUFFIX.match(half) for half in (right, right.removeprefix(left[-1])))


class Vocabulary:
    """The words of a report, as they are inside its lines (given in order)."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines
        self._few_breaks = False  # hardly a line ends in a hyphen: such hyphens belong to their words

    @cached_property
    def words(self) -> Counter[str]:
        """How often each word occurs: counted where the first broken one asks for it."""
        found: list[str] = []  # in broken lines
        halves: list[tuple[str, str]] = []
        ends = lines = 0
        whole: list[str] = []
        broken, left = False, ""
        for line in map(_undefanged, self._lines):
            breaks = line.endswith("-")
            lines, ends = lines + 1, ends + breaks
            if broken or breaks:
                tokens = _TOKEN.findall(line)
                if broken and tokens:
                    halves.append((left, tokens[0]))
                left = tokens[-1] if tokens else ""
                found += tokens[1 if broken else 0 : -1 if breaks else None]
            else:
                whole.append(line)
            broken = breaks
        words = Counter(map(str.casefold, found))
        for chunk, count in Counter(" ".join(whole).split()).items():
            for token in [chunk] if chunk.isalpha() else _TOKEN.findall(chunk):
                words[token.casefold()] += count
        breaks = any(words[(one + two).casefold()] for one, two in halves)
        self._few_breaks = ends < _FEW_BREAKS * lines and not breaks
        return words

    def _occurs_in_part(self, left: str, joint: str, right: str) -> bool:
        """Whether the label of an address that is broken here begins as a label of another one, across the break."""
        half = left.rsplit(".", 1)[-1]
        label = half + joint + right.split(".")[0]
        stem = label.rstrip("0123456789")
        others = (other for word in self.words if "." in word for other in word.split("."))
        return any(
            len(other) > max(len(half) + len(joint), 3)
            and (label.startswith(other) or other.startswith(stem))
            for other in others
        )

    def broken_address(self, before: str, after: str) -> tuple[str, str] | None:
        """The two addresses that a hyphen at a line's end may leave, where nothing else in the report decides."""
        last, first = _LAST.search(_undefanged(before)), _FIRST.search(_undefanged(after))
        if last is None or first is None or "." not in first[0].rstrip("."):
            return None
        left, right = last[0][:-1], first[0].rstrip(".")
        halves = left.casefold(), right.casefold()
        hyphened, whole = (self._occurs_in_part(halves[0], joint, halves[1]) for joint in ("-", ""))
        # "pelisgo.mx" does not tell whether "pelis-go.net" is broken: mirrors differ by a hyphen.
        known = hyphened != whole and (hyphened or self.words["".join(halves)] > 0)
        return None if known or not left or self._few_breaks else (f"{left}-{right}", left + right)

    def joint(self, before: str, after: str) -> str:
        """Return how two lines join: " " where no word is broken, "-" where its hyphen stays, "" where it goes."""
        last, first = _LAST.search(_undefanged(before)), _FIRST.search(_undefanged(after))
        if last is None or first is None or last[0] == "-":
            return " "
        left, right = last[0][:-1].casefold(), first[0].casefold()
        whole, hyphened = self.words[left + right], self.words[f"{left}-{right}"]
        bare = re.sub(r"['\u2019]s?$", "", right)
        if bare != right:
            whole += self.words[left + bare]
            hyphened += self.words[f"{left}-{bare}"]
        if whole != hyphened:
            return "" if whole > hyphened else "-"
        if "-" in left and self._ends_in_half(left, bare):
            return ""
        if "-" in left or len(left) == 1 or self._is_known_compound(left, bare):
            return "-"  # what has a hyphen keeps the next; one letter is no half of a word: "e-commerce"
        if right in ("and", "or", "to"):
            return " "  # "small- and medium-sized"
        if (
            "." in right
            and self._occurs_in_part(left, "", right)
            and not self._occurs_in_part(left, "-", right)
        ):
            return ""  # an address whose stem occurs without the hyphen
        if "." in right or "." in left or not after[:1].islower() or not left[-1:].isalpha():
            return "-"  # part of an address, a name or a number
        if _COMPOUND.match(last[0]) and len(right) > 2:
            return "-"
        if self._few_breaks and self._is_form_of_a_word(left + bare) or self._is_closed(left, bare):
            return ""
        known = len(right) > 2 and (self._few_breaks or len(left) > 2 and self._are_words(left, bare))
        return "-" if known else ""

    def broken_compound(self, before: str, after: str) -> tuple[str, str] | None:
        """The word with its hyphen and without, where all that tells is that both halves, or one of them, are words."""
        joint = self.joint(before, after)
        last, first = _LAST.search(before), _FIRST.search(after)
        if last is None or first is None or not first[0].isalpha() or not last[0][:-1].isalpha():
            return None
        left, right = last[0][:-1], first[0]
        halves = left.casefold(), right.casefold()
        if joint != "-":
            long = len(left) > 2 and len(right) > 3 and not _PREFIX.match(last[0])
            long = long and (
                self.words[halves[1]] > 0
                or self.words[halves[0]] > 0
                and not _is_ending(left, right)
                and halves[0] not in _BEGINNING
            )
            whole = "".join(halves)
            long = long and not self._is_closed(*halves)
            long = long and (self.words[halves[0]] > 0 or not self._is_form_of_a_word(whole))
            long = long or halves[0] in _SMALL and len(right) > 2 and self.words[halves[1]] > 0
            alone = joint == "" and long and not self.words[whole]
            return (f"{left}-{right}", left + right) if alone else None
        sure = (
            self._few_breaks
            and (min(map(len, halves)) < 3 or self.words[halves[0]] or self.words[halves[1]])
            or not right[0].islower()
            or len(left) == 1
            or self.words["-".join(halves)]
            or self._is_known_compound(*halves)
            or _COMPOUND.match(last[0])
        )
        return None if sure else (f"{left}-{right}", left + right)

    def _is_closed(self, left: str, right: str) -> bool:
        """Return whether one half is of words without a hyphen, in a report that breaks words."""
        closed = left in _POINTING and right.isalpha() or _CLOSED.match(right) is not None
        return not self._few_breaks and len(left) > 2 and closed

    def _ends_in_half(self, left: str, right: str) -> bool:
        """Return whether what is behind the last hyphen is half a word ("high-de" and "mand"), no word or address."""
        half = left.rsplit("-", 1)[1]
        if "." in left + right or not half.isalpha() or self._is_known_compound(left, right):
            return False
        return self.words[half + right] > 0 or not self.words[half] and not self.words[right]

    def _is_form_of_a_word(self, word: str) -> bool:
        """Return whether the report has a word with another ending ("recommended" for "recommends")."""
        stem = word[: max(len(word) - 3, _STEM)]
        return len(word) > _STEM and any(other.startswith(stem) for other in self.words)

    def _are_words(self, left: str, right: str) -> bool:
        """Return whether both halves are words of the report, each part of a right half that has hyphens itself."""
        return bool(self.words[left]) and all(self.words[part] for part in right.split("-"))

    def _is_known_compound(self, left: str, right: str) -> bool:
        """Return whether the halves are a compound of this field, or its beginning or end."""
        whole = f"-{left}-{right}-"
        return (
            any(whole in f"-{compound}-" for compound in _COMPOUNDS.split())
            or len(left) > 2
            and bool(_JOINED.match(right))
            and not _PREFIX.match(f"{left}-")
        )
