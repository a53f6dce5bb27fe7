//! Builds the lexicon from the data files of the folder.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

use super::super::affixes::without_article;
use super::files::{
    BodyFile, BodyHead, CueFile, FigureFile, MediaFile, NameFile, ParticleLine, TagLists,
    TitleFile, TitleLine, parse,
};
use super::{
    Cue, CueClass, CueForm, Entity, Lexicon, Lists, Map, Named, Objects, Phrases, Usage, tag,
    words_of,
};
use crate::language::arabic::countries::{self, FormKind, Trust};
use crate::language::arabic::fold::folded;
use crate::language::arabic::inflect::{self, Form, Person};
use crate::language::arabic::publishers::Publishers;

impl Lexicon {
    /// Reads all files.
    pub(super) fn load() -> Lexicon {
        let cues: CueFile = parse("cues.toml", include_str!("../cues.toml"));
        let titles: TitleFile = parse("titles.toml", include_str!("../titles.toml"));
        let lists: Lists = parse("words.toml", include_str!("../words.toml"));
        let mut lexicon = Lexicon {
            words: Map::default(),
            entities: Map::default(),
            vocabulary: vocabulary(),
            cues: Vec::new(),
            bodies: Vec::new(),
            media: Vec::new(),
            quoted_media: HashSet::new(),
            codes: Vec::new(),
            portfolio: Vec::new(),
            portfolios: HashMap::new(),
            honorifics: Phrases::new(&titles.honorific),
            particles: Phrases::new(&particles(&cues.particle)),
            lists,
            grammar: parse("grammar.toml", include_str!("../grammar.toml")),
            clashes: parse("clashes.toml", include_str!("../clashes.toml")),
            title_lemma: HashMap::new(),
            publishers: Publishers::load(),
            figures: figures(),
        };
        lexicon.add_names(&parse("names.toml", include_str!("../names.toml")));
        lexicon.add_figures();
        lexicon.add_titles(&titles);
        lexicon.add_bodies(&parse("bodies.toml", include_str!("../bodies.toml")));
        lexicon.add_media(&parse("media.toml", include_str!("../media.toml")));
        lexicon.add_countries();
        lexicon.add_words(&parse("words.toml", include_str!("../words.toml")));
        lexicon.add_cues(&cues);
        lexicon
    }

    fn tag(&mut self, form: &str, tags: u64) {
        let words = words_of(form);
        if let [word] = words.as_slice() {
            self.words.entry(word.clone()).or_default().tags |= tags;
        }
    }

    /// Tags a form that may have several words by its first one.
    fn tag_head(&mut self, form: &str, tags: u64) {
        if let Some(first) = words_of(form).into_iter().next() {
            self.words.entry(first).or_default().tags |= tags;
        }
    }

    fn tag_all<S: AsRef<str>>(&mut self, forms: &[S], tags: u64) {
        for form in forms {
            self.tag(form.as_ref(), tags);
        }
    }

    fn add_names(&mut self, names: &NameFile) {
        self.tag_all(&names.given, tag::GIVEN);
        self.tag_all(&names.given_ambiguous, tag::GIVEN_AMBIGUOUS);
        self.tag_all(&names.part, tag::NAME_PART);
        self.tag_all(&names.not_name, tag::NOT_NAME);
    }

    /// The words of figures' names are names, but for those that are as often something else.
    fn add_figures(&mut self) {
        let mut words: Vec<String> = Vec::new();
        for (last, known) in &self.figures {
            words.push(last.clone());
            words.extend(known.iter().flat_map(|(name, _)| name.iter().cloned()));
        }
        words.retain(|word| {
            !self.words.contains_key(word) && !self.is_noun(word) && word.chars().count() > 2
        });
        self.tag_all(&words, tag::GIVEN);
    }

    fn add_titles(&mut self, titles: &TitleFile) {
        for line in &titles.head {
            self.add_title(line);
        }
        self.tag_all(&titles.pronoun_title, tag::PRONOUN_TITLE);
        self.tag_all(&titles.honorific, tag::HONORIFIC);
        self.tag_all(&titles.counterpart, tag::COUNTERPART);
        self.tag_all(&titles.official, tag::OFFICIAL);
        self.tag_all(&titles.modifier, tag::MODIFIER);
        // "مصدر أمني": the same word without its article
        let bare: Vec<&str> = titles
            .modifier
            .iter()
            .filter_map(|form| form.strip_prefix("ال"))
            .filter(|form| !form.contains(' '))
            .collect();
        self.tag_all(&bare, tag::MODIFIER);
    }

