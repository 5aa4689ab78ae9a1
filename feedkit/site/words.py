"""The page's own words in the languages that it speaks, and how dates, lengths and shares are written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from feedkit.site.markup import Markup, element, escaped

LANGUAGES = ("en", "de", "fr", "es")
"""Pages in other languages have English words around the show's own."""
RIGHT_TO_LEFT = (
    *("ar", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"),
    *("adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"),
)
"""Languages, and scripts, which where they are named say more than the language does."""
SCRIPT_CHARS = 4
"""Of a subtag that is a script (RFC 5646, 2.2.3), such as `Arab`."""

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
WORDS: Mapping[str, tuple[str, str, str, str]] = MappingProxyType(
    {
        "date": ("{} {} {}", "{}. {} {}", "{} {} {}", "{} de {} de {}"),
        "percent": ("{}%", "{} %", "{} %", "{} %"),
        "cover": ("Cover art of {}", "Titelbild von {}", "Pochette de {}", "Portada de {}"),
        "skip": ("Skip to the episodes", "Zu den Episoden", "Aller aux épisodes", "Ir a los episodios"),
        "subscribe": ("Subscribe", "Abonnieren", "S’abonner", "Suscribirse"),
        "paste": (
            "Paste this address into any podcast app:",
            "Diese Adresse in eine beliebige Podcast-App einfügen:",
            "Collez cette adresse dans n’importe quelle application de podcasts :",
            "Pega esta dirección en cualquier aplicación de pódcast:",
        ),
        "website": ("Website", "Website", "Site web", "Sitio web"),
        "support": ("Support the show", "Unterstützen", "Soutenir", "Apoyar"),
        "trailer": ("Trailer", "Trailer", "Bande-annonce", "Tráiler"),
        "bonus": ("Bonus", "Bonus", "Bonus", "Extra"),
        "explicit": ("Explicit", "Nicht jugendfrei", "Explicite", "Explícito"),
        "with": ("With", "Mit", "Avec", "Con"),
        "none yet": (
            "There are none yet.",
            "Es gibt noch keine.",
            "Il n’y en a pas encore.",
            "Todavía no hay ninguno.",
        ),
        "episodes": ("Episodes", "Episoden", "Épisodes", "Episodios"),
        "earlier": ("Earlier episodes", "Frühere Episoden", "Épisodes précédents", "Episodios anteriores"),
        "season": ("Season {}", "Staffel {}", "Saison {}", "Temporada {}"),
        "episode": ("Episode {}", "Episode {}", "Épisode {}", "Episodio {}"),
        "play": ("Play {}", "{} abspielen", "Écouter {}", "Reproducir {}"),
        "listen": ("Listen", "Anhören", "Écouter", "Escuchar"),
        "download": ("Download", "Herunterladen", "Télécharger", "Descargar"),
        "details": ("Episode page", "Seite der Episode", "Page de l’épisode", "Página del episodio"),
        "comments": ("Comments", "Kommentare", "Commentaires", "Comentarios"),
        "notes": ("Notes", "Notizen", "Notes", "Notas"),
        "transcript": ("Transcript", "Transkript", "Transcription", "Transcripción"),
        "chapters": ("Chapters", "Kapitel", "Chapitres", "Capítulos"),
        "guessed": ("guessed", "vermutet", "supposés", "supuestos"),
        "from transcript": (
            "Guessed from the transcript, not set by the author ({}). The share beside each says how sure it is.",
            "Aus dem Transkript vermutet, nicht vom Autor gesetzt ({}). Der Anteil daneben sagt, wie sicher es ist.",
            "Supposés d’après la transcription, et non fixés par l’auteur ({}). Le taux dit combien chacun est sûr.",
            "Supuestos a partir de la transcripción, no fijados por el autor ({}). El porcentaje dice cuán seguro es.",
        ),
        "summary mark": (
            " (summary guessed from the transcript)",
            " (Zusammenfassung aus dem Transkript vermutet)",
            " (résumé supposé d’après la transcription)",
            " (resumen supuesto a partir de la transcripción)",
        ),
        "summary guessed": (
            "Guessed from the transcript, not written by the author ({}; {} sure).",
            "Aus dem Transkript vermutet, nicht vom Autor geschrieben ({}; zu {} sicher).",
            "Supposé d’après la transcription, et non écrit par l’auteur ({} ; sûr à {}).",
            "Supuesto a partir de la transcripción, no escrito por el autor ({}; seguro al {}).",
        ),
        "estimated": (
            "Starts are estimated, ±\u00a0{}\u00a0s.",
            "Die Anfänge sind geschätzt, ±\u00a0{}\u00a0s.",
            "Les débuts sont estimés, ±\u00a0{}\u00a0s.",
            "Los comienzos son estimados, ±\u00a0{}\u00a0s.",
        ),
        "untimed": (
            "The transcript has no times: each stands at the word it begins with.",
            "Das Transkript hat keine Zeiten: jedes steht bei dem Wort, mit dem es beginnt.",
            "La transcription n’a pas de temps : chacun est au mot par lequel il commence.",
            "La transcripción no tiene tiempos: cada uno está en la palabra con la que empieza.",
        ),
        "word": ("word {} of {}", "Wort {} von {}", "mot {} sur {}", "palabra {} de {}"),
        "licence": ("Licence:", "Lizenz:", "Licence :", "Licencia:"),
    }
)
"""By name, in the order of `LANGUAGES`; `{}` are places for values."""


def summary_mark(language: str | None) -> str:
    """What a guessed summary ends with in the feed: listeners see it where nothing else can tell them."""
    return Words(language).plain("summary mark")


class Words:
    """The words of one language, as they stand on a page: `words("season", 2)`."""

    def __init__(self, language: str | None) -> None:
        """language: as RFC 5646 has it; None where it is not known."""
        self.language = language or "en"
        primary, *others = self.language.lower().split("-")
        script = next((one for one in others if len(one) == SCRIPT_CHARS), primary)
        self.is_spoken = primary in LANGUAGES
        self.column = LANGUAGES.index(primary) if self.is_spoken else 0
        self.direction = "rtl" if script in RIGHT_TO_LEFT else None

    def __call__(self, name: str, *values: object) -> Markup:
        """The words of this name, filled with values."""
        return self.own(self.plain(name, *values))

    def plain(self, name: str, *values: object) -> str:
        """The same for an attribute, which cannot say in which language it is."""
        return WORDS[name][self.column].format(*values)

    def own(self, text: str) -> Markup:
        """Words of feedkit's; where the page is in another language, they say that they are English.

        Otherwise they are read out as if they were that language's, and `1 March` is `March 1` from right to left.
        """
        if self.is_spoken:
            return Markup(escaped(text))
        return element("span", text, lang="en", dir="ltr" if self.direction else None)

    def date(self, moment: datetime) -> str:
        """The day, where the moment says it is: `29 January 2025`."""
        months = _MONTHS[LANGUAGES[self.column]].split()
        return self.plain("date", moment.day, months[moment.month - 1], moment.year)

    def share(self, confidence: float) -> str:
        """A confidence from 0 to 1: `77%`."""
        return self.plain("percent", round(confidence * 100))


def clock(seconds: float) -> str:
    """`8:20`, `1:02:03`; parts of a second do not show."""
    minutes, second = divmod(int(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"


def running_time(seconds: float) -> str:
    """`46 min`, `1 h 2 min`, `45 s`: as all languages that are spoken here write it."""
    if seconds < 60:  # noqa: PLR2004 - seconds in a minute
        return f"{round(seconds)} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{minutes} min" if minutes else "") if part)
