"""The words by which a sentence shows who speaks, and how strongly. Patterns alone; `asks` puts them to use."""

import re

from markets.ingest.parsers.wording import match_either

# One of these, in small letters, is in every sentence in which USTR speaks of itself.
USTR_WORDS = frozenset(
    ("united", "ustr", "u", "us", "we", "our", "office", "administration", "representative", "review", "list",
     "report")
)  # fmt: skip
USTR = r"(?:the )?" + match_either(
    r"""united_states(?:_government|_trade_representative)? u\.s\._(?:government|administration|trade_representative)
    ustr us_government we (?:our|this|the)_office the_administration (?:the_)?trade_representative
    (?:this|the)_(?:review|list|report) our_(?:view|recommendation)"""
)
ASK = match_either(
    r"""encourag(?:es?|ing) urg(?:es?|ing) recommend(?:s|ing)? call(?:s|ing)?_(?:on|upon|for) ask(?:s|ing)?
    request(?:s|ing)? advis(?:es?|ing) invit(?:es?|ing) implor(?:es?|ing) press(?:es|ing) appeal(?:s|ing)?_to
    exhort(?:s|ing)? wants? expects? seeks? looks?_to demand(?:s|ing)? insist(?:s|ing)? propos(?:es?|ing)
    suggests? counsels? would_(?:like|welcome|prefer|urge|encourage|ask|recommend|appreciate)
    hopes?_(?:that|to_see|for) look(?:s|ing)?_forward_to reiterat(?:es?|ing) repeats? renews?"""
)
ASK_AGAIN = match_either(
    "encourages urges recommends requests calls_(?:on|upon|for) encourage urge recommend"
)
ADVERBS = (
    r"(?:,? ?"
    + match_either(
        r"""again also strongly therefore once_more once_again still further continues?_to now thus accordingly likewise
        in_particular particularly hereby respectfully firmly repeatedly additionally both too does do and must
        can_only would_again would will is are as_(?:in|it_did)[^,]{0,40} for_[^,]{0,40}year[^,]{0,20}"""
    )
    + r",?)*"
)
VOICE = re.compile(
    rf"(?:^|[,;:\u2013\u2014] ?|\b(?:and|but|so|that|why|year|reason|end|hence|thus"
    rf"|therefore) ){USTR}{ADVERBS} {ASK}\b",
    re.IGNORECASE,
)
VOICE_AGAIN = re.compile(
    rf"^(?:[^,]{{0,60}}, )?{USTR}\b(?:(?!\bthat\b)[^.;])*?,? (?:and|but) (?:\w+ly |again |therefore "
    rf"|also )?{ASK_AGAIN}\b",
    re.IGNORECASE,
)
OWN_VIEW = re.compile(
    rf"\b{USTR}{ADVERBS} "
    + match_either(
        r"""believes? considers? agrees? maintains? is_of_the_view takes?_the_view finds? thinks? holds? shares? notes?
        stress(?:es)? underlines? emphasi[sz]es? underscores? affirms? insists?"""
    )
    + r"\b",
    re.IGNORECASE,
)
_PASSIVE = match_either(
    "encouraged urged asked advised requested invited called_(?:on|upon) recommended expected"
)
MODAL = re.compile(
    r"\b(?P<modal>should|must|ought to|(?:(?<!no )needs?|has|have) to(?! (?:its|the|a|an|this|their|his|her)\b)|shall"
    rf"|(?:is|are) (?:\w+ly )?(?:to be )?(?:again |also )?{_PASSIVE}(?: to| that)?"
    r"|(?:would|might|may|could) do well to|would be well advised to|had better)\b",
    re.IGNORECASE,
)
# What is between "is asked" and the act that is asked.
NAMES_ACT = re.compile(
    rf"(?:,[^,]{{1,60}},| by {USTR}| \w+ly| again| also| once more| therefore)* (?:to|that)\b", re.IGNORECASE
)
# One of these is wherever MODAL matches: what has none need not be searched for it.
MODAL_WORDS = frozenset(
    ("should", "must", "ought", "shall", "need", "needs", "encouraged", "urged", "asked", "advised", "requested",
     "invited", "called", "recommended", "expected")
)  # fmt: skip
MODAL_SIGNS = ("has to", "have to", "do well", "be well", "had better")
# One of these is wherever NEED matches.
NEED_WORDS = frozenset(
    ("important", "essential", "critical", "crucial", "imperative", "necessary", "vital", "urgent", "incumbent",
     "time", "key", "advisable", "desirable", "required", "needed", "need", "warranted", "called", "overdue", "room",
     "done")
)  # fmt: skip
_WEIGHTY = match_either(
    r"""important(?!_to_(?:right|its|the)) essential critical crucial imperative necessary(?=_(?:that|for)) vital urgent
    incumbent high_time time key advisable desirable"""
)
_MORE = match_either(
    r"""(?:much_|far_|still_)?more greater further stronger additional sustained continued swift(?:er)? prompt effective
    urgent immediate better concerted coordinated meaningful significant stepped-up increased decisive robust lasting
    concrete"""
)
_WANTED = match_either(
    "needed required necessary warranted essential called_for overdue important vital critical crucial imperative"
)
NEED = re.compile(
    rf"^(?:[^,]{{0,80}}, )?(?:it (?:is|remains|would be|will be|is also|is therefore) (?:\w+ly )?(?:\w+ )?{_WEIGHTY}\b"
    r"|there (?:is|remains) (?!no\b)(?:\w+ ){0,2}(?:need|room) (?:for|to)\b"
    rf"|{_MORE}\b[^.]{{0,90}}?\b(?:is|are|remains?) (?:\w+ly |still |also |therefore )?{_WANTED}\b"
    r"|what is (?:now )?needed is\b|(?:much |far |still )?more (?:needs|has|remains) to be done\b"
    r"|much remains to be done)",
    re.IGNORECASE,
)
REMARK = re.compile(r"\bto (?:note|remember|stress|recall|recogni[sz]e|bear in mind)\b", re.IGNORECASE)

