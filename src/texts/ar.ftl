# كلمات تقرير gainsay ومكتب المراجعة بالعربية. رسالة في كل سطر، وصيغ الجمع بحسب $n.

## أسماء الأشياء

stance-affirm = تأكيد
stance-deny = نفي
stance-propose = اقتراح
stance-accept = موافقة
stance-reject = رفض
stance-condition = اشتراط
stance-urge = مطالبة
stance-warn = تحذير
stance-expect = توقّع
stance-unaware = عدم علم

side-affirms = تأكيد
side-denies = نفي
side-refuses = رفض أو مطالبة بالإنهاء
side-conditions = اشتراط
side-unaware = عدم علم بالأمر
side-wants = اقتراح أو مطالبة
side-expects = توقّع أو تحذير

kind-denial = نفي
kind-policy = سياستان متعارضتان
kind-shift = تغيّر موقف
kind-figure = أرقام مختلفة
kind-attribution = نسبة القول

verdict-confirmed = مؤكَّد
verdict-dismissed = مستبعَد
verdict-unsure = غير محسوم
verdict-open = مفتوح
verdict-none = بلا حكم

speaker-kind-person = شخص
speaker-kind-organization = جهة
speaker-kind-country = دولة
speaker-kind-group = جماعة
speaker-kind-unnamed = مصدر لم يُسمَّ

mode-direct = بين علامتي تنصيص
mode-indirect = كلام منقول
mode-mixed = بعضه اقتباس حرفي

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
    [zero] لا مصادر مستقلة
    [one] مصدر مستقل واحد
    [two] مصدران مستقلان
    [few] { $n } مصادر مستقلة
    [many] { $n } مصدرًا مستقلًا
   *[other] { $n } مصدر مستقل
 }

## التواريخ والأشخاص

date-from-context = { $day } (من السياق)
date-published = نُشر { $day }
date-none = بلا تاريخ
via = نقلًا عن { $name }
by-reviewer = المراجِع: { $reviewer }

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

side-short-affirms = تأكيد
side-short-denies = نفي
side-short-refuses = رفض
side-short-conditions = اشتراط
side-short-unaware = عدم علم
side-short-wants = اقتراح أو مطالبة
side-short-expects = توقّع أو تحذير

topic-strongest = أقواها { $score }
topic-id = الموضوع
topic-why = سبب الرصد
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
timeline-shift = تغيّر موقف { $name }

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
reason-speaks = «{ $term1 }» عند { $one }، و«{ $term2 }» عند { $two }
reason-figures = { $here } بحسب { $one }، و{ $there } بحسب { $two }
reason-quotes = نفي من { $one } لكلام { $two } مع اقتباسه
reason-untrue = تكذيب من { $one } لما في عنوان المقال ولكلام { $two }
reason-opposes = معارضة من { $one } ({ $stance1 })، دون معارضة من { $two } ({ $stance2 })
reason-unaware = تأكيد من { $two }، وعدم علم من { $one }
reason-denies = تأكيد من { $two } ونفي من { $one }
reason-office = ذُكر كل من { $one } و{ $two } بصفة { $office }
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

## مكتب المراجعة

brand = gainsay: نظرة عامة
skip = انتقل إلى المحتوى
nav = الصفحات
nav-overview = نظرة عامة
nav-conflicts = التعارضات
nav-topics = الموضوعات
nav-speakers = المتحدثون
nav-denials = نفي بلا ادعاء معروف
nav-documents = المقالات
nav-runs = عمليات التشغيل
interface = لغة الواجهة
search = بحث
search-go = ابحث
search-told = يجب أن ترد الكلمات كلها بأي إملاء. الكلمات بين علامتي تنصيص تتوالى، والنجمة تنوب عن بقية الكلمة، ويمكن استعمال الأقواس، والكلمات AND وOR وNOT بأحرف كبيرة.
search-statements = تصريحات
search-documents = مقالات
search-for-it = ابحث عنه
working = جارٍ إعادة حساب التعارضات …
warning-open = هذا المكتب مفتوح على الشبكة: كل من لديه رمز الدخول يستطيع قراءة قاعدة البيانات وتغييرها.
close = إغلاق
look = عرض
all = الكل
topic = موضوع
statement = تصريح
note = ملاحظة
reviewer = المراجِع
score = الدرجة: مدى الثقة بالتعارض من 0 إلى 1
untitled = بلا عنوان
why = سبب الرصد
original = الأصل
to-the-place = في موضعه
correct = تصحيح
version = النسخة { $n }
same-report = { $n ->
    [zero] لا مقال آخر ينشر هذا الخبر
    [one] مقال آخر ينشر هذا الخبر
    [two] مقالان آخران ينشران هذا الخبر
    [few] { $n } مقالات أخرى تنشر هذا الخبر
    [many] { $n } مقالًا آخر تنشر هذا الخبر
   *[other] { $n } مقال آخر تنشر هذا الخبر
 }
carried-by = { $n ->
    [zero] لم يرد في أي مقال
    [one] في مقال واحد
    [two] في مقالين
    [few] في { $n } مقالات
    [many] في { $n } مقالًا
   *[other] في { $n } مقال
 }
