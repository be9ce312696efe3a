"""Reporting words set off by commas: "..., the ministry said on Monday", "..., he added, ...", ``"..." said X``.

Read from the order of words and marks alone, so that it holds where the parse of a long sentence goes astray.
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.observations.attribution import Speech

NOMINALS = frozenset({"NOUN", "PROPN", "PRON"})
_DASHES = frozenset({"—", "–", "--", "-"})
_DELIMITERS = frozenset({",", ";"}) | _DASHES
_QUOTES = frozenset({'"', "“", "”", "''", "``", "’", "‘", "'"})
_STOPS = frozenset({".", "!", "?", ":", "…"})
_LIGHT = frozenset({"ADV", "AUX", "PART"})
_NOT_A_BRACKET = frozenset({"that", ":"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_OBJECT_FORMS = frozenset({"him", "them", "me", "us"})
_QUANTIFIERS = frozenset({"both", "all"})
_MEANWHILE = frozenset({"as", "after", "when", "while", "before"})
_SET_OFF = frozenset(" \t\n,-–—")
_ENDS_SPEECH = frozenset(",.?!…-–—")
# What stands behind "said" without being its subject.
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tomorrow")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october")
_PERIODS = ("week", "weekend", "month", "year", "morning", "afternoon", "evening", "night", "tonight")
TIMES = frozenset({*_DAYS, *_MONTHS, *_PERIODS, "november", "december", "earlier", "later", "last", "this"})
_LONGEST_NAME = 6
# Words between two delimiters: more than this is a clause of its own.
LONGEST = 24


@dataclass(frozen=True, slots=True)
class Bracket:
    """A reporting word in brackets: tokens ``start`` to ``end`` (end exclusive), its subject, and what was said.

    ``before`` and ``after`` are the ranges of tokens around it that it reports; either may be empty.
    """

    start: int
    end: int
    subject: int
    before: tuple[int, int]
    after: tuple[int, int]


def bracket(speech: Speech, v: int) -> Bracket | None:
    """The bracket that verb ``v`` and its subject stand in, at the end or in the middle of a sentence, or None."""
    tokens = speech.tokens
    sentence = speech.document.sentence_of(v)
    start = _left(speech, v, sentence.start)
    if start is None or (v + 1 < sentence.end and tokens[v + 1].lower in _NOT_A_BRACKET):
        return None
    if tokens[v].dep == "acl:relcl" and start <= tokens[v].head < v:
        return None
    quoted = _closes_quotation(speech, start)
    inverted = _inverted(speech, v, start, sentence.end)
    end = _right(speech, v, sentence.end, quoted, inverted)
    if end is None or (end - start > LONGEST and not quoted):
        return None
    subject = _subject(speech, v, start, end, inverted)
    after = _after(speech, end, sentence.end, quoted)
    around = (*range(sentence.start, start), *range(*after))
    if not quoted and not any(tokens[t].pos in ("VERB", "AUX") for t in around):
        return None
    if subject is None or (not quoted and after[0] < after[1] and speech.quotation_of(after[0]) is not None):
        # ``When asked, X said, "..."``: the words said follow, those before are the report's own.
        return None
    return Bracket(start, end, subject, (sentence.start, start), after)


def adjacent(speech: Speech, v: int) -> int | None:
    """The head of the noun phrase right before verb ``v`` (but for adverbs and auxiliaries), or None."""
    first = speech.document.sentence_of(v).start
    tokens = speech.tokens
    t = _skip(speech, v - 1, first)
    if t >= first and tokens[t].text == ",":
        # An apposition or relative clause between commas: the subject stands before it.
        t = next((k for k in range(t - 1, first, -1) if tokens[k].text == ","), first) - 1
    elif t >= first and tokens[t].pos == "PRON" and tokens[t].lower in _RELATIVE:
        return antecedent(speech, t)
    if t >= first and tokens[t].pos in NOMINALS and tokens[t].lower not in TIMES | _OBJECT_FORMS:
        return top(speech, t, first, v)
    return None


def antecedent(speech: Speech, t: int) -> int | None:
    """The head of the noun phrase that relative pronoun ``t`` follows, or None."""
    first = speech.document.sentence_of(t).start
    t = _skip(speech, t - 1, first)
    t -= t >= first and speech.tokens[t].text == ","
    if t >= first and speech.tokens[t].pos in NOMINALS:
        return top(speech, t, first, t + 1)
    return None


def _skip(speech: Speech, t: int, first: int) -> int:
    """Back from token ``t`` over adverbs, auxiliaries and what stands in brackets."""
    tokens = speech.tokens
    while t >= first:
        if tokens[t].text == ")":
            t = next((k for k in range(t - 1, max(first, t - 6) - 1, -1) if tokens[k].text == "("), first)
        elif (tokens[t].pos not in _LIGHT and tokens[t].lower not in _QUANTIFIERS) or _delimits(speech, t):
            break
        t -= 1
    return t


def _delimits(speech: Speech, t: int) -> bool:
    token = speech.tokens[t]
    if token.text in _QUOTES:
        return True
    if token.text in _DASHES:
        text = speech.document.text
        return text[token.idx - 1 : token.idx].isspace() or text[token.end : token.end + 1].isspace()
    return token.text in _DELIMITERS


def _closes_quotation(speech: Speech, start: int) -> bool:
    """Whether a quotation that is set off by a comma, or ends a sentence, ends right before token ``start``."""
    text = speech.document.text
    at = speech.tokens[start].idx - 1
    outside = False
    while at >= 0 and text[at] in _SET_OFF:
        outside = outside or not text[at].isspace()
        at -= 1
    k = speech.quotation_at(at)
    if k is None or speech.quotation_of(start) is not None:
        return False
    return outside or text[speech.quotations[k].end - 1] in _ENDS_SPEECH


def _left(speech: Speech, v: int, first: int) -> int | None:
    """The first token of the bracket: right behind a comma or mark, with no other verb up to ``v``.

    An apposition to the subject may stand in between where a quotation closes before it: ``"..." X, the envoy, said``.
    """
    tokens = speech.tokens
    t = v - 1
    if t >= first and tokens[t].text == ",":
        behind = _behind_quotation(speech, t, first)
        return v if behind is None and _named_behind(speech, v) else behind
    while t >= first and not _delimits(speech, t):
        verb = tokens[t].pos == "VERB" and not (tokens[t].dep.startswith("acl") and _participle(speech, t))
        if verb or tokens[t].pos == "SCONJ" or tokens[t].text in _STOPS or v - t > LONGEST:
            return None
        if tokens[t].pos == "AUX" and any(tokens[k].pos not in _LIGHT for k in range(t + 1, v)):
            return None
        if tokens[t].pos == "PRON" and tokens[t].lower in _RELATIVE:
            return None
        if tokens[t].pos == "CCONJ" and _delimits(speech, t - 1) and tokens[t - 1].text not in _QUOTES:
            return None
        t -= 1
    if t < first or (speech.quotation_of(t) is not None and not _closes_quotation(speech, t + 1)):
        return None
    if tokens[t].text == "," and speech.quotation_of(t) is None:
        behind = _behind_quotation(speech, t, first)
        if behind is not None and all(tokens[k].pos in _LIGHT for k in range(t + 1, v)):
            return behind
    return t + 1


def _named_behind(speech: Speech, v: int) -> bool:
    """Whether a name alone stands between "said" and the next comma: "Receipts, said Smith, must be kept"."""
    tokens = speech.tokens
    last = speech.document.sentence_of(v).end
    end = next((t for t in range(v + 1, last) if tokens[t].pos == "PUNCT"), last)
    group = tokens[v + 1 : end]
    return (
        0 < len(group) <= _LONGEST_NAME
        and (group[-1].pos == "PROPN" or end == last)
        and all(t.pos in ("PROPN", "NOUN", "ADJ", "DET") for t in group)
    )


def _behind_quotation(speech: Speech, t: int, first: int) -> int | None:
    """The token behind the nearest quotation that closes before ``t``, if no sentence ends between."""
    for k in range(t - 1, max(first, t - LONGEST) - 1, -1):
        if speech.quotation_of(k) is not None:
            return k + 1 if k + 1 < t else None
        if speech.tokens[k].text in _STOPS:
            return None
    return None


def _inverted(speech: Speech, v: int, start: int, last: int) -> bool:
    """Whether the subject stands behind the verb: "said the minister"."""
    if any(speech.tokens[t].pos in NOMINALS for t in range(start, v)) or v + 1 >= last:
        return False
    following = speech.tokens[v + 1]
    return following.pos in NOMINALS | {"DET", "ADJ", "NUM"} and following.lower not in TIMES


def _right(speech: Speech, v: int, last: int, quoted: bool, inverted: bool) -> int | None:
    """The end of the bracket: the next comma, opening mark or the sentence's end, with no finite verb before it."""
    tokens = speech.tokens
    if quoted and inverted:
        # Whatever follows describes the speaker, up to the next quotation.
        return next((t for t in range(v + 1, last) if speech.quotation_of(t) is not None), last)
    for t in range(v + 1, last):
        if _delimits(speech, t):
            finite = any(tokens[k].pos in ("VERB", "AUX") for k in range(t + 1, last))
            described = inverted and t + 1 < last and _describes(speech, t + 1)
            return t if (finite and not described) or not inverted else last
        if tokens[t].text in _STOPS:
            return t
        if tokens[t].lower == "that" and tokens[t].pos == "SCONJ":
            return None
        if tokens[t].lower in _MEANWHILE and tokens[t].pos == "SCONJ" and _main_before(speech, v, quoted):
            return last
        if tokens[t].pos in ("VERB", "AUX") and not _participle(speech, t) and not quoted:
            return None
    return last