# Those whose words a report hands on.
OTHERS = match_either(
    r"""right_?s?-?holders? commenters? commentators? submitters? nominators? complainants? petitioners?
    brand(?:_?owners?|s) (?:trademark|copyright)_(?:owners?|holders?) associations? coalitions? alliances? federations?
    chamber trade_(?:bod(?:y|ies)|groups?|associations?) industry industries studios? labels? publishers? companies
    company businesses firms? critics? experts? scholars? academics researchers? observers? analysts? advocates?
    stakeholders? investigators? judges? courts? tribunals? lawyers? attorneys counsel journalists? media press
    newspapers? stud(?:y|ies) surveys? reports? consumers? customers? buyers? shoppers? visitors? users? subscribers?
    residents readers? sellers? vendors? merchants? traders? shopkeepers tenants operators? owners? managers? management
    administrators? spokes\w+ representatives? executives? officials? authorit(?:y|ies) police governments? prosecutors?
    ministry platform site service market submissions? comments? filings? letters? statements? others some many several
    one they it he she artists musicians authors producers distributors broadcasters leagues? unions? manufacturers?
    inventors creators importers retailers members groups? bod(?:y|ies) host registrar laws? rules? terms
    polic(?:y|ies) contracts?"""
)
SAY = match_either(
    r"""say(?:s|ing)? said stat(?:es?|ed|ing) argu(?:es?|ed|ing) claim(?:s|ed|ing)? maintain(?:s|ed|ing)?
    assert(?:s|ed|ing)? contend(?:s|ed|ing)? believ(?:es?|ed|ing) report(?:s|ed|ing)? suggest(?:s|ed|ing)?
    propos(?:es?|ed|ing) recommend(?:s|ed|ing)? urg(?:es?|ed|ing) insist(?:s|ed|ing)? complain(?:s|ed|ing)?
    explain(?:s|ed|ing)? warn(?:s|ed|ing)? demand(?:s|ed|ing)? request(?:s|ed|ing)? ask(?:s|ed|ing)? call(?:s|ed|ing)?
    note(?:s|d)? noting add(?:s|ed|ing)? answer(?:s|ed)? repl(?:y|ies|ied) respond(?:s|ed)? writes? wrote written told
    tell(?:s|ing)? holds? held rul(?:es?|ed|ing) order(?:s|ed|ing)? finds? found thinks? want(?:s|ed)? wish(?:es|ed)?
    hope(?:s|d)? advocat(?:es?|ed|ing) acknowledg(?:es?|ed) admit(?:s|ted)? announc(?:es?|ed) promis(?:es?|ed)
    conced(?:es?|ed) conclud(?:es?|ed) observ(?:es?|ed) submit(?:s|ted)? agree(?:s|d)? feels? point(?:s|ed)?_out
    encourag(?:es?|ed|ing) press(?:es|ed) express(?:es|ed) allege(?:s|d)? indicat(?:es?|ed) provid(?:es?|ed)
    requir(?:es?|ed) known understood sees? advis(?:es?|ed) would_like"""
)
REPORTED = re.compile(rf"\b{OTHERS}\b[^.;]{{0,80}}?\b{SAY}\b", re.IGNORECASE)
# Whoever it is that argues, claims or says *that* …: what follows is theirs.
SAYS_THAT = re.compile(
    rf"^(?!{USTR}\b)[^,;]{{1,90}}?(?<!to) {SAY}(?: \w+ly)? (?:that|how|why)\b", re.IGNORECASE
)
# What somebody is expected to do, beside what will only come to pass ("is expected to grow").
ACTED = re.compile(
    r"\s*(?:also |promptly |swiftly )?"
    + match_either(
        """report publish take adopt show demonstrate continue cooperate provide ensure implement improve act comply
        answer share work enforce complete address extend strengthen respond keep make deliver apply engage remove
        verify"""
    )
    + r"\b",
    re.IGNORECASE,
)
VIEW = re.compile(
    r"^(?:according to|as|in the (?:view|opinion|words|eyes) of|in (?:its|their|one|a|his|her) "
    + match_either("view opinion submission comments? filing letter response statement terms answer")
    + r"|for|per|to hear)\b[^,]{0,120},",
    re.IGNORECASE,
)
TRAILING = re.compile(
    rf",\s+(?:(?:\w+\s+){{0,6}}?\b{OTHERS}\b[^,]{{0,40}}?\s+{SAY}|{SAY}\s+[^,]{{0,60}})(?:\s+[^,]{{0,40}})?(?:[.]?$|,)",
    re.IGNORECASE,
)

