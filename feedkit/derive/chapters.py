"""Chapter guesses: the one page on which the steps from cues to chapters stand in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feedkit.derive.clock import Clock
from feedkit.derive.confidence import calibrated, window_masses
from feedkit.derive.guesses import ChapterGuess
from feedkit.derive.languages import guess_language
from feedkit.derive.marks import TURN_WORDS, Marker
from feedkit.derive.phrases import aside_kind, is_farewell, is_greeting
from feedkit.derive.segmentation import Habits, Stakes, Unit, boundary_probabilities, choose_boundaries, score_stretches
from feedkit.derive.sentences import Sentence, are_captions, split_sentences
from feedkit.derive.terms import Lexicon, bare, stop_words_of
from feedkit.derive.titles import Titler
from feedkit.derive.vocabulary import Vocabulary
from feedkit.transcripts.cue import Cue

CHAPTERS_METHOD = "likelihood-dp/1"
_LONG_CUE = 150
_CAPTION_UNIT = 25
_MOST_UNITS = 8000
_STRONG_TURN = 3.0
_INTRO_S = 150.0
_INTRO_TITLES = {"de": "Begrüßung", "fr": "Introduction", "es": "Introducción"}
_OUTRO_TITLES = {"de": "Verabschiedung", "fr": "Conclusion", "es": "Despedida"}


@dataclass(frozen=True, slots=True)
class _Programme:
    """What is known of the whole: its sentences, times, language, and the record's words."""

    cues: Sequence[Cue]
    sentences: tuple[Sentence, ...]
    clock: Clock
    language: str
    vocabulary: Vocabulary

    @property
    def captions(self) -> bool:
        return are_captions(self.cues)

    @property
    def stop_words(self) -> frozenset[str]:
        return stop_words_of(self.language)


@dataclass(frozen=True, slots=True)
class _Block:
    """A unit of the segmentation and the sentence that it starts with."""

    first: int
    unit: Unit


def guess_chapters(  # noqa: PLR0913 - settings, all named, all with defaults
    cues: Sequence[Cue],
    *,
    duration_s: float | None = None,
    words_per_minute: float | None = None,
    vocabulary: Sequence[str] = (),
    most: int = 40,
    min_length_s: float = 40.0,
    least_confidence: float = 0.42,
) -> tuple[ChapterGuess, ...]:
    """Guess where the programme turns and what each stretch is about.

    cues: in order; untimed ones are placed by word position within `duration_s`, or at `words_per_minute`.
    vocabulary: words and phrases of the record, which correct spellings and offer titles.
    Returns nothing where fewer than two chapters can be told apart with `least_confidence`; else at most `most`, the
    first at the first word (0 s), starts rising strictly, none but the first shorter than `min_length_s`.
    """
    sentences = split_sentences(cues)
    if not sentences or most < 2:  # noqa: PLR2004 - one chapter is none
        return ()
    clock = Clock(cues, duration_s=duration_s, words_per_minute=words_per_minute)
    programme = _Programme(cues, sentences, clock, guess_language(_sample(sentences)), Vocabulary(vocabulary))
    turns = _thinned(_turns(programme, min_length_s), most=most, least_confidence=least_confidence)
    if len(turns) < 2:  # noqa: PLR2004 - one chapter is none
        return ()
    return _named(turns, programme)


@dataclass(frozen=True, slots=True)
class _Turn:
    """A chosen boundary: the sentence it falls on, and its confidence."""

    sentence: int
    confidence: float


def _sample(sentences: Sequence[Sentence]) -> list[str]:
    """Enough words to tell the language by."""
    return [bare(word).lower() for sentence in sentences[:400] for word in sentence.words]


def _blocks(programme: _Programme, lexicon: Lexicon) -> list[_Block]:
    """Sentences joined to units that may start a chapter: at each cue, each turn phrase, and inside long cues."""
    sentences = programme.sentences
    marker = Marker.of(programme.cues, sentences, captions=programme.captions)
    starts = _starts(sentences, marker, captions=programme.captions)
    ends = [*starts[1:], len(sentences)]
    blocks = []
    for start, end in zip(starts, ends, strict=True):
        span = sentences[start:end]
        terms = tuple(number for sentence in span for number in lexicon.numbers(sentence.words))
        blocks.append(_Block(start, Unit(terms, sum(len(sentence.words) for sentence in span), marker.weight(start))))
    return blocks


def _starts(sentences: Sequence[Sentence], marker: Marker, *, captions: bool) -> list[int]:
    """The sentences that may start a chapter; of very long transcripts fewer, so that time and memory stay linear."""
    least = (sentences[-1].word + len(sentences[-1].words)) // _MOST_UNITS
    starts = [0]
    words = 0
    for index, sentence in enumerate(sentences):
        opens = words >= _CAPTION_UNIT if captions else sentence.opens_cue
        turns = words >= TURN_WORDS and marker.turn(index) >= _STRONG_TURN
        if index and words >= least and (opens or turns or words >= _LONG_CUE):
            starts.append(index)
            words = 0
        words += len(sentence.words)
    return starts


def _turns(programme: _Programme, min_length_s: float) -> list[_Turn]:
    """The most promising turns, the first word being the first of them, each with its confidence."""
    lexicon = Lexicon(programme.stop_words)
    blocks = _blocks(programme, lexicon)
    lattice = score_stretches([block.unit for block in blocks], lexicon.counts, Habits())
    probabilities = boundary_probabilities(lattice)
    pace = programme.clock.seconds_per_word
    places = [programme.sentences[block.first].word * pace for block in blocks]
    chosen = choose_boundaries(probabilities, places, least_gap_s=min_length_s, stakes=Stakes())
    masses = window_masses(probabilities, places, chosen)
    found = [_Turn(blocks[at].first, calibrated(mass)) for at, mass in zip(chosen, masses, strict=True)]
    return [_Turn(0, 1.0), *found]


def _thinned(turns: Sequence[_Turn], *, most: int, least_confidence: float) -> list[_Turn]:
    """The turns that are sure enough, the surest `most` of them."""
    kept = [turn for turn in turns if turn.confidence >= least_confidence]
    surest = sorted(kept, key=lambda turn: (-turn.confidence, turn.sentence))[:most]
    return sorted(surest, key=lambda turn: turn.sentence)


def _named(turns: Sequence[_Turn], programme: _Programme) -> tuple[ChapterGuess, ...]:
    sentences, clock = programme.sentences, programme.clock
    ends = [turn.sentence for turn in turns[1:]] + [len(sentences)]
    spans = [sentences[turn.sentence : end] for turn, end in zip(turns, ends, strict=True)]
    stretches = [[sentence.words for sentence in span] for span in spans]
    titler = Titler(stretches, programme.stop_words | _voices(programme.cues), programme.vocabulary)
    guesses = []
    for index, (turn, span) in enumerate(zip(turns, spans, strict=True)):
        kind = _kind(span, index, len(spans), clock)
        title = _standing_title(kind, programme.language) or titler.title(index)
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
    for sentence in span[:3]:
        aside = aside_kind(sentence.text)
        if aside:
            return aside
    if index == 0 and length_s <= _INTRO_S and any(is_greeting(sentence.text) for sentence in span[:6]):
        return "intro"
    if index == count - 1 and length_s <= _INTRO_S and any(is_farewell(sentence.text) for sentence in span):
        return "outro"
    return "topic"


def _standing_title(kind: str, language: str) -> str:
    if kind == "intro":
        return _INTRO_TITLES.get(language, "Introduction")
    if kind == "outro":
        return _OUTRO_TITLES.get(language, "Closing")
    return ""