def _main_before(speech: Speech, v: int, quoted: bool) -> bool:
    """Whether a main clause, or a quotation, stands before the bracket of ``v``."""
    if quoted:
        return True
    first = speech.document.sentence_of(v).start
    start = next((t for t in range(v - 1, first, -1) if _delimits(speech, t)), first)
    opens = speech.tokens[first].pos in ("SCONJ", "ADP") or speech.tokens[first].lower.endswith("ing")
    return not opens and any(speech.tokens[t].pos in ("VERB", "AUX") for t in range(first, start))


def _describes(speech: Speech, t: int) -> bool:
    """Whether ``t``, behind a comma, begins an apposition or a relative clause to the name before it."""
    token = speech.tokens[t]
    return token.pos in ("DET", "ADJ", "NOUN", "PROPN", "NUM") or token.lower in _RELATIVE


def _participle(speech: Speech, t: int) -> bool:
    """Whether a verb is part of a phrase: "an interview published on Monday", "speaking in"."""
    token = speech.tokens[t]
    return token.dep.startswith(("acl", "amod", "advcl", "compound")) and token.lower != token.lemma


def _after(speech: Speech, end: int, last: int, quoted: bool) -> tuple[int, int]:
    """What goes on behind the bracket: a quotation, or a clause; not a participle ("adding that")."""
    tokens = speech.tokens
    start = end
    while start < last and tokens[start].pos == "PUNCT" and speech.quotation_of(start) is None:
        start += 1
    if start >= last:
        return last, last
    k = speech.quotation_of(start)
    if quoted:
        if k is None or tokens[start - 1].pos != "PUNCT":
            return last, last
        stop = start
        while stop < last and speech.quotation_of(stop) == k:
            stop += 1
        return start, stop
    leads_on = tokens[speech.document.sentence_of(start).start].pos == "SCONJ"
    if tokens[start].pos == "VERB" and tokens[start].lower.endswith("ing") and not leads_on:
        return last, last
    return start, last


def _subject(speech: Speech, v: int, start: int, end: int, inverted: bool) -> int | None:
    """The subject in the bracket: by the parse if it lies inside, else the noun phrase next to the verb."""
    parsed = [c for c in speech.children[v] if speech.tokens[c].dep.startswith("nsubj") and start <= c < end]
    if parsed and speech.tokens[parsed[-1]].lower not in TIMES:
        return parsed[-1] if parsed[-1] < v else parsed[0]
    if inverted:
        t = v + 1
        while t < end and speech.tokens[t].pos in ("DET", "ADJ", "NUM"):
            t += 1
        if t < end and speech.tokens[t].pos in NOMINALS:
            return top(speech, t, v + 1, end)
        return None
    nominal = next((t for t in range(start, v) if speech.tokens[t].pos in NOMINALS), None)
    return top(speech, nominal, start, v) if nominal is not None else None


def top(speech: Speech, t: int, start: int, end: int) -> int:
    """The head of the noun phrase around token ``t`` within tokens ``start`` to ``end``."""
    for _ in range(LONGEST):
        head = speech.tokens[t].head
        if head == t or not start <= head < end or speech.tokens[head].pos not in NOMINALS:
            break
        t = head
    return t
