"""Closed lists of the specifications, each with its source. Tables of facts; nothing here is feedkit's opinion."""

from __future__ import annotations

from types import MappingProxyType

APPLE_CATEGORIES = MappingProxyType(
    {
        "Arts": ("Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", "Visual Arts"),
        "Business": ("Careers", "Entrepreneurship", "Investing", "Management", "Marketing", "Non-Profit"),
        "Comedy": ("Comedy Interviews", "Improv", "Stand-Up"),
        "Education": ("Courses", "How To", "Language Learning", "Self-Improvement"),
        "Fiction": ("Comedy Fiction", "Drama", "Science Fiction"),
        "Government": (),
        "Health & Fitness": ("Alternative Health", "Fitness", "Medicine", "Mental Health", "Nutrition", "Sexuality"),
        "History": (),
        "Kids & Family": ("Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids"),
        "Leisure": (
            "Animation & Manga",
            "Automotive",
            "Aviation",
            "Crafts",
            "Games",
            "Hobbies",
            "Home & Garden",
            "Video Games",
        ),
        "Music": ("Music Commentary", "Music History", "Music Interviews"),
        "News": (
            "Business News",
            "Daily News",
            "Entertainment News",
            "News Commentary",
            "Politics",
            "Sports News",
            "Tech News",
        ),
        "Religion & Spirituality": (
            "Buddhism",
            "Christianity",
            "Hinduism",
            "Islam",
            "Judaism",
            "Religion",
            "Spirituality",
        ),
        "Science": (
            "Astronomy",
            "Chemistry",
            "Earth Sciences",
            "Life Sciences",
            "Mathematics",
            "Natural Sciences",
            "Nature",
            "Physics",
            "Social Sciences",
        ),
        "Society & Culture": ("Documentary", "Personal Journals", "Philosophy", "Places & Travel", "Relationships"),
        "Sports": (
            "Baseball",
            "Basketball",
            "Cricket",
            "Fantasy Sports",
            "Football",
            "Golf",
            "Hockey",
            "Rugby",
            "Running",
            "Soccer",
            "Swimming",
            "Tennis",
            "Volleyball",
            "Wilderness",
            "Wrestling",
        ),
        "Technology": (),
        "True Crime": (),
        "TV & Film": ("After Shows", "Film History", "Film Interviews", "Film Reviews", "TV Reviews"),
    }
)
"""Category to subcategories, case-sensitive, in force since 2019 (APPLE-1691)."""

