"""A show that turns in its own way: "ring the bell for …", which no other show says; its words alone hardly tell."""

from feedkit.derive.learning import Episode
from feedkit.transcripts.cue import Cue

SUBJECTS = {
    "kettle": "a copper kettle boils water and steam lifts the kettle lid",
    "rose": "roses want pruning and compost and the rose by the wall wants pruning",
    "train": "the train carries coal over the viaduct and the train brakes at the harbour",
    "violin": "a violin wants rosin and new strings before the violin concert",
    "bread": "bread dough rests overnight and the bread oven wants oak wood",
    "chess": "the chess club plays openings and endgames on wooden chess boards",
}
BODY = 6


def programme(*subjects: str) -> tuple[list[Cue], list[tuple[float, str]]]:
    """Cues of one voice and the true chapters: twenty seconds a cue."""
    cues = [Cue("Good evening dear friends at the kitchen table.", speaker="Ada")]
    chapters = [(0.0, "The table")]
    for subject in subjects:
        chapters.append((len(cues) * 20.0, subject.capitalize()))
        cues.append(Cue(f"Ring the bell for the {subject} my friend because {SUBJECTS[subject]}.", speaker="Ada"))
        cues += [Cue(_body(subject, index), speaker="Ada") for index in range(BODY)]
    timed = [Cue(cue.text, at * 20.0, at * 20.0 + 19, cue.speaker) for at, cue in enumerate(cues)]
    return timed, chapters


def _body(subject: str, index: int) -> str:
    """Every other cue is about all subjects."""
    said = SUBJECTS[subject] if index % 2 else f"{' or '.join(SUBJECTS)} are what we like and what our listeners like"
    return f"We hear that {said} in number {index}."


def archive(count: int) -> list[Episode]:
    """Episodes with their chapters, each of three or four subjects."""
    names = list(SUBJECTS)
    found: list[Episode] = []
    for number in range(count):
        cues, chapters = programme(*[names[(number + step) % len(names)] for step in range(3 + number % 2)])
        found.append((cues, chapters, len(cues) * 20.0))
    return found
