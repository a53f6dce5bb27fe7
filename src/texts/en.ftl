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