count-denials = { $n ->
    [zero] لا نفي بلا ادعاء معروف
    [one] نفي واحد بلا ادعاء معروف
    [two] نفيان بلا ادعاء معروف
    [few] { $n } حالات نفي بلا ادعاء معروف
    [many] { $n } حالة نفي بلا ادعاء معروف
   *[other] { $n } حالة نفي بلا ادعاء معروف
 }

overview-waiting = بانتظار الحكم
overview-by-kind = بانتظار الحكم، بحسب النوع
overview-by-country = بانتظار الحكم، بحسب الدولة
overview-night = حصيلة الليلة الماضية
overview-pairs = من يناقض من
overview-runs = آخر عمليات التشغيل
all-runs = كل عمليات التشغيل
night-brought = { $documents ->
    [zero] لا مقالات
    [one] مقال واحد
    [two] مقالان
    [few] { $documents } مقالات
    [many] { $documents } مقالًا
   *[other] { $documents } مقال
 }، { $conflicts ->
    [zero] لا تعارضات جديدة
    [one] تعارض جديد واحد
    [two] تعارضان جديدان
    [few] { $conflicts } تعارضات جديدة
    [many] { $conflicts } تعارضًا جديدًا
   *[other] { $conflicts } تعارض جديد
 }
night-open = { $n ->
    [zero] لا ينتظر منها شيء
    [one] ينتظر منها واحد
    [two] ينتظر منها اثنان
    [few] ينتظر منها { $n }
    [many] ينتظر منها { $n }
   *[other] ينتظر منها { $n }
 }
night-rejected = { $n ->
    [zero] لم يُرفض أي مقال
    [one] رُفض مقال واحد
    [two] رُفض مقالان
    [few] رُفضت { $n } مقالات
    [many] رُفض { $n } مقالًا
   *[other] رُفض { $n } مقال
 }

filter = تصفية
filter-go = اعرض
filter-clear = اعرض الكل
field-status = الحكم
field-kind = النوع
field-country = الدولة
field-speaker = المتحدث
field-speaker-id = المتحدث
field-publisher = الصحيفة
field-words = كلمات
field-topic = الموضوع
field-since = من يوم
field-until = إلى يوم
field-min-score = أدنى درجة
field-sort = الترتيب
field-page = الصفحة
field-role = المنصب
field-stance = الموقف
field-span = كلمات التصريح
sort-surest = الأوثق أولًا
sort-newest = الأحدث أولًا
pages = صفحات القائمة
page-before = الصفحة السابقة
page-after = الصفحة التالية
page-of = الصفحة { $page } من { $pages }
download = تنزيل المعروض:
download-report = تقرير HTML للإرسال
review-start = ابدأ بالأول
nothing-open = لا تعارض ينتظر الحكم.
nothing-filtered = لا شيء يطابق هذه التصفية.
nothing-found = لم يُعثر على شيء. كلمات أقل، أو نجمة بعد بداية الكلمة، تعثر على المزيد.
nothing-at-all = لا مقالات في قاعدة البيانات بعد: الأمر gainsay ingest يقرؤها.
nothing-offices = لا يُعرف له منصب.
nothing-rejected = لا مدخلات مرفوضة تنتظر.

column-name = الاسم
column-kind = النوع
column-country = الدولة
column-countries = الدول
column-offices = المناصب
column-names = أسماء أخرى
column-statements = التصريحات
column-conflicts = التعارضات
column-score = الأقوى
column-speakers = المتحدثون
column-documents = المقالات
column-days = الأيام
column-topic = الموضوع
column-published = تاريخ النشر
column-paper = الصحيفة
column-stance = الموقف
column-title = العنوان

conflict-title = { $one } في مقابل { $other }
back-to-list = العودة إلى القائمة
article-of-side = مقال الطرف { $side }
article-text = نص المقال
verdict-form = حكمك
verdict-confirm = تأكيد
verdict-dismiss = استبعاد
verdict-leave = غير محسوم
verdict-next = التالي
reviews = الأحكام
reviews-none = لم يحكم فيه أحد بعد.

topic-positions = مواقف الأطراف
topic-timeline = عبر الزمن

speaker-names = الأسماء
speaker-offices = المناصب
speaker-shifts = تغيّر المواقف
speaker-record = سجل التصريحات
all-conflicts = كل التعارضات
split = فصل الأسماء المختارة
split-told = الأسماء المختارة تصبح لمتحدث آخر، ولا تجمعها عملية لاحقة من جديد.
merge = دمج المتحدثَين
merge-title = هل يظهر هذا المتحدث باسم آخر؟
merge-told = إذا كانا متحدثًا واحدًا فادمجهما: تُحسب أقوالهما وتعارضاتهما من جديد، ولا تفصلهما عملية لاحقة.
merge-find = جزء من الاسم
merge-which = من هو؟
merge-none = لا أحد غيره يحمل اسمًا كهذا.
decisions = القرارات بشأن الاسم
decided-same = { $one } و{ $other } متحدث واحد
decided-different = { $one } و{ $other } متحدثان مختلفان

