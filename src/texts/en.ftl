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
verdict-none = not judged

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

## The review desk

brand = gainsay: overview
skip = Skip to the content
nav = Pages
nav-overview = Overview
nav-conflicts = Conflicts
nav-topics = Topics
nav-speakers = Speakers
nav-denials = Open denials
nav-documents = Articles
nav-runs = Runs
interface = Language of the interface
search = Search
search-go = Search
search-told = All words must be there, in any spelling. "Quoted words" must follow each other, a star stands for the rest of a word; AND, OR, NOT and parentheses work, in capitals.
search-statements = Statements
search-documents = Articles
search-for-it = search for it
working = Working: what depends on it is worked out anew …
warning-open = This desk is open to the network: whoever has its token can read and change the database.
close = Close
look = look
all = all
topic = Topic
statement = Statement
note = Note
reviewer = Reviewer
score = Score: how sure the conflict is, 0 to 1
untitled = without a headline
why = Why it was flagged
original = original
to-the-place = in its place
correct = correct
version = version { $n }
same-report = { $n ->
    [one] One other article prints this report
   *[other] { $n } other articles print this report
 }
carried-by = { $n ->
    [one] in { $n } article
   *[other] in { $n } articles
 }
count-denials = { $n ->
    [one] { $n } open denial
   *[other] { $n } open denials
 }

overview-waiting = Waiting for a verdict
overview-by-kind = Waiting, by kind
overview-by-country = Waiting, by country
overview-night = What last night brought
overview-pairs = Who contradicts whom
overview-runs = The last runs
all-runs = All runs
night-brought = { $documents ->
    [one] { $documents } article
   *[other] { $documents } articles
 }, { $conflicts ->
    [one] { $conflicts } new conflict
   *[other] { $conflicts } new conflicts
 }
night-open = { $n ->
    [one] { $n } of them waits
   *[other] { $n } of them wait
 }
night-rejected = { $n ->
    [one] { $n } article was refused
   *[other] { $n } articles were refused
 }

filter = Filter
filter-go = Show
filter-clear = Show all
field-status = Verdict
field-kind = Kind
field-country = Country
field-speaker = Speaker
field-speaker-id = Speaker
field-publisher = Paper
field-words = Words
field-topic = Topic
field-since = From day
field-until = To day
field-min-score = Least score
field-sort = Order
field-page = Page
field-role = Office
field-stance = Stance
field-span = Words of the statement
sort-surest = surest first
sort-newest = newest first
pages = Pages of the list
page-before = Page before
page-after = Next page
page-of = Page { $page } of { $pages }
download = Download what is shown:
download-report = HTML report to send round
review-start = Begin with the first
nothing-open = No conflict waits for a verdict.
nothing-filtered = Nothing passes these filters.
nothing-found = Nothing was found. Fewer words, or a star behind the beginning of a word, find more.
nothing-at-all = The database holds no articles yet: gainsay ingest SOURCE reads some.
nothing-offices = No office is known.
nothing-rejected = No refused input waits.

column-name = Name
column-kind = Kind
column-country = Country
column-countries = Countries
column-offices = Offices
column-names = Other names
column-statements = Statements
column-conflicts = Conflicts
column-score = Strongest
column-speakers = Speakers
column-documents = Articles
column-days = Days
column-topic = Topic
column-published = Published
column-paper = Paper
column-stance = Stance
column-title = Headline

conflict-title = { $one } against { $other }
back-to-list = Back to the list
article-of-side = Article of side { $side }
article-text = Text of the article
verdict-form = Your verdict
verdict-confirm = Confirm
verdict-dismiss = Dismiss
verdict-leave = Unsure
verdict-next = Next
reviews = Verdicts
reviews-none = Nobody has judged this yet.

topic-positions = Who stood where
topic-timeline = Over time