    fn add_title(&mut self, line: &TitleLine) {
        let office = if line.office { tag::OFFICE } else { 0 };
        let unnamed = if line.unnamed { tag::UNNAMED } else { 0 };
        let kin = if line.kin { tag::KIN } else { 0 };
        let local = if line.local || line.kin {
            tag::LOCAL
        } else {
            0
        };
        let tags = tag::TITLE | office | unnamed | kin | local;
        for form in std::iter::once(&line.ms).chain(&line.also) {
            self.tag_title(line, form, tags);
        }
        if let Some(form) = &line.fs {
            self.tag_title(line, form, tags | tag::FEMININE);
        }
        if line.kin || line.office && !line.ambiguous {
            self.tag_possessed(line, tags);
        }
        // "صديقي", "شيخي": the construct of the oblique case is no subject, and mostly a family name; not so "مسؤولي"
        let surname = format!("{}ي", folded(&line.ms));
        const PARTICIPLE: usize = 4;
        let participle = line.ms.starts_with('م') && line.ms.chars().count() >= PARTICIPLE;
        let plurals = line
            .pl
            .iter()
            .filter(|form| participle || folded(form) != surname);
        let dual = line.dual.iter().filter(|form| folded(form) != surname);
        for form in plurals.chain(dual) {
            self.tag_title(line, form, tags | tag::PLURAL);
        }
        let forms = std::iter::once(&line.ms)
            .chain(&line.fs)
            .chain(&line.also)
            .chain(&line.pl)
            .chain(&line.dual);
        for form in forms {
            self.title_lemma
                .entry(folded(form))
                .or_insert_with(|| folded(&line.ms));
        }
    }

    /// "والدته", "رئيسها": a relative or the head of whoever was named before.
    fn tag_possessed(&mut self, line: &TitleLine, tags: u64) {
        // "his governor" is spelt like "governorate", "his president" like "Madam President"
        let suffixes: &[&str] = if line.kin {
            &["ه", "ها", "هم"]
        } else {
            &["ها", "هم"]
        };
        for suffix in suffixes {
            self.tag_head(&format!("{}{suffix}", line.ms), tags);
            if let Some(form) = &line.fs {
                let stem = form.strip_suffix('ة').unwrap_or(form);
                self.tag_head(&format!("{stem}ت{suffix}"), tags | tag::FEMININE);
            }
        }
    }

    /// A form that is as often another word is a title only with the article.
    fn tag_title(&mut self, line: &TitleLine, form: &str, tags: u64) {
        if line.ambiguous {
            self.tag_head(&format!("ال{form}"), tags);
            self.tag_head(form, tag::MAYBE_TITLE | (tags & tag::PLURAL));
        } else {
            self.tag_head(form, tags);
        }
    }

    fn add_bodies(&mut self, bodies: &BodyFile) {
        for head in &bodies.head {
            self.add_body_head(head);
        }
        for line in &bodies.portfolio {
            let index = self.add_body(&line.body, "", true);
            self.portfolios.insert(folded(&line.form), index);
            if line.alone {
                self.entity(&line.form, Entity::Body(index));
            }
        }
        for line in &bodies.body {
            let index = self.add_body(&line.name, &line.country, false);
            let forms = std::iter::once(&line.name)
                .chain(&line.variants)
                .chain(&line.equivalent);
            for form in forms {
                self.entity(form, Entity::Body(index));
            }
        }
    }

    /// The head of bodies; one that is as often another word only with the article.
    fn add_body_head(&mut self, head: &BodyHead) {
        let feminine = folded(&head.form).ends_with('ه');
        let gender = if feminine { tag::FEMININE } else { 0 };
        let article = if head.ambiguous { "ال" } else { "" };
        self.tag(&format!("{article}{}", head.form), tag::BODY | gender);
        for form in head.pl.iter().chain(&head.dual) {
            self.tag(&format!("{article}{form}"), tag::BODY | tag::PLURAL);
        }
    }

    fn add_media(&mut self, media: &MediaFile) {
        for head in media.head.iter().filter(|head| head.kind != "document") {
            self.tag(&head.form, tag::MEDIA);
            self.tag_all(&head.pl, tag::MEDIA | tag::PLURAL);
            self.tag_all(&head.dual, tag::MEDIA | tag::PLURAL);
        }
        let lists = [
            (&media.agency, "agency"),
            (&media.paper, "paper"),
            (&media.channel, "channel"),
            (&media.site, "site"),
        ];
        for (list, kind) in lists {
            let heads: Vec<&str> = (media.head.iter().filter(|head| head.kind == kind))
                .map(|head| head.form.as_str())
                .collect();
            for line in list {
                let index = self.media.len() as u16;
                self.media.push(Named {
                    name: line.name.clone(),
                    country: code_of(&line.country),
                });
                for form in std::iter::once(&line.name).chain(&line.variants) {
                    self.entity(form, Entity::Media(index));
                }
                for name in &line.headed {
                    self.quoted_media.insert(folded(name));
                    for head in &heads {
                        self.entity(&format!("{head} {name}"), Entity::Media(index));
                    }
                }
            }
        }
    }

