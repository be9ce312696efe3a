"""The label mapping of the entity corpora onto ours (PER ORG GPE LOC NORP WEAPON MISC).

Every word gets a *set* of allowed labels: one where the corpus is clear, several where it leaves a question open. The
model is trained on the summed probability of the set.

GMB (silver): ``per`` -> PER without titles; ``org`` -> ORG; ``geo`` -> GPE or LOC; ``gpe`` -> NORP; ``art``, ``eve``,
``nat`` -> MISC; ``tim`` -> no name. Names of countries and cities always count as GPE, regions and waters as LOC,
whatever the silver tag; a name that GMB tags in several ways gets the one it has most often. Words of the weapon list
that GMB leaves out are WEAPON (a weak label).

re3d: Organisation -> ORG (or GPE, where the name is a country), Person -> PER without titles, Location -> GPE or LOC,
Nationality -> NORP, Weapon and MilitaryPlatform -> WEAPON without determiners, and no strikes or attacks; quantities,
times, money -> no name; DocumentReference -> MISC or no name. Mentions that are no names (pronouns, "the town") -> O.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

LABELS = ("PER", "ORG", "GPE", "LOC", "NORP", "WEAPON", "MISC")
BIO = ("O", *(f"{p}-{x}" for x in LABELS for p in "BI"))
ANY = frozenset(BIO)
NONE = frozenset({"O"})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    """president vice prime minister deputy foreign defense defence secretary secretary-general general chancellor king
    queen prince princess pope senator sen. rep. representative congressman governor gov. mayor ambassador envoy
    judge justice mr. mrs. ms. mr mrs ms dr. dr professor prof. sheikh ayatollah cardinal archbishop bishop
    reverend rev. gen. lt. lieutenant col. colonel maj. major capt. captain sgt. sergeant adm. admiral commander
    chief spokesman spokeswoman spokesperson former acting interim interior finance sir lord lady premier
    speaker attorney state u.s. us american leader analyst director chairman staff private cpl. corporal brig.
    brigadier warrant officer army military police of the and"""
)
REGIONS = _words(
    """europe asia africa america north south east west middle west_bank the_west antarctica arctic balkans caucasus
    caribbean mediterranean pacific atlantic scandinavia sahara sahel siberia kashmir himalayas sinai golan
    persian gaza_strip western eastern northern southern central latin sub-saharan maghreb levant horn"""
)
PLACE_WORDS = _words(
    """sea ocean river lake gulf strait straits peninsula mountain mountains mount valley desert island islands cape
    canal bay coast delta strip heights pass plateau basin border airport bridge square camp base road highway
    street middle_east continent region reef archipelago channel isle bank zone"""
)
# Places that GMB and re3d put under organisations or persons often enough to matter.
PLACES = _words(
    """iraq iran china israel afghanistan pakistan russia india japan venezuela britain burma myanmar lebanon france
    syria germany somalia cuba colombia turkey indonesia sudan egypt ukraine haiti taiwan nigeria brazil mexico
    thailand georgia italy kenya spain canada ethiopia chad congo vietnam peru argentina kosovo croatia poland
    ecuador bangladesh chile bolivia zimbabwe nepal niger jordan azerbaijan senegal rwanda uganda libya yemen
    algeria morocco tunisia mali ghana liberia angola kuwait qatar oman bahrain malaysia singapore philippines
    australia serbia bosnia greece cyprus austria belgium netherlands denmark norway sweden finland ireland
    portugal hungary romania bulgaria belarus moldova armenia kazakhstan kyrgyzstan uzbekistan tajikistan
    turkmenistan mongolia cambodia laos eritrea djibouti cameroon gabon mauritania guatemala honduras nicaragua
    panama paraguay uruguay jamaica slovakia slovenia latvia lithuania estonia iceland luxembourg switzerland
    darfur chechnya tibet gaza palestine dprk uk u.k. us u.s. usa baghdad washington beijing london tehran
    moscow islamabad kabul mogadishu tokyo cairo beirut pyongyang seoul paris geneva brussels vienna berlin rome
    madrid jerusalem damascus aleppo mosul caracas havana jakarta kiev kyiv ankara riyadh khartoum nairobi
    fallujah kandahar helmand karachi peshawar rafah drc singapore malta liechtenstein monaco andorra barbados
    bahamas belize bhutan botswana brunei burundi comoros dominica fiji gambia grenada guyana guinea kiribati
    lesotho macedonia madagascar malawi maldives mauritius micronesia montenegro mozambique namibia nauru palau
    samoa seychelles suriname swaziland tanzania togo tonga tuvalu vanuatu zambia benin"""
) | {
    "united states", "united kingdom", "north korea", "south korea", "saudi arabia", "south africa", "new zealand",
    "ivory coast", "hong kong", "new york", "sri lanka", "south sudan", "sierra leone", "el salvador", "costa rica",
    "burkina faso", "czech republic", "dominican republic", "east timor", "puerto rico", "new orleans", "new delhi",
    "united arab emirates", "soviet union", "great britain", "the united states", "the united kingdom", "the hague",
}  # fmt: skip
# Groups by nation, faith or people that GMB puts under organisations, places or persons.
GROUPS = _words(
    """sunni sunnis shi'ite shi'ites shiite shiites shia muslim muslims islamist islamists christian christians kurd
    kurds kurdish arab arabs hutu hutus tutsi tutsis jew jews jewish hindu hindus buddhist buddhists catholic
    catholics orthodox tamil tamils democrat democrats democratic republican republicans pashtun pashtuns uighur
    uighurs uyghur uyghurs maoist maoists western westerner westerners philippine yazidi yazidis druze alawite
    alawites"""
) | {"north korean", "south korean", "north koreans", "south koreans", "sri lankan", "south african", "sunni arab",
    "saudi arabian", "bosnian serb", "bosnian serbs", "sri lankans", "south africans", "saudi", "saudis"}  # fmt: skip
_OTHER = _words("aids hiv ebola ramadan christmas passover holocaust gdp") | {"world cup", "cold war"}
_LONG_PLACES = {
    "abu ghraib": "LOC",
    "guantanamo bay": "LOC",
    "tel aviv": "GPE",
    "west bank": "LOC",
    "gaza strip": "LOC",
    "middle east": "LOC",
    "korean peninsula": "LOC",
}
# Countries whose name is hardly ever anything else: also labelled where GMB overlooks them.
_PLAIN = PLACES - _words("chad georgia jordan turkey mali niger us u.s. u.k. uk washington paris rome cuba")
ORGANISATIONS = frozenset(
    {"u.n.", "un", "african union", "fatah", "eu", "e.u.", "nato", "hamas", "hezbollah", "isil", "kremlin"}
)
_PERSONAL = _words("general president king queen prince prophet pope sheikh ayatollah colonel minister")
WEAPON_HEAD = _words(
    """missile missiles rocket rockets mortar mortars grenade grenades bomb bombs warhead warheads rifle rifles pistol
    pistols gun guns howitzer howitzers torpedo torpedoes landmine landmines mine mines munition munitions
    ammunition shell shells artillery tank tanks warplane warplanes jet jets helicopter helicopters gunship
    gunships drone drones warship warships submarine submarines destroyer destroyers frigate frigates explosives
    weapon weapons ied ieds ak-47 ak-47s kalashnikov kalashnikovs icbm icbms launcher launchers bomblets gunboat
    gunboats"""
) - {"mine", "mines", "jet", "jets", "shell", "gun", "tank"}
WEAPON_PART = _words(
    """ballistic cruise nuclear chemical biological anti-tank anti-aircraft anti-ship short-range medium-range
    long-range intercontinental surface-to-air surface-to-surface roadside car truck barrel cluster petrol pipe
    suicide dirty atomic hydrogen machine assault sniper attack fighter combat military scud qassam katyusha
    rocket-propelled hand-held shoulder-fired heavy light small unmanned predator stealth black hawk apache
    patriot tomahawk shahab rocket grenade mortar gun artillery bomb missile air-to-air guided mass-destruction
    homemade improvised"""
)
_WEAPON_PAIR = _words(
    """fighter_jet fighter_jets war_planes land_mine land_mines machine_gun machine_guns artillery_shells mortar_shell
    aircraft_carrier explosive_device explosive_devices military_aircraft battle_tank battle_tanks armored_vehicle
    armored_vehicles armoured_vehicles"""
)
_ACTIONS = re.compile(r"(?i)\b(air)?(strikes?|attacks?|bombardment|bombings?|raids?|fire|money)$")
_DETERMINERS = _words(
    """the a an this that these those its his her their our my some such any all two three several many"""
)
_PRONOUNS = _words("i we he she they it us them him her me you his our their its my who here there")

_NO_SPACE_BEFORE = _words(". , ; : ! ? ) ] } % 's n't 're 've 'll 'd 'm ...") | {"’s", "n’t", "'S", "''"}
_NO_SPACE_AFTER = _words("( [ { $ £ € ``")


def join(words: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """Words printed as running text, and where each stands in it. Hyphens set apart by the corpus are joined up."""
    text, spans, quote_open, glue = "", [], False, True
    for i, word in enumerate(words):
        following = words[i + 1] if i + 1 < len(words) else ""
        split = word in {"'", "\u2019"} and following in {"s", "ve", "re", "ll", "t", "m", "d", "esh"}
        split |= word in {",", "."} and text[-1:].isdigit() and following.isdigit()
        quote = word in {'"', "``", "''"}
        before = (
            word in _NO_SPACE_BEFORE or (quote and quote_open) or (word == "-" and bool(text)) or word == "'" or split
        )
        if text and not glue and not before:
            text += " "
        spans.append((len(text), len(text) + len(word)))
        text += word
        glue = word in _NO_SPACE_AFTER or (quote and not quote_open) or word == "-" or split
        if quote:
            quote_open = not quote_open
    return text, spans


def spans_of(tags: list[str]) -> list[tuple[int, int, str]]:
    """The mentions of a BIO sequence as (start, end, label)."""
    out: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        if tag[0] == "I" and out and out[-1][1] == i and out[-1][2] == tag[2:]:
            out[-1] = (out[-1][0], i + 1, tag[2:])
        elif tag[0] in "BI":
            out.append((i, i + 1, tag[2:]))
    return out


def place_label(name: str) -> frozenset[str]:
    """GPE, LOC or both for the name of a place, in lower case."""
    parts = name.split()
    if name in PLACES:
        return frozenset({"GPE"})
    if parts[-1] in PLACE_WORDS or parts[0] in {"mount", "lake", "cape", "gulf"} or set(parts) <= REGIONS:
        return frozenset({"LOC"})
    if parts[0] in {"northern", "southern", "eastern", "western", "central"} or parts[-1] == "east":
        return frozenset({"LOC"})
    return frozenset({"GPE"})


def _fill(labels: list[frozenset[str]], start: int, end: int, kinds: frozenset[str]) -> None:
    for i in range(start, end):
        labels[i] = frozenset(f"{'B' if i == start else 'I'}-{kind}" for kind in kinds)


def _weapons(words: list[str], labels: list[frozenset[str]]) -> None:
    """Mark weapon nouns, with what names their kind, where nothing else is marked."""
    low = [w.lower() for w in words]
    for i, word in enumerate(low):
        pair = i > 0 and f"{low[i - 1]}_{word}" in _WEAPON_PAIR
        if not (word in WEAPON_HEAD or pair) or labels[i] != NONE:
            continue
        start = i
        while (
            start > 0 and (low[start - 1] in WEAPON_PART or low[start - 1] in WEAPON_HEAD) and "O" in labels[start - 1]
        ):
            start -= 1
        if start == i - 1 and low[start] in {"small", "heavy", "light", "attack"} and low[i] != "weapons":
            start = i
        if pair:
            start = min(start, i - 1)
        if all("O" in labels[k] or "WEAPON" in next(iter(labels[k])) for k in range(start, i + 1)):
            _fill(labels, start, i + 1, frozenset({"WEAPON"}))


def _known(words: list[str], labels: list[frozenset[str]]) -> None:
    """Places and groups of two words that the corpus took apart, and countries that it overlooked."""
    for i, word in enumerate(words):
        pair = f"{word} {words[i + 1]}".lower() if i + 1 < len(words) else ""
        outside = labels[i] == NONE or all(x[0] == "B" for x in labels[i])
        closed = i + 2 >= len(words) or not all(x[0] == "I" for x in labels[i + 2])
        if word[0].isupper() and outside and closed and (pair in PLACES or pair in GROUPS or pair in _LONG_PLACES):
            kind = "NORP" if pair in GROUPS else _LONG_PLACES.get(pair, "GPE")
            if not (i + 2 < len(words) and any(x[2:] == "ORG" for x in labels[i] | labels[i + 1] | labels[i + 2])):
                _fill(labels, i, i + 2, frozenset({kind}))
        elif labels[i] == NONE and word[0].isupper() and word.lower() in _PLAIN:
            beside = words[max(0, i - 1) : i] + words[i + 1 : i + 2]
            if not any(w[0].isupper() for w in beside):
                _fill(labels, i, i + 1, frozenset({"GPE"}))


class GmbLabels:
    """Relabels GMB sentences; learns from all of them which kind each name mostly is."""

    def __init__(self, sentences: list[tuple[list[str], list[str]]]) -> None:
        """``sentences``: (words, BIO tags) pairs, used only to count."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for words, tags in sentences:
            for a, b, label in spans_of(tags):
                counts[" ".join(words[a:b]).lower()][label] += 1
        self._tokens: dict[str, Counter[str]] = defaultdict(Counter)
        for name, c in counts.items():
            for token in name.split():
                if len(token) > 2:
                    self._tokens[token] += c
        self._major = {name: c.most_common(1)[0][0] for name, c in counts.items() if sum(c.values()) >= 5}

    def __call__(self, words: list[str], tags: list[str]) -> list[frozenset[str]]:
        """The allowed labels of each word."""
        labels = [NONE] * len(words)
        for a, b, tag in spans_of(tags):
            self._span(words, a, b, tag, labels)
        _known(words, labels)
        _weapons(words, labels)
        return labels

    def _span(self, words: list[str], a: int, b: int, tag: str, labels: list[frozenset[str]]) -> None:
        name = " ".join(words[a:b]).lower()
        if name in ORGANISATIONS:
            return _fill(labels, a, b, frozenset({"ORG"}))
        if name in PLACES:
            return _fill(labels, a, b, frozenset({"GPE"}))
        if name in GROUPS and words[a][0].isupper():
            return _fill(labels, a, b, frozenset({"NORP"}))
        if name in _LONG_PLACES:
            return _fill(labels, a, b, frozenset({_LONG_PLACES[name]}))
        tag = "art" if name in _OTHER else self._major.get(name, tag)
        if tag in {"org", "geo"} and ((words[a].lower() in _PERSONAL and b - a > 1) or self._personal(name)):
            tag = "per"
        if tag == "org" and b - a > 1 and words[b - 1].lower() == "secretary-general":
            b -= 1
        if tag == "tim":
            return None
        if tag == "per":
            while a < b and words[a].lower() in TITLES:
                a += 1
            if a == b or not any(w[0].isupper() for w in words[a:b]):
                return None
            return _fill(labels, a, b, frozenset({"PER"}))
        kinds = {"org": frozenset({"ORG"}), "gpe": frozenset({"NORP"})}.get(tag)
        if tag == "geo":
            while b - a > 1 and words[a].lower() in {
                "the",
                "of",
                "northern",
                "southern",
                "eastern",
                "western",
                "central",
            }:
                a += 1
            kinds = place_label(" ".join(words[a:b]).lower())
        _fill(labels, a, b, kinds or frozenset({"MISC"}))
        return None

    def _personal(self, name: str) -> bool:
        """Whether the words of a name mostly occur in the names of persons."""
        known = [c for token in name.split() if (c := self._tokens.get(token)) and sum(c.values()) >= 4]
        return bool(known) and all(c["per"] > 0.6 * sum(c.values()) for c in known)


