"""What expressions of time look like: a pattern and a resolver per kind of expression.

A resolver (days.py, stretches.py, counted.py) gets the match and a `Context` (the day to count from, whether the sentence looks ahead,
the period told before) and gives type and period, or None where the words are no time after all.
"""

from tasks.extract.times.counted import (
    read_bare_units,
    read_counted,
    read_duration,
    read_reference,
    read_relative,
    read_set,
    read_that,
    read_the_unit,
    read_unit_end,
    read_worded_year,
)
from tasks.extract.times.days import (
    read_clock,
    read_holiday,
    read_iso,
    read_month_day,
    read_near,
    read_part_of_day,
    read_slashed,
    read_weekday,
)
from tasks.extract.times.numbers import NUMBER, ORDINAL, VAGUE
from tasks.extract.times.stretches import (
    read_century,
    read_decade,
    read_half,
    read_month,
    read_quarter,
    read_season,
    read_year,
    read_year_ago,
    read_years_quarter,
)
from tasks.extract.times.words import ABOUT, CLOCK, DAY, MONTH, PART, PART_OF_DAY, STEP, UNIT, WEEKDAY, YEAR, Resolver

_OF_DAY = rf"(?:\s+(?P<part>{PART_OF_DAY})(?P<plural_>s)?)?"
_AT = rf"(?:(?:,?\s+at)?\s+(?P<clock>{CLOCK}))?"
RULES: tuple[tuple[str, str, Resolver], ...] = (
    # (what must be in the sentence, pattern, resolver); where two overlap the longer wins, then the earlier in this list
    ("year", rf"\b(?P<y>{YEAR})-(?P<m>\d\d)-(?P<d>\d\d)\b", read_iso),
    ("slash", r"(?<![\d/-])(?P<a>\d{1,2})(?P<s>[/-])(?P<b>\d{1,2})(?P=s)(?P<y>(?:19|20)?\d\d)(?![\d/-])", read_slashed),
    ("month", rf"(?:\b(?:{WEEKDAY}),?\s+(?:the\s+)?)?\b(?P<m>{MONTH})\s+(?P<d>{DAY})\b(?!:\d|%|,\d)(?:\s*(?:-|–|and|to|or|through)\s*(?:(?P<m2>{MONTH})\s+)?(?P<d2>{DAY})\b(?!:\d|%|,\d))?(?:,?\s+(?P<y>{YEAR})\b)?{_AT}", read_month_day),
    ("month", rf"(?:\b(?:{WEEKDAY}),?\s+(?:the\s+)?)?\b(?P<d>{DAY})(?:\s*(?:-|–|and|to|or)\s*(?P<d2>{DAY}))?(?:\s+of)?[\s-]+(?P<m>{MONTH})(?P<m2>(?!))?(?:,?[\s-]+(?P<y>{YEAR}|\d\d(?!\d))\b)?{_AT}", read_month_day),
    ("month", rf"(?:\b(?P<part>{PART})(?:\s+|-)(?:in\s+|of\s+)?)?(?:\b(?P<prep>in|since|until|till|by|from|during|through|to|and|for|before|after)\s+)?(?:\b(?P<step>{STEP}|each|every)\s+)?(?<!\d\s)\b(?P<m>{MONTH})(?!\.?\s+\d{{1,2}}\b)(?:(?:,|\s+of)?\s+(?P<y>{YEAR})\b|\s+(?:of\s+)?(?P<shift>last|this|next)\s+year\b)?", read_month),
    ("weekday", rf"(?:\b(?:late|early|later|earlier)\s+(?:on\s+)?)?(?:\b(?:the\s+)?(?P<step>{STEP}|each|every)\s+)?\b(?P<w>{WEEKDAY})(?P<plural>s\b)?{_OF_DAY}{_AT}".replace("(?P<plural_>s)?", "s?"), read_weekday),
    ("near", rf"(?:\b(?:late|early|later|earlier|the)\s+)?\b(?P<n>day\s+before\s+yesterday|day\s+after\s+tomorrow|yesterday|today|tonight|tomorrow)\b(?:\s+(?P<part>{PART_OF_DAY}))?{_AT}", read_near),
    ("part", rf"\b(?:(?:late|early|later|earlier)\s+)?(?P<step>last|this|that)\s+(?P<part>{PART_OF_DAY})\b", read_part_of_day),
    ("day", rf"(?:\b(?:the\s+)?(?P<step>{STEP})\s+)?\b(?P<h>Thanksgiving(?:\s+Day)?|Christmas(?:\s+(?:Day|Eve))?|New\s+Year['’]s\s+(?:Day|Eve)|Halloween|Valentine['’]s\s+Day|May\s+Day|Boxing\s+Day|Bastille\s+Day)(?:,?\s+(?P<y>{YEAR}))?\b(?!\s+(?:tree|card|gift|present|market|carol|dinner|shopping)s?\b)", read_holiday),
    ("part", r"\b(?P<step>overnight)\b(?P<part>(?!))?", read_part_of_day),
    ("clock", rf"(?:\b(?:around|about|at|by|before|after|until|from)\s+)?(?<![\d:])\b(?P<clock>{CLOCK})(?![\d:])(?:,?\s+(?:on\s+)?(?:(?P<w>(?:mon|tues|wednes|thurs|fri|satur|sun)day)|(?P<near>today|yesterday|tomorrow)|(?P<md>(?P<mm>{MONTH})\s+(?P<dd>{DAY})\b)))?", read_clock),
    ("season", rf"(?:\b(?P<part>{PART})\s+(?:in\s+|of\s+)?)?(?:\b(?:in\s+)?(?:(?P<step>{STEP}|each|every|the)\s+))\b(?P<s>spring|summer|autumn|fall|winter)\b(?:\s+(?:of\s+)?(?P<y>{YEAR}|nineteen\s+\w+(?:-\w+)?))?", read_season),
    ("season", rf"\b(?P<step>(?!))?(?P<part>{PART})?(?:\s|-)?\b(?P<s>spring|summer|autumn|fall|winter)(?:\s+(?:of\s+)?)(?P<y>{YEAR})\b", read_season),
    ("quarter", rf"\b(?:the\s+|its\s+|their\s+)?(?:fiscal\s+)?(?P<n>first|second|third|fourth|latest|current|next|previous|last|this)(?:\s+|-)(?:fiscal\s+)?(?:quarter|period)s?\b(?:\s+of)?(?:\s+(?P<shift>last\s+year|next\s+year|this\s+year)|\s+(?:fiscal\s+)?(?P<y>{YEAR}))?", read_quarter),
    ("quarter", rf"\b(?:the\s+|in\s+)?(?:(?P<y>{YEAR})(?:['’]s)?|(?P<shift>this|last|next)\s+year['’]s)\s+(?:(?P<n>first|second|third|fourth)(?:\s+|-))?(?:quarter|period)\b", read_years_quarter),
    ("quarter", r"\b(?P<n>(?!))?(?P<y>(?!))?(?P<shift>(?!))?the\s+(?:quarter|period)\b", read_quarter),
    ("quarter", r"\b(?:the\s+|a\s+)?(?:year[- ](?:ago|earlier)|same|like)(?:\s+(?:quarter|period))\b(?:\s+(?:a\s+year\s+(?:ago|earlier)|last\s+year))?", read_year_ago),
    ("unit", r"\b(?:the\s+|a\s+)?year-(?:ago|earlier)\b", read_year_ago),
    ("quarter", rf"\b(?:the\s+)?(?P<n>first|second|last|latter)\s+half(?:\s+of)?(?:\s+(?:fiscal\s+)?(?P<y>{YEAR})|\s+(?P<shift>this\s+year|last\s+year|next\s+year|the\s+year))", read_half),
    ("year", rf"(?:\b(?P<part>{PART})(?:\s+|-)(?:in\s+|of\s+)?)?(?:\b(?:fiscal|calendar)\s+(?:year\s+)?)?(?:(?<![\d$£€.,#/-])|(?<=mid-))\b(?P<y>{YEAR})(?:(?P<sep>-|–)(?P<y2>\d\d(?:\d\d)?))?\b(?![\d%]|,\d|\.\d|-(?!old)\w|\s+(?:people|troops|soldiers|percent|per\s+cent|million|billion|points|feet|miles|metres|meters|dollars|tons|tonnes|jobs|votes|homes|km|cases|deaths|others|members|workers|men|women|children))", read_year),
    ("decade", rf"(?:\b(?:the\s+)?(?P<part>{PART})(?:\s+|-)(?:in\s+|of\s+)?)?(?:\bthe\s+)?(?:\b(?P<d4>(?:1[6-9]|20)\d0)['’]?s\b|['’‘](?P<d2>\d0)s\b|\b(?P<dw>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b)", read_decade),
    ("century", rf"\b(?:the\s+)?(?:(?:early|mid|late)[\s-]+)?(?P<n>{ORDINAL}|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first)[\s-]+centur(?:y|ies)\b", read_century),
    ("unit", rf"(?:\b(?P<part>{PART})\s+(?:in\s+)?)?(?:\b(?P<the>the|that)\s+)?\b(?P<step>{STEP})\s+(?:fiscal\s+|financial\s+|calendar\s+)?(?P<u>{UNIT})\b(?!-)", read_relative),
    ("year", r"\b(?:the\s+year\s+)?(?P<w>nineteen\s+(?:ninety|eighty|seventy|sixty|fifty|forty|thirty|twenty)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|two\s+thousand(?:\s+(?:and\s+)?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))?)\b(?!\s+(?:people|troops|soldiers|men|women|million|years|dollars|others|members))", read_worded_year),
    ("unit", rf"\b(?P<part>{PART})\s+(?:in\s+)?the\s+(?:fiscal\s+)?(?P<u>{UNIT})\b(?!-)", read_the_unit),
    ("unit", r"\b(?P<part>(?!))?the\s+(?:full\s+|fiscal\s+|whole\s+)?(?P<u>weekend|quarter|week|month|year)\b(?!-)", read_the_unit),
    ("unit", r"\b(?:the\s+|around\s+)?(?P<u>year|month|week)(?:-|\s)end\b", read_unit_end),
    ("unit", r"\b(?P<that>that|the\s+same)\s+(?P<u>day|week|month|year|quarter)\b", read_that),
    ("unit", rf"(?:\b{ABOUT}\s+)?(?:\b(?P<n>{NUMBER})|\b(?P<v>{'|'.join(VAGUE)})|(?<![\w-])(?=\w+s\b))(?:\s|-)?\b(?P<u>{UNIT})s?\s+(?P<dir>ago|earlier|later|from\s+now|hence|afterwards|prior|previously)\b", read_counted),
    ("unit", rf"\b(?:(?:the|these|those|his|her|their|its|our|this)\s+)?(?:(?P<dir>past|last|next|first|coming|previous|following|final|preceding|prior|latest)\s+)?(?:{ABOUT}\s+)?(?:(?P<n>{NUMBER})|(?P<v>{'|'.join(VAGUE)}))(?:\s+(?:more|full|consecutive|straight|whole|additional|further|long|or\s+so|trading|working|business|calendar|fiscal))?(?:\s+|-)(?P<u>{UNIT})s?(?:['’](?=\s))?(?:-(?:long|old))?\b(?!\s+(?:ago|earlier|from\s+now|later)\b)(?:\s+(?:and\s+a\s+half))?", read_duration),
    ("unit", r"\b(?:the\s+|in\s+)?(?P<w>recent|past|last|coming|next|future|following|previous|for|several|many|over|after|of)\s+(?:the\s+)?(?P<u>days|weeks|months|years|decades|centuries|hours|minutes|quarters)\b", read_bare_units),
    ("set", r"\b(?P<adv>hourly|daily|nightly|weekly|monthly|yearly)\b", read_set),
    ("unit", rf"\b(?P<adv>(?!))?(?:each|every|per)\s+(?P<n>{NUMBER}\s+)?(?P<u>{UNIT})s?\b", read_set),
    ("ref", r"\b(?P<ref>right\s+now|now|currently|current|these\s+days|at\s+the\s+moment|at\s+present|nowadays|presently|the\s+(?:near\s+|foreseeable\s+)?future|the\s+(?:near|short|long)\s+term|(?<!as\s)soon(?!\s+after)|recently|previously|lately|the\s+(?:recent\s+)?past(?!\s+(?:\w+\s+)?(?:day|week|month|year|decade|quarter)))\b", read_reference),
)  # fmt: skip
COMPARED: frozenset[Resolver] = frozenset({read_counted, read_year_ago})  # what they tell is no time that another counts from