    fn add_body(&mut self, name: &str, country: &str, portfolio: bool) -> u16 {
        self.bodies.push(Named {
            name: name.to_string(),
            country: code_of(country),
        });
        self.portfolio.push(portfolio);
        (self.bodies.len() - 1) as u16
    }

    fn entity(&mut self, form: &str, entity: Entity) {
        self.entity_words(words_of(form), entity);
    }

    fn entity_words(&mut self, words: Vec<String>, entity: Entity) {
        if let Some(first) = words.first() {
            let list = self.entities.entry(first.clone()).or_default();
            let media = |entity: &Entity| matches!(entity, Entity::Media(_));
            let nisba = |entity: &Entity| matches!(entity, Entity::Country(_, FormKind::Nisba(_)));
            let known = list
                .iter()
                .any(|(known, other)| *known == words && !(media(other) && nisba(&entity)));
            if !known {
                list.push((words, entity));
            }
        }
    }

    fn add_countries(&mut self) {
        let countries = countries::countries();
        for words in countries.not_states() {
            self.entity_words(words, Entity::Region(FormKind::Name));
        }
        let mut forms: Vec<_> = countries
            .forms()
            .iter()
            .filter(|form| form.trust != Trust::Rare)
            .collect();
        forms.sort_by_key(|form| (form.trust, form.kind));
        for form in forms {
            let code = match self.codes.iter().position(|c| *c == form.code) {
                Some(at) => at,
                None => {
                    self.codes.push(form.code);
                    self.codes.len() - 1
                }
            };
            self.entity_words(form.words.clone(), Entity::Country(code as u16, form.kind));
        }
        for region in countries.region_forms() {
            self.entity_words(region.words.clone(), Entity::Region(region.kind));
        }
    }

    fn add_words(&mut self, words: &TagLists) {
        for complementizer in &words.complementizer {
            self.tag(complementizer, tag::COMPLEMENTIZER);
            for pronoun in &words.enclitic {
                self.tag(&format!("{complementizer}{pronoun}"), tag::COMPLEMENTIZER);
            }
        }
        self.tag_all(&words.negator, tag::NEGATOR);
        self.tag_all(&words.negative_noun, tag::NEGATIVE_NOUN);
        self.tag_all(&words.light, tag::LIGHT);
        self.tag_all(&words.auxiliary, tag::AUXILIARY);
        self.tag_all(&words.contrast, tag::NOT_NAME);
        self.tag_all(&words.comment, tag::NOT_NAME);
        self.tag_all(&words.relative, tag::RELATIVE);
        self.tag_all(&words.occasion, tag::OCCASION);
        self.tag_all(&words.adjunct, tag::ADJUNCT);
        self.tag_all(&words.side, tag::SIDE);
        self.tag_all(&words.pronoun_title, tag::PRONOUN_TITLE);
        self.tag_all(&words.audience, tag::AUDIENCE);
        self.tag_all(&words.home, tag::HOME);
        self.tag_all(&words.some, tag::SOME);
        self.tag_all(&words.royal, tag::ROYAL);
        self.tag_all(&words.stateless, tag::STATELESS);
    }

    fn add_cues(&mut self, file: &CueFile) {
        self.add_verbs(file);
        self.add_cue_nouns(file);
        self.tag_all(&file.spoken, tag::SPOKEN);
        self.tag_all(&file.document, tag::DOCUMENT);
        self.tag_all(&file.pretext, tag::PRETEXT);
    }

    fn add_verbs(&mut self, file: &CueFile) {
        for (lines, class) in [
            (&file.verb, CueClass::Verb),
            (&file.intent, CueClass::Intent),
            (&file.relay, CueClass::Relay),
            (&file.contain, CueClass::Contain),
        ] {
            for line in lines {
                let whole = Cue {
                    lemma: line.past.clone(),
                    class,
                    stance: line.stance,
                    governs: line.governs.as_str().into(),
                    addressee: line.addressee,
                    careful: line.careful,
                    insists: line.insists,
                    object: line.object,
                };
                let imperfect = line.present_governs.as_ref().map(|governs| Cue {
                    governs: governs.as_str().into(),
                    careful: true,
                    ..whole.clone()
                });
                let cue = self.add_cue(whole);
                // the perfect of wanting and striving is spelt like its noun (سعى، سعي)
                if class != CueClass::Intent {
                    self.cue_forms(cue, inflect::past(&line.past), Some(Form::Past));
                }
                if !line.past_only {
                    let cue = imperfect.map_or(cue, |imperfect| self.add_cue(imperfect));
                    self.cue_forms(cue, inflect::present(&line.present), Some(Form::Present));
                }
                if let Some(participle) = &line.participle {
                    self.cue_forms(cue, inflect::participle(participle), Some(Form::Participle));
                }
            }
        }
    }