speaker-names = Names
speaker-offices = Offices
speaker-shifts = Changes of position
speaker-record = What was said
all-conflicts = All conflicts
split = Make them somebody else
split-told = Chosen names become another speaker, and no later run joins them again.
merge = Make them one
merge-title = The same as somebody else?
merge-told = Two speakers that are one: their claims and conflicts are worked out anew, and no later run takes them apart.
merge-find = Part of the name
merge-which = Who is it?
merge-none = Nobody else has such a name.
decisions = Decisions on the name
decided-same = { $one } and { $other } are one
decided-different = { $one } and { $other } are two

corrections = Corrections
correct-title = Correct what the machine read
correct-told = Conflicts are looked for anew with what you say. It is kept for ever and holds for every later extraction.
correct-go = Save the correction
correct-undo = The machine was right
as-it-is = as it is
country-hint = Two letters (KZ), empty for none
span-hint = Select the words in the article below, or give their first and last place.
span-reset = As it was
span-start = First place
span-end = Behind the last place

denials-told = What was denied although no article in the database claims it: where did the claim come from?
denied-author = said by

rejections = Refused inputs
rejections-told = Each is kept whole; gainsay retry reads it again once the reason is gone.
rejection-source = Source
rejection-reason = Reason
rejection-detail = What was wrong
rejection-bytes = Bytes
rejection-first = First
rejection-last = Last
rejection-cut = The beginning of { $n } bytes:
run-number = Run
run-started = Began (UTC)
run-outcome = Ended
run-new = New
run-changed = Changed
run-known = Known
run-rejected = Refused
run-statements = Statements
run-conflicts = Conflicts
run-command = Command
outcome-done = done
outcome-stopped = stopped
outcome-failed = failed
outcome-killed = killed
outcome-unfinished = unfinished

done-confirmed = Confirmed. This is the next one.
done-dismissed = Dismissed. This is the next one.
done-unsure = Noted as unsure. This is the next one.
done-back = Back to it
done-meanwhile = Somebody else had judged it after you opened it. Both verdicts are kept, the last one counts.
done-last = Recorded. That was the last one of this list.
done-end = That was the last one of this list.
done-merged = The two are one now; their conflicts were worked out anew.
done-split = The names are somebody else's now; the conflicts were worked out anew.
done-corrected = Corrected; the conflicts were worked out anew.
done-undone = What the machine read holds again; the conflicts were worked out anew.
done-unchanged = Nothing was changed: it says so already.

keys-show = Keys
keys-title = Keys
keys-on = Keys are on
key-confirm = Confirm the conflict
key-dismiss = Dismiss it
key-unsure = Unsure
key-next = Next one, without a verdict
key-rows = Down and up in a list
key-search = Search
key-help = These keys

knock-title = Review desk
knock-told = This desk asks for a token. Whoever opened it was given an address with the token in it.
knock-label = Token
knock-wrong = This is not the token.
knock-go = Come in

trouble-not-found = There is no such thing
trouble-not-found-told = It may be gone: an article that was edited or read anew has other statements.
trouble-wrong = That does not work
trouble-value = { $field }: { $value } is no such thing here.
trouble-verdict = The verdict must be confirmed, dismissed or unsure.
trouble-speaker = Choose another speaker.
trouble-speaker-name = Give the name of the speaker, not a number.
trouble-split = Choose the names that are somebody else's.
trouble-stance = There is no such stance.
trouble-span = The first place of the words must stand before the last one.
trouble-name = The reviewer's name is too long.
trouble-stale = This form is out of date
trouble-stale-told = The desk was opened anew since. Go back, reload the page, and send it again.
trouble-too-large = That is too much
trouble-too-large-told = A note has at most 4,000 characters. Nothing was changed.
trouble-too-long = That takes too long
trouble-too-long-told = The database is busy. Try again in a moment.
trouble-busy = Somebody else writes to the database
trouble-busy-told = Nothing was changed; go back and try again in a moment: { $why }
trouble-failed = It failed
trouble-failed-told = Nothing was changed. The reason stands where the desk was started.
trouble-home = To the overview
