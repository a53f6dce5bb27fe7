# The words of gainsay's HTML report and review desk, in English. One message a line; plurals by $n.
# Another language is a copy of this file with the part behind each = translated (https://projectfluent.org).

## What things are called

stance-affirm = says it is so
stance-deny = denies
stance-propose = proposes
stance-accept = agrees
stance-reject = refuses
stance-condition = sets a condition
stance-urge = demands
stance-warn = warns
stance-expect = expects
stance-unaware = has not heard of it

side-affirms = Says it is so
side-denies = Denies
side-refuses = Refuses, or wants it ended
side-conditions = Sets conditions
side-unaware = Has not heard of it
side-wants = Proposes or wants
side-expects = Expects or warns

kind-denial = denial
kind-policy = opposed policies
kind-shift = change of position
kind-figure = different figures
kind-attribution = attribution

verdict-confirmed = confirmed
verdict-dismissed = dismissed
verdict-unsure = unsure
verdict-open = open

speaker-kind-person = person
speaker-kind-organization = body
speaker-kind-country = state
speaker-kind-group = group
speaker-kind-unnamed = unnamed

mode-direct = in quotation marks
mode-indirect = reported
mode-mixed = partly quoted

basis-explicit = date in the text
basis-weekday = from the weekday
basis-relative = from words such as yesterday
basis-context = from context
basis-none = publication date

## Counting

count-conflicts = { $n ->
    [one] { $n } conflict
   *[other] { $n } conflicts
 }
count-topics = { $n ->
    [one] { $n } topic
   *[other] { $n } topics
 }
count-documents = { $n ->
    [one] { $n } document
   *[other] { $n } documents
 }
count-statements = { $n ->
    [one] { $n } statement
   *[other] { $n } statements
 }
count-speakers = { $n ->
    [one] { $n } speaker
   *[other] { $n } speakers
 }
count-claims = { $n ->
    [one] { $n } claim
   *[other] { $n } claims
 }
count-papers = { $n ->
    [one] { $n } paper
   *[other] { $n } papers
 }
count-witnesses = { $n ->
    [one] { $n } independent witness
   *[other] { $n } independent witnesses
 }

## Dates and people

date-from-context = { $day } (from context)
date-published = published { $day }
date-none = undated
via = via { $name }
by-reviewer = by { $reviewer }

## The HTML report

page-title = Contradictions
page-skip = Skip to the topics
page-contents = Topics
page-overview = Overview
page-no-country = no country known
page-origin = From { $database }, by gainsay { $version }
page-origin-as-of = From { $database } as of { $time }, by gainsay { $version }
page-origin-sources = From sources that were read for this report alone, by gainsay { $version }
page-machine = The conflicts were found by a program: it can be wrong. Read both texts before you use one.

note-undated = { $n ->
    [one] { $n } document has no publication date
   *[other] { $n } documents have no publication date
 }. What such a document reports is marked “undated” unless its own text says when.
note-dismissed = { $n ->
    [one] { $n } conflict dismissed in review is left out.
   *[other] { $n } conflicts dismissed in review are left out.
 }
note-reviewed = Only conflicts that a reviewer confirmed are shown.
note-empty = The database holds no documents yet.
note-none = No conflicts were found.

side-short-affirms = Affirms
side-short-denies = Denies
side-short-refuses = Refuses
side-short-conditions = Conditions
side-short-unaware = Has not heard
side-short-wants = Wants
side-short-expects = Expects

topic-strongest = strongest { $score }
topic-id = topic
topic-why = Why flagged
topic-more-claims = { $n ->
    [one] And { $n } more claim:
   *[other] And { $n } more claims:
 }

claim-in = In
claim-against = against { $name }
claim-more-conflicts = { $n ->
    [one] and { $n } more conflict
   *[other] and { $n } more conflicts
 }

conflict-versus = against
conflict-note = Note:

timeline-title = Timeline
timeline-from-to = { $claims } from { $first } to { $last }; one row a side, links lead to the claims.
timeline-undated = { $claims }, all undated; one row a side, links lead to the claims.
timeline-shift = { $name } takes another position

matrix-title = Who contradicts whom
matrix-caption = Conflicts between the countries of the speakers
matrix-others = others
matrix-field = { $one } and { $other }: { $conflicts }

articles-title = The articles
articles-legend = Every quote above is highlighted where it stands:
article-back = Back to the claim of { $name }
part-source = who
part-cue = says
part-content = what

filter-title = Filter the conflicts
filter-words = Words
filter-kind = Kind
filter-country = Country
filter-verdict = Verdict
filter-score = Least score
filter-any = any
filter-reset = Show all
filter-shown = { $shown } of { $all } conflicts shown; topics: { $topics }
filter-shown-all = All conflicts are shown
filter-none = No conflict matches these filters.

## Why a conflict was flagged

list-comma = {", "}
reason-about = both are about: { $terms }
reason-same-day = dated the same day
reason-apart = dated { $days ->
    [one] { $days } day
   *[other] { $days } days
 } apart
reason-undated = at least one of them is undated
reason-speaks = { $one } speaks of “{ $term1 }”, { $two } of “{ $term2 }”
reason-figures = { $one } says { $here }, { $two } says { $there }
reason-quotes = { $one } denies what { $two } says, and quotes it
reason-untrue = { $one } calls untrue what the article’s title tells and { $two } says
reason-opposes = { $one } opposes it ({ $stance1 }), { $two } does not ({ $stance2 })
reason-unaware = { $two } holds it true, { $one } has no knowledge of it
reason-denies = { $two } holds it true, { $one } denies it
reason-office = { $one } and { $two } are both given as { $office }
reason-shift = { $one }: first { $stance1 }, { $days ->
    [one] { $days } day
   *[other] { $days } days
 } later { $stance2 }
reason-state-shift = { $state } ({ $one } and { $two }): first { $stance1 }, { $days ->
    [one] { $days } day
   *[other] { $days } days
 } later { $stance2 }