    fn add_cue_nouns(&mut self, file: &CueFile) {
        for line in &file.noun {
            let cue = self.add_cue(Cue {
                lemma: line.form.clone(),
                class: CueClass::Noun,
                stance: line.stance,
                governs: line.governs.as_str().into(),
                addressee: false,
                careful: false,
                insists: false,
                object: Objects::Any,
            });
            let mut forms = Vec::new();
            for form in std::iter::once(&line.form).chain(&line.plural) {
                let form = folded(form);
                forms.push((format!("{form}ا"), Person::Masculine));
                forms.push((form, Person::Masculine));
            }
            self.cue_forms(cue, forms, None);
        }
    }

    fn add_cue(&mut self, cue: Cue) -> u16 {
        self.cues.push(cue);
        (self.cues.len() - 1) as u16
    }

    fn cue_forms(&mut self, cue: u16, forms: Vec<(String, Person)>, form: Option<Form>) {
        for (word, person) in forms {
            let info = self.words.entry(word).or_default();
            if !info.cues.iter().any(|known| known.cue == cue) {
                info.cues.push(CueForm { cue, form, person });
            }
        }
    }
}

/// The figures, by the last word of the name without article.
fn figures() -> BTreeMap<String, Vec<(Vec<String>, &'static str)>> {
    let file: FigureFile = parse("figures.toml", include_str!("../figures.toml"));
    let mut by_last: BTreeMap<String, Vec<(Vec<String>, &'static str)>> = BTreeMap::new();
    for (code, names) in &file.figures {
        let Some(country) = countries::countries().by_code(code) else {
            continue;
        };
        for name in names {
            let words: Vec<String> = words_of(name)
                .iter()
                .map(|word| without_article(word).to_string())
                .collect();
            if let Some(last) = words.last() {
                let list = by_last.entry(last.clone()).or_default();
                list.push((words, country.code.as_str()));
            }
        }
    }
    by_last
}

/// The particles, and those of manner with their pronouns ("على حد تعبيره", "بحسب وصفهم").
fn particles(lines: &[ParticleLine]) -> Vec<String> {
    let mut forms: Vec<String> = lines.iter().map(|line| line.form.clone()).collect();
    let manners = lines
        .iter()
        .filter_map(|line| line.form.strip_prefix("على حد "));
    for manner in manners {
        for particle in ["على حد", "بحسب", "حسب", "وفق"] {
            let pronouns = ["ه", "ها", "هم", "هما"];
            forms.extend(pronouns.map(|pronoun| format!("{particle} {manner}{pronoun}")));
        }
    }
    forms
}

/// "articles" or "articles, tab, percent behind a given name".
fn usage(figures: &str) -> Option<Usage> {
    let mut figures = figures.split('\t');
    let articles = figures.next()?.parse().ok()?;
    let behind_given = figures.next().and_then(|percent| percent.parse().ok());
    Some(Usage {
        articles,
        behind_given,
        counterpart: 0,
        note: OnceLock::new(),
        stem: OnceLock::new(),
    })
}

fn code_of(country: &str) -> Option<String> {
    (!country.is_empty()).then(|| country.to_string())
}

/// What the papers' use tells of words, each with that of its counterpart with or without the article.
fn vocabulary() -> Map<&'static str, Usage> {
    let mut known: Map<&'static str, Usage> = include_str!("../vocabulary.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(word, figures)| Some((word, usage(figures)?)))
        .collect();
    let pairs: Vec<(&str, u32, &str, u32)> = known
        .iter()
        .filter_map(|(word, definite)| {
            let (bare, usage) = known.get_key_value(word.strip_prefix("ال")?)?;
            Some((*word, definite.articles, *bare, usage.articles))
        })
        .collect();
    for (word, articles, bare, bare_articles) in pairs {
        for (one, other) in [(word, bare_articles), (bare, articles)] {
            if let Some(usage) = known.get_mut(one) {
                usage.counterpart = usage.counterpart.max(other);
            }
        }
    }
    known
}
