"""Pages of what reading a transcript finds; the checks stand in `feedkit.transcripts`."""

from __future__ import annotations

from feedkit.rules.engine import rule


@rule("FK347", "tf-encoding", level="error")
def tf_encoding() -> None:
    """A transcript is UTF-8, without control characters.

    Why: WebVTT knows no other encoding, and apps show what is another as question marks.
    Mend: save the file as UTF-8.
    Source: WEBVTT; PN-TRANSCRIPTS.
    """


@rule("FK348", "tf-vtt-header", level="error")
def tf_vtt_header() -> None:
    """A WebVTT file begins with `WEBVTT` and an empty line.

    Why: apps refuse it without.
    Mend: write `WEBVTT` as the first line, and an empty one after it.
    Source: WEBVTT.
    Bad vtt: WEBVTT
        00:00.000 --> 00:59.000
        Hello.
    Good vtt: WEBVTT

        00:00.000 --> 00:59.000
        Hello.
    """


@rule("FK349", "tf-vtt-timestamps", level="error")
def tf_vtt_timestamps() -> None:
    """Times in WebVTT are `MM:SS.mmm` or `HH:MM:SS.mmm`, with a point.

    Why: apps leave a cue out whose times they cannot read.
    Mend: write a point for the comma, and three digits after it.
    Source: WEBVTT.
    Bad vtt: WEBVTT

        00:00,000 --> 00:59,000
        Hello.
    """


@rule("FK350", "tf-cue-order", level="error")
def tf_cue_order() -> None:
    """Cues stand in the order of their starts, and each ends after it begins.

    Why: players go through them as they are.
    Mend: sort the cues by their start.
    Source: WEBVTT; PN-TRANSCRIPTS.
    Bad vtt: WEBVTT

        00:30.000 --> 00:59.000
        Tea.

        00:01.000 --> 00:29.000
        Hello.
    """


@rule("FK351", "tf-cue-overlap", level="warning")
def tf_cue_overlap() -> None:
    """Cues of one speaker do not overlap.

    Why: players show two at once, or drop one.
    Mend: end each cue where the next one starts.
    Source: PN-TRANSCRIPTS.
    Bad vtt: WEBVTT

        00:01.000 --> 00:12.000
        Hello.

        00:10.000 --> 00:59.000
        Tea.
    """


@rule("FK352", "tf-within-media", level="warning")
def tf_within_media() -> None:
    """A transcript ends when the audio does.

    Why: it belongs to another cut, and is off from somewhere on.
    Mend: take the transcript of this cut of the audio.
    Source: practice.
    Bad vtt: WEBVTT

        00:01.000 --> 09:00.000
        Hello.
    """


@rule("FK353", "tf-coverage", level="info")
def tf_coverage() -> None:
    """A transcript reaches the end of the audio.

    Why: an export was often cut off.
    Mend: look whether the rest is missing.
    Source: practice.
    Bad vtt: WEBVTT

        00:01.000 --> 00:09.000
        Hello.
    """


@rule("FK354", "tf-vtt-markup", level="warning")
def tf_vtt_markup() -> None:
    """WebVTT holds the tags of WebVTT, and `&` and `<` are escaped.

    Why: what is no tag is not shown; `<v Name>` is the only way to say who speaks.
    Mend: write `&amp;` and `&lt;`, and take other tags out.
    Source: WEBVTT.
    Bad vtt: WEBVTT

        00:01.000 --> 00:59.000
        Tea <font color="red">is</font> hot.
    """


@rule("FK355", "tf-vtt-line-length", level="info")
def tf_vtt_line_length() -> None:
    """A line of a WebVTT cue has at most 65 characters.

    Why: phones show no more of it.
    Mend: break the line.
    Source: PN-TRANSCRIPTS VTT.
    Bad vtt: WEBVTT

        00:01.000 --> 00:59.000
        This is a line of text that goes on and on until no phone can show it whole.
    """


