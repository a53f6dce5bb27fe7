# كلمات تقرير gainsay ومكتب المراجعة بالعربية. رسالة في كل سطر، وصيغ الجمع بحسب $n.

## أسماء الأشياء

stance-affirm = يؤكد
stance-deny = ينفي
stance-propose = يقترح
stance-accept = يوافق
stance-reject = يرفض
stance-condition = يشترط
stance-urge = يطالب
stance-warn = يحذّر
stance-expect = يتوقّع
stance-unaware = لا علم له بالأمر

side-affirms = يؤكد
side-denies = ينفي
side-refuses = يرفض أو يريد إنهاءه
side-conditions = يضع شروطًا
side-unaware = لا علم له بالأمر
side-wants = يقترح أو يطالب
side-expects = يتوقّع أو يحذّر

kind-denial = نفي
kind-policy = سياستان متعارضتان
kind-shift = تغيّر موقف
kind-figure = أرقام مختلفة
kind-attribution = نسبة القول

verdict-confirmed = مؤكَّد
verdict-dismissed = مستبعَد
verdict-unsure = غير محسوم
verdict-open = مفتوح

speaker-kind-person = شخص
speaker-kind-organization = جهة
speaker-kind-country = دولة
speaker-kind-group = جماعة
speaker-kind-unnamed = بلا اسم

mode-direct = بين علامتي تنصيص
mode-indirect = كلام منقول
mode-mixed = بعضه نصّ

basis-explicit = تاريخ مذكور في النص
basis-weekday = من اسم اليوم
basis-relative = من كلمة مثل أمس
basis-context = من السياق
basis-none = تاريخ النشر

## العدّ

count-conflicts = { $n ->
    [zero] لا تعارضات
    [one] تعارض واحد
    [two] تعارضان
    [few] { $n } تعارضات
    [many] { $n } تعارضًا
   *[other] { $n } تعارض
 }
count-topics = { $n ->
    [zero] لا موضوعات
    [one] موضوع واحد
    [two] موضوعان
    [few] { $n } موضوعات
    [many] { $n } موضوعًا
   *[other] { $n } موضوع
 }
count-documents = { $n ->
    [zero] لا مقالات
    [one] مقال واحد
    [two] مقالان
    [few] { $n } مقالات
    [many] { $n } مقالًا
   *[other] { $n } مقال
 }
count-statements = { $n ->
    [zero] لا تصريحات
    [one] تصريح واحد
    [two] تصريحان
    [few] { $n } تصريحات
    [many] { $n } تصريحًا
   *[other] { $n } تصريح
 }
count-speakers = { $n ->
    [zero] لا متحدثين
    [one] متحدث واحد
    [two] متحدثان
    [few] { $n } متحدثين
    [many] { $n } متحدثًا
   *[other] { $n } متحدث
 }
count-claims = { $n ->
    [zero] لا أقوال
    [one] قول واحد
    [two] قولان
    [few] { $n } أقوال
    [many] { $n } قولًا
   *[other] { $n } قول
 }
count-papers = { $n ->
    [zero] لا صحف
    [one] صحيفة واحدة
    [two] صحيفتان
    [few] { $n } صحف
    [many] { $n } صحيفة
   *[other] { $n } صحيفة
 }
count-witnesses = { $n ->
    [zero] لا شهود مستقلين
    [one] شاهد مستقل واحد
    [two] شاهدان مستقلان
    [few] { $n } شهود مستقلين
    [many] { $n } شاهدًا مستقلًا
   *[other] { $n } شاهد مستقل
 }

## التواريخ والأشخاص

date-from-context = { $day } (من السياق)
date-published = نُشر { $day }
date-none = بلا تاريخ
via = نقلًا عن { $name }
by-reviewer = { $reviewer }

## تقرير HTML

page-title = التناقضات
page-skip = انتقل إلى الموضوعات
page-contents = الموضوعات
page-overview = نظرة عامة
page-no-country = بلا دولة معروفة
page-origin = من { $database }، أعدّه gainsay { $version }
page-origin-as-of = من { $database } حتى { $time }، أعدّه gainsay { $version }
page-origin-sources = من مصادر قُرئت لهذا التقرير وحده، أعدّه gainsay { $version }
page-machine = عثر برنامج على هذه التعارضات، وقد يخطئ: اقرأ النصين قبل أن تستعمل أحدهما.

note-undated = { $n ->
    [zero] لا مقالات بلا تاريخ نشر
    [one] مقال واحد بلا تاريخ نشر
    [two] مقالان بلا تاريخ نشر
    [few] { $n } مقالات بلا تاريخ نشر
    [many] { $n } مقالًا بلا تاريخ نشر
   *[other] { $n } مقال بلا تاريخ نشر
 }. ما يرد في مقال كهذا يوسم بعبارة «بلا تاريخ» إلا إذا ذكر النص نفسه متى كان.
