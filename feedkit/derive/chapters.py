"""Chapter guesses: the one page on which the steps from cues to chapters stand in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feedkit.derive.clock import Clock
from feedkit.derive.confidence import calibrated, window_masses
from feedkit.derive.guesses import ChapterGuess
from feedkit.derive.learned import Learned
from feedkit.derive.phrases import aside_kind, is_farewell, is_greeting
from feedkit.derive.programme import Hints, Programme, outline
from feedkit.derive.segmentation import Habits, Stakes, choose_boundaries
from feedkit.derive.sentences import Sentence
from feedkit.derive.terms import bare
from feedkit.derive.titles import Titler
from feedkit.derive.vocabulary import Vocabulary
from feedkit.transcripts.cue import Cue

CHAPTERS_METHOD = "likelihood-dp/1"
LEARNED_METHOD = "learned-signs/1"
_GENERAL_STAKES, _LEARNED_STAKES = Stakes(), Stakes(price=0.25)
_INTRO_S = 150.0
_FRAME_SHARE = 0.25
_OPENING = 40
#: What opens and what closes a programme, by language.
_STANDING_TITLES = {
    "en": ("Introduction", "Closing"),
    "de": ("Begrüßung", "Verabschiedung"),
    "fr": ("Introduction", "Conclusion"),
    "es": ("Introducción", "Despedida"),
    "pt": ("Introdução", "Encerramento"),
    "it": ("Introduzione", "Saluti finali"),
    "nl": ("Introductie", "Afsluiting"),
    "sv": ("Introduktion", "Avslutning"),
    "da": ("Introduktion", "Afslutning"),
    "no": ("Introduksjon", "Avslutning"),
    "pl": ("Wprowadzenie", "Zakończenie"),
    "cs": ("Úvod", "Závěr"),
    "tr": ("Giriş", "Kapanış"),
    "ru": ("Введение", "Завершение"),
    "uk": ("Вступ", "Завершення"),
    "ar": ("مقدمة", "خاتمة"),
    "he": ("פתיחה", "סיום"),
    "hi": ("परिचय", "समापन"),
    "id": ("Pembukaan", "Penutup"),
    "ja": ("はじめに", "おわりに"),
    "zh": ("开场", "结束语"),
    "ko": ("인사말", "마무리"),
}


def guess_chapters(  # noqa: PLR0913 - settings, all named, all with defaults
    cues: Sequence[Cue],
    *,
    duration_s: float | None = None,
    words_per_minute: float | None = None,
    vocabulary: Sequence[str] = (),
    learned: Learned | None = None,
    most: int = 40,
    min_length_s: float = 40.0,
    least_confidence: float = 0.42,
    hints: Hints | None = None,
) -> tuple[ChapterGuess, ...]:
    """Guess where the programme turns and what each stretch is about.

    cues: in order; untimed ones are placed by word position within `duration_s`, or at `words_per_minute`.
    vocabulary: words and phrases of the record, which correct spellings and offer titles.
    learned: the show's habits, from `learn`; its chapters may be shorter than `min_length_s` where the show's are.
    hints: what a model adds to the weighing of words; see `feedkit.derive.backends`.
    Returns nothing where fewer than two chapters can be told apart with `least_confidence`; else at most `most`, the
    first at the first word (0 s), starts rising strictly, none but the first shorter than `min_length_s`.
    """
    programme = Programme.of(cues, duration_s=duration_s, words_per_minute=words_per_minute)
    if not programme.sentences or most < 2:  # noqa: PLR2004 - one chapter is none
        return ()
    habits = None if learned is None or learned.is_empty else learned
    turns = _thinned(_turns(programme, min_length_s, habits, hints), most=most, least_confidence=least_confidence)
    turns = _rising(turns, programme)
    if len(turns) < 2:  # noqa: PLR2004 - one chapter is none
        return ()
    return _named(turns, programme, Vocabulary(vocabulary), habits)


@dataclass(frozen=True, slots=True)
class _Turn:
    """A chosen boundary: the sentence it falls on, and its confidence."""

    sentence: int
    confidence: float


def _turns(programme: Programme, min_length_s: float, learned: Learned | None, hints: Hints | None) -> list[_Turn]:
    """The most promising turns, the first word being the first of them, each with its confidence."""
    found = outline(programme, learned.habits if learned else Habits(), hints)
    chances = learned.weighed(programme, found) if learned else found.probabilities
    gap_s = min(min_length_s, learned.shortest_s) if learned else min_length_s
    stakes = _LEARNED_STAKES if learned else _GENERAL_STAKES
    chosen = choose_boundaries(chances, found.places, least_gap_s=gap_s, stakes=stakes)
    masses = window_masses(chances, found.places, chosen)
    sure = [calibrated(mass, learned=learned is not None) for mass in masses]
    turns = [_Turn(found.blocks[at].first, share) for at, share in zip(chosen, sure, strict=True)]
    return [_Turn(0, 1.0), *turns]


def _thinned(turns: Sequence[_Turn], *, most: int, least_confidence: float) -> list[_Turn]:
    """The turns that are sure enough, the surest `most` of them."""
    kept = [turn for turn in turns if turn.confidence >= least_confidence]
    surest = sorted(kept, key=lambda turn: (-turn.confidence, turn.sentence))[:most]
    return sorted(surest, key=lambda turn: turn.sentence)


def _rising(turns: Sequence[_Turn], programme: Programme) -> list[_Turn]:
    """The turns without those that the clock puts where the one ahead of them is: many words before the first second."""
    kept: list[_Turn] = []
    last_s = -1.0
    for turn in turns:
        word = programme.sentences[turn.sentence].word if kept else 0
        start_s = programme.clock.at(word).start_s if kept else 0.0
        if start_s is None or start_s > last_s:
            kept.append(turn)
            last_s = last_s if start_s is None else start_s
    return kept


def _named(
    turns: Sequence[_Turn], programme: Programme, vocabulary: Vocabulary, learned: Learned | None
) -> tuple[ChapterGuess, ...]:
    sentences, clock = programme.sentences, programme.clock
    ends = [turn.sentence for turn in turns[1:]] + [len(sentences)]
    spans = [sentences[turn.sentence : end] for turn, end in zip(turns, ends, strict=True)]
    stretches = [[sentence.words for sentence in span] for span in spans]
    titler = Titler(stretches, programme.stop_words | _voices(programme.cues), vocabulary, programme.language)
    guesses = []
    for index, (turn, span) in enumerate(zip(turns, spans, strict=True)):
        kind = _kind(span, index, len(spans), clock)
        usual = _usual_title(learned, span, index, len(spans)) if learned else ""
        title = usual or standing_title(kind, programme.language) or titler.title(index)
        moment = clock.at(span[0].word if index else 0)
        start_s = 0.0 if not index and moment.start_s is not None else moment.start_s
        guesses.append(
            ChapterGuess(start_s, span[0].cue, span[0].word, title, round(turn.confidence, 2), kind, moment.error_s)
        )
    return tuple(guesses)


def _voices(cues: Sequence[Cue]) -> frozenset[str]:
    """The words of the speakers' names, in lower case: who speaks is not what it is about."""
    names = {cue.speaker for cue in cues if cue.speaker}
    return frozenset(bare(word).lower() for name in names for word in name.split())


def _kind(span: Sequence[Sentence], index: int, count: int, clock: Clock) -> str:
    length_s = sum(len(sentence.words) for sentence in span) * clock.seconds_per_word
    is_frame = length_s <= min(_INTRO_S, _FRAME_SHARE * clock.words * clock.seconds_per_word)
    for sentence in span[:3]:
        aside = aside_kind(sentence.text)
        if aside:
            return aside
    if index == 0 and is_frame and any(is_greeting(sentence.text) for sentence in span[:6]):
        return "intro"
    if index == count - 1 and is_frame and any(is_farewell(sentence.text) for sentence in span):
        return "outro"
    return "topic"


def _usual_title(learned: Learned, span: Sequence[Sentence], index: int, count: int) -> str:
    """The title that the show gives to such a chapter again and again; "" for none."""
    where = "first" if index == 0 else "last" if index == count - 1 else "inside"
    return learned.standing_title([word for sentence in span[:_OPENING] for word in sentence.words], where)


def standing_title(kind: str, language: str) -> str:
    """What a chapter of this kind is called in the language; "" for a topic, and in a language that is not known."""
    intro, outro = _STANDING_TITLES.get(language, ("", ""))
    return {"intro": intro, "outro": outro}.get(kind, "")