corrections = التصحيحات
correct-title = تصحيح ما قرأته الآلة
correct-told = يُبحث عن التعارضات من جديد بحسب ما تقول. يُحفظ التصحيح دائمًا ويسري على كل استخراج لاحق.
correct-go = احفظ التصحيح
correct-undo = إلغاء التصحيح
as-it-is = كما هو
country-hint = حرفان لاتينيان (KZ)، أو اتركه فارغًا
span-hint = ظلّل الكلمات في المقال أدناه، أو اكتب موضع أولها وآخرها.
span-reset = كما كان
span-start = الموضع الأول
span-end = ما بعد الموضع الأخير

denials-told = ما نُفي ولا يقوله أي مقال في قاعدة البيانات: من أين جاء القول؟
denied-author = قاله

rejections = مدخلات مرفوضة
rejections-told = كل منها محفوظ كاملًا، والأمر gainsay retry يقرؤه من جديد إذا زال السبب.
rejection-source = المصدر
rejection-reason = السبب
rejection-detail = ما الخطأ
rejection-bytes = بايت
rejection-first = أول مرة
rejection-last = آخر مرة
rejection-cut = بداية المُدخَل، وحجمه { $n } بايت:
run-number = العملية
run-started = بدأت (UTC)
run-outcome = النتيجة
run-new = جديد
run-changed = معدَّل
run-known = معروف
run-rejected = مرفوض
run-statements = التصريحات
run-conflicts = التعارضات
run-command = الأمر
outcome-done = تمّت
outcome-stopped = أُوقفت
outcome-failed = فشلت
outcome-killed = قُطعت
outcome-unfinished = لم تنتهِ

done-confirmed = تم التأكيد. هذا هو التالي.
done-dismissed = تم الاستبعاد. هذا هو التالي.
done-unsure = سُجّل غير محسوم. هذا هو التالي.
done-back = العودة إليه
done-meanwhile = حكم فيه شخص آخر بعد أن فتحته. الحكمان محفوظان، والأخير هو المعتمد.
done-last = سُجّل الحكم. كان هذا آخر ما في القائمة.
done-end = كان هذا آخر ما في القائمة.
done-merged = صارا واحدًا، وحُسبت التعارضات من جديد.
done-split = صارت الأسماء لغيره، وحُسبت التعارضات من جديد.
done-corrected = تم التصحيح، وحُسبت التعارضات من جديد.
done-undone = عاد ما قرأته الآلة معتمدًا، وحُسبت التعارضات من جديد.
done-unchanged = لم يتغير شيء: هو كذلك من قبل.

keys-show = اختصارات لوحة المفاتيح
keys-title = اختصارات لوحة المفاتيح
keys-on = الاختصارات مفعّلة
key-confirm = تأكيد التعارض
key-dismiss = استبعاده
key-unsure = غير محسوم
key-next = التالي بلا حكم
key-rows = نزولًا وصعودًا في القائمة
key-search = بحث
key-help = هذه الاختصارات

knock-title = مكتب المراجعة
knock-told = يطلب هذا المكتب رمز دخول. من فتحه حصل على عنوان فيه الرمز.
knock-label = رمز الدخول
knock-wrong = ليس هذا هو الرمز.
knock-go = ادخل

trouble-not-found = الصفحة غير موجودة
trouble-not-found-told = ربما زال: المقال الذي عُدّل أو قُرئ من جديد فيه تصريحات أخرى.
trouble-wrong = تعذّر تنفيذ الطلب
trouble-value = { $field }: القيمة { $value } غير معروفة هنا.
trouble-verdict = يجب أن يكون الحكم تأكيدًا أو استبعادًا أو غير محسوم.
trouble-speaker = اختر متحدثًا آخر.
trouble-speaker-name = اكتب اسم المتحدث لا رقمًا.
trouble-split = اختر الأسماء التي هي لغيره.
trouble-stance = موقف غير معروف.
trouble-span = يجب أن يسبق الموضع الأول الموضع الأخير.
trouble-name = اسم المراجِع طويل جدًا.
trouble-stale = هذا النموذج لم يعد صالحًا
trouble-stale-told = أُعيد فتح المكتب منذ ذلك الحين. عُد وأعد تحميل الصفحة ثم أرسل من جديد.
trouble-too-large = النص أطول من المسموح
trouble-too-large-told = الملاحظة 4000 حرف على الأكثر. لم يتغير شيء.
trouble-too-long = استغرق الطلب وقتًا أطول من المسموح
trouble-too-long-told = قاعدة البيانات مشغولة. حاول مجددًا بعد قليل.
trouble-busy = غيرك يكتب في قاعدة البيانات
trouble-busy-told = لم يتغير شيء؛ عُد وحاول مجددًا بعد قليل: { $why }
trouble-failed = فشل الأمر
trouble-failed-told = لم يتغير شيء. السبب مكتوب حيث شُغّل المكتب.
trouble-home = إلى النظرة العامة