note-dismissed = { $n ->
    [zero] لم يُستبعد تعارض في المراجعة.
    [one] أُسقط تعارض واحد استُبعد في المراجعة.
    [two] أُسقط تعارضان استُبعدا في المراجعة.
    [few] أُسقطت { $n } تعارضات استُبعدت في المراجعة.
    [many] أُسقط { $n } تعارضًا استُبعدت في المراجعة.
   *[other] أُسقط { $n } تعارض استُبعدت في المراجعة.
 }
note-reviewed = لا تظهر إلا التعارضات التي أكدها مراجع.
note-empty = لا مقالات في قاعدة البيانات بعد.
note-none = لم يُعثر على تعارض.

side-short-affirms = يؤكد
side-short-denies = ينفي
side-short-refuses = يرفض
side-short-conditions = يشترط
side-short-unaware = لا علم له
side-short-wants = يقترح أو يطالب
side-short-expects = يتوقّع أو يحذّر

topic-strongest = أقواها { $score }
topic-id = الموضوع
topic-why = لماذا أُشير إليها
topic-more-claims = { $n ->
    [zero] لا أقوال أخرى:
    [one] وقول واحد آخر:
    [two] وقولان آخران:
    [few] و{ $n } أقوال أخرى:
    [many] و{ $n } قولًا آخر:
   *[other] و{ $n } قول آخر:
 }

claim-in = في
claim-against = مقابل { $name }
claim-more-conflicts = { $n ->
    [zero] ولا تعارضات أخرى
    [one] وتعارض آخر
    [two] وتعارضان آخران
    [few] و{ $n } تعارضات أخرى
    [many] و{ $n } تعارضًا آخر
   *[other] و{ $n } تعارض آخر
 }

conflict-versus = مقابل
conflict-note = ملاحظة:

timeline-title = خط زمني
timeline-from-to = { $claims } من { $first } إلى { $last }؛ لكل موقف صف، والروابط تقود إلى الأقوال.
timeline-undated = { $claims } كلها بلا تاريخ؛ لكل موقف صف، والروابط تقود إلى الأقوال.
timeline-shift = { $name } يتخذ موقفًا آخر

matrix-title = من يناقض من
matrix-caption = التعارضات بين دول المتحدثين
matrix-others = دول أخرى
matrix-field = { $one } و{ $other }: { $conflicts }

articles-title = المقالات
articles-legend = كل اقتباس أعلاه مظلَّل في موضعه:
article-back = العودة إلى قول { $name }
part-source = القائل
part-cue = فعل القول
part-content = القول

filter-title = تصفية التعارضات
filter-words = كلمات
filter-kind = النوع
filter-country = الدولة
filter-verdict = الحكم
filter-score = أدنى درجة
filter-any = الكل
filter-reset = أظهر الكل
filter-shown = يظهر { $shown } من { $all } من التعارضات، في { $topics } من الموضوعات
filter-shown-all = كل التعارضات ظاهرة
filter-none = لا تعارض يوافق هذه التصفية.

## لماذا أُشير إلى التعارض

list-comma = {"، "}
reason-about = كلاهما عن: { $terms }
reason-same-day = بتاريخ اليوم نفسه
reason-apart = بينهما { $days ->
    [zero] أقل من يوم
    [one] يوم واحد
    [two] يومان
    [few] { $days } أيام
    [many] { $days } يومًا
   *[other] { $days } يوم
 }
reason-undated = أحدهما على الأقل بلا تاريخ
reason-speaks = { $one } يتحدث عن «{ $term1 }»، و{ $two } عن «{ $term2 }»
reason-figures = { $one } يقول { $here }، و{ $two } يقول { $there }
reason-quotes = { $one } ينفي ما يقوله { $two } ويقتبسه
reason-untrue = { $one } يكذّب ما يرويه عنوان المقال ويقوله { $two }
reason-opposes = { $one } يعارضه ({ $stance1 })، و{ $two } لا يعارضه ({ $stance2 })
reason-unaware = { $two } يؤكده، و{ $one } لا علم له به
reason-denies = { $two } يؤكده، و{ $one } ينفيه
reason-office = { $one } و{ $two } يُذكر كلاهما بصفة { $office }
reason-shift = { $one }: أولًا { $stance1 }، وبعد { $days ->
    [zero] أقل من يوم
    [one] يوم واحد
    [two] يومين
    [few] { $days } أيام
    [many] { $days } يومًا
   *[other] { $days } يوم
 } { $stance2 }
reason-state-shift = { $state } ({ $one } و{ $two }): أولًا { $stance1 }، وبعد { $days ->
    [zero] أقل من يوم
    [one] يوم واحد
    [two] يومين
    [few] { $days } أيام
    [many] { $days } يومًا
   *[other] { $days } يوم
 } { $stance2 }