# Heads of subjects to whom nothing is asked, though the sentence says "should" or "must".
NOT_ASKED = re.compile(
    r"\b"
    + match_either(
        r"""visitors? buyers? shoppers? consumers? customers? tourists? users? subscribers? readers? one you no_one
        nobody anyone everyone anybody who which children parents members right_?-?holders? commenters? brand_?owners?
        (?:trademark|copyright)_(?:owners?|holders?) (?:small_|medium-sized_)*businesses complainants? inference
        conclusion absence inclusion omission mention listing entry list review description nothing none there order
        comments? submissions? applicants? claimants? payments? files? goods items orders deliver(?:y|ies) downloads?
        uploaders? newcomers? investigators? person people victims? films? titles?"""
    )
    + r"$",
    re.IGNORECASE,
)
NOT_ASKED_MUST = re.compile(
    r"\b"
    + match_either("sellers? vendors? merchants? traders? tenants? shopkeepers? stall_?holders? suppliers?")
    + "$",
    re.IGNORECASE,
)
PREPOSITIONS = re.compile(
    r"\s+"
    + match_either(
        """of in at on from with for to by that who which whose behind under over within around near about among like
        such_as including"""
    )
    + r"\s+.*$",
    re.IGNORECASE,
)
DESCRIPTIVE = re.compile(
    r"\b(?:should|must) (?:not )?be "
    + match_either(
        """noted read taken_as understood construed inferred regarded_as_a_finding remembered recalled seen_as stressed
        added emphasi[sz]ed mentioned viewed"""
    )
    + r"\b|\bmust (?:first |all )?be "
    + match_either(
        "sent filed paid submitted written bought ordered downloaded entered renewed translated collected"
    )
    + r"\b|\b(?:should|must) (?:\w+ )?have (?:been|had|known|\w+ed)\b"
    + r"|\bshould (?:not )?(?:infer|assume|conclude|suppose|mistake|fear|know|beware|arrive|seem|come as|catch)\b"
    + r"|\bmust be (?:one of|among)\b|\bshould not (?:take|read)\b|\bas (?:it|they|one) should\b"
    + r"|\bif (?:\w+ ){0,6}should\b"
    + r"|\bshould (?:\w+ ){0,3}(?:fail|arise|occur|happen)\b|\bmust (?:seem|appear|know|surely|certainly|have)\b",
    re.IGNORECASE,
)
SUBORDINATE = re.compile(
    "^"
    + match_either(
        """if when whenever once before after while whereas although though because since unless until where
        even as given
        despite to in for with without at on by from during beyond besides following building first second third finally
        lastly moreover furthermore however therefore accordingly nevertheless still meanwhile also likewise similarly
        again here there now next going under"""
    )
    + r"\b",
    re.IGNORECASE,
)
# What a law or a contract obliges to is no ask, and what is asked of those who complain is none of the market.
BY_RULE = re.compile(
    r"\b(?:under|by|according to|pursuant to)\b[^,]{0,25}\b(?:laws?|decree|act|statute|rules?|regulations?"
    r"|order|contract"
    r"|agreement|terms|polic(?:y|ies)|constitution)\b",
    re.IGNORECASE,
)
OF_OTHERS = re.compile(
    r"\b(?:right ?-?holders|brand owners|consumers|the public|commenters|interested (?:parties|persons)"
    r"|visitors|readers|buyers"
    r"|shoppers|tourists|users)\b(?! and\b)",
    re.IGNORECASE,
)
CROWD = re.compile(
    r"^(?:those|people|anyone|all) who (?:buy|wish|want|visit|complain|file|report|use|shop|download)", re.I
)
QUESTION = re.compile(r"^(?:what|whether|how|who|which|why|where|when)\b", re.IGNORECASE)
STEPS = re.compile(
    r"\b(?:recommend(?:s|ed|ations?)?|asks? (?:are|is|of)|steps?|measures|actions?|priorities"
    r"|improvements?|expectations"
    r"|requests?)\b",
    re.IGNORECASE,
)
DONE = re.compile(
    r"\b(?:has|have|had) (?:\w+ly )?(?:taken|adopted|announced|introduced|begun|put|made)\b"
    r"|\b(?:took|adopted|announced|introduced|reports?|reported|includes?d?|describes?|lists?)\b",
    re.IGNORECASE,
)