def re3d_labels(words: list[str], tags: list[str]) -> list[frozenset[str]]:
    """The allowed labels of each word of a re3d sentence."""
    labels = [NONE] * len(words)
    for a, b, tag in spans_of(tags):
        while a < b and words[a].lower() in _DETERMINERS:
            a += 1
        if a == b or words[a].lower() in _PRONOUNS:
            continue
        name = " ".join(words[a:b])
        proper = any(w[0].isupper() for w in words[a:b])
        if tag in {"Weapon", "MilitaryPlatform"}:
            if not _ACTIONS.search(name) and b - a <= 4:
                _fill(labels, a, b, frozenset({"WEAPON"}))
            elif not _ACTIONS.search(name):
                labels[a:b] = [ANY] * (b - a)
        elif tag == "Nationality":
            _fill(labels, a, b, place_label(name.lower()) if name.lower() in PLACES else frozenset({"NORP"}))
        elif not proper or tag in {"Temporal", "Quantity", "Money"}:
            continue
        elif tag == "DocumentReference":
            for i in range(a, b):
                labels[i] = frozenset({"O", "B-MISC", "I-MISC"})
        else:
            _proper(words, a, b, tag, labels)
    return labels


def _proper(words: list[str], a: int, b: int, tag: str, labels: list[frozenset[str]]) -> None:
    """A person, organisation or place: only the clear cases are labelled, the rest of the mention is left open."""
    if tag == "Person":
        while a < b and (words[a].lower() in TITLES or words[a].islower()):
            a += 1
    core = words[a:b]
    plain = core and all(
        w[0].isupper() or w in {"of", "the", "-", "al", "for", "and", "’", "'"} or not w[0].isalpha() for w in core
    )
    if not plain or not core[-1][0].isalnum() or len(core) > 6 or "," in core:
        labels[a:b] = [ANY] * (b - a)
        return
    name = " ".join(core).lower()
    kinds = {"Person": frozenset({"PER"}), "Organisation": frozenset({"ORG"})}.get(tag) or place_label(name)
    if name in PLACES:
        kinds = frozenset({"GPE"})
    elif tag == "Organisation" and len(core) == 1 and core[0].endswith(("is", "ans", "ians", "ese", "ims", "urds")):
        kinds = frozenset({"NORP", "ORG"})
    _fill(labels, a, b, kinds)