OBSOLETE_CATEGORIES = MappingProxyType(
    {
        "Arts/Literature": "Arts/Books",
        "Arts & Entertainment": "Arts",
        "Audio Blogs": "Society & Culture/Personal Journals",
        "Business/Business News": "News/Business News",
        "Business/Finance": "Business/Investing",
        "Business/Management & Marketing": "Business/Management",
        "Business/Shopping": "Business",
        "Business/News": "News/Business News",
        "Education/Education Technology": "Education",
        "Education/Educational Technology": "Education",
        "Education/Higher Education": "Education",
        "Education/K-12": "Education",
        "Education/Language Courses": "Education/Language Learning",
        "Education/Training": "Education/Courses",
        "Family": "Kids & Family",
        "Food": "Arts/Food",
        "Games & Hobbies": "Leisure",
        "Games & Hobbies/Automotive": "Leisure/Automotive",
        "Games & Hobbies/Aviation": "Leisure/Aviation",
        "Games & Hobbies/Hobbies": "Leisure/Hobbies",
        "Games & Hobbies/Other Games": "Leisure/Games",
        "Games & Hobbies/Video Games": "Leisure/Video Games",
        "Government & Organizations": "Government",
        "Government & Organizations/Local": "Government",
        "Government & Organizations/National": "Government",
        "Government & Organizations/Non-Profit": "Business/Non-Profit",
        "Government & Organizations/Regional": "Government",
        "Health": "Health & Fitness",
        "Health/Alternative Health": "Health & Fitness/Alternative Health",
        "Health/Diet & Nutrition": "Health & Fitness/Nutrition",
        "Health/Fitness": "Health & Fitness/Fitness",
        "Health/Fitness & Nutrition": "Health & Fitness/Fitness",
        "Health/Relationships": "Society & Culture/Relationships",
        "Health/Self-Help": "Education/Self-Improvement",
        "Health/Sexuality": "Health & Fitness/Sexuality",
        "International": "Society & Culture",
        "Movies & Television": "TV & Film",
        "News & Politics": "News",
        "Politics": "News/Politics",
        "Public Radio": "Society & Culture",
        "Religion & Spirituality/New Age": "Religion & Spirituality/Spirituality",
        "Religion & Spirituality/Other": "Religion & Spirituality/Religion",
        "Religion & Spirituality/Philosophy": "Society & Culture/Philosophy",
        "Science & Medicine": "Science",
        "Science & Medicine/Medicine": "Health & Fitness/Medicine",
        "Science & Medicine/Natural Sciences": "Science/Natural Sciences",
        "Science & Medicine/Social Sciences": "Science/Social Sciences",
        "Society & Culture/History": "History",
        "Sports & Recreation": "Sports",
        "Sports & Recreation/Amateur": "Sports",
        "Sports & Recreation/College & High School": "Sports",
        "Sports & Recreation/Outdoor": "Sports/Wilderness",
        "Sports & Recreation/Professional": "Sports",
        "Talk Radio": "News/News Commentary",
        "Technology/Computers": "Technology",
        "Technology/Developers": "Technology",
        "Technology/Gadgets": "Technology",
        "Technology/Information Technology": "Technology",
        "Technology/News": "News/Tech News",
        "Technology/Operating Systems": "Technology",
        "Technology/Podcasting": "Technology",
        "Technology/Smart Phones": "Technology",
        "Technology/Software How-To": "Technology",
        "Technology/Tech News": "News/Tech News",
        "Technology/Text/Speech": "Technology",
        "Transportation": "Leisure",
        "Travel": "Society & Culture/Places & Travel",
    }
)
"""Names that Apple retired in 2019, as `Category/Subcategory`, to what is nearest today (the W3C validator's list)."""

MEDIUMS = (
    "podcast",
    "music",
    "video",
    "film",
    "audiobook",
    "newsletter",
    "blog",
    "publisher",
    "course",
)
"""What a feed may be (podcast namespace, tag medium)."""

LIST_MEDIUMS = (*(f"{medium}L" for medium in MEDIUMS), "mixed")
"""Feeds that are lists of others: the medium with an L, or `mixed` (podcast namespace, tag medium)."""

PERSON_GROUPS = MappingProxyType(
    {
        "creative direction": (
            "director",
            "assistant director",
            "executive producer",
            "senior producer",
            "producer",
            "associate producer",
            "development producer",
            "creative director",
        ),
        "cast": (
            "host",
            "co-host",
            "guest host",
            "guest",
            "voice actor",
            "narrator",
            "announcer",
            "reporter",
        ),
        "writing": (
            "author",
            "editorial director",
            "co-writer",
            "writer",
            "songwriter",
            "guest writer",
            "story editor",
            "managing editor",
            "script editor",
            "script coordinator",
            "researcher",
            "editor",
            "fact checker",
            "translator",
            "transcriber",
            "logger",
        ),
        "audio production": (
            "studio coordinator",
            "technical director",
            "technical manager",
            "audio engineer",
            "remote recording engineer",
            "post production engineer",
        ),
        "audio post-production": (
            "audio editor",
            "sound designer",
            "foley artist",
            "composer",
            "theme music",
            "music production",
            "music contributor",
        ),
        "administration": (
            "production coordinator",
            "booking coordinator",
            "production assistant",
            "content manager",
            "marketing manager",
            "sales representative",
            "sales manager",
        ),
        "visuals": (
            "graphic designer",
            "cover art designer",
        ),
        "community": ("social media manager",),
        "misc.": (
            "consultant",
            "intern",
        ),
        "video production": (
            "camera operator",
            "lighting designer",
            "camera grip",
            "assistant camera",
        ),
        "video post-production": (
            "editor",
            "assistant editor",
        ),
    }
)
"""Groups to roles, in lower case, for case means nothing there (Podcast Taxonomy, as the podcast namespace has it)."""

