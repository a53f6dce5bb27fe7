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
