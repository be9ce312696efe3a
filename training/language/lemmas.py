"""Learning lemmas from treebanks: suffix rules, and the words that they get wrong."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from detente.evaluate.treebank import Gold
from detente.language.lemma import LONGEST_SUFFIX, Lemmatizer

_PURITY = 0.7  # share of a suffix's words that must follow its rule
_FEWEST = 3  # words that must show a rule
_RULED = ("NOUN", "VERB", "ADJ", "ADV", "AUX")


# Irregular verbs, by lemma: past forms that the treebanks may lack.
IRREGULAR = """
arise:arose,arisen awake:awoke,awoken bear:bore,borne beat:beaten bend:bent bind:bound bleed:bled blow:blew,blown
break:broke,broken breed:bred bring:brought build:built burn:burnt buy:bought catch:caught choose:chose,chosen
cling:clung creep:crept deal:dealt dig:dug draw:drew,drawn drive:drove,driven dwell:dwelt eat:ate,eaten
fall:fell,fallen feed:fed feel:felt fight:fought flee:fled fling:flung fly:flew,flown forbid:forbade,forbidden
foresee:foresaw,foreseen forget:forgot,forgotten forgive:forgave,forgiven forgo:forwent,forgone
free:freed freeze:froze,frozen
give:gave,given grow:grew,grown hang:hung hear:heard hide:hid,hidden hold:held keep:kept kneel:knelt lay:laid
lead:led leap:leapt leave:left lend:lent light:lit lose:lost mislead:misled mistake:mistook,mistaken outdo:outdid
outgrow:outgrew overcome:overcame override:overrode,overridden overrun:overran oversee:oversaw,overseen
overtake:overtook,overtaken overthrow:overthrew,overthrown prove:proven rebuild:rebuilt repay:repaid
rethink:rethought ride:rode,ridden ring:rang,rung rise:rose,risen run:ran seek:sought sell:sold send:sent
shake:shook,shaken shine:shone shoot:shot shrink:shrank,shrunk sing:sang,sung sink:sank,sunk slay:slew,slain
slide:slid sling:slung speak:spoke,spoken speed:sped spend:spent spill:spilt spit:spat spring:sprang,sprung
stand:stood steal:stole,stolen stick:stuck sting:stung stink:stank stride:strode strike:struck,stricken
strive:strove,striven swear:swore,sworn sweep:swept swell:swollen swim:swam,swum swing:swung take:took,taken
teach:taught tear:tore,torn tell:told think:thought throw:threw,thrown tread:trod,trodden
undergo:underwent,undergone undertake:undertook,undertaken undo:undid,undone unwind:unwound uphold:upheld
wake:woke,woken wear:wore,worn weave:wove,woven weep:wept win:won withdraw:withdrew,withdrawn withhold:withheld
withstand:withstood wring:wrung write:wrote,written
"""


def learn(
    golds: Iterable[Gold], ranks: Mapping[str, int]
) -> tuple[dict[tuple[str, str], tuple[int, str]], dict[tuple[str, str], str]]:
    """Rules and exceptions from sentences with lemmas."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for gold in golds:
        assert gold.tags
        assert gold.lemmas
        for word, pos, lemma in zip(gold.words, gold.tags, gold.lemmas, strict=True):
            counts[pos, word.lower().replace("\u2019", "'")][lemma.lower()] += 1
    best = {key: c.most_common(1)[0][0] for key, c in counts.items()}
    seen = {key: sum(c.values()) for key, c in counts.items()}
    rules: dict[tuple[str, str], tuple[int, str]] = {}
    for pos in _RULED:
        words = {w: lemma for (p, w), lemma in best.items() if p == pos and w.isalpha() and lemma != "_"}
        _rules_for(pos, words, rules)
    plain = Lemmatizer(rules, {}, ranks)
    for lemma, forms in (entry.split(":") for entry in IRREGULAR.split()):
        for form in forms.split(","):
            best["VERB", form] = lemma
            seen.setdefault(("VERB", form), 1)
    exceptions = {
        (pos, word): lemma
        for (pos, word), lemma in sorted(best.items())
        if pos != "PROPN"
        and plain(word, pos) != lemma
        and lemma != "_"
        and (seen[pos, word] > 1 or (pos in _RULED and word.isalpha()))
    }
    return rules, exceptions


def _rules_for(pos: str, words: dict[str, str], rules: dict[tuple[str, str], tuple[int, str]]) -> None:
    for size in range(LONGEST_SUFFIX + 1):
        edits: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
        for word, lemma in words.items():
            if len(word) > size:
                edits[word[len(word) - size :]][_edit(word, lemma)] += 1
        for suffix, counter in sorted(edits.items()):
            edit, count = counter.most_common(1)[0]
            shorter = next((rules[pos, suffix[k:]] for k in range(1, size + 1) if (pos, suffix[k:]) in rules), None)
            good = count >= _FEWEST and count >= _PURITY * sum(counter.values())
            if size == 0:
                rules[pos, ""] = (0, "")
            elif good and edit != shorter and edit[0] <= size:
                rules[pos, suffix] = edit


def _edit(word: str, lemma: str) -> tuple[int, str]:
    same = 0
    while same < min(len(word), len(lemma)) and word[same] == lemma[same]:
        same += 1
    return len(word) - same, lemma[same:]


def lines(golds: Iterable[Gold], ranks: Mapping[str, int]) -> list[str]:
    """The data file, line by line."""
    rules, exceptions = learn(golds, ranks)
    out = [f"{pos}\t{suffix}\t{strip}\t{add}" for (pos, suffix), (strip, add) in rules.items()]
    return out + [f"{pos}\t{word}\t=\t{lemma}" for (pos, word), lemma in exceptions.items()]


def accuracy(lemmatizer: Lemmatizer, golds: Iterable[Gold]) -> float:
    """Share of words, in per cent, whose lemma is right given the gold tag; case counts for proper nouns only."""
    hit = total = 0
    for gold in golds:
        assert gold.tags
        assert gold.lemmas
        for word, pos, lemma in zip(gold.words, gold.tags, gold.lemmas, strict=True):
            if lemma == "_":
                continue
            found = lemmatizer(word, pos)
            hit += found == lemma if pos == "PROPN" else found == lemma.lower()
            total += 1
    return round(100 * hit / total, 2)