PERSON_ROLES = tuple(dict.fromkeys(role for roles in PERSON_GROUPS.values() for role in roles))
"""All roles; `editor` is one of two groups."""

SERVICES = (
    "acast",
    "amazon",
    "anchor",
    "apple",
    "audible",
    "audioboom",
    "backtracks",
    "bitcoin",
    "blubrry",
    "buzzsprout",
    "captivate",
    "castos",
    "castopod",
    "facebook",
    "fireside",
    "fyyd",
    "google",
    "gpodder",
    "hypercatcher",
    "kasts",
    "libsyn",
    "mastodon",
    "megafono",
    "megaphone",
    "omnystudio",
    "overcast",
    "paypal",
    "pinecast",
    "podbean",
    "podcastaddict",
    "podcastguru",
    "podcastindex",
    "podcasts",
    "podchaser",
    "podcloud",
    "podfriend",
    "podiant",
    "podigee",
    "podnews",
    "podomatic",
    "podserve",
    "podverse",
    "redcircle",
    "relay",
    "resonaterecordings",
    "rss",
    "shoutengine",
    "simplecast",
    "slack",
    "soundcloud",
    "spotify",
    "spreaker",
    "tiktok",
    "transistor",
    "twitter",
    "whooshkaa",
    "youtube",
    "zencast",
)
"""Identifiers of services, for podcast:block and podcast:id; the list is known to be incomplete (serviceslugs.txt)."""

SOCIAL_PROTOCOLS = (
    "disabled",
    "activitypub",
    "twitter",
    "lightning",
    "atproto",
    "hive",
    "matrix",
    "nostr",
)
"""For podcast:socialInteract; `disabled` switches comments off (socialprotocols.txt)."""

CHAT_PROTOCOLS = (
    "irc",
    "xmpp",
    "nostr",
    "matrix",
)
"""For podcast:chat (chatprotocols.txt)."""

LICENSES = MappingProxyType(
    {
        "ARR": "https://en.wikipedia.org/wiki/All_rights_reserved",
        "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
        "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/deed.en",
        "CC-BY-NC-ND-4.0": "https://creativecommons.org/licenses/by-nc-nd/4.0/deed.en",
        "POD-V4V-1.0": "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/license/v4v-4.0.md",
    }
)
"""Identifiers for podcast:license with the text of each; case means nothing (licenses.json)."""

MORE_LICENSES = MappingProxyType(
    {
        "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
        "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
        "CC-BY-ND-4.0": "https://creativecommons.org/licenses/by-nd/4.0/",
        "CC-BY-NC-SA-4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    }
)
"""Identifiers by SPDX that are missing in the list above; a feed must give their url."""

VALUE_TYPES = (
    "lightning",
    "bitcoin",
    "HBD",
    "webmonetization",
)
"""For podcast:value; an open list (podcast namespace, tag value)."""

VALUE_METHODS = (
    "keysend",
    "amp",
    "lnaddress",
    "default",
)
"""For podcast:value; an open list (podcast namespace, tag value)."""

RECIPIENT_TYPES = (
    "node",
    "lnaddress",
    "wallet",
    "account",
    "paymentpointer",
)
"""For podcast:valueRecipient (podcast namespace, tag value-recipient)."""

IMAGE_PURPOSES = (
    "artwork",
    "social",
    "canvas",
    "banner",
    "publisher",
    "circular",
    "poster",
)
"""Suggested words for podcast:image; an open list (podcast namespace, tag image)."""

TXT_PURPOSES = (
    "verify",
    "applepodcastsverify",
    "ai-content",
    "release",
)
"""Known purposes of podcast:txt; any other is legal (podcast namespace, tag txt)."""

TRANSCRIPT_TYPES = (
    "text/vtt",
    "application/x-subrip",
    "application/json",
    "text/html",
    "text/plain",
)
"""Media types of transcripts (podcast namespace, tag transcript)."""

DAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
"""For skipDays (RSS 2.0)."""
