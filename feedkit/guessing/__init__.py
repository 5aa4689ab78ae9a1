"""What nobody wrote: from notes, media, transcripts and models to layers that fill gaps, marked as what they are."""