@rule("FK356", "tf-srt-structure", level="error")
def tf_srt_structure() -> None:
    """SRT is blocks of a number, a line of times, text, and an empty line; numbers count up from 1.

    Why: strict readers stop at the first odd block.
    Mend: correct the block that the message names.
    Source: PN-TRANSCRIPTS SRT.
    Bad srt: 1
        00:00:01,000 --> 00:00:05,000
        Hello.
        2
        00:00:05,000 --> 00:00:59,000
        Tea.
    Good srt: 1
        00:00:01,000 --> 00:00:05,000
        Hello.

        2
        00:00:05,000 --> 00:00:59,000
        Tea.
    """


@rule("FK357", "tf-srt-layout", level="info")
def tf_srt_layout() -> None:
    """An SRT cue has at most two lines of 32 characters.

    Why: it is what captions have room for.
    Mend: make more cues of it.
    Source: PN-TRANSCRIPTS SRT.
    Bad srt: 1
        00:00:01,000 --> 00:00:59,000
        One line of text that is rather long.
    """


@rule("FK358", "tf-json-shape", level="error")
def tf_json_shape() -> None:
    """A JSON transcript has a `version` and `segments`, each with `startTime` and `body`.

    Why: what other programs call a transcript in JSON is read by nobody.
    Mend: run `feedkit transcript` on the original.
    Source: PN-TRANSCRIPTS JSON.
    Bad segments: {"version": "1.0.0", "segments": [{"startTime": 0, "endTime": 59, "body": "Hello."},
        {"startTime": "59", "endTime": 59, "body": "Tea."}]}
    Good segments: {"version": "1.0.0", "segments": [{"startTime": 0, "endTime": 59, "body": "Hello."}]}
    """


@rule("FK359", "tf-json-order", level="error")
def tf_json_order() -> None:
    """Segments stand in the order of their starts, and each ends after it begins.

    Why: players go forward through them.
    Mend: sort the segments by `startTime`.
    Source: PN-TRANSCRIPTS JSON.
    Bad segments: {"version": "1.0.0", "segments": [{"startTime": 20, "endTime": 59, "body": "Tea."},
        {"startTime": 0, "endTime": 5, "body": "Hello."}]}
    Good segments: {"version": "1.0.0", "segments": [{"startTime": 0, "endTime": 59, "body": "Hello."}]}
    """


@rule("FK360", "tf-html-shape", level="info")
def tf_html_shape() -> None:
    """An HTML transcript is made of `cite`, `time` and `p`, and loads nothing.

    Why: it is shown in a view of the web, inside an app.
    Mend: take out what the message names.
    Source: PN-TRANSCRIPTS HTML.
    Bad page: <cite>Amy:</cite><time>0:01</time><p>Hello.</p><cite>Bea:</cite><time>0:59</time><p>Bye.</p><script src="https://tea.fm/x.js"></script>
    Good page: <cite>Amy:</cite><time>0:01</time><p>Hello.</p><cite>Bea:</cite><time>0:59</time><p>Bye.</p>
    """


@rule("FK361", "tf-not-empty", level="error")
def tf_not_empty() -> None:
    """A transcript holds text.

    Why: an empty one hides those that apps make themselves.
    Mend: put the transcript there, or take the link to it out.
    Source: PN-TRANSCRIPTS.
    Bad vtt: WEBVTT
    """


@rule("FK362", "tf-formats-agree", level="warning")
def tf_formats_agree() -> None:
    """Two formats of one transcript have the same words at the same times.

    Why: an edit reached one of them only.
    Mend: make both from one; feedkit does.
    Source: practice; PN transcript.
    """


@rule("FK364", "tf-size", level="warning")
def tf_size() -> None:
    """A transcript has at most 5 MB.

    Why: phones fetch it.
    Mend: write one cue a sentence instead of one a word.
    Source: practice.
    """
